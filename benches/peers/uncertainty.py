"""numpy beside `cargo bench -p risk`: the distribution of T with 30 factors and a million trials.

    python3 -m venv /tmp/peers && /tmp/peers/bin/pip install numpy
    /tmp/peers/bin/python benches/peers/uncertainty.py

Not part of the tests. Prints processor seconds, the least of three runs.
"""
import math
import time

import numpy as np

TRIALS = 1_000_000


def part(n):
    return math.fmod(n * 0.618033988749895, 1.0)


def ranges():
    n = 0
    while True:
        n += 3
        yield sorted(part(n + i) for i in range(3))


def pert(rng, a, m, b):
    return a + (b - a) * rng.beta(1 + 4 * (m - a) / (b - a), 1 + 4 * (b - m) / (b - a), TRIALS)


KINDS = {
    "triangular": lambda rng, a, m, b: rng.triangular(a, m, b, TRIALS),
    "pert": pert,
    "beta": lambda rng, a, m, b: rng.beta(1 + 5 * a + m, 1 + 5 * b, TRIALS),
}


def simulate(draw):
    rng, numbers = np.random.default_rng(1), ranges()
    total = np.zeros(TRIALS)
    for _ in range(30):
        total += draw(rng, *next(numbers)) * draw(rng, *next(numbers)) / 30
    return total.mean(), total.var(), np.quantile(total, [0.05, 0.5, 0.95]), (total > 0.36).mean()


for name, draw in KINDS.items():
    best = math.inf
    for _ in range(3):
        start = time.process_time()
        answer = simulate(draw)
        best = min(best, time.process_time() - start)
    print(f"distribution of T, 30 factors, {name}: {best:.3f} s  mean {answer[0]:.6f} quantiles {answer[2]}")
