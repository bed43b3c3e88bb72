"""Writes knowledge/organizations.tsv: bodies and companies that news takes as known.

Needs the packages of requirements.txt and the npm package name-suggestion-index, unpacked:

    npm pack name-suggestion-index@8.0.20260918 && tar xzf name-suggestion-index-*.tgz
    python scripts/gazetteer/organizations.py package

The package lists what is written on maps, 27,000 brands and operators with Wikidata ids. Taken are
international and public bodies, parties, universities and companies found in many countries; of their
names only those that mean one thing: no word of the dictionary, no surname, no place, no name that two
entries share. A name of common words alone ("Central Intelligence Agency") may be another country's
too: such an entry carries its country, and the program links it only where the article names that."""

import json
import os
import re
import sys
import unicodedata

import names as surnames
from english_words import get_english_words_set

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
# Wikidata numbers what was known early: above these numbers are mostly local chains and offices.
# A public body that says its place ("Essex Police") is taken up to the last of them.
KNOWN, WELL_KNOWN, PLACED = 1_500_000, 200_000, 9_000_000
MANY_COUNTRIES = 5
COMMON_SURNAMES = 8_000
COUNTRY_OF = {"fx": "FR", "uk": "GB", "mainland china": "CN", "ic": "ES"}
WORLD = {"001", "150", "142", "003", "019", "002", "009"}
# Nouns of the first part of a description: what is a body, what a company, what neither.
BODY = re.compile(r"\b(intergovernmental|organi[sz]ation|agency|ministry|executive department|department of|law enforcement|armed forces|defen[cs]e forces|"
                  r"army|navy|air force|military|police|central bank|national bank|coast guard|parliament|legislature|court|party|bureau|commission|council|"
                  r"humanitarian|charity|authority|service branch|service of|fire department|university|public broadcaster|alliance|movement|crown corporation|"
                  r"national postal service|force)\b", re.I)
COMPANY = re.compile(r"\b(company|corporation|conglomerate|manufacturer|automaker|automaker|multinational|bank|banking|airline|retailer|chain|group|enterprise|insurer|firm)\b", re.I)
NEITHER = re.compile(r"\b(former|defunct|brand of|marque|product|magazine|credit union|school|academy|diocese|library|bus|city|town|municipality|district|area|"
                     r"region|community|communes|intercommunal|intermunicipal|local government|French department|local|program|travel agency|rental agency|"
                     r"department store|city's|municipal department|building|stadium|hotel chain|sports club)\b", re.I)
# Names that the package gives to one of several that are called so: a group and its daughter, a body and a thing.
MISLEADING = {"texas rangers", "queen's university", "civil guard", "inc", "tsa", "bauhaus", "new yorker", "french connection",
              "volvo", "mitsubishi", "samsung", "rolls royce", "vauxhall", "national assembly", "legoland", "leonidas", "mercator",
              "manpower", "second cup", "banana republic", "mephisto", "emmaus"}
# What a company name ends with and news leaves out.
SUFFIX = re.compile(r",? (Inc\.?|plc|PLC|AG|SE|S\.A\.|N\.V\.|B\.V\.|Ltd\.?|GmbH)$")


def normalised(name):
    """As src/knowledge/normal.rs compares names."""
    plain = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c)).lower()
    words = re.sub(r"[-–‐‑]", " ", re.sub(r"[’‘`]", "'", plain.replace(".", ""))).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def is_latin(name):
    return all(not c.isalpha() or "LATIN" in unicodedata.name(c, "") for c in name) and re.search(r"[A-Za-z]", name)


