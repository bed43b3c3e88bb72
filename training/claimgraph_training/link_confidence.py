"""Confidence of links against how often they are right, by type of entity.

    python -m claimgraph_training.link_confidence articles GOLD > articles.jsonl
    claimgraph extract --format jsonl articles.jsonl > found.jsonl
    python -m claimgraph_training.link_confidence score GOLD found.jsonl [--show]

GOLD is the folder with `gum`, `elevant-el` and `meantime`. Judged are:

* GUM (`train.conllu`, `dev.conllu`, `news`): a link whose entity has a name with the head of a mention that GUM
  identifies with a page of Wikipedia; `wiki_map.tab` gives its Wikidata id.
* News-Fair and KORE50: a link whose entity has a name that is a label of the gold.
* MEANTIME (apple): a link whose entity has the name of an instance for which the gold gives a page of DBpedia; right
  when one of the names the gazetteer's tables have for the id is that page's title.

A mention that the gold knows without saying what it is is not judged, nor is one that it leaves out. A body and the
building it is called after are one where the tables have one id for both."""

import json
import pathlib
import re
import sys
import xml.etree.ElementTree as ElementTree
from urllib.parse import unquote

from .geovirus import plain

ROOT = pathlib.Path(__file__).resolve().parents[2]
WIKIDATA = "http://www.wikidata.org/entity/"
BINS = (0.0, 0.7, 0.8, 0.85, 0.9, 0.95, 1.01)
ENTITY = re.compile(r"\(([^()]+)\)|\(([^()]+)|([^()]+)\)")
PART = re.compile(r"\[\d+/\d+\]")
GROUPS = {"country": "places", "place": "places", "facility": "places", "organization": "organizations"}


def words_of(block):
    """(text, opens a paragraph, [(start, end, head, entity column)], document id or None) of one sentence."""
    meta, words, at, rest, span = {}, [], 0, 0, (0, 0)
    for line in block.split("\n"):
        if line.startswith("#"):
            name, _, value = line[1:].partition("=")
            meta[name.strip()] = value.strip()
            continue
        fields = line.split("\t")
        if "." in fields[0]:
            continue
        joined = "-" in fields[0]
        if joined or not rest:
            start = meta["text"].index(fields[1], at)
            at = start + len(fields[1])
            span = (start, at)
        if joined:
            first, last = map(int, fields[0].split("-"))
            rest = last - first + 1
            continue
        part = span
        if rest:
            # "it's" as written: each part has its own characters where they can be found.
            found = meta["text"].find(fields[1], span[0])
            part = (found, found + len(fields[1])) if 0 <= found < span[1] else span
            rest -= 1
        entity = next((m[7:] for m in fields[9].split("|") if m.startswith("Entity=")), "")
        words.append((*part, int(fields[6]) - 1, entity))
    return meta["text"], any(key.startswith("newpar") for key in meta), words, meta


def tables():
    """{id: its names} of what the gazetteer is packed from."""
    known = {}
    for table, id_, columns in (("gazetteer", 6, (2, 8)), ("organizations", 6, (2, 8)), ("institutions", 0, (1, 2))):
        with open(ROOT / "knowledge" / f"{table}.tsv", encoding="utf-8") as rows:
            for row in rows:
                fields = row.rstrip("\n").split("\t")
                if not row.startswith("#") and fields[id_]:
                    names = (name for column in columns for name in fields[column].split("|") if name)
                    known.setdefault(fields[id_], set()).update(plain(name) for name in names)
    return known


def gum(gold):
    """(id, text, {start of a head: ids}) of each document."""
    ids = {}
    with open(gold / "gum" / "wiki_map.tab", encoding="utf-8") as rows:
        for row in rows:
            formatted, title, number, *_ = row.rstrip("\n").split("\t")
            ids[formatted] = ids[title] = number
    seen = set()
    for path in [gold / "gum" / "train.conllu", gold / "gum" / "dev.conllu", *sorted((gold / "gum" / "news").glob("*.conllu"))]:
        for name, meta, text, heads in identified(path, ids):
            if name not in seen:
                seen.add(name)
                yield {"id": name, "published": meta.get("meta::dateCreated"), "text": text}, heads


def identified(path, ids):
    current, known, mentions = None, {}, []

    def finished():
        name, meta, text = current
        return name, meta, text, {start: {known[entity]} for start, entity in mentions if entity in known}

    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        sentence, opens, words, meta = words_of(block)
        if "newdoc id" in meta:
            if current:
                yield finished()
            current, known, mentions = (meta["newdoc id"], meta, ""), {}, []
        name, head, text = current
        if text:
            text += "\n\n" if opens else " "
        open_ = {}
        for number, (_, _, _, value) in enumerate(words):
            for whole, opened, closed in ENTITY.findall(value):
                entity = PART.sub("", (whole or opened or closed).split("-")[0])
                page = (whole or opened).split("-", 7)[7:] if whole or opened else []
                if page and page[0] in ids:
                    known[entity] = ids[page[0]]
                if opened:
                    open_.setdefault(entity, []).append(number)
                    continue
                first = number if whole else open_[entity].pop() if open_.get(entity) else number
                inside = range(first, number + 1)
                top = next((i for i in inside if words[i][2] not in inside), number)
                mentions.append((len(text) + words[top][0], entity))
        current = (name, head, text + sentence)
    if current:
        yield finished()


