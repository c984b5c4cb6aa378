"""Linkage of plans and register: Splink beside ours, on one set.

    cargo build --release
    python3 benches/peers/linkage.py [N] [DIR]

DIR holds plans.csv and register.csv as `wenping link` reads them, and perhaps truth.csv; without
it a set of N plans (20,000) is made here. Splink is installed into a throw-away environment. Both
run with as many threads as they like; seconds on the clock and of the processor are printed, and
how well the pairs fit the truth: ours as they are decided, Splink's at one half and at whichever
threshold is best for it.

Splink compares cleaned titles, place, phase and year. It is trained as its manual says: chance of a
match from pairs that are alike in title and place, chance agreement from random pairs, the rest by
expectation maximisation, once for each of two blockings that leave the other columns free.
"""
import csv
import os
import pathlib
import random
import resource
import subprocess
import sys
import tempfile
import time
import venv

PACKAGES = ["splink==5.0.0"]
ROOT = pathlib.Path(__file__).resolve().parents[2]
CITIES = {"朝阳市": ["双塔区", "龙城区", "凌源市", "北票市"], "本溪市": ["平山区", "溪湖区", "明山区", "桓仁县"]}
WORKS = ["供热管网改造", "生活垃圾填埋场建设", "农村公路改建", "小学合并调整", "老旧小区整治", "污水处理厂扩建", "公交票价调整"]
UNITS = {"区": "住房和城乡建设局", "市": "发展和改革局", "县": "交通运输局"}


