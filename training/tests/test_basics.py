"""python -m unittest discover -s tests"""

import itertools
import random
import unittest

import numpy as np
import torch

from claimgraph_training import augment, lemmas, names, pieces
from claimgraph_training.corpora import Sentence
from claimgraph_training.evaluate import viterbi
from claimgraph_training.labels import ANY, NAMES, OUTSIDE, begin, inside
from claimgraph_training.model import names_loss
from claimgraph_training.trees import cycle_of, single_root


def trees(size):
    """Every tree over nodes 1..size-1 with one child of node 0."""
    for heads in itertools.product(range(size), repeat=size - 1):
        heads = [0, *heads]
        if sum(h == 0 for h in heads[1:]) == 1 and all(h != n for n, h in enumerate(heads) if n) and cycle_of(heads) is None:
            yield heads


class Trees(unittest.TestCase):
    def test_best_single_rooted_tree(self):
        dice = np.random.default_rng(1)
        rows = np.arange(1, 5)
        for _ in range(60):
            scores = dice.normal(size=(5, 5))
            value = lambda heads: sum(scores[n, heads[n]] for n in rows)
            self.assertAlmostEqual(max(value(t) for t in trees(5)), value(single_root(scores)))

    def test_always_a_tree(self):
        dice = np.random.default_rng(2)
        for size in (2, 3, 9, 40):
            for _ in range(40):
                heads = single_root(dice.normal(size=(size, size)))
                self.assertIsNone(cycle_of(list(heads)))
                self.assertEqual(sum(heads[1:] == 0), 1)


class Names(unittest.TestCase):
    def test_loss_is_the_permitted_share(self):
        torch.manual_seed(1)
        emissions, transitions, start = torch.randn(1, 3, 4), torch.randn(4, 4), torch.randn(4)
        permitted = torch.rand(1, 3, 4) > 0.4
        permitted[..., 0] = True
        total, good = 0.0, 0.0
        for path in itertools.product(range(4), repeat=3):
            score = start[path[0]] + sum(emissions[0, i, y] for i, y in enumerate(path))
            score = (score + sum(transitions[a, b] for a, b in zip(path, path[1:]))).exp().item()
            total += score
            good += score * all(permitted[0, i, y] for i, y in enumerate(path))
        loss = names_loss(emissions, permitted, torch.ones(1, 3, dtype=torch.bool), transitions, start)
        self.assertAlmostEqual(loss.item(), -np.log(good / total), places=4)

    def test_viterbi(self):
        dice = np.random.default_rng(3)
        emissions, transitions, start = dice.normal(size=(4, 3)), dice.normal(size=(3, 3)), dice.normal(size=3)
        value = lambda p: start[p[0]] + sum(emissions[i, y] for i, y in enumerate(p)) + sum(transitions[a, b] for a, b in zip(p, p[1:]))
        self.assertEqual(tuple(viterbi(emissions, transitions, start)), max(itertools.product(range(3), repeat=4), key=value))

    def test_uner_leaves_types_open(self):
        masks = names.from_uner(["Lagos", "bank", "Zenith"], ["PROPN", "NOUN", "PROPN"], ["NNP", "NN", "NNP"], ["B-LOC", "O", "O"])
        self.assertEqual(masks[0], begin({"place"}))
        self.assertTrue(masks[2] & OUTSIDE and masks[2] & begin({"product"}) and not masks[2] & begin({"person"}))

    def test_gum_title_and_possessive(self):
        sentence = Sentence(words=["President", "Ann", "Reed", "'s", "plan"], source="own", upos=["PROPN"] * 3 + ["PART", "NOUN"],
                            xpos=["NNP"] * 3 + ["POS", "NN"], heads=[5, 1, 1, 1, 0], relations=["nmod:poss", "flat", "flat", "case", "root"])
        masks, kinds = names.from_gum(sentence, ["(1-abstract(2-person", None, None, "2)", "1)"])
        self.assertEqual(masks, [OUTSIDE, begin({"person"}), inside({"person"}), OUTSIDE, OUTSIDE])
        self.assertEqual(kinds, ["person", "none", "none", "none", "abstract"])


class Words(unittest.TestCase):
    def test_shapes(self):
        shapes = {"the": 1, "Paris": 2, "NATO": 3, "U.S.": 3, "I": 4, "iPhone": 5, "1,200": 6, "G20": 7, "—": 8, "'s": 1}
        self.assertEqual({w: pieces.case_shape(w) for w in shapes}, shapes)

    def test_pieces(self):
        cut = pieces.WordPieces(["[UNK]", "[CLS]", "[SEP]", "zoe", "u", ".", "s", "play", "##ing", "’"])
        found = {w: [cut.pieces[n] for n in cut.word(w)] for w in ("Zoë", "U.S.", "PLAYING", "’s", "playful", "")}
        self.assertEqual(found, {"Zoë": ["zoe"], "U.S.": ["u", ".", "s", "."], "PLAYING": ["play", "##ing"], "’s": ["’", "s"],
                                 "playful": ["[UNK]"], "": ["[UNK]"]})

    def test_lemmas(self):
        table = lemmas.read("~s\tNNS\t1\t\n~ies\tNNS\t3\ty\nmen\tNNS\tman\nTV\tNN\tTV\n~\tNN\t0\t\n")
        found = [table.lemma(*pair) for pair in (("Men", "NNS"), ("parties", "NNS"), ("ships", "NNS"), ("TV", "NN"), ("Van", "NN"), ("TEHRAN", "NNP"))]
        self.assertEqual(found, ["man", "party", "ship", "TV", "van", "Tehran"])

    def test_augmentation_keeps_layers_aligned(self):
        dice = random.Random(1)
        sentence = Sentence(words="The harbour 's owner said \" no \" .".split(), source="own", upos=["X"] * 7 + ["PUNCT", "PUNCT"], xpos=["X"] * 9,
                            heads=[2, 4, 2, 5, 0, 7, 5, 7, 5], relations=["dep"] * 9, names=[ANY] * 9, kinds=["none"] * 9)
        for _ in range(300):
            changed = augment.augment(sentence, dice)
            for layer in (changed.upos, changed.heads, changed.relations, changed.names, changed.kinds):
                self.assertEqual(len(layer), len(changed.words))
            self.assertIsNone(cycle_of([0, *changed.heads]))
        self.assertEqual(sentence.words[1], "harbour")
        self.assertEqual(len(NAMES), 23)


if __name__ == "__main__":
    unittest.main()
