"""Topics of comments: jieba with scikit-learn beside ours, on comments made the same way.

    python3 benches/peers/comments.py           installs the peers into a throw-away environment
    cargo bench -p opinion --bench comments     ours

Prints processor seconds for words, TF-IDF, k-means into eight issues and twenty key terms.
"""
import random
import subprocess
import sys
import tempfile
import time
import venv

PACKAGES = ["jieba==0.42.1", "scikit-learn==1.9.1"]


def comments(count):
    source = random.Random(7)
    phrases = ["".join(chr(0x4E00 + source.randrange(600)) for _ in range(7)) for _ in range(48)]
    out = []
    for _ in range(count):
        issue = source.randrange(8) * 6
        out.append(f"{phrases[issue + source.randrange(6)]}，{phrases[issue + source.randrange(6)]}。")
    return out


def main():
    import logging

    import jieba
    import jieba.analyse
    from sklearn.cluster import KMeans
    from sklearn.feature_extraction.text import TfidfVectorizer

    jieba.setLogLevel(logging.ERROR)
    jieba.analyse.extract_tags("第一句")
    for count in (400, 5_000):
        texts = comments(count)
        spent = []
        for _ in range(3):
            start = time.process_time()
            vectors = TfidfVectorizer(analyzer=lambda text: [w for w in jieba.cut(text) if w.strip()]).fit_transform(texts)
            KMeans(8, n_init=10, random_state=0).fit(vectors)
            jieba.analyse.extract_tags("\n".join(texts), 20)
            spent.append(time.process_time() - start)
        print(f"jieba and k-means {count}: least {min(spent):.2f} s of processor time", flush=True)


if __name__ == "__main__":
    if len(sys.argv) > 1 and sys.argv[1] == "--inside":
        main()
    else:
        with tempfile.TemporaryDirectory() as folder:
            venv.create(folder, with_pip=True)
            subprocess.run([f"{folder}/bin/pip", "install", "--quiet", *PACKAGES], check=True)
            subprocess.run([f"{folder}/bin/python", __file__, "--inside"], check=True)
