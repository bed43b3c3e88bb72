"""Times: the English cases of Microsoft's Recognizers-Text, read as text by the program.

    python -m claimgraph_training.recognizers_datetime prepare DateTimeModel.json > articles.jsonl
    claimgraph extract --format jsonl articles.jsonl > found.jsonl
    python -m claimgraph_training.recognizers_datetime score DateTimeModel.json found.jsonl

A case is a sentence, the moment it was said, and every time expression in it. It is right when each of
its expressions is met by a time that overlaps it and means the same, and nothing else is found. A case
without expressions is right when nothing is found.

The cases are requests to an assistant as much as prose. Those that need a phenomenon of `APART` do not
apply to a reader of news; the classes were settled by reading the cases alone, before any answer was
seen, and both shares are printed: of the cases that apply, and of all."""

import datetime
import json
import re
import sys

MONTHS = "jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july august september october november december"
MONTH = r"(?:%s)" % "|".join(MONTHS.split())
SMALL = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"

# Phenomena that do not apply to news, each by what the expression of the case looks like:
# a pattern over the expression in lower case.
APART = (
    # Formulas of a search box: "=2019", "< 2019-02", "Created On".
    ("operators", re.compile(r"[=<>≤≥+]")),
    # A bare number as a day or an hour ("I'll go back on 15", "at 7", "11ish"), which is a time in a
    # calendar program only. "at" with a unit, colon or meridiem is a clock time and applies.
    ("bare numbers", re.compile(r"^(?:at |on |from |between )?(?:%s|\d{1,2})(?:ish)?(?:[ -]+(?:to|and|till|until|-|through)[ -]+(?:%s|\d{1,2}))?$" % (SMALL, SMALL))),
    # Hours in words as they are dictated: "eight forty", "half past seven", "two thirty".
    ("dictated hours", re.compile(r"\b(?:half past|quarter (?:past|to)|%s (?:o'?clock|thirty|forty|fifteen|twenty|fifty|ten|oh|past|to)|(?:at|from|by) %s\b)" % (SMALL, SMALL))),
    # Words run together or joined by strokes as files and forms have them: "mar3", "Nov/2", "2017-q1", "cy18".
    ("codes", re.compile(r"\b%s[\d/]|[\d/]%s\b|\b%s-\d|\d-%s-|\d-?q\d|\bq\d-|\b(?:cy|h)\d|\b(?:ytd|eod|eoy|eom|asap)\b" % ((MONTH,) * 4))),
    # Dates in figures alone, whose order of day and month differs between countries: "5/12", "22.04".
    # A range of days after a month ("June 3-5") is none.
    ("figures", re.compile(r"(?<![\d/.:-])(?<!%s )\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?(?![\d/:-]|\s?[ap]\.?m)|(?<![\d:])\d{8}(?!\d)" % " )(?<!".join(MONTHS.split()))),
    # Fractions of units.
    ("fractions", re.compile(r"\d\.\d+ (?:sec|min|h|day|week|month|year)|½|¼|¾")),
)


def article_id(number):
    return f"case-{number}"


def read_cases(path):
    with open(path, encoding="utf-8-sig") as source:
        return json.load(source)


def prepare(cases):
    for number, case in enumerate(cases):
        said = (case.get("Context") or {}).get("ReferenceDateTime")
        article = {"id": article_id(number), "text": case["Input"]}
        if said:
            article["published"] = said[:19]
        print(json.dumps(article))


def kind_of(result):
    return (result.get("TypeName") or "").removeprefix("datetimeV2.")


def values_of(result):
    return (result.get("Resolution") or {}).get("values") or []


def class_apart(case):
    """The phenomenon that keeps a case from applying, or None."""
    if "dotnet" in (case.get("NotSupported") or "").lower():
        return "not met by the reference implementation itself"
    for result in case["Results"]:
        values = values_of(result)
        if not any(v.get("timex") for v in values) or kind_of(result) in ("timezone", "datetimealt"):
            return "no TIMEX3 value"
        if kind_of(result) in ("date", "datetime") and all(v.get("value") == "not resolved" for v in values):
            return "dates that do not exist"
        for name, pattern in APART:
            if pattern.search(result["Text"].lower()):
                return name
    return None


def day(value):
    return datetime.date.fromisoformat(value[:10])


def meanings(result):
    """What an expression may mean: a list of (timex, start, end) with the missing parts None."""
    found = []
    for value in values_of(result):
        start = value.get("start") or value.get("value")
        found.append((value.get("timex", ""), start if start != "not resolved" else None, value.get("end")))
    return found


def seconds(duration):
    """The length of an ISO 8601 duration in seconds; None when it is none."""
    match = re.fullmatch(r"P(?:([\d.]+)Y)?(?:([\d.]+)M)?(?:([\d.]+)W)?(?:([\d.]+)D)?(?:T(?:([\d.]+)H)?(?:([\d.]+)M)?(?:([\d.]+)S)?)?", duration)
    if not match or duration in ("P", "PT"):
        return None
    units = (31536000, 2592000, 604800, 86400, 3600, 60, 1)
    return sum(float(n) * unit for n, unit in zip(match.groups(), units) if n)


