"""Prediction and scores on the development splits."""

import argparse
import json
import os
import random
import time

import numpy as np
import torch

from . import augment, corpora, lemmas
from .batches import Batcher, grouped
from .labels import COARSE, NAMES, decode
from .names import spans_of
from .trees import single_root


def viterbi(emissions, transitions, start):
    score, back = start + emissions[0], []
    for row in emissions[1:]:
        moved = score[:, None] + transitions
        back.append(moved.argmax(0))
        score = moved.max(0) + row
    path = [int(score.argmax())]
    for pointers in reversed(back):
        path.append(int(pointers[path[-1]]))
    return path[::-1]


class Predictor:
    def __init__(self, model, pieces):
        self.model, self.pieces = model, pieces
        self.batcher = Batcher(pieces, model.inventory)

    @torch.no_grad()
    def predict(self, sentences, budget=3000):
        """A dictionary of layers for each sentence."""
        model, inventory = self.model, self.model.inventory
        transitions, start = (t.numpy() for t in model.name_transitions())
        place = {id(s): n for n, s in enumerate(sentences)}
        results = [None] * len(sentences)
        for group in grouped(sentences, self.pieces, budget):
            batch = self.batcher.tensors(group)
            scores = model(batch)
            heads = torch.zeros(batch["first"].shape, dtype=torch.long)
            for row, sentence in enumerate(group):
                size = len(sentence.words) + 1
                heads[row, :size] = torch.from_numpy(single_root(scores["arcs"][row, :size, :size].numpy()))
            relations = model.relation_scores(scores, heads)
            root = inventory["relations"].index("root")
            for row, sentence in enumerate(group):
                words = slice(1, len(sentence.words) + 1)
                labels = lambda name, values: [inventory[name][n] for n in values[row, words].argmax(-1).tolist()]
                mine = relations[row, words].clone()
                is_root = heads[row, words] == 0
                mine[~is_root, root] = -1e9
                found = [inventory["relations"][n] for n in mine.argmax(-1).tolist()]
                results[place[id(sentence)]] = {
                    "upos": labels("upos", scores["upos"]), "xpos": labels("xpos", scores["xpos"]), "kinds": labels("kinds", scores["kinds"]),
                    "heads": heads[row, words].tolist(), "relations": ["root" if r else name for r, name in zip(is_root.tolist(), found)],
                    "names": [NAMES[n] for n in viterbi(scores["names"][row, words].numpy(), transitions, start)],
                    "factuality": scores["factuality"][row, words, 0].tolist(),
                }
        return results


def percent(part, whole):
    return round(100 * part / max(whole, 1), 2)


def score_trees(gold, predicted):
    words = upos = xpos = uas = las = full = 0
    base = lambda relation: relation.split(":")[0]
    for sentence, answer in zip(gold, predicted):
        for i in range(len(sentence.words)):
            words += 1
            upos += sentence.upos[i] == answer["upos"][i]
            xpos += sentence.xpos[i] == answer["xpos"][i]
            if sentence.heads[i] == answer["heads"][i]:
                uas += 1
                las += base(sentence.relations[i]) == base(answer["relations"][i])
                full += sentence.relations[i] == answer["relations"][i]
    return {"upos": percent(upos, words), "xpos": percent(xpos, words), "uas": percent(uas, words),
            "las": percent(las, words), "las_subtypes": percent(full, words)}


def score_lemmas(gold, predicted, table):
    words = right = 0
    for sentence, answer in zip(gold, predicted):
        for form, lemma, xpos in zip(sentence.words, sentence.lemmas, answer["xpos"]):
            words += 1
            right += table.lemma(form, xpos) == lemma
    return percent(right, words)


def score_kinds(gold, predicted):
    """(accuracy over heads of mentions, F1 of which words are heads with which type)"""
    heads = right = guessed = 0
    for sentence, answer in zip(gold, predicted):
        for want, have in zip(sentence.kinds, answer["kinds"]):
            heads += want != "none"
            guessed += have != "none"
            right += want == have != "none"
    return {"accuracy": percent(right, heads), "f1": percent(2 * right, heads + guessed), "heads": heads}


def gold_spans(sentence):
    """[(first, last, set of permitted types)] of a sentence's name masks."""
    spans = []
    for number, mask in enumerate(sentence.names):
        labels = [NAMES[n] for n in range(len(NAMES)) if mask >> n & 1]
        if labels[0] == "O":
            continue
        if labels[0].startswith("B-"):
            spans.append([number, number, {label[2:] for label in labels}])
        else:
            spans[-1][1] = number
    return [(a, b, types) for a, b, types in spans]


def free_words(sentence):
    return {n for n, mask in enumerate(sentence.names) if mask & 1 and mask != 1}


def score_names(gold, predicted, coarse=False):
    """Exact spans against GUM-derived names; a type is right if the corpus permits it."""
    right = boundary = wanted = had = 0
    for sentence, answer in zip(gold, predicted):
        want = gold_spans(sentence)
        have = [s for s in decode(answer["names"]) if not free_words(sentence) & set(range(s[0], s[1] + 1))]
        if coarse:
            want = [(a, b, {COARSE.get(t) for t in types} - {None}) for a, b, types in want]
            want = [w for w in want if w[2]]
            have = [(a, b, COARSE[t]) for a, b, t in have if t in COARSE]
        spans = {(a, b): types for a, b, types in want}
        wanted += len(want)
        had += len(have)
        boundary += sum((a, b) in spans for a, b, _ in have)
        right += sum(kind in spans.get((a, b), ()) for a, b, kind in have)
    return {"f1": percent(2 * right, wanted + had), "precision": percent(right, had), "recall": percent(right, wanted),
            "boundary_f1": percent(2 * boundary, wanted + had), "names": wanted}