def made(count, folder):
    source = random.Random(16)
    places = ["".join(chr(0x4E00 + source.randrange(2000)) for _ in range(2)) for _ in range(count // 8 + 5)]
    plans, register, truth = [], [], []
    for n in range(count):
        city = source.choice(list(CITIES))
        district = source.choice(CITIES[city])
        place, work = source.choice(places), source.choice(WORKS)
        phase = source.choice(["", "", "（一期）", "（二期）"])
        year = source.choice([2015, 2016])
        plans.append([f"P{n}", f"{district}{place}{work}项目{phase}", city, district, year, ""])
        if source.random() < 0.6:
            name = source.choice([f"{place}{work}{phase}", f"关于{district}{place}{work}工程{phase}的稳评", f"{place}{work}项目{phase}社会稳定风险评估"])
            truth.append([f"P{n}", f"R{n}"])
            register.append([f"R{n}", name, district if source.random() < 0.8 else "", UNITS[district[-1]], year, ""])
    source.shuffle(register)
    for file, heads, rows in [
        ("plans.csv", ["plan_id", "name", "city", "district", "year", "doc_no"], plans),
        ("register.csv", ["reg_id", "name", "region", "unit", "year", "doc_no"], register),
        ("truth.csv", ["plan_id", "reg_id"], truth),
    ]:
        with open(folder / file, "w", newline="", encoding="utf-8") as out:
            writer = csv.writer(out)
            writer.writerow(heads)
            writer.writerows(rows)


def fit(folder, pairs):
    """How the best plan of each register row fits the truth; pairs best first."""
    if not (folder / "truth.csv").exists():
        return None
    with open(folder / "truth.csv", newline="", encoding="utf-8") as rows:
        truth = {(row["plan_id"], row["reg_id"]) for row in csv.DictReader(rows)}
    best = {}
    for plan, entry in pairs:
        best.setdefault(entry, plan)
    right = sum((plan, entry) in truth for entry, plan in best.items())
    precision, recall = right / max(len(best), 1), right / max(len(truth), 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return f1, f"F1 {f1:.3f} (precision {precision:.3f}, recall {recall:.3f})"


PAPER = r"[(][^()]*\[\d{4}\]\d+号[)]"
REPORT = r"[(]?(社会稳定|社稳|稳评).*$"
NOISE = r"^关于|的$|^\d{4}年|项目|工程|建设|方案|[\s·()]"
PHASES = {"一": "1", "二": "2", "三": "3", "四": "4", "I": "1", "II": "2", "III": "3"}


def cleaned(folder, file, key, place):
    import pandas as pd

    table = pd.read_csv(folder / file, dtype=str, keep_default_na=False)
    title = table["name"].str.replace("〔", "[").str.replace("〕", "]").str.normalize("NFKC")
    for noise in [PAPER, REPORT, NOISE, NOISE]:
        title = title.str.replace(noise, "", regex=True)
    # The place has a column of its own.
    where = table[place].str.extract(r"([^市]{2})[区县市]?$")[0]
    found = [title_.find(w) if isinstance(w, str) else -1 for title_, w in zip(title, where)]
    title = pd.Series([t[at + 2 :].lstrip("区县市") if 0 <= at < 5 else t for t, at in zip(title, found)])
    title = title.str.replace(r"^.{2}市", "", regex=True)
    phase = title.str.extract(r"([一二三四1-4]|I{1,3})期")[0].replace(PHASES).fillna("0")
    head, tail, year = title.str[:3], title.str[-4:], table["year"].replace("", None)
    return pd.DataFrame({"unique_id": table[key], "title": title, "head": head, "tail": tail, "place": where, "phase": phase, "year": year})


def splink(folder):
    import logging

    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    logging.getLogger("splink").setLevel(logging.ERROR)
    blocks = [["title"], ["head", "place"], ["tail", "place"], ["head", "tail"]]
    settings = SettingsCreator(
        link_type="link_only",
        blocking_rules_to_generate_predictions=[block_on(*block) for block in blocks],
        comparisons=[cl.JaroWinklerAtThresholds("title", [0.97, 0.93, 0.88, 0.8]), *map(cl.ExactMatch, ["place", "phase", "year"])],
    )
    start, spent = time.perf_counter(), time.process_time()
    tables = [cleaned(folder, "plans.csv", "plan_id", "district"), cleaned(folder, "register.csv", "reg_id", "region")]
    api = DuckDBAPI()
    linker = Linker([api.register(table) for table in tables], settings)
    linker.training.estimate_probability_two_random_records_match([block_on("title", "place")], recall=0.4)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("place", "year"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("title"))
    pairs = linker.inference.predict(threshold_match_probability=0.01).as_pandas_dataframe()
    print(f"Splink: {time.perf_counter() - start:.1f} s on the clock, {time.process_time() - spent:.1f} s of the processor, {len(pairs)} pairs", flush=True)
    pairs = pairs.sort_values("match_probability", ascending=False)
    plans = set(tables[0]["unique_id"])

    def at(least):
        kept = pairs[pairs["match_probability"] >= least]
        return fit(folder, [(a, b) if a in plans else (b, a) for a, b in zip(kept["unique_id_l"], kept["unique_id_r"])])

    if at(0.5):
        best = max((at(step / 20)[0], step / 20) for step in range(1, 20))[1]
        print(f"Splink at 0.5: {at(0.5)[1]}; at its best threshold, {best}: {at(best)[1]}", flush=True)


def ours(folder):
    program = ROOT / "target/release/wenping"
    start = time.perf_counter()
    subprocess.run([program, "link", "--plans", folder / "plans.csv", "--register", folder / "register.csv", "--out", folder / "links.csv"], check=True)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"wenping link: {time.perf_counter() - start:.1f} s on the clock, {used.ru_utime + used.ru_stime:.1f} s of the processor, {used.ru_maxrss // 1024} MiB at most", flush=True)
    with open(folder / "links.csv", newline="", encoding="utf-8") as rows:
        linked = [row for row in csv.DictReader(rows) if row["decision"] == "link"]
    linked.sort(key=lambda row: -float(row["score"]))
    told = fit(folder, [(row["plan_id"], row["register_id"]) for row in linked])
    if told:
        print(f"wenping link: {told[1]}", flush=True)


if __name__ == "__main__":
    if len(sys.argv) > 2 and sys.argv[1] == "--inside":
        splink(pathlib.Path(sys.argv[2]))
        sys.exit()
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        folder = pathlib.Path(sys.argv[2]).resolve() if len(sys.argv) > 2 else scratch / "set"
        if len(sys.argv) <= 2:
            folder.mkdir()
            made(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000, folder)
        ours(folder)
        if os.environ.get("WITHOUT_PEER"):
            sys.exit()
        venv.create(scratch / "venv", with_pip=True)
        subprocess.run([scratch / "venv/bin/pip", "install", "--quiet", *PACKAGES, "pandas"], check=True)
        subprocess.run([scratch / "venv/bin/python", __file__, "--inside", folder], check=True)