def same_length(found, wanted):
    """Whether two durations are as long; TIMEX3 writes X for a number the text leaves open ("several weeks")."""
    if "X" in found:
        return re.sub(r"[\d.X]+", "X", found) == re.sub(r"[\d.]+", "X", wanted)
    return seconds(found) is not None and seconds(found) == seconds(wanted)


def same_set(found, wanted):
    """Whether two recurrences are the same: "PT1H" and "P0.5Y" by length, the rest without leading unknown parts."""
    plain = lambda value: re.sub(r"^(?:XXXX-XX-XX)(?=T)|(?<=T\d\d):00$", "", value)
    return plain(found) == plain(wanted) or seconds(wanted) is not None and same_length(found, wanted)


def coarse(time, start):
    """Whether a time counted in weeks, months or years has the case's day in it: TIMEX3 keeps the unit of the
    text ("two years ago" is a year), the cases count on to the day."""
    return len(time["value"]) < 10 and bool(time.get("from")) and day(time["from"]) <= day(start) <= day(time["until"])


def clock(value):
    """The time of day of a value, to the minute: "19:30", or a part of the day such as "EV"."""
    match = re.search(r"T(\d\d)(?::?(\d\d))?|T(MO|AF|EV|NI|MI|DT)", value)
    if not match:
        return None
    return match.group(3) or f"{match.group(1)}:{match.group(2) or '00'}"


def same_period(time, start, end):
    """Whether the interval of a time is the case's, whose end is exclusive or names the last unit."""
    if not time.get("from") or not time.get("until"):
        return False
    if day(time["from"]) != day(start):
        return False
    until, limit = day(time["until"]), day(end)
    if until in (limit, limit - datetime.timedelta(days=1)):
        return True
    last = time["value"].rpartition("/")[2]  # "April to June" ends with June, which the case's end opens
    return "/" in time["value"] and limit.isoformat().startswith(last)


def means(time, kind, meaning):
    """Whether a time found means this."""
    timex, start, end = meaning
    value = time["value"]
    if value == timex:
        return True
    span = re.fullmatch(r"\((.*),(.*),(P.*)\)", timex)
    if kind == "duration":
        return same_length(value, timex)
    if kind == "set":
        return same_set(value, timex)
    if span and value.startswith("P"):  # "the next two days": an anchored duration
        return same_length(value, span.group(3))
    if kind == "date":
        return start is not None and "T" not in value and (value[:10] == start[:10] or coarse(time, start))
    if kind == "daterange":
        if start and end:
            return same_period(time, start, end)
        edge = start or end  # "before 2012": the value is that of "2012", what it bounds is not part of it
        return bool(edge) and (value == re.sub(r"^XXXX", edge[:4], timex) or value == timex)
    if kind in ("time", "datetime"):
        stamp = re.search(r"T?(\d\d:\d\d)", start or "")
        same_clock = clock(value) is not None and (clock(value) == clock(timex) or stamp and clock(value) == stamp.group(1))
        return bool(same_clock) and (kind == "time" or value[:10] == (start or "")[:10])
    if kind in ("timerange", "datetimerange"):
        if span:
            ends = value.split("/")
            right = len(ends) == 2 and [clock(e) for e in ends] == [clock("T" + (t or "")[-8:-3]) for t in (start, end)]
            return right and (kind == "timerange" or value[:10] == (start or "")[:10])
        same = clock(value) is not None and clock(value) == clock(timex)
        return same and (kind == "timerange" or value[:10] == (start or "")[:10])
    return False


def is_right(case, times):
    left = list(times)
    for result in case["Results"]:
        first, last = result["Start"], result.get("End", result["Start"] + len(result["Text"]) - 1)
        kind = kind_of(result)
        over = [t for t in left if t["start"] <= last and first < t["end"]]
        if not any(means(t, kind, meaning) for t in over for meaning in meanings(result)):
            return False
        left = [t for t in left if t not in over]
    return not left


def score(cases, found, show=False):
    by_id = {item["document"]["id"]: item["times"] for item in found}
    right = applicable = right_applicable = 0
    apart = {}
    for number, case in enumerate(cases):
        good = is_right(case, by_id.get(article_id(number), []))
        right += good
        why = class_apart(case)
        if why:
            tally = apart.setdefault(why, [0, 0])
            tally[0] += 1
            tally[1] += good
            continue
        applicable += 1
        right_applicable += good
        if show and not good:
            times = [(case["Input"][t["start"]:t["end"]], t["value"]) for t in by_id.get(article_id(number), [])]
            wanted = [(r["Text"], [v.get("timex") for v in values_of(r)]) for r in case["Results"]]
            print(f"{case['Input']!r} wanted {wanted} found {times}")
    for why, (count, good) in sorted(apart.items()):
        print(f"does not apply: {why}: {count} cases, {good} right")
    print(f"recognizers_datetime applicable {100 * right_applicable / applicable:.1f} of {applicable}, all {100 * right / len(cases):.1f} of {len(cases)}")


def main():
    if len(sys.argv) < 3 or sys.argv[1] not in ("prepare", "score"):
        sys.exit(__doc__)
    cases = read_cases(sys.argv[2])
    if sys.argv[1] == "prepare":
        prepare(cases)
        return
    with open(sys.argv[3], encoding="utf-8") as lines:
        score(cases, [json.loads(line) for line in lines], show="--show" in sys.argv)


if __name__ == "__main__":
    main()
