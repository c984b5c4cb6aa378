#!/usr/bin/env python3
"""Runs our raking beside that of the R package survey and prints the ratio.

    benches/peers/raking.py

Ours is `cargo bench -p opinion --bench survey`; R is `raking.R`, whose package must be there
(see run.sh). Both are CPU seconds of one core, the median of several runs.
"""
import pathlib
import re
import subprocess

HERE = pathlib.Path(__file__).resolve().parent


def figures(command):
    output = subprocess.run(command, cwd=HERE.parents[1], capture_output=True, text=True, check=True).stdout
    return {name: float(value) for name, value in re.findall(r"(\w+_seconds)=([\d.]+)", output)}


def main():
    ours = figures(["cargo", "bench", "-q", "-p", "opinion", "--bench", "survey"])["raking_seconds"]
    peer = figures(["Rscript", str(HERE / "raking.R")])
    print(f"raking, 100,000 answers x 4 margins, with the error of a mean: ours {ours:.4f} s, "
          f"R survey {peer['r_raking_with_error_seconds']:.3f} s, "
          f"ratio {peer['r_raking_with_error_seconds'] / ours:.0f}")
    print(f"R survey, raking alone: {peer['r_raking_seconds']:.3f} s, "
          f"ratio to ours with the error {peer['r_raking_seconds'] / ours:.0f}")


if __name__ == "__main__":
    main()
