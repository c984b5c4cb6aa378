"""krippendorff beside `cargo bench -p risk`: alpha of 20 raters and 1000 things on four scales.

    python3 -m venv /tmp/peers && /tmp/peers/bin/pip install krippendorff
    /tmp/peers/bin/python benches/peers/agreement.py

Not part of the tests. Prints processor seconds, the least of twenty runs.
"""
import math
import time

import krippendorff
import numpy as np


def part(n):
    return math.fmod(n * 0.618033988749895, 1.0)


data = np.array(
    [
        [math.floor(5 * part(rater * 1000 + unit)) + 1 if (rater + unit) % 7 else math.nan for unit in range(1000)]
        for rater in range(20)
    ]
)
best = math.inf
for _ in range(20):
    start = time.process_time()
    values = [
        krippendorff.alpha(reliability_data=data, level_of_measurement=level)
        for level in ("nominal", "ordinal", "interval", "ratio")
    ]
    best = min(best, time.process_time() - start)
print(f"alpha on four scales, 20 raters x 1000 things, 5 grades: {best * 1000:.2f} ms  {values}")
