"""How far can a claim's confidence be trusted? Reliability against the attributions of PolNeAR.

    python -m claimgraph_training.claim_confidence prepare GOLD train|dev articles.jsonl
    claimgraph extract --format jsonl articles.jsonl > pred.jsonl
    python -m claimgraph_training.claim_confidence score GOLD train|dev pred.jsonl

GOLD is a folder with `polnear/data/`. A claim is right if an attribution of the first annotator shares half of its
content (Jaccard index of word tokens, each attribution used once, best pairs first) and overlaps its cue and its source;
what the annotator or the claim leaves out is not judged. Claims within others, which the corpus does not mark, are left
out where nothing matches them. The rules' confidences are fitted on `train` and reported on `dev`."""

import collections
import csv
import json
import pathlib
import re
import sys

WORD = re.compile(r"\w+")


def published(data):
    """{article: day} from the corpus's own table."""
    with open(data / "metadata.tsv", encoding="utf-8") as lines:
        return {fields[1]: fields[5] for fields in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)}


def attributions(path):
    """[{role: [(start, end)]}] of a stand-off file."""
    spans, found = {}, []
    lines = [line.rstrip("\n").split("\t") for line in open(path, encoding="utf-8", newline="\n")]
    for fields in lines:
        if re.fullmatch(r"T\d+", fields[0]):
            parts = fields[1].split(" ", 1)[1].split(";")
            spans[fields[0]] = [tuple(map(int, part.split())) for part in parts]
    for fields in lines:
        if re.fullmatch(r"E\d+", fields[0]):
            roles = collections.defaultdict(list)
            for role, target in (pair.split(":") for pair in fields[1].split()):
                roles[role.rstrip("2").lower()].extend(spans[target])
            if roles["content"]:
                found.append(roles)
    return found


def words(text):
    """A function from spans to the set of words that begin in them."""
    starts = [match.start() for match in WORD.finditer(text)]
    return lambda spans: frozenset(s for s in starts if any(a <= s < b for a, b in spans))


def judged(item, gold):
    """[(confidence, right)] of one article's claims."""
    within = words(item["document"]["text"])

    def span(part):
        return [(part["start"], part["end"])] if part and part.get("start") is not None else []

    golds = [{role: within(one[role]) for role in ("source", "cue", "content")} for one in gold]
    claims = [claim for claim in item["claims"] if claim["source"]["kind"] != "narrator"]
    read = [{"source": within(span(claim["source"])), "cue": within(span(claim.get("cue"))),
             "content": within([s for part in claim["content"] for s in span(part)])} for claim in claims]
    pairs = sorted(((len(g["content"] & p["content"]) / len(g["content"] | p["content"]), bool(g["cue"] & p["cue"]), i, j)
                    for i, g in enumerate(golds) for j, p in enumerate(read) if g["content"] & p["content"]), reverse=True)
    taken, mate = set(), {}
    for shared, _, i, j in pairs:
        if i not in taken and j not in mate:
            taken.add(i)
            mate[j] = (golds[i], shared)
    for j, claim in enumerate(claims):
        if j in mate:
            other, shared = mate[j]
            agree = all(not other[role] or not read[j][role] or other[role] & read[j][role] for role in ("source", "cue"))
            yield claim["confidence"], shared >= 0.5 and agree
        elif not claim.get("within"):
            yield claim["confidence"], False


def score(data, split, items):
    """Prints the share of right claims at each confidence, and how far the two lie apart."""
    bins = collections.defaultdict(list)
    folder = data / split / "attributions"
    for item in items:
        name = item["document"]["id"]
        first = sorted(path for path in folder.iterdir() if path.name.rsplit("_", 1)[0] == name)[0]
        for confidence, right in judged(item, attributions(first)):
            bins[confidence].append(right)
    total = sum(map(len, bins.values()))
    for confidence in sorted(bins):
        rights = bins[confidence]
        print(f"{confidence:.2f}  {len(rights):5d}  {100 * sum(rights) / len(rights):5.1f} %")
    apart = sum(len(rights) * abs(confidence - sum(rights) / len(rights)) for confidence, rights in bins.items())
    print(f"claim_confidence.{split} claims {total} calibration_error {100 * apart / total:.2f}")


def main():
    """The command line."""
    command, gold, split, file = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3], pathlib.Path(sys.argv[4])
    data = gold / "polnear" / "data"
    if command == "prepare":
        days = published(data)
        lines = [json.dumps({"id": path.stem, "published": days[path.stem],
                             "text": path.read_bytes().decode("utf-8")})
                 for path in sorted((data / split / "text").iterdir())]
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    elif command == "score":
        score(data, split, map(json.loads, file.read_text(encoding="utf-8").splitlines()))
    else:
        sys.exit("usage: claim_confidence prepare|score GOLD train|dev FILE")


if __name__ == "__main__":
    main()