def linking(gold):
    """The same of News-Fair and KORE50, by the start of the label."""
    for name in ("news-fair-no-coref", "kore50"):
        with open(gold / "elevant-el" / "benchmarks" / f"{name}.benchmark.jsonl", encoding="utf-8") as lines:
            for line in lines:
                item = json.loads(line)
                labels = {}
                for label in item["labels"]:
                    if re.fullmatch(r"Q\d+", label["entity_id"] or ""):
                        labels.setdefault(tuple(label["span"]), set()).add(label["entity_id"])
                yield {"id": f"{name}-{item['id']}", "published": None, "text": item["text"]}, labels


def meantime(gold):
    """The same of MEANTIME: names of instances and the titles of their pages."""
    for path in sorted((gold / "meantime").rglob("*.xml")):
        tree = ElementTree.parse(path).getroot()
        lines, last = [], None
        for token in tree.iter("token"):
            lines.append(("\n" if token.get("sentence") != last else " ") + token.text)
            last = token.get("sentence")
        pages = {}
        for entity in tree.iter("ENTITY"):
            page = entity.get("external_ref") or ""
            if "/resource/" in page:
                title = unquote(page.rsplit("/resource/", 1)[1]).replace("_", " ")
                pages.setdefault(plain(entity.get("TAG_DESCRIPTOR") or ""), set()).add(plain(re.sub(r" \(.*\)$", "", title)))
        date = re.match(r".*?(\d{4}-\d\d-\d\d)", path.name)
        yield {"id": f"meantime-{path.stem}", "published": date and date.group(1), "text": "".join(lines).strip()}, pages


def everything(gold):
    for part in (gum, linking, meantime):
        for article, labels in part(gold):
            yield part.__name__, article, labels


def verdict(part, entity, text, labels, found, known):
    """Whether a link is right; None when the gold does not say."""
    names = [m for m in entity["mentions"] if m["kind"] == "name"]
    if part == "meantime":
        wanted = set().union(*(labels.get(plain(name), set()) for name in [entity["name"], *entity.get("aliases", [])]))
        return bool(wanted & known.get(found, set())) if wanted else None
    if part == "gum":
        wanted = [ids for m in names for start, ids in labels.items() if m["start"] <= start < m["end"]
                  and re.match(r"\W*\w+\W*$", text[start:m["end"]].split(" of ")[0])]
    else:
        wanted = [ids for m in names for span, ids in labels.items() if (m["start"], m["end"]) == span]
    return any(found in ids for ids in wanted) if wanted else None


def score(gold, path, show):
    found = {}
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            item = json.loads(line)
            found[item["document"]["id"]] = item
    known, counts, unjudged = tables(), {}, 0
    for part, article, labels in everything(gold):
        item = found.get(article["id"])
        for entity in item["entities"] if item else ():
            link = next((link for link in entity.get("links", []) if link["iri"].startswith(WIKIDATA)), None)
            if link is None:
                continue
            number = link["iri"].removeprefix(WIKIDATA)
            right = verdict(part, entity, item["document"]["text"], labels, number, known)
            if right is None:
                unjudged += entity["type"] not in ("country", "place", "facility")
                if show and entity["type"] not in ("country", "place", "facility"):
                    print("not judged", article["id"], entity["type"], entity["name"], number, sep="\t")
                continue
            group = GROUPS.get(entity["type"], "others")
            bin_ = max(edge for edge in BINS if edge <= link["confidence"])
            tally = counts.setdefault((group, bin_), [0, 0])
            tally[0] += 1
            tally[1] += right
            if show and not right:
                print("wrong", article["id"], entity["type"], entity["name"], number, link["confidence"], sep="\t")
    print("| type | confidence | links | right |\n|---|---|---|---|")
    for (group, bin_), (links, right) in sorted(counts.items()):
        print(f"| {group} | {bin_:.2f} and over | {links} | {100 * right / links:.1f} % |")
    print(f"{unjudged} links of other types than places not judged")


def main():
    command, gold, *rest = sys.argv[1:]
    gold = pathlib.Path(gold)
    if command == "articles":
        for _, article, _ in everything(gold):
            print(json.dumps(article))
    else:
        score(gold, rest[0], "--show" in rest)


if __name__ == "__main__":
    main()
