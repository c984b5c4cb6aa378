#!/bin/sh
# Runs one fuzz target for a time, with the stable compiler.
#
#     fuzz/run.sh numbers 600
#
# A crash leaves its input in fuzz/found/ and ends with a status other than 0.
set -eu
cd "$(dirname "$0")"
target=${1:?numbers, answers, titles or tables}
seconds=${2:-600}
host=$(rustc -vV | sed -n 's/^host: //p')
case $target in
    numbers) seeds="../crates/risk/tests/golden" features="" ;;
    answers) seeds="../crates/opinion/tests/golden" features="" ;;
    titles) seeds="seeds/titles" features="" ;;
    tables) seeds="seeds/tables" features="tables" ;;
esac
RUSTFLAGS="--cfg fuzzing -Cpasses=sancov-module \
-Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
-Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares" \
    cargo build --release --target-dir target --target "$host" --features "$features" --bin "$target"
mkdir -p found "corpus/$target"
exec "target/$host/release/$target" "corpus/$target" $seeds \
    -max_total_time="$seconds" -max_len=16384 -timeout=20 -rss_limit_mb=3000 -artifact_prefix=found/
