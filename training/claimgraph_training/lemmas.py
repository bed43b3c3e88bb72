"""Lemmas from a table of (form, tag) pairs and suffix rules learned from the treebanks.

The lookup is described in `models/README.md`, and so is what the program asks before it: forms and endings from a dictionary
(`claimgraph_training.endings`).
"""

import collections

PROPER = ("NNP", "NNPS")
LONGEST = 6
APOSTROPHES = str.maketrans("‘’", "''")
PREFIXES = ("under", "over", "out", "re", "mis", "fore", "with", "un", "up")
AS_WRITTEN = PROPER + ("ADD",)
# base, past tense, participle: what the treebanks may have missed
IRREGULAR = """arise arose arisen|awake awoke awoken|bear bore borne|beat beat beaten|become became become|begin began begun|
bend bent bent|bet bet bet|bid bid bid|bind bound bound|bite bit bitten|bleed bled bled|blow blew blown|break broke broken|
breed bred bred|bring brought brought|broadcast broadcast broadcast|build built built|burst burst burst|buy bought bought|
cast cast cast|catch caught caught|choose chose chosen|cling clung clung|come came come|cost cost cost|creep crept crept|
cut cut cut|deal dealt dealt|dig dug dug|draw drew drawn|drink drank drunk|drive drove driven|eat ate eaten|fall fell fallen|
feed fed fed|feel felt felt|fight fought fought|find found found|flee fled fled|fling flung flung|fly flew flown|
forbid forbade forbidden|forecast forecast forecast|forget forgot forgotten|forgive forgave forgiven|forsake forsook forsaken|
freeze froze frozen|get got gotten|give gave given|go went gone|grind ground ground|grow grew grown|hang hung hung|
hear heard heard|hide hid hidden|hit hit hit|hold held held|hurt hurt hurt|keep kept kept|kneel knelt knelt|know knew known|
lay laid laid|lead led led|leap leapt leapt|leave left left|lend lent lent|let let let|light lit lit|lose lost lost|
make made made|mean meant meant|meet met met|overcome overcame overcome|pay paid paid|plead pled pled|put put put|quit quit quit|
read read read|rid rid rid|ride rode ridden|ring rang rung|rise rose risen|run ran run|say said said|see saw seen|
seek sought sought|sell sold sold|send sent sent|set set set|shake shook shaken|shed shed shed|shine shone shone|
shoot shot shot|shrink shrank shrunk|shut shut shut|sing sang sung|sink sank sunk|sit sat sat|slay slew slain|sleep slept slept|
slide slid slid|sling slung slung|slit slit slit|smell smelt smelt|sneak snuck snuck|speak spoke spoken|speed sped sped|
spend spent spent|spill spilt spilt|spin spun spun|spit spat spat|split split split|spread spread spread|spring sprang sprung|
stand stood stood|steal stole stolen|stick stuck stuck|sting stung stung|stink stank stunk|stride strode stridden|
strike struck struck|strive strove striven|swear swore sworn|sweep swept swept|swim swam swum|swing swung swung|take took taken|
teach taught taught|tear tore torn|tell told told|think thought thought|throw threw thrown|thrust thrust thrust|
tread trod trodden|wake woke woken|wear wore worn|weave wove woven|weep wept wept|win won won|wind wound wound|
withdraw withdrew withdrawn|wring wrung wrung|write wrote written|uphold upheld upheld|undergo underwent undergone|
understand understood understood|undertake undertook undertaken|withhold withheld withheld|withstand withstood withstood|
mislead misled misled|offset offset offset|oversee oversaw overseen|overthrow overthrew overthrown|outdo outdid outdone|
rebuild rebuilt rebuilt|retake retook retaken|rewrite rewrote rewritten|undo undid undone|foresee foresaw foreseen"""


def plain(form):
    return form.translate(APOSTROPHES)


def key_of(form, xpos):
    form = plain(form)
    if xpos in AS_WRITTEN:
        shouted = xpos in PROPER and form.isalpha() and form.isupper() and len(form) > 5
        return form[:1] + form[1:].lower() if shouted else form
    if xpos == "NN" and len(form) == 1 and form.isupper():
        return form
    return form.lower()


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
        return self.entries.get((plain(form), xpos)) or self.entries.get((key, xpos)) or self.by_rule(key, xpos)

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


