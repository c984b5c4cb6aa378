"""Answers to a public consultation under load, beside staff who open their pages.

    cargo build --release
    python3 benches/load/answers.py [SECONDS] [CONNECTIONS] [DIR]

Starts `wenping demo` in a folder of its own (or in DIR) and answers its open consultation with `wrk`
(Debian's package) over HTTP for SECONDS (20) on CONNECTIONS (256). Every answer is acknowledged once
it is on disk. Meanwhile a signed-in official opens the list of matters again and again. Then the
same rows are written without HTTP, in batches as large as the server's, as the figure to compare
with. Server, load and staff share the machine's cores.
"""
import html.parser
import http.cookiejar
import os
import pathlib
import re
import resource
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
PORT = 8979
BASE = f"http://127.0.0.1:{PORT}"
BATCH = 512


class Form(html.parser.HTMLParser):
    """Fields of the first form: hidden ones with their values, one choice of each group."""

    def __init__(self, page):
        super().__init__()
        self.action, self.fields = None, {}
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "form" and self.action is None:
            self.action = given.get("action")
        if tag == "input" and given.get("name"):
            if given.get("type") in ("hidden", "text", "password"):
                self.fields.setdefault(given["name"], given.get("value") or "")
            elif given.get("type") in ("radio", "checkbox"):
                self.fields.setdefault(given["name"], given["value"])


def fetch(opener, url, data=None):
    body = urllib.parse.urlencode(data).encode() if data is not None else None
    with opener.open(BASE + url, body, timeout=30) as answer:
        return answer.read().decode()


def last_form(opener):
    """Walks the four steps; the fields that the last one sends, and where to."""
    listed = fetch(opener, "/c")
    slug = re.search(r'href="/c/([a-z0-9-]+)"', listed).group(1)
    form = Form(fetch(opener, f"/c/{slug}/q/1"))
    while "/q/" in form.action:
        form = Form(fetch(opener, form.action, form.fields))
    return slug, form


def staff(opener, stop, times):
    while not stop.is_set():
        begun = time.perf_counter()
        fetch(opener, "/items")
        times.append(time.perf_counter() - begun)
        time.sleep(0.1)


def sign_in(password):
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    form = Form(fetch(opener, "/login"))
    form.fields.update(username="county", password=password)
    fetch(opener, form.action, form.fields)
    return opener


def raw(database, seconds):
    """The rows of answers, batch after batch, with the same durability and nothing else."""
    copy = pathlib.Path(database).with_name("raw.sqlite")
    there = sqlite3.connect(copy, isolation_level=None)
    there.execute("PRAGMA journal_mode=WAL")
    there.execute("PRAGMA synchronous=FULL")
    here = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    tables = {}
    for table in ("answers", "leaves", "receipts"):
        there.execute(here.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0])
        tables[table] = here.execute(f"SELECT * FROM {table} LIMIT {BATCH}").fetchall()
    columns = {t: [c[1] for c in here.execute(f"PRAGMA table_info({t})")] for t in tables}
    written, begun = 0, time.perf_counter()
    while time.perf_counter() - begun < seconds:
        there.execute("BEGIN IMMEDIATE")
        for table, rows in tables.items():
            names = columns[table]
            fresh = []
            for n, row in enumerate(rows):
                row = list(row)
                if "position" in names:
                    row[names.index("position")] = written + n
                if "tag" in names:
                    row[names.index("tag")] = os.urandom(32).hex()
                if "leaf" in names:
                    row[names.index("leaf")] = os.urandom(32).hex()
                fresh.append(row)
            marks = ",".join("?" * len(names))
            there.executemany(f"INSERT INTO {table} VALUES ({marks})", fresh)
        there.execute("COMMIT")
        written += len(tables["answers"])
    return written / (time.perf_counter() - begun)


def used(pid):
    """Seconds of processor time that a process has used."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main():
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    connections = int(sys.argv[2]) if len(sys.argv) > 2 else 256
    folder = pathlib.Path(sys.argv[3]) if len(sys.argv) > 3 else pathlib.Path(tempfile.mkdtemp()) / "data"
    config = pathlib.Path(tempfile.mkdtemp()) / "wenping.toml"
    config.write_text("[limits]\nanswers_per_minute = 1000000\n")
    server = subprocess.Popen(
        [ROOT / "target/release/wenping", "demo", "--data", folder, "--port", str(PORT), "--config", config],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=ROOT,
    )
    try:
        said = []
        threading.Thread(target=lambda: said.extend(server.stdout), daemon=True).start()
        anyone = urllib.request.build_opener()
        for _ in range(600):
            try:
                fetch(anyone, "/healthz")
                break
            except OSError:
                time.sleep(0.2)
        slug, form = last_form(anyone)
        key = next(name for name, value in form.fields.items() if re.fullmatch(r"[0-9a-f]{64}", value))
        body = urllib.parse.urlencode({**form.fields, key: "KEY"})
        time.sleep(1)
        password = re.search(r"county\s+(\S+)", "".join(said)).group(1)
        official = sign_in(password)
        stop, times = threading.Event(), []
        watcher = threading.Thread(target=staff, args=(official, stop, times))
        watcher.start()
        environment = {**os.environ, "ANSWER": body, "SEED": str(int(time.time()))}
        script = pathlib.Path(__file__).with_name("answers.lua")
        before = used(server.pid)
        load = subprocess.run(
            ["wrk", "-t", "1", "-c", str(connections), "-d", f"{seconds}s", "--latency", "-s", script, BASE + form.action],
            env=environment, check=True, stdout=subprocess.PIPE, text=True,
        ).stdout
        print(load)
        answered = int(re.search(r"(\d+) requests in", load).group(1))
        refused = re.search(r"Non-2xx.*: (\d+)", load)
        answered -= int(refused.group(1)) if refused else 0
        generator = resource.getrusage(resource.RUSAGE_CHILDREN)
        print(f"processor time of an answer: server {1e6 * (used(server.pid) - before) / answered:.0f} µs, "
              f"load {1e6 * (generator.ru_utime + generator.ru_stime) / answered:.0f} µs")
        stop.set()
        watcher.join()
        times.sort()
        print(f"staff pages: {len(times)}, median {1e3 * times[len(times) // 2]:.1f} ms, "
              f"95 of 100 within {1e3 * times[int(len(times) * 0.95)]:.1f} ms")
    finally:
        server.terminate()
        server.wait()
    database = next(folder.glob("*answers*"))
    stored = sqlite3.connect(database).execute("SELECT MAX(size) FROM consultations").fetchone()[0]
    print(f"{stored} answers stored in {database.name}, {answered} acknowledged")
    assert stored >= answered, "an acknowledged answer is missing"
    print(f"raw batches of {BATCH} without HTTP: {raw(database, 5):.0f} answers a second")


if __name__ == "__main__":
    main()
