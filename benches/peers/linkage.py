"""Linkage of plans and register: Splink beside ours, on one set.

    cargo build --release
    python3 benches/peers/linkage.py [N] [DIR]

DIR holds plans.csv and register.csv as `wenping link` reads them; without it a set of N plans
(20,000) is made here. Splink is installed into a throw-away environment. Both run with as many
threads as they like; seconds on the clock and of the processor are printed.
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
    plans, register = [], []
    for n in range(count):
        city = source.choice(list(CITIES))
        district = source.choice(CITIES[city])
        place, work = source.choice(places), source.choice(WORKS)
        phase = source.choice(["", "", "（一期）", "（二期）"])
        year = source.choice([2015, 2016])
        plans.append([f"P{n}", f"{district}{place}{work}项目{phase}", city, district, year, ""])
        if source.random() < 0.6:
            name = source.choice([f"{place}{work}{phase}", f"关于{district}{place}{work}工程{phase}的稳评", f"{place}{work}项目{phase}社会稳定风险评估"])
            register.append([f"R{n}", name, district if source.random() < 0.8 else "", UNITS[district[-1]], year, ""])
    source.shuffle(register)
    for file, heads, rows in [
        ("plans.csv", ["plan_id", "name", "city", "district", "year", "doc_no"], plans),
        ("register.csv", ["reg_id", "name", "region", "unit", "year", "doc_no"], register),
    ]:
        with open(folder / file, "w", newline="", encoding="utf-8") as out:
            writer = csv.writer(out)
            writer.writerow(heads)
            writer.writerows(rows)


def splink(folder):
    import pandas as pd
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    def read(file, key, place):
        table = pd.read_csv(folder / file, dtype=str, keep_default_na=False)
        title = table["name"].str.replace(r"关于|的稳评|社会稳定风险评估|项目|工程", "", regex=True)
        return pd.DataFrame(
            {"unique_id": table[key], "title": title, "head": title.str[:3], "tail": title.str[-4:], "place": table[place].replace("", None), "year": table["year"]}
        )

    settings = SettingsCreator(
        link_type="link_only",
        blocking_rules_to_generate_predictions=[block_on("head"), block_on("tail", "place"), block_on("tail", "substr(title, 3, 2)")],
        comparisons=[cl.JaroWinklerAtThresholds("title", [0.95, 0.88, 0.75]), cl.ExactMatch("place"), cl.ExactMatch("year")],
    )
    start, spent = time.perf_counter(), time.process_time()
    tables = [read("plans.csv", "plan_id", "district"), read("register.csv", "reg_id", "region")]
    api = DuckDBAPI()
    try:
        linker = Linker(tables, settings, db_api=api)
    except TypeError:
        # From version 5 on tables are registered first.
        linker = Linker([api.register(t) for t in tables], settings)
    linker.training.estimate_probability_two_random_records_match([block_on("title")], recall=0.4)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("head"))
    pairs = linker.inference.predict(threshold_match_probability=0.5).as_pandas_dataframe()
    print(f"Splink: {time.perf_counter() - start:.1f} s on the clock, {time.process_time() - spent:.1f} s of the processor, {len(pairs)} pairs", flush=True)


def ours(folder):
    program = ROOT / "target/release/wenping"
    start = time.perf_counter()
    subprocess.run([program, "link", "--plans", folder / "plans.csv", "--register", folder / "register.csv", "--out", folder / "links.csv"], check=True)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"wenping link: {time.perf_counter() - start:.1f} s on the clock, {used.ru_utime + used.ru_stime:.1f} s of the processor, {used.ru_maxrss // 1024} MiB at most", flush=True)


if __name__ == "__main__":
    if len(sys.argv) > 2 and sys.argv[1] == "--inside":
        splink(pathlib.Path(sys.argv[2]))
        sys.exit()
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        folder = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else scratch / "set"
        if len(sys.argv) <= 2:
            folder.mkdir()
            made(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000, folder)
        ours(folder)
        if os.environ.get("WITHOUT_PEER"):
            sys.exit()
        venv.create(scratch / "venv", with_pip=True)
        subprocess.run([scratch / "venv/bin/pip", "install", "--quiet", *PACKAGES, "pandas"], check=True)
        subprocess.run([scratch / "venv/bin/python", __file__, "--inside", folder], check=True)