def learn(sentences, vocabulary=(), demonyms=(), least=2):
    """Rules by majority over word types, a longer suffix only where it says something else than the shorter
    one; then an entry for each pair the rules get wrong.

    `vocabulary` (whole words, frequent first) tells `provoke` from `provok` in forms the treebanks lack;
    `demonyms` keep their capital."""
    seen = collections.defaultdict(collections.Counter)
    cased = collections.defaultdict(collections.Counter)
    for sentence in sentences:
        if sentence.lemmas is None:
            continue
        for form, lemma, xpos in zip(sentence.words, sentence.lemmas, sentence.xpos):
            if "\t" not in form and lemma != "_" and xpos != "GW":
                seen[key_of(form, xpos), xpos][lemma] += 1
                if plain(form) != key_of(form, xpos) and xpos not in PROPER:
                    cased[plain(form), xpos][lemma] += 1
    pairs = {pair: best(pair, counts) for pair, counts in seen.items()}
    votes = collections.defaultdict(collections.Counter)
    for (key, xpos), lemma in pairs.items():
        rule = rule_of(key, lemma)
        for length in range(0, min(LONGEST, len(key)) + 1):
            votes[key[len(key) - length:], xpos][rule] += 1
    rules = {}
    table = Lemmas({}, rules)
    for length in range(LONGEST + 1):
        for (suffix, xpos), counts in sorted(votes.items()):
            if len(suffix) != length or length and xpos == "NNP":
                continue
            rule, count = counts.most_common(1)[0]
            shorter = next((rules[suffix[n:], xpos] for n in range(1, length + 1) if (suffix[n:], xpos) in rules), None)
            if rule != shorter and (count >= least or length == 0) and count * 2 > sum(counts.values()):
                rules[suffix, xpos] = rule
    for verb in IRREGULAR.replace("\n", "").split("|"):
        base, past, participle = verb.split()
        pairs.setdefault((past, "VBD"), base)
        pairs.setdefault((participle, "VBN"), base)
    for pair, lemma in {**prefixed(pairs, vocabulary), **inflected(table, vocabulary)}.items():
        pairs.setdefault(pair, lemma)
    for word in demonyms:
        pairs.setdefault((word, "JJ"), word.capitalize())
    table.entries = {pair: lemma for pair, lemma in pairs.items()
                     if not pair[0].startswith("~") and table.by_rule(*pair) != lemma and keep(pair, seen)}
    for (form, xpos), counts in cased.items():
        lemma, count = counts.most_common(1)[0]
        if form[1:] != form[1:].lower() and table.lemma(form, xpos) != lemma and len(form) <= 30:
            table.entries[form, xpos] = lemma
    return table


def best(pair, counts):
    """The commonest lemma; a name as written if that is nearly as common."""
    lemma, count = counts.most_common(1)[0]
    same = counts[pair[0]]
    return pair[0] if pair[1] in PROPER and same * 10 >= count * 8 else lemma


def prefixed(pairs, vocabulary):
    """`underwent` from `went`, where the vocabulary has `undergo`."""
    words, found = set(vocabulary), {}
    for (form, xpos), lemma in pairs.items():
        if xpos in ("VBD", "VBN") and form.isalpha() and not form.endswith("ed"):
            for prefix in PREFIXES:
                if prefix + lemma in words:
                    found.setdefault((prefix + form, xpos), prefix + lemma)
    return found


def inflected(table, vocabulary):
    """Regular verb forms whose base the suffix rules would not find: `provoked`, `controlled`."""
    rank, found = {word: n for n, word in enumerate(vocabulary)}, {}
    for base in vocabulary:
        if len(base) < 4:
            continue
        stem = base[:-1] if base.endswith("e") and not base.endswith("ee") else base
        doubled = base + base[-1] if base[-1] in "bdgklmnprt" else base
        for form, tags in ((stem + "ed", ("VBD", "VBN")), (stem + "ing", ("VBG",)), (doubled + "ed", ("VBD", "VBN")), (doubled + "ing", ("VBG",))):
            if form not in rank and stem == base:
                continue
            for xpos in tags:
                guess = table.by_rule(form, xpos)
                if guess != base and guess not in rank:
                    found.setdefault((form, xpos), base)
    return found


def keep(pair, seen):
    """Leaves out one-off entries of words that are hardly regular words (addresses, typing errors)."""
    key, _ = pair
    return len(key) <= 30 and (pair not in seen or sum(seen[pair].values()) > 1 or key.isalpha() or "'" in key)
