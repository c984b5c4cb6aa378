"""Measures documents against python-docx, WeasyPrint and xlsxwriter.

Usage: documents.py MEASURE [REPEAT], where MEASURE is the built example `measure` of the crate
`documents`:

    cargo build --release -p documents --example measure
    python3 benches/documents.py target/release/examples/measure

Needs Python packages: python-docx, weasyprint, xlsxwriter. Each work runs in a process of its
own; CPU seconds are user and system time together, the best of REPEAT runs (3), and memory is
the greatest resident size.
"""

import os
import sys
import tempfile

WORDS = (
    "评估主体通过公示、走访、座谈和问卷等方式听取意见，对决策事项的合法性、合理性、可行性和可控性"
    "逐项分析，识别出主要风险因素并提出防范化解措施，明确责任单位和完成时限。"
)
CHAPTERS = 32
HEAD = ["序号", "风险因素", "概率", "影响", "程度"]


def rows(chapter):
    for row in range(1, 11):
        yield [f"第{chapter}章第{row}行第{column}列" for column in range(1, 6)]


def weasyprint_pdf(path):
    from weasyprint import HTML

    parts = [
        "<html lang=zh><style>@page{size:A4;margin:30mm 26mm 28mm 28mm}"
        "body{font:14pt/26pt FandolFang,'Noto Serif CJK SC'}"
        "table{border-collapse:collapse;width:100%;font-size:10.5pt}"
        "td,th{border:.5pt solid}p{text-indent:2em;margin:0}</style>"
    ]
    for chapter in range(1, CHAPTERS + 1):
        parts.append(f"<h1>第{chapter}章　风险分析</h1>" + f"<p>{WORDS}</p>" * 4)
        head = "".join(f"<th>{word}</th>" for word in HEAD)
        body = "".join(
            "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows(chapter)
        )
        parts.append(f"<table><thead><tr>{head}</tr></thead>{body}</table>")
    HTML(string="".join(parts)).write_pdf(path)


def python_docx(path):
    import docx

    document = docx.Document()
    for chapter in range(1, CHAPTERS + 1):
        document.add_heading(f"第{chapter}章　风险分析", 1)
        for _ in range(4):
            document.add_paragraph(WORDS)
        table = document.add_table(rows=1, cols=5)
        for cell, word in zip(table.rows[0].cells, HEAD):
            cell.text = word
        for row in rows(chapter):
            for cell, word in zip(table.add_row().cells, row):
                cell.text = word
    document.save(path)


def xlsxwriter_book(path):
    import datetime

    import xlsxwriter

    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("台账")
    share = book.add_format({"num_format": "0.0%"})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, [f"列{n}" for n in range(1, 11)])
    for row in range(100_000):
        for column in range(6):
            sheet.write_string(row + 1, column, f"事项{row}的第{column}列内容")
        sheet.write_number(row + 1, 6, row)
        sheet.write_number(row + 1, 7, row % 1000 / 1000)
        sheet.write_number(row + 1, 8, row % 101 / 100, share)
        sheet.write_datetime(row + 1, 9, datetime.datetime(2016, 3, 9), day)
    book.close()


def measured(work):
    """CPU seconds and MiB of a process that does a work."""
    child = os.fork()
    if child == 0:
        try:
            work()
        except BaseException as error:  # The parent must learn of it, whatever it is.
            print(f"failed: {error}", file=sys.stderr, flush=True)
            os._exit(1)
        os._exit(0)
    _, status, usage = os.wait4(child, 0)
    if status != 0:
        raise SystemExit("a work failed")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def best(work, repeat):
    runs = [measured(work) for _ in range(repeat)]
    return min(seconds for seconds, _ in runs), max(memory for _, memory in runs)


def main():
    binary = os.path.abspath(sys.argv[1])
    repeat = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    works = [
        ("report to PDF", "pdf", weasyprint_pdf, "WeasyPrint"),
        ("report to DOCX", "docx", python_docx, "python-docx"),
        ("100,000 x 10 XLSX", "xlsx", xlsxwriter_book, "xlsxwriter"),
        ("500-page dossier", "dossier", None, "-"),
    ]
    print(f"{'work':<20} {'ours s':>8} {'MiB':>6} {'theirs s':>9} {'MiB':>6} {'times':>6}")
    with tempfile.TemporaryDirectory() as folder:
        for name, kind, theirs, who in works:
            path = os.path.join(folder, f"ours.{kind}")
            seconds, memory = best(lambda: os.execv(binary, [binary, kind, path]), repeat)
            line = f"{name:<20} {seconds:>8.2f} {memory:>6.0f}"
            if theirs:
                other = os.path.join(folder, f"theirs.{kind}")
                their, their_memory = best(lambda: theirs(other), repeat)
                line += f" {their:>9.2f} {their_memory:>6.0f} {their / seconds:>5.1f}x  {who}"
            print(line, flush=True)


if __name__ == "__main__":
    main()
