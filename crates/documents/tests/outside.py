"""Looks at written samples with programs and libraries of others.

Usage: outside.py FOLDER GOLDEN. Prints a line for each check that fails. Ends with 1 when one
fails, or when a program or a Python package is missing: the last line then names what to install.
"""

import datetime
import importlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

FOLDER, GOLDEN = Path(sys.argv[1]), Path(sys.argv[2])
UPDATE = os.environ.get("UPDATE_GOLDEN") == "1"
failed, missing, passed = [], set(), 0

# Debian packages of the programs, and packages of Python by the names under which they are used.
PROGRAMS = {
    "qpdf": "qpdf",
    "pdftotext": "poppler-utils",
    "pdffonts": "poppler-utils",
    "pdftoppm": "poppler-utils",
    "soffice": "libreoffice-writer",
}
PACKAGES = {
    "pikepdf": "pikepdf",
    "PIL": "pillow",
    "numpy": "numpy",
    "docx": "python-docx",
    "openpyxl": "openpyxl",
    "python_calamine": "python-calamine",
}


def check(what, condition, detail=""):
    global passed
    if condition:
        passed += 1
    else:
        failed.append(what)
        print(f"FAILED  {what}  {detail}")


def program(name):
    if shutil.which(name):
        return True
    missing.add(f"{name} (apt-get install {PROGRAMS[name]})")
    return False


def library(name):
    try:
        return importlib.import_module(name)
    except ImportError:
        missing.add(f"the Python package {PACKAGES[name]} (pip install {PACKAGES[name]})")
        return None


def run(*command, **options):
    return subprocess.run(command, capture_output=True, text=True, timeout=300, **options)


def squeezed(text):
    return re.sub(r"\s+", "", text)


def pdfs():
    return sorted(FOLDER.glob("*.pdf"))


def qpdf():
    if not program("qpdf"):
        return
    for path in pdfs():
        done = run("qpdf", "--check", path)
        check(f"qpdf {path.name}", done.returncode == 0, done.stderr + done.stdout)


def text_of(path):
    return run("pdftotext", "-enc", "UTF-8", path, "-").stdout


def golden():
    """The text comes out whole and in order; blanks and line ends are the page maker's."""
    if not program("pdftotext"):
        return
    for path in pdfs():
        found = "\n".join(line.strip() for line in text_of(path).splitlines() if line.strip())
        expected = GOLDEN / f"{path.stem}.txt"
        if UPDATE:
            GOLDEN.mkdir(exist_ok=True)
            expected.write_text(found + "\n", encoding="utf-8")
        there = expected.exists()
        check(f"golden text of {path.name}", there, "no golden text; UPDATE_GOLDEN=1 writes it")
        if there:
            wanted = squeezed(expected.read_text(encoding="utf-8"))
            check(f"text of {path.name}", wanted == squeezed(found), "differs from the golden text")
        check(f"characters of {path.name}", "\ufffd" not in found, "unknown characters")


def fonts():
    if not program("pdffonts"):
        return
    for path in pdfs():
        lines = run("pdffonts", path).stdout.splitlines()[2:]
        check(f"fonts of {path.name}", bool(lines), "none")
        for line in lines:
            embedded, _subset, unicode = re.findall(r"\b(yes|no)\b", line)[:3]
            check(f"fonts of {path.name}", embedded == "yes" and unicode == "yes", line)


def archive():
    pikepdf = library("pikepdf")
    if not pikepdf:
        return
    for path in pdfs():
        with pikepdf.open(path) as pdf:
            whole = path.name.startswith("whole-dossier")
            with pdf.open_metadata() as xmp:
                wanted = ("3", "B") if whole else ("2", "A")
                found = (xmp.get("pdfaid:part"), xmp.get("pdfaid:conformance"))
                check(f"PDF/A of {path.name}", found == wanted, found)
                check(f"title of {path.name}", bool(xmp.get("dc:title")))
            check(f"colours of {path.name}", "/OutputIntents" in pdf.Root)
            if whole:
                attachments(pdf, path.name)
            else:
                check(f"tags of {path.name}", "/StructTreeRoot" in pdf.Root)


def attachments(pdf, name):
    import hashlib

    files = {key: spec.get_file().read_bytes() for key, spec in pdf.attachments.items()}
    check(f"manifest of {name}", "manifest.json" in files, list(files))
    manifest = json.loads(files["manifest.json"])
    for leaf in manifest["leaves"]:
        if leaf["kind"] == "original":
            content = files.get(leaf["file"].replace("/", "-"), b"")
            found = hashlib.sha256(content).hexdigest()
            check(f"hash of {leaf['file']}", found == leaf["sha256"], found)
    kinds = {str(spec.obj.get("/AFRelationship")) for spec in pdf.attachments.values()}
    check(f"relations of {name}", kinds == {"/Data", "/Source"}, kinds)
    check(f"related files of {name}", len(pdf.Root.AF) == len(files))
    pages = sum(leaf["pages"] for leaf in manifest["leaves"])
    check(f"pages of {name}", 0 < pages < len(pdf.pages), (pages, len(pdf.pages)))


def ink(path, page):
    """Rows and columns of a page, in millimetres, that hold ink."""
    import numpy
    from PIL import Image

    with tempfile.TemporaryDirectory() as folder:
        stem = Path(folder) / "page"
        run("pdftoppm", "-gray", "-r", "150", "-f", str(page), "-l", str(page), "-png", path, stem)
        picture = next(Path(folder).glob("*.png"))
        return numpy.asarray(Image.open(picture)) < 160, 25.4 / 150


