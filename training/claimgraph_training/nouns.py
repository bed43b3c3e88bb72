"""The ranker of nouns: whether "the book" is a book spoken of before (src/rules/coreference/nouns.rs).

    python -m claimgraph_training.nouns fit GOLD > ../src/rules/coreference/nouns/weights.tsv
    python -m claimgraph_training.nouns score GOLD ../src/rules/coreference/nouns/weights.tsv

GOLD is the folder with `gum/train.conllu` and `gum/news`. `fit` reads the training documents of GUM that are no
news, so that the news stay for measuring. Each common noun that heads a phrase is held against the chains that its
noun (in its number) was used of before in the document; a logistic model says how likely it belongs to each, with
weights shared by all phrases and weights by how the phrase is determined, folded into one table. `score` takes the
likeliest chain of each phrase on the gold trees and chains of the news."""

import collections
import pathlib
import re
import sys

import numpy
from scipy.optimize import minimize

COLUMNS = ("the", "this", "poss", "bare", "indef")
POINTING = {"this", "that", "these", "those", "both"}
INDEFINITE = {"a", "an", "another", "other", "some", "several", "any", "no", "each", "every"}
PRONOUNS = {"his", "her", "its", "their", "my", "our", "your", "he", "she", "it", "they", "I", "we", "you"}
PLACES = {"nsubj", "obj", "obl", "nmod", "conj", "root", "appos"}
AWAY = ((0, "0"), (1, "1"), (3, "2"), (8, "4"), (20, "9"))
RANKS = {"first", "second", "third", "fourth", "fifth", "last", "next", "previous", "other", "new"}
LOOK_BACK = 40
PENALTY = 1.0
ENTITY = re.compile(r"\(([^()]+)\)|\(([^()]+)|([^()]+)\)")
PART = re.compile(r"\[\d+/\d+\]")


class Token:
    def __init__(self, fields, base, sentence):
        self.form, self.lemma, self.upos, self.xpos = fields[1:5]
        self.head = int(fields[6]) - 1 + base if fields[6] != "0" else None
        self.relation, self.base = fields[7], fields[7].split(":")[0]
        self.sentence, self.children, self.chains, self.kind = sentence, [], set(), None
        self.entity = next((m[7:] for m in fields[9].split("|") if m.startswith("Entity=")), "")


def documents(path):
    """(name, tokens) of each document, tokens with the chains and kinds of the mentions that they head."""
    name, tokens = None, []
    for number, block in enumerate(pathlib.Path(path).read_text(encoding="utf-8").strip().split("\n\n")):
        lines = block.split("\n")
        opens = next((line.split("= ", 1)[1] for line in lines if line.startswith("# newdoc id")), None)
        if opens:
            if name:
                yield name, tokens
            name, tokens = opens, []
        base = len(tokens)
        rows = [line.split("\t") for line in lines if not line.startswith("#")]
        sentence = [Token(row, base, number) for row in rows if row[0].isdigit()]
        tokens.extend(sentence)
        for at, token in enumerate(sentence, base):
            if token.head is not None:
                tokens[token.head].children.append(at)
        mark(tokens, base)
    if name:
        yield name, tokens


def mark(tokens, base):
    """Notes the chain of each mention of a sentence at its head."""
    opened = collections.defaultdict(list)

    def close(fields, first, last):
        inside = range(first, last + 1)
        top = next((at for at in inside if tokens[at].head not in inside), last)
        tokens[top].chains.add(PART.sub("", fields[0]))
        tokens[top].kind = tokens[top].kind or (fields[1] if len(fields) > 1 else None)

    for at in range(base, len(tokens)):
        for whole, start, end in ENTITY.findall(tokens[at].entity):
            if whole:
                close(whole.split("-"), at, at)
            elif start:
                fields = start.split("-")
                opened[fields[0]].append((fields, at))
            elif opened[end]:
                fields, first = opened[end].pop()
                close(fields, first, at)


def children(tokens, head, *bases):
    return [tokens[at] for at in tokens[head].children if tokens[at].base in bases]


def owner(tokens, head):
    return next((t.lemma for t in children(tokens, head, "nmod") if t.relation == "nmod:poss"), None)


def modifiers(tokens, head):
    told = children(tokens, head, "amod", "compound", "nmod", "nummod")
    return {token.lemma for token in told if token.relation != "nmod:poss"}


def determined(tokens, head):
    if owner(tokens, head):
        return "poss"
    words = {token.lemma.lower() for token in children(tokens, head, "det")}
    if "the" in words:
        return "the"
    if words & POINTING:
        return "this"
    return "indef" if {tokens[at].lemma.lower() for at in tokens[head].children} & INDEFINITE else "bare"


def is_another(tokens, head, chain):
    """Whether a phrase names another one: "the Saudi government" beside "the Danish government", "the last game"."""
    def names(*ats):
        words = set().union(*(modifiers(tokens, at) | {owner(tokens, at)} for at in ats))
        return {word for word in words if word and word[0].isupper() and word != "I"}

    own, known = names(head), names(*chain)
    ranks = (modifiers(tokens, head) & RANKS) - set().union(*(modifiers(tokens, at) for at in chain))
    return ranks or not (own <= known or known <= own)


