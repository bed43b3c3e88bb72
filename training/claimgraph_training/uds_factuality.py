"""Did it happen? The factuality of predicates against UDS "It Happened" (White et al. 2016) on EWT dev.

    python -m claimgraph_training.uds_factuality prepare GOLD articles.jsonl
    claimgraph extract --format jsonl articles.jsonl > pred.jsonl
    python -m claimgraph_training.uds_factuality score GOLD pred.jsonl

GOLD is a folder with `uds-factuality/` and `ud-ewt/`. The annotations name sentences of EWT 1.2 by number and
tokens by position; a sentence that later versions renumbered is found again by the lemma there, or left out.

Each annotator says whether a predicate happened, and how sure that is (0 to 4): on a scale from -1 to 1, the mean is
the gold. A proposition counts as happened if it is positive, not in the future and at least probable."""

import collections
import csv
import json
import math
import pathlib
import sys

TABLE = "uds-factuality/it-happened_eng_ud1.2_07092017.tsv"
TREES = "ud-ewt/en_ewt-ud-dev.conllu"
SURE = {"certain": 1.0, "probable": 0.5, "possible": 0.0, "unspecified": -0.25}
AHEAD = -0.5  # what lies ahead has not happened yet
SHIFT = 3  # sentences that were split or joined between the versions


def sentences(path):
    """[(text, [(lemma, start, end)])] in the order of the treebank."""
    found = []
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        lines = block.split("\n")
        text = next(line[len("# text = "):] for line in lines if line.startswith("# text = "))
        tokens, at, skip = [], 0, 0
        for fields in (line.split("\t") for line in lines if not line.startswith("#")):
            if "-" in fields[0]:  # "don't" as written: its parts share its characters
                first, last = map(int, fields[0].split("-"))
                start = text.index(fields[1], at)
                at, skip, whole = start + len(fields[1]), last - first + 1, (start, start + len(fields[1]))
            elif "." not in fields[0]:
                if skip:
                    skip, span = skip - 1, whole
                else:
                    start = text.index(fields[1], at)
                    at, span = start + len(fields[1]), (start, start + len(fields[1]))
                tokens.append((fields[2], *span))
        found.append((text, tokens))
    return found


def annotations(path):
    """{(sentence, token): (lemma, mean)} of the dev split, both counted from 1."""
    votes = collections.defaultdict(list)
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            if row["Split"] == "dev" and row["Keep"] == "True" and row["Happened"] in ("true", "false"):
                sign = 1 if row["Happened"] == "true" else -1
                key = (int(row["Sentence.ID"].split()[1]), int(row["Pred.Token"]), row["Pred.Lemma"])
                votes[key].append(sign * int(row["Confidence"]) / 4)
    return {(sentence, token): (lemma, sum(all_) / len(all_)) for (sentence, token, lemma), all_ in votes.items()}


def aligned(gold):
    """{number of the sentence here: [(start, end, mean)]}, the texts, and how many were left out."""
    trees = sentences(gold / TREES)
    placed, lost = collections.defaultdict(list), 0
    for (sentence, token), (lemma, mean) in annotations(gold / TABLE).items():
        for shift in sorted(range(-SHIFT, SHIFT + 1), key=abs):
            number, tokens = sentence - 1 + shift, None
            if 0 <= number < len(trees):
                tokens = trees[number][1]
            if tokens and token <= len(tokens) and tokens[token - 1][0].lower() == lemma.lower():
                placed[number].append((*tokens[token - 1][1:], mean))
                break
        else:
            lost += 1
    return placed, trees, lost


def guess(proposition):
    """Where the scale puts a proposition."""
    sign = -1 if proposition["polarity"] == "negative" else 1
    value = sign * SURE[proposition["certainty"]]
    return min(value, AHEAD) if proposition["temporality"] == "future" else value


def correlation(pairs):
    """Pearson's r."""
    xs, ys = zip(*pairs)
    mx, my = sum(xs) / len(xs), sum(ys) / len(ys)
    covariance = sum((x - mx) * (y - my) for x, y in pairs)
    return covariance / math.sqrt(sum((x - mx) ** 2 for x in xs) * sum((y - my) ** 2 for y in ys))


def score(gold, predictions):
    """Prints how the propositions agree with the annotators."""
    placed, _, lost = aligned(gold)
    pairs, missed = [], 0
    for number, events in placed.items():
        propositions = predictions.get(str(number), {}).get("propositions") or []
        for start, end, mean in events:
            hit = next((p for p in propositions
                        if p["predicate"]["start"] < end and start < p["predicate"]["end"]), None)
            if hit is None:
                missed += 1
            else:
                pairs.append((mean, guess(hit)))
    happened = [(mean > 0, value > 0) for mean, value in pairs]
    accuracy = sum(a == b for a, b in happened) / len(happened)
    majority = max(sum(a for a, _ in happened), sum(not a for a, _ in happened)) / len(happened)
    mae = sum(abs(a - b) for a, b in pairs) / len(pairs)
    print(f"uds_factuality.dev n {len(pairs)} without_proposition {missed} not_aligned {lost} "
          f"accuracy {100 * accuracy:.2f} majority {100 * majority:.2f} "
          f"pearson {correlation(pairs):.3f} mae {mae:.3f}")


def main():
    """The command line."""
    command, gold, file = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
    if command == "prepare":
        placed, trees, _ = aligned(gold)
        lines = [json.dumps({"id": str(number), "text": trees[number][0]}) for number in sorted(placed)]
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    elif command == "score":
        items = map(json.loads, file.read_text(encoding="utf-8").splitlines())
        score(gold, {item["document"]["id"]: item for item in items})
    else:
        sys.exit("usage: uds_factuality prepare|score GOLD FILE")


if __name__ == "__main__":
    main()
