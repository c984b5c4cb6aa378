#!/bin/sh
# Measures our numbers beside those of other tools. Not part of the tests.
#
#     benches/peers/run.sh
#
# R and its package survey are Debian's. When they are absent and this runs as root, for example
# in a container made for it, they are installed.
set -eu
cd "$(dirname "$0")"
if ! Rscript -e 'library(survey)' >/dev/null 2>&1; then
    apt-get update
    apt-get install -y --no-install-recommends r-base-core r-cran-survey
fi
python3 raking.py
