"""Lemmas from a table of (form, tag) pairs and suffix rules learned from the treebanks.

The lookup is described in `models/README.md`.
"""

import collections

PROPER = ("NNP", "NNPS")
LONGEST = 6
APOSTROPHES = str.maketrans("‘’", "''")


def key_of(form, xpos):
    form = form.translate(APOSTROPHES)
    return form if xpos in PROPER else form.lower()


def rule_of(key, lemma):
    """(characters to take off, text to append)"""
    same = 0
    while same < min(len(key), len(lemma)) and key[same] == lemma[same]:
        same += 1
    return len(key) - same, lemma[same:]


class Lemmas:
    def __init__(self, entries, rules):
        self.entries, self.rules = entries, rules

    def by_rule(self, key, xpos):
        for length in range(min(LONGEST, len(key)), -1, -1):
            rule = self.rules.get((key[len(key) - length:], xpos))
            if rule and (rule[0] < len(key) or rule[0] == 0):
                return key[:len(key) - rule[0]] + rule[1]
        return key

    def lemma(self, form, xpos):
        key = key_of(form, xpos)
        return self.entries.get((key, xpos)) or self.by_rule(key, xpos)

    def text(self):
        lines = [f"~{suffix}\t{xpos}\t{strip}\t{add}" for (suffix, xpos), (strip, add) in sorted(self.rules.items())]
        lines += [f"{form}\t{xpos}\t{lemma}" for (form, xpos), lemma in sorted(self.entries.items())]
        return "\n".join(lines) + "\n"


def read(text):
    entries, rules = {}, {}
    for line in text.split("\n"):
        fields = line.split("\t")
        if len(fields) == 4 and fields[0].startswith("~"):
            rules[fields[0][1:], fields[1]] = int(fields[2]), fields[3]
        elif len(fields) == 3:
            entries[fields[0], fields[1]] = fields[2]
    return Lemmas(entries, rules)


def learn(sentences, least=2):
    """Rules by majority over word types, a longer suffix only where it says something else than the shorter
    one; then an entry for each pair the rules get wrong."""
    seen = collections.defaultdict(collections.Counter)
    for sentence in sentences:
        if sentence.lemmas is None:
            continue
        for form, lemma, xpos in zip(sentence.words, sentence.lemmas, sentence.xpos):
            if "\t" not in form and lemma != "_" and xpos != "GW":
                seen[key_of(form, xpos), xpos][lemma] += 1
    pairs = {pair: counts.most_common(1)[0][0] for pair, counts in seen.items()}
    votes = collections.defaultdict(collections.Counter)
    for (key, xpos), lemma in pairs.items():
        rule = rule_of(key, lemma)
        for length in range(0, min(LONGEST, len(key)) + 1):
            votes[key[len(key) - length:], xpos][rule] += 1
    rules = {}
    table = Lemmas({}, rules)
    for length in range(LONGEST + 1):
        for (suffix, xpos), counts in sorted(votes.items()):
            if len(suffix) != length:
                continue
            rule, count = counts.most_common(1)[0]
            shorter = next((rules[suffix[n:], xpos] for n in range(1, length + 1) if (suffix[n:], xpos) in rules), None)
            if rule != shorter and (count >= least or length == 0) and count * 2 > sum(counts.values()):
                rules[suffix, xpos] = rule
    entries = {pair: lemma for pair, lemma in pairs.items() if not pair[0].startswith("~") and table.by_rule(*pair) != lemma and keep(pair, lemma, seen)}
    return Lemmas(entries, rules)


def keep(pair, lemma, seen):
    """Leaves out one-off entries of words that are hardly regular words (addresses, typing errors)."""
    key, _ = pair
    return len(key) <= 30 and (sum(seen[pair].values()) > 1 or key.isalpha() or "'" in key)
