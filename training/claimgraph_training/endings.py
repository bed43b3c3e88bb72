"""How words that the treebanks lack are inflected: endings learned from a dictionary.

    python -m claimgraph_training.endings WORDS PIECES > ../src/language/lexicon/endings.tsv

WORDS is a list of English words, one a line (SCOWL's, as Debian's `wamerican-large` and `wbritish-large` have it); PIECES the vocabulary of the
encoder, one a line in order of frequency, which tells the commoner of two words. The inflections are those of the package
`lemminflect`. A stem is a form without -ed, -ing, -es, -er or -est; what is then done to it is decided by its longest
known ending, and a whole word is an ending too. Every word of the dictionary comes out right that has but one base form."""

import collections
import pathlib
import sys

HEADER = """# What is done to a form without its ending ("ridiculed" without "ed") to get the base form, by the longest ending of the
# rest; "^" is where the word begins.
#
# Source: learned by claimgraph_training.endings from the inflections of lemminflect 0.2.3 (MIT; after the SPECIALIST
# Lexicon of the National Library of Medicine) of the words in SCOWL's lists, as Debian's wamerican-large and
# wbritish-large have them (free for any use with their notice), with the commoner of two words where both have the form.
#
# Columns: what is done (= nothing, e append it, - take off a letter, y or ie instead of the last letter, is append it to a
# noun), the endings. The last line has forms, mostly irregular, that the treebanks lack or have wrong, and their base forms.
"""
IRREGULAR = """bade bid|befallen befall|befell befall|beheld behold|bereft bereave|bred breed|burnt burn|dwelt dwell|fled flee|
forbad forbid|hamstrung hamstring|laden lade|shod shoe|shrunken shrink|slunk slink|spelt spell|relying rely|relied rely|regarded regard|freed free|
hidden hide|hamstring hamstring|recused recuse|recusing recuse|mimicking mimic|mimicked mimic|weakest weak|sortied sortie|
tased tase|worsen worsen|beholden beholden|spoilt spoil|stricken strike|
strung string|swollen swell|wed wed|woven weave"""
UNSEEN = 10 ** 9


def stem(form, tag):
    """The form without the ending that its tag asks for."""
    if tag in ("VBD", "VBN") and form.endswith("ed"):
        return form[:-2]
    if tag == "VBG" and form.endswith("ing"):
        return form[:-3]
    if tag == "JJR" and form.endswith("er"):
        return form[:-2]
    if tag == "JJS" and form.endswith("est"):
        return form[:-3]
    if tag in ("VBZ", "NNS") and form.endswith("es") and (form[-3:-2] in set("szxo") or form[-4:-2] in ("sh", "ch")):
        return form[:-2]
    return None


def change(rest, base):
    """What makes the base form of a stem."""
    if base == rest:
        return "="
    for more in ("e", "is"):
        if base == rest + more:
            return more
    if len(rest) > 1 and base == rest[:-1]:
        return "-"
    if rest[-1:] == "i" and base == rest[:-1] + "y":
        return "y"
    if rest[-1:] == "y" and base == rest[:-1] + "ie":
        return "ie"
    return None


def pairs(words, rank):
    """{stem: change}, by the commonest base form; verbs before nouns and adjectives."""
    from lemminflect import getAllInflections
    found = {}
    for upos, tags in (("VERB", ("VBD", "VBN", "VBG", "VBZ")), ("NOUN", ("NNS",)), ("ADJ", ("JJR", "JJS"))):
        votes = collections.defaultdict(list)
        for word in words:
            for tag, forms in getAllInflections(word, upos=upos).items():
                for form in forms if tag in tags else ():
                    rest = stem(form, tag)
                    done = rest and change(rest, word)
                    if done and (form in words or tag == "VBZ") and form != word:
                        votes[rest].append((rank.get(word, UNSEEN), len(word), done))
        for rest, seen in votes.items():
            found.setdefault(rest, min(seen)[2])
    return found


def learn(gold):
    """The shortest list of endings that says all of it."""
    votes = collections.defaultdict(collections.Counter)
    longest = max(map(len, gold)) + 1
    for rest, done in gold.items():
        word = "^" + rest
        for length in range(len(word) + 1):
            votes[word[len(word) - length:]][done] += 1
    by_length = collections.defaultdict(list)
    for ending in sorted(votes):
        by_length[len(ending)].append(ending)
    rules = {}
    for length in range(longest + 1):
        for ending in by_length[length]:
            done, count = votes[ending].most_common(1)[0]
            shorter = next((rules[ending[n:]] for n in range(1, length + 1) if ending[n:] in rules), None)
            if done != shorter and count > votes[ending][shorter]:
                rules[ending] = done
    return rules


def main():
    """The command line."""
    listed = pathlib.Path(sys.argv[1]).read_text(encoding="utf-8").split("\n")
    words = {word for word in listed if word.isascii() and word.isalpha() and word.islower()}
    rank = {word: n for n, word in enumerate(pathlib.Path(sys.argv[2]).read_text(encoding="utf-8").split("\n"))}
    rows = collections.defaultdict(list)
    for ending, done in sorted(learn(pairs(sorted(words), rank)).items()):
        if ending:
            rows[done].append(ending)
    print(HEADER, end="")
    for done in sorted(rows):
        print(done + "\t" + " ".join(rows[done]))
    print("form\t" + " ".join(pair.replace(" ", "=") for pair in IRREGULAR.replace("\n", "").split("|")))


if __name__ == "__main__":
    main()