def read(package):
    """{id: what the package says of it}: names with their number, short names, places, label, description."""
    with open(os.path.join(package, "dist", "json", "nsi.json"), encoding="utf-8") as file:
        listed = json.load(file)["nsi"]
    with open(os.path.join(package, "dist", "wikidata", "wikidata.json"), encoding="utf-8") as file:
        facts = json.load(file)["wikidata"]
    found = {}
    for items in (group["items"] for group in listed.values()):
        for item in items:
            tags = item["tags"]
            for key in ("brand", "operator", "subject"):
                ident = tags.get(key + ":wikidata")
                if not ident or key == "subject" and tags.get("flag:type") not in ("governmental", "military", "organisation"):
                    continue
                entry = found.setdefault(ident, {"names": set(), "short": set(), "places": set()})
                entry["places"] |= {str(place) for place in item["locationSet"].get("include", [])}
                entry["names"] |= {tags[tag] for tag in (key, key + ":en") if tag in tags}
                entry["short"] |= {tags[tag] for tag in (key + ":short", key + ":abbr") if tag in tags}
                entry["short"] |= {name.upper() for name in item.get("matchNames", [])}
    for ident, entry in found.items():
        entry["label"] = facts.get(ident, {}).get("label") or ""
        entry["description"] = facts.get(ident, {}).get("description") or ""
    return found


def countries(entry):
    """The countries an entry is found in; None stands for a place on the map without a code."""
    return {COUNTRY_OF.get(place, place[:2].upper()) if re.match(r"[a-z]{2}(\b|-)", place) else None for place in entry["places"] - WORLD}