def layout():
    """GB/T 9704-2012: 37 mm above, 28 mm at the left, 22 lines on a full page."""
    if not all([program("pdftoppm"), library("PIL"), library("numpy")]):
        return
    path = FOLDER / "circular.zh.pdf"
    dark, step = ink(path, 2)
    # The lowest text ends 35 mm above the edge of the paper; the number stands below it.
    text = dark[: int((297 - 35 + 1) / step)]
    rows, columns = text.any(axis=1).nonzero()[0], text.any(axis=0).nonzero()[0]
    top, left = rows[0] * step, columns[0] * step
    right = 210 - columns[-1] * step
    check("upper margin of the circular", 36 <= top <= 40, f"{top:.1f} mm")
    check("left margin of the circular", 27 <= left <= 30, f"{left:.1f} mm")
    check("right margin of the circular", 25 <= right <= 30, f"{right:.1f} mm")
    if program("pdftotext"):
        boxes = run("pdftotext", "-bbox-layout", "-f", "2", "-l", "2", path, "-").stdout
        tops = re.findall(r'<line [^>]*yMin="([\d.]+)"[^>]*yMax="([\d.]+)"', boxes)
        middles = sorted({round((float(a) + float(b)) / 2) for a, b in tops if float(b) < 745})
        steps = [b - a for a, b in zip(middles, middles[1:]) if b - a > 8]
        pitch = sorted(steps)[len(steps) // 2] if steps else 0
        check("distance of lines of the circular", 28 <= pitch <= 30, f"{pitch} pt")
        check("lines of the circular", len(steps) + 1 <= 22, len(steps) + 1)


def words_of_docx(path):
    docx = library("docx")
    document = docx.Document(path)
    # A merged cell is listed once for each column it covers, so the texts are taken themselves.
    words = [node.text or "" for node in document.element.body.iter("{*}t")]
    return document, words


def python_docx():
    if not library("docx"):
        return
    for path in sorted(FOLDER.glob("*.docx")):
        document, words = words_of_docx(path)
        length = len("".join(words))
        check(f"words of {path.name}", length > 50, length)
        about = document.core_properties
        check(f"title of {path.name}", bool(about.title))
        check(f"author of {path.name}", bool(about.author) and about.author != "python-docx")
        day = about.created
        check(f"day of {path.name}", day is None or day.year < 2020, day)
        heads = sum(len(t._tbl.findall(".//{*}tblHeader")) for t in document.tables)
        check(f"heads of {path.name}", heads > 0 or not path.name.startswith("assessment"), heads)


def office():
    if not program("soffice"):
        return
    out = FOLDER / "office"
    paths = sorted(FOLDER.glob("*.docx"))
    home = f"-env:UserInstallation=file://{FOLDER}/profile"
    run("soffice", home, "--headless", "--convert-to", "pdf", "--outdir", out, *paths)
    for path in paths:
        made = out / f"{path.stem}.pdf"
        check(f"office opens {path.name}", made.exists() and made.stat().st_size > 1000)
        if not made.exists() or not shutil.which("pdftotext"):
            continue
        theirs = squeezed(text_of(made))
        if not library("docx"):
            continue
        # Cells are torn into lines beside each other, so characters are counted, not their order.
        words = Counter(squeezed("".join(words_of_docx(path)[1])))
        lost = (words - Counter(theirs)).total()
        check(f"office reads the words of {path.name}", lost <= words.total() * 0.01, lost)


def workbook():
    day = datetime.datetime
    expected = [
        ("=1+2", 412, 0.58, 0.545, 1234567.89, day(2016, 3, 9)),
        ("@某项目\u3000𠮷", None, "未记录", 1, -0.01, day(1999, 12, 31)),
    ]
    openpyxl = library("openpyxl")
    if openpyxl:
        book = openpyxl.load_workbook(FOLDER / "ledger.xlsx")
        check("sheets", book.sheetnames == ["台账"], book.sheetnames)
        sheet = book["台账"]
        rows = list(sheet.iter_rows(min_row=3, values_only=True))
        check("values by openpyxl", rows == expected, rows)
        check("formulas stay words", sheet["A3"].data_type != "f", sheet["A3"].data_type)
        check("head is frozen", sheet.freeze_panes == "A3", sheet.freeze_panes)
        check("filters", sheet.auto_filter.ref == "A2:F4", sheet.auto_filter.ref)
        check("format of shares", sheet["D3"].number_format == "0.0%", sheet["D3"].number_format)
        check("format of words", sheet["A3"].number_format == "@", sheet["A3"].number_format)
        check("day of the record", book.properties.created == day(2016, 12, 30))
    calamine = library("python_calamine")
    if calamine:
        book = calamine.CalamineWorkbook.from_path(str(FOLDER / "ledger.xlsx"))
        rows = book.get_sheet_by_name("台账").to_python()[2:]
        flat = [tuple(None if cell == "" else cell for cell in row) for row in rows]
        wanted = [tuple(c.date() if isinstance(c, day) else c for c in row) for row in expected]
        check("values by calamine", flat == wanted, flat)


def zipped():
    import zipfile

    with zipfile.ZipFile(FOLDER / "dossier.zip") as whole:
        check("archive is sound", whole.testzip() is None)
        names = whole.namelist()
        manifest = json.loads(whole.read("manifest.json"))
        files = [leaf["file"] for leaf in manifest["leaves"]]
        check("archive is complete", names == ["manifest.json", *files], names)


for part in (qpdf, golden, fonts, archive, layout, python_docx, office, workbook, zipped):
    part()
print(f"outside programs: {passed} checks passed, {len(failed)} failed")
for what in sorted(missing):
    print(f"MISSING {what}")
sys.exit(1 if failed or missing else 0)