def trimmed(words, first, last):
    if first < last and words[first].lower() == "the":
        first += 1
    if first < last and words[last].lower() in ("'s", "’s", "'", "’"):
        last -= 1
    return first, last


def score_uner(gold, predicted):
    """PER, ORG, LOC against UNER's own tags, leading `the` and trailing possessives cut on both sides."""
    right = wanted = had = 0
    by_type = {}
    for sentence, answer in zip(gold, predicted):
        if sentence.uner is None:
            continue
        want = {(*trimmed(sentence.words, a, b), t) for a, b, t in spans_of(sentence.uner) if t in ("PER", "ORG", "LOC")}
        have = {(*trimmed(sentence.words, a, b), COARSE[t]) for a, b, t in decode(answer["names"]) if t in COARSE}
        right, wanted, had = right + len(want & have), wanted + len(want), had + len(have)
        for kind in ("PER", "ORG", "LOC"):
            counts = by_type.setdefault(kind, [0, 0])
            counts[0] += sum(s[2] == kind for s in want & have)
            counts[1] += sum(s[2] == kind for s in want) + sum(s[2] == kind for s in have)
    return {"f1": percent(2 * right, wanted + had), "precision": percent(right, had), "recall": percent(right, wanted),
            "names": wanted, **{kind: percent(2 * a, b) for kind, (a, b) in by_type.items()}}


def report(predictor, development, table):
    """All figures of the model card."""
    found = {}
    for name, sentences in development.items():
        answers = predictor.predict(sentences)
        scores = score_trees(sentences, answers)
        scores["lemma"] = score_lemmas(sentences, answers, table)
        if name.startswith("ewt"):
            scores["uner"] = score_uner(sentences, answers)
        else:
            scores["kinds"] = score_kinds(sentences, answers)
            scores["names"] = score_names(sentences, answers)
            scores["names_coarse"] = score_names(sentences, answers, coarse=True)
        found[name] = scores
    return found


def changed_copies(sentences, seed=7):
    """The robustness test: the same sentences under each change."""
    dice = random.Random(seed)
    every = lambda change: [change(s) for s in sentences]
    final = [s for s in sentences if len(augment.drop_final_mark(s).words) < len(s.words)]
    spelled = [s for s in sentences if augment.respell(s).words != s.words]
    return {
        "as it is": sentences,
        "headline": every(lambda s: augment.headline(s, True)), "upper case": every(augment.upper),
        "upper-case lead": every(lambda s: augment.upper(s, 0, 5)), "lower case": every(augment.lower),
        "curly quotes": every(augment.curly), "straight quotes": every(augment.straight),
        "dateline": every(lambda s: augment.dateline(s, dice.choice(augment.CITIES).upper(), dice.choice(augment.AGENCIES), "—")),
        "final mark (same sentences)": final, "no final mark": [augment.drop_final_mark(s) for s in final],
        "spelling (same sentences)": spelled, "other spelling": [augment.respell(s) for s in spelled],
    }


def after(answer, count):
    """An answer without its first `count` words."""
    out = {layer: values[count:] for layer, values in answer.items()}
    out["heads"] = [max(0, head - count) for head in out["heads"]]
    out["names"] = ["O" if i == 0 and n.startswith("I-") else n for i, n in enumerate(out["names"])]
    return out


def robustness(predictor, sentences):
    rows = {}
    for name, copies in changed_copies(sentences).items():
        answers = predictor.predict(copies)
        if name == "dateline":  # score the sentence itself, not the five words put before it
            answers = [after(answer, augment.DATELINE) for answer in answers]
            copies = sentences
        scores = score_trees(copies, answers)
        rows[name] = {"upos": scores["upos"], "xpos": scores["xpos"], "las": scores["las"],
                      "names": (score_uner if copies[0].source == "ewt" else score_names)(copies, answers)["f1"]}
    return rows


def main():
    from .export import read_model

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", help="the exported .safetensors")
    parser.add_argument("--corpora", default=os.environ.get("CLAIMGRAPH_CORPORA"))
    parser.add_argument("--int8-activations", action="store_true", help="simulate activations rounded to int8 per token")
    parser.add_argument("--robustness", action="store_true", help="also the changed copies")
    parser.add_argument("--json", help="write the figures here")
    args = parser.parse_args()
    model, pieces, table = read_model(args.model, round_activations=args.int8_activations)
    predictor = Predictor(model, pieces)
    development = corpora.load_development(args.corpora)
    development["gum_news"] = [s for s in development["gum_dev"] if "_news_" in s.document]
    started = time.time()
    figures = {"development": report(predictor, development, table)}
    if args.robustness:
        figures["robustness"] = {name: robustness(predictor, development[name]) for name in ("ewt_dev", "gum_dev")}
    for part, rows in figures.items():
        for name, scores in rows.items():
            print(part, name)
            for key, value in scores.items():
                print("   ", key, value)
    print(f"{time.time() - started:.0f} seconds")
    if args.json:
        with open(args.json, "w", encoding="utf-8") as out:
            json.dump(figures, out, indent=1)


if __name__ == "__main__":
    main()