class Selection:
    """What is taken of the package, and which of its names."""

    def __init__(self, found):
        self.found = found
        words = get_english_words_set(["web2", "gcide"])
        self.words = {word for word in words if word == word.lower()}
        with open(os.path.join(os.path.dirname(surnames.__file__), "dist.all.last"), encoding="ascii") as lines:
            self.surnames = {line.split()[0].lower() for line in list(lines)[:COMMON_SURNAMES]}
        with open(os.path.join(ROOT, "src", "rules", "lexicon", "given_names.tsv"), encoding="utf-8") as lines:
            self.surnames |= {name.lower() for line in lines if line[0] in "fm" for name in line.split()[1:]}
        self.places, self.states = set(), set()
        with open(os.path.join(ROOT, "knowledge", "gazetteer.tsv"), encoding="utf-8") as lines:
            for fields in (line.rstrip("\n").split("\t") for line in lines if not line.startswith("#")):
                listed = [fields[2]] + fields[8].split("|") + fields[9].split("|") + fields[10].split("|")
                listed = {normalised(name) for name in listed if name}
                self.places |= listed
                if fields[1] in ("country", "place"):
                    self.states |= {name for name in listed if len(name) > 3}
        self.owners, self.parts = {}, {}
        for ident, entry in found.items():
            for name in {normalised(name) for name in entry["names"] | entry["short"] | {entry["label"]}} - {""}:
                self.owners.setdefault(name, set()).add(ident)
                for size in range(2, 6):
                    for start in range(len(name.split()) - size + 1):
                        self.parts.setdefault(" ".join(name.split()[start:start + size]), set()).add(ident)

    def is_common(self, name):
        """Whether a name has no word of its own and no country's."""
        words = normalised(name).split()
        if any(" ".join(words[start:end]) in self.states for start in range(len(words)) for end in range(start + 1, len(words) + 1)):
            return False
        return all(self.is_word(word) for word in re.findall(r"[^\W\d_]+(?:'s)?", normalised(name)))

    def is_english(self, name):
        """Whether the first or the last word is one of the dictionary."""
        words = normalised(name).split()
        return len(words) > 1 and (self.is_word(words[0]) or self.is_word(words[-1]))

    def is_word(self, word):
        stem = word.removesuffix("'s")
        forms = {stem, stem.removesuffix("s"), stem.removesuffix("es"), re.sub(r"ies$", "y", stem)}
        return bool(forms & self.words)

    def kind(self, ident, entry):
        """"body", "company" or None."""
        number = int(ident[1:])
        head = re.split(r" (?:in|for|that|which|based|headquartered|with|who)\b|[,;(]", entry["description"])[0]
        if not entry["label"] or not is_latin(entry["label"]) or NEITHER.search(head):
            return None
        many = bool(WORLD & entry["places"]) or len(countries(entry)) >= MANY_COUNTRIES
        if BODY.search(head):
            placed = entry["label"].isascii() and not self.is_common(entry["label"]) and not re.search(r"School|Board|Pupils|Zone", entry["label"])
            return "body" if number < (PLACED if placed and self.is_english(entry["label"]) else KNOWN) else None
        if COMPANY.search(head) and number < KNOWN and (many or number < WELL_KNOWN):
            return "company"
        return None

    def is_shared(self, key, ident):
        """Whether a name is another entry's too: a label may be the second name of what is far less known."""
        own = normalised(SUFFIX.sub("", self.found[ident]["label"])) == key
        others = self.owners.get(key, set()) - {ident}
        return any(not own or normalised(self.found[other]["label"]) == key and int(other[1:]) < 10 * int(ident[1:]) for other in others)

    def is_telling(self, name, ident, kind):
        """Whether a name means this entry and nothing else."""
        key, entry = normalised(name), self.found[ident]
        if key in self.places or key in MISLEADING or self.is_shared(key, ident) or not is_latin(name):
            return False
        if " " not in key:
            bare = key.removesuffix("'s")
            local = kind == "company" and not WORLD & entry["places"]
            short = len(key) < 4 and local or len(key) < 3 or len(key) < 5 and int(ident[1:]) > WELL_KNOWN
            alias = kind == "body" and not name.isupper() and normalised(entry["label"]) != key and int(ident[1:]) > WELL_KNOWN
            return not short and not alias and bare not in self.surnames and not self.is_word(key)
        if not self.is_common(name) or kind == "body" and WORLD & entry["places"]:
            return True
        if kind == "company":
            return normalised(SUFFIX.sub("", entry["label"])) == key
        return not self.parts.get(key, set()) - {ident}

    def names(self, ident, entry, kind):
        """The names of an entry that tell, its label first."""
        label = SUFFIX.sub("", entry["label"])
        words = set(normalised(label).split())
        listed = {label, entry["label"]}
        for name in entry["names"]:
            theirs = set(normalised(name).split())
            if kind == "body" or theirs & words and not words < theirs:
                listed.add(name)
        initials = "".join(word[0] for word in re.findall(r"\w+", label) if word[0].isupper())
        listed |= {name for name in entry["short"] if kind == "body" and name == initials and 3 <= len(name) and int(ident[1:]) < WELL_KNOWN}
        listed |= {"U.S. " + name.removeprefix("United States ") for name in listed if name.startswith("United States ")}
        kept = [name for name in sorted(listed) if self.is_telling(name, ident, kind)]
        first = next((name for name in (label, entry["label"]) if name in kept), None) or next(iter(kept), None)
        return [first] + [name for name in kept if name != first] if kept else []

    def rows(self, aliases):
        for ident, entry in sorted(self.found.items(), key=lambda pair: int(pair[0][1:])):
            kind = self.kind(ident, entry)
            kept = self.names(ident, entry, kind) if kind else []
            if not kept and ident not in aliases:
                continue
            country, homes = "", countries(entry)
            worldwide = WORLD & entry["places"] or kind == "company"
            if not worldwide and any(self.is_common(name) or name.isupper() for name in kept):
                if len(homes) != 1 or None in homes:
                    kept = [name for name in kept if not self.is_common(name) and not name.isupper()]
                else:
                    country = next(iter(homes))
            kept += [name for name in aliases.get(ident, []) if name not in kept]
            if kept:
                yield [ident, "organization", kept[0], country, "", "0", ident, "", "|".join(kept[1:]), "", ""]


def main():
    with open(os.path.join(ROOT, "knowledge", "aliases.tsv"), encoding="utf-8") as lines:
        given = (line.rstrip("\n").split("\t") for line in lines if re.match(r"Q\d+\t", line))
        aliases = {ident: listed.split("|") for ident, listed in given}
    rows = list(Selection(read(sys.argv[1])).rows(aliases))
    missing = set(aliases) - {fields[0] for fields in rows}
    if missing:
        sys.exit(f"aliases.tsv names what is not selected: {sorted(missing)}")
    with open(os.path.join(ROOT, "knowledge", "organizations.tsv"), "w", encoding="utf-8") as out:
        out.write("# Organisations: the columns of gazetteer.tsv; a country where the names need it to tell.\n")
        out.write("# Source: the package name-suggestion-index 8.0.20260918 (BSD-3-Clause); Wikidata ids, labels and\n")
        out.write("# descriptions in it are CC0. Written by scripts/gazetteer/organizations.py.\n")
        for fields in rows:
            out.write("\t".join(fields) + "\n")


main()
