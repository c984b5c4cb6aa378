#!/usr/bin/env python3
"""Compares rules/calendar/2014..2026.toml with the independent PyPI package `chinesecalendar`.

    python3 -m venv /tmp/cal && /tmp/cal/bin/pip install chinesecalendar
    /tmp/cal/bin/python rules/calendar/check.py            # compare every day; exit 1 on a difference
    /tmp/cal/bin/python rules/calendar/check.py --fixture  # rewrite crates/rules/tests/calendar_expected.csv

The fixture is made from the package alone, never from our files, so that the Rust test that reads it
compares two independent sources. One row a year: working days of each month, days off that fall on
Monday to Friday, and working days that fall on Saturday or Sunday (month-day).
"""

import datetime
import pathlib
import sys
import tomllib

import chinese_calendar

HERE = pathlib.Path(__file__).resolve().parent
FIXTURE = HERE.parent.parent / "crates/rules/tests/calendar_expected.csv"
YEARS = range(2014, 2027)


def days(year):
    day = datetime.date(year, 1, 1)
    while day.year == year:
        yield day
        day += datetime.timedelta(days=1)


def ours(year):
    """Working days of a year by our file."""
    data = tomllib.loads((HERE / f"{year}.toml").read_text(encoding="utf-8"))
    off, on = set(), set()
    for holiday in data["holiday"]:
        day = holiday["from"]
        while day <= holiday["to"]:
            off.add(day)
            day += datetime.timedelta(days=1)
        on.update(holiday["make_up"])
    return {d for d in days(year) if d in on or (d.weekday() < 5 and d not in off)}


def compare():
    wrong = 0
    for year in YEARS:
        mine = ours(year)
        for day in days(year):
            theirs = chinese_calendar.is_workday(day)
            if theirs != (day in mine):
                wrong += 1
                print(f"{day}: chinesecalendar says {'working' if theirs else 'off'}, our file says the opposite")
    print(f"{YEARS[0]}–{YEARS[-1]}: {wrong} differences")
    return 1 if wrong else 0


def fixture():
    lines = ["year," + ",".join(f"m{m:02}" for m in range(1, 13)) + ",weekdays_off,weekend_days_worked"]
    for year in YEARS:
        work = {d for d in days(year) if chinese_calendar.is_workday(d)}
        counts = [sum(1 for d in work if d.month == m) for m in range(1, 13)]
        off = [d for d in days(year) if d.weekday() < 5 and d not in work]
        on = [d for d in days(year) if d.weekday() >= 5 and d in work]
        row = [str(year), *map(str, counts)]
        row += [" ".join(f"{d:%m-%d}" for d in some) for some in (off, on)]
        lines.append(",".join(row))
    FIXTURE.parent.mkdir(parents=True, exist_ok=True)
    FIXTURE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"wrote {FIXTURE}")


if __name__ == "__main__":
    if "--fixture" in sys.argv:
        fixture()
    else:
        sys.exit(compare())
