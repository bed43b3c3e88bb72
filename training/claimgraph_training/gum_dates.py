"""Dates: the `date` elements of GUM's Wikinews articles, by their values.

    python -m claimgraph_training.gum_dates prepare GOLD > articles.jsonl
    claimgraph extract --format jsonl articles.jsonl > found.jsonl
    python -m claimgraph_training.gum_dates score GOLD found.jsonl [--show]

GOLD is the folder with `gum/news/*.conllu`. The articles go in with the day of publication that GUM's metadata
give. A gold date says `when` it is, or `from` and `to`, or between which days it lies (`notBefore`, `notAfter`).

A date found is right when it overlaps a gold date and its value is the gold's `when`, or its interval starts and
ends with what the gold gives. GUM marks the two ends of "from 2003 to 2007" one by one, TIMEX3 knows one range: a
range is right for a gold date in it that equals the end nearest to it. Recall is over all gold dates but those
without any attribute; precision is over the dates found, that is times of type `date` but for references to the
past, the present and the future ("now"), which GUM does not mark. Times of other types ("15 years") are not
counted as wrong, since GUM marks few of them, but meet a gold date when their interval does."""

import json
import pathlib
import re
import sys

HELD_OUT = ("GUM_news_homeopathic", "GUM_news_iodine", "GUM_news_nasa", "GUM_news_sensitive")
MARK = re.compile(r"<date ?([^>]*)>|(</date>)")
ATTRIBUTE = re.compile(r'([\w-]+):::"([^"]*)"')


def sentence(block):
    """(text, paragraph starts here, [(start, end, attributes)], metadata) of one sentence in CoNLL-U."""
    meta, dates, opened, at, rest = {}, [], [], 0, 0
    for line in block.split("\n"):
        if line.startswith("#"):
            name, _, value = line[1:].partition("=")
            meta[name.strip()] = value.strip()
            continue
        fields, text = line.split("\t"), meta["text"]
        if "." in fields[0]:
            continue
        if "-" in fields[0]:  # "don't" as written: its parts share its characters
            first, last = map(int, fields[0].split("-"))
            start = text.index(fields[1], at)
            at, rest, span = start + len(fields[1]), last - first + 1, (start, start + len(fields[1]))
            continue
        if rest:
            rest -= 1
        else:
            start = text.index(fields[1], at)
            at, span = start + len(fields[1]), (start, start + len(fields[1]))
        for attributes, close in MARK.findall(fields[9]):
            if not close:
                opened.append((span[0], dict(ATTRIBUTE.findall(attributes))))
            elif opened:
                start, found = opened.pop()
                dates.append((start, span[1], found))
    return meta["text"], any(key in ("newpar", "newpar id") for key in meta), dates, meta


def documents(folder):
    """(id, title, published, text, [(start, end, attributes)]) of each article."""
    for path in sorted((pathlib.Path(folder) / "gum" / "news").glob("*.conllu")):
        text, gold, head = "", [], None
        for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
            words, opens, dates, meta = sentence(block)
            head = head or meta
            if text:
                text += "\n\n" if opens else " "
            gold += [(len(text) + start, len(text) + end, found) for start, end, found in dates if found]
            text += words
        yield head["newdoc id"], head.get("meta::title"), head.get("meta::dateCreated"), text, gold


def prepare(folder):
    for name, title, published, text, _ in documents(folder):
        print(json.dumps({"id": name, "title": title, "published": published, "text": text}))


def same(time, start, end, wanted):
    """Whether a time found means what a gold date at (start, end) does."""
    value, first, last = time["value"], (time.get("from") or "")[:10], (time.get("until") or "")[:10]
    if "when" in wanted:
        when = wanted["when"]
        if "/" in value:
            # The end of the range that the gold date stands at.
            front, back = value.split("/", 1)
            value = front if start - time["start"] <= time["end"] - end else back
        return value == when or len(when) == 10 and value[:10] == when
    from_ = wanted.get("from") or wanted.get("notBefore") or ""
    to = wanted.get("to") or wanted.get("notAfter") or ""
    return bool(first or last) and first.startswith(from_) and last.startswith(to)


def score(folder, found, show=False):
    by_id = {item["document"]["id"]: item for item in found}
    tallies = {"all": [0, 0, 0, 0], "held out": [0, 0, 0, 0]}
    for name, _, _, text, gold in documents(folder):
        times = by_id.get(name, {"times": []})["times"]
        right = set()
        tally = [0, 0, 0, 0]  # gold, gold met, found, found that are right
        for start, end, wanted in gold:
            over = [(n, t) for n, t in enumerate(times) if t["start"] < end and start < t["end"]]
            good = {n for n, t in over if same(t, start, end, wanted)}
            right |= good
            tally[0] += 1
            tally[1] += bool(good)
            if show and not good:
                print(name, repr(text[start:end]), wanted, [(text[t["start"]:t["end"]], t["value"]) for _, t in over])
        for number, time in enumerate(times):
            counts = time["type"] == "date" and not time["value"].endswith("_REF")
            tally[2] += counts
            tally[3] += counts and number in right
            if show and counts and number not in right:
                print(name, "found", repr(text[time["start"]:time["end"]]), time["value"])
        for key in ["all"] + ["held out"] * (name in HELD_OUT):
            tallies[key] = [a + b for a, b in zip(tallies[key], tally)]
    for key, (wanted, met, count, good) in tallies.items():
        precision, recall = good / max(count, 1), met / max(wanted, 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        print(f"gum_dates {key}: precision {100 * precision:.1f} of {count}, recall {100 * recall:.1f} of {wanted}, value F1 {100 * f1:.1f}")


def main():
    if len(sys.argv) < 3 or sys.argv[1] not in ("prepare", "score"):
        sys.exit(__doc__)
    if sys.argv[1] == "prepare":
        prepare(sys.argv[2])
        return
    with open(sys.argv[3], encoding="utf-8") as lines:
        score(sys.argv[2], [json.loads(line) for line in lines], show="--show" in sys.argv)


if __name__ == "__main__":
    main()
