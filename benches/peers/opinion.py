"""Opinion groups: red-dwarf and scikit-learn beside ours, on votes of the same kind and size.

    python3 benches/peers/opinion.py            installs the peers into a throw-away environment
    cargo bench -p opinion --bench groups       ours

Prints processor seconds. Four planted groups, one vote in ten a pass, a third unseen; k from 2 to 5
with the mean silhouette of each.
"""
import subprocess
import sys
import tempfile
import time
import venv
import warnings

PACKAGES = ["red-dwarf==0.4.0", "scikit-learn==1.9.1"]


def votes(rows, columns):
    import numpy as np

    random = np.random.default_rng(1)
    likely = random.uniform(0.05, 0.95, (4, columns))[np.arange(rows) % 4]
    table = np.where(random.random((rows, columns)) < likely, 1.0, -1.0)
    kind = random.random((rows, columns))
    table[kind < 0.43] = 0.0
    table[kind < 0.33] = np.nan
    return table


def scikit(table):
    import numpy as np
    from sklearn.cluster import KMeans
    from sklearn.decomposition import PCA
    from sklearn.metrics import silhouette_score

    seen = ~np.isnan(table)
    filled = np.where(seen, table, np.nanmean(table, 0))
    points = PCA(2).fit_transform(filled) * np.sqrt(table.shape[1] / np.maximum(1, seen.sum(1)))[:, None]
    for k in range(2, 6):
        silhouette_score(points, KMeans(k, n_init=10, random_state=0).fit_predict(points))


def red_dwarf(table):
    import numpy as np
    from reddwarf.implementations.base import run_pipeline

    seen = np.argwhere(~np.isnan(table))
    run_pipeline(votes=[
        {"participant_id": int(i), "statement_id": int(j), "vote": table[i, j], "modified": 0} for i, j in seen
    ], random_state=0)


def measure(name, work, table):
    spent = []
    for _ in range(3):
        start = time.process_time()
        work(table)
        spent.append(time.process_time() - start)
    print(f"{name} {table.shape[0]} x {table.shape[1]}: least {min(spent):.2f} s of processor time", flush=True)


def main():
    warnings.filterwarnings("ignore")
    small, large = votes(2_000, 200), votes(20_000, 300)
    measure("red-dwarf", red_dwarf, small)
    measure("scikit-learn", scikit, small)
    measure("scikit-learn", scikit, large)


if __name__ == "__main__":
    if len(sys.argv) > 1 and sys.argv[1] == "--inside":
        main()
    else:
        with tempfile.TemporaryDirectory() as folder:
            venv.create(folder, with_pip=True)
            subprocess.run([f"{folder}/bin/pip", "install", "--quiet", *PACKAGES], check=True)
            subprocess.run([f"{folder}/bin/python", __file__, "--inside"], check=True)
