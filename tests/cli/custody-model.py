#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""An independent calendar and custody clock, against those of tenprint: custody-model.py TENPRINT.

Holidays are computed with Python's own calendar, by the dates of the law. The custody clock is
run minute by minute over datetimes, with time zones as Python has them where it has any.
"""
import calendar
import datetime as dt
import json
import random
import subprocess
import sys

DAY = dt.timedelta(days=1)
MINUTE = dt.timedelta(minutes=1)


def nth(year, month, weekday, which):
    days = [week[weekday] for week in calendar.monthcalendar(year, month) if week[weekday]]
    return dt.date(year, month, days[which])


def holidays(year):
    """(date, name) as the law has them, before weekends move them."""
    yield dt.date(year, 1, 1), "New Year's Day"
    if year >= 1986:
        yield nth(year, 1, calendar.MONDAY, 2), "Birthday of Martin Luther King, Jr."
    yield nth(year, 2, calendar.MONDAY, 2), "Washington's Birthday"
    yield nth(year, 5, calendar.MONDAY, -1), "Memorial Day"
    if year >= 2021:
        yield dt.date(year, 6, 19), "Juneteenth National Independence Day"
    yield dt.date(year, 7, 4), "Independence Day"
    yield nth(year, 9, calendar.MONDAY, 0), "Labor Day"
    yield nth(year, 10, calendar.MONDAY, 1), "Columbus Day"
    if 1971 <= year <= 1977:
        yield nth(year, 10, calendar.MONDAY, 3), "Veterans Day"
    else:
        yield dt.date(year, 11, 11), "Veterans Day"
    yield nth(year, 11, calendar.THURSDAY, 3), "Thanksgiving Day"
    yield dt.date(year, 12, 25), "Christmas Day"


def all_holidays():
    out = {}
    for year in range(1971, 2102):
        for date, name in holidays(year):
            out[date] = (name, False)
            if date.weekday() == calendar.SATURDAY:
                out[date - DAY] = (name, True)
            elif date.weekday() == calendar.SUNDAY:
                out[date + DAY] = (name, True)
    return {d: n for d, n in out.items() if 1971 <= d.year <= 2100}


def run(*args):
    done = subprocess.run([sys.argv[1], "clock", *args, "--json"], stdout=subprocess.PIPE,
                          check=True)
    return json.loads(done.stdout)


def check_holidays(expected):
    got = {dt.date.fromisoformat(h["date"]): (h["holiday"], h["observed"])
           for h in run("holidays", "--year", "1971-2100")["holidays"]}
    for date in sorted(set(got) | set(expected)):
        if got.get(date) != expected.get(date):
            sys.exit(f"{date}: {got.get(date)} instead of {expected.get(date)}")
    for h in run("holidays", "--year", "1971-2100")["holidays"]:
        if dt.date.fromisoformat(h["date"]).strftime("%A") != h["weekday"]:
            sys.exit(f"{h['date']} is no {h['weekday']}")
    return len(got)


def custody(start, zone, off):
    """48 hours of counted minutes after start (UTC); zone gives local time."""
    at, left = start, 48 * 60
    while left > 0:
        left -= at.astimezone(zone).date() not in off
        at += MINUTE
    return at


def check_custody(starts, zone, off, *options):
    args = [a for s in starts for a in ("--from", s.astimezone(zone).isoformat())]
    for start, clock in zip(starts, run("custody", *args, *options)["clocks"]):
        due = dt.datetime.fromisoformat(clock["due"].replace("Z", "+00:00"))
        want = custody(start, zone, off)
        if due != want:
            sys.exit(f"{start.astimezone(zone)}: due {due} instead of {want}")
        local = want.astimezone(zone)
        if due.utcoffset() != local.utcoffset():
            sys.exit(f"{start.astimezone(zone)}: due {due}, where clocks show {local}")
    return len(starts)


def main():
    chance = random.Random(20261125)
    named = all_holidays()
    off = set(named)
    day = dt.date(1971, 1, 1)
    while day.year < 2101:
        if day.weekday() >= 5:
            off.add(day)
        day += DAY
    print(check_holidays(named), "holidays")

    count = 0
    for hours in (-10, -5, 0, 5.5, 10):
        zone = dt.timezone(dt.timedelta(hours=hours))
        first = dt.datetime(1971, 1, 3, tzinfo=dt.timezone.utc)
        count += check_custody([first + MINUTE * chance.randrange(68_000_000)
                                for _ in range(100)], zone, off)
    # Around every change of clocks of ten years, where there is a zone database to ask.
    try:
        from zoneinfo import ZoneInfo
        eastern = ZoneInfo("America/New_York")
    except Exception:
        eastern = None
        print("no zone database: changes of clocks were not compared")
    for year in range(2017, 2027) if eastern else ():
        for change in (nth(year, 3, calendar.SUNDAY, 1), nth(year, 11, calendar.SUNDAY, 0)):
            hour = 7 if change.month == 3 else 6
            at = dt.datetime(change.year, change.month, change.day, hour, tzinfo=dt.timezone.utc)
            starts = [at - MINUTE * chance.randrange(1, 8000) for _ in range(10)]
            count += check_custody(starts, eastern, off, "--change",
                                   at.astimezone(eastern).isoformat())
    print(count, "custody clocks")


if __name__ == "__main__":
    main()