def features(tokens, head, chain, nearest, only):
    """What holds of a phrase and the earlier uses of its noun for one thing."""
    token, last = tokens[head], chain[-1]
    own, known = modifiers(tokens, head), set().union(*(modifiers(tokens, at) for at in chain))
    owners = {owner(tokens, at) for at in chain} - {None}
    mine = owner(tokens, head)
    complements = [t for t in children(tokens, head, "nmod") if t.relation != "nmod:poss"]
    away = token.sentence - tokens[last].sentence
    far = next((word for limit, word in AWAY if away <= limit), "21")
    holds = {
        "plural": token.xpos == "NNS", "twice": len(chain) == 2, "often": len(chain) > 2, "nearest": nearest,
        "only": only, "capital": token.form[0].isupper(), "plain": not own, "both plain": not own and not known and not owners,
        "subset": own and own <= known,
        "same": own and own == known, "more": own - known, "less": known - own,
        "apart": own and known and not own & known,
        "same owner": mine in owners, "new owner": mine and not owners,
        "other owner": mine and owners and mine not in owners, "lost owner": not mine and owners,
        "pronoun owns": mine in PRONOUNS, "clause": any(tokens[at].base == "acl" and at > head for at in token.children),
        "complement": complements, "same complement": complements and all(t.lemma in known for t in complements),
    }
    place = token.base if token.base in PLACES else "other"
    found = {"bias", "last " + determined(tokens, last), "away " + far, "as " + place}
    kind = "object" if token.kind in ("animal", "plant") else token.kind
    return found | {name for name, value in holds.items() if value} | ({"kind " + kind} if kind else set())


def examples(tokens):
    """(head, determined, features, right) of each phrase and each chain that its noun was used of."""
    uses = collections.defaultdict(list)
    for head, token in enumerate(tokens):
        heads = token.upos == "NOUN" and token.base not in ("compound", "flat", "fixed", "goeswith")
        if not heads or token.kind == "time" or token.relation == "nmod:desc":
            continue
        before = uses[token.lemma, token.xpos]
        chains = {}
        for at in before[-LOOK_BACK:]:
            chains.setdefault(min(tokens[at].chains, default=at), []).append(at)
        for chain, ats in chains.items():
            if is_another(tokens, head, ats):
                continue
            seen = features(tokens, head, ats, ats[-1] == before[-1], len(chains) == 1)
            yield head, determined(tokens, head), seen, chain in token.chains
        before.append(head)


def matrix(data, names):
    place = {name: at for at, name in enumerate(names)}
    values = numpy.zeros((len(data), len(names) * (1 + len(COLUMNS))))
    for row, (_, column, seen, _) in enumerate(data):
        for name in seen:
            values[row, place[name]] = 1.0
            values[row, len(names) * (1 + COLUMNS.index(column)) + place[name]] = 1.0
    return values, numpy.array([float(right) for *_, right in data])


def fit(gold):
    data = []
    for name, tokens in documents(pathlib.Path(gold, "gum", "train.conllu")):
        if "_news_" not in name:
            data.extend(examples(tokens))
    names = sorted(set().union(*(seen for _, _, seen, _ in data)))
    values, right = matrix(data, names)

    def loss(weights):
        scores = values @ weights
        likely = 1 / (1 + numpy.exp(-scores))
        total = numpy.logaddexp(0, -(2 * right - 1) * scores).sum() + PENALTY * weights @ weights
        return total, values.T @ (likely - right) + 2 * PENALTY * weights

    weights = minimize(loss, numpy.zeros(values.shape[1]), jac=True, method="L-BFGS-B").x.reshape(-1, len(names))
    print("# Weights of the ranker of nouns by how the phrase is determined: the, this, owned, bare, indefinite.")
    print("# Source: fitted by training/claimgraph_training/nouns.py on GUM's training documents, news left out; like")
    print("# the weights in models/ under CC BY-SA 4.0.")
    for at, name in enumerate(names):
        print(name, *(f"{weights[0, at] + weights[1 + column, at]:.2f}" for column in range(len(COLUMNS))), sep="\t")


def score(gold, path):
    rows = [line.rstrip("\n").split("\t") for line in open(path, encoding="utf-8") if not line.startswith("#")]
    table = {row[0]: [float(value) for value in row[1:]] for row in rows}
    phrases = []
    for path in sorted(pathlib.Path(gold, "gum", "news").glob("*.conllu")):
        for _, tokens in documents(path):
            best = {}
            for head, column, seen, right in examples(tokens):
                total = sum(table[name][COLUMNS.index(column)] for name in seen if name in table)
                known = best.get(head, (float("-inf"), False, False))
                best[head] = (*max(known[:2], (total, right)), known[2] or right)
            phrases.extend(best.values())
    could = sum(any_right for *_, any_right in phrases)
    for likely in (0.3, 0.4, 0.45, 0.5, 0.6):
        taken = [right for total, right, _ in phrases if 1 / (1 + numpy.exp(-total)) >= likely]
        print(f"{likely}: {len(taken)} taken up, {sum(taken) / len(taken):.1%} right, {sum(taken) / could:.1%} of {could}")


if __name__ == "__main__":
    {"fit": fit, "score": score}[sys.argv[1]](*sys.argv[2:])
