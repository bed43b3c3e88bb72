"""Sentences to tensors."""

import torch

from .labels import ANY, KINDS, NAMES

IGNORE = -100


class Batcher:
    def __init__(self, pieces, inventory):
        self.pieces = pieces
        self.index = {layer: {label: n for n, label in enumerate(labels)} for layer, labels in inventory.items()}
        self.bits = 1 << torch.arange(len(NAMES))

    def tensors(self, sentences):
        encoded = [self.pieces.encode(s.words) for s in sentences]
        count = len(sentences)
        length = max(len(ids) for ids, _, _ in encoded) + 2
        width = max(len(s.words) for s in sentences) + 1
        full = lambda size, value: torch.full((count, size), value, dtype=torch.long)
        batch = {
            "ids": full(length, 0), "cases": full(length, 0), "first": full(width, 0),
            "mask": torch.zeros(count, length, dtype=torch.bool), "words": torch.zeros(count, width, dtype=torch.bool),
            "heads": full(width, IGNORE), "permitted": full(width, ANY),
            "names": torch.zeros(count, dtype=torch.bool), "factuality": torch.full((count, width), float("nan")),
        }
        for layer in ("upos", "xpos", "relations", "kinds"):
            batch[layer] = full(width, IGNORE)
        for row, (sentence, (ids, cases, first)) in enumerate(zip(sentences, encoded)):
            size, words = len(ids) + 2, len(sentence.words)
            batch["ids"][row, :size] = torch.tensor([self.pieces.cls, *ids, self.pieces.sep])
            batch["cases"][row, 1:size - 1] = torch.tensor(cases)
            batch["mask"][row, :size] = True
            batch["words"][row, :words + 1] = True
            batch["first"][row, 1:words + 1] = torch.tensor(first) + 1
            if sentence.heads is not None:
                batch["heads"][row, 1:words + 1] = torch.tensor(sentence.heads)
            for layer in ("upos", "xpos", "relations", "kinds"):
                labels = getattr(sentence, layer)
                if labels is not None:
                    index = self.index[layer]
                    batch[layer][row, 1:words + 1] = torch.tensor([index.get(label, IGNORE) for label in labels])
            if sentence.names is not None:
                batch["names"][row] = True
                batch["permitted"][row, 1:words + 1] = torch.tensor(sentence.names)
            for word, value in sentence.factuality.items():
                batch["factuality"][row, word + 1] = value
        batch["permitted"] = (batch["permitted"][..., None] & self.bits) != 0
        return batch


def grouped(sentences, pieces, budget, random=None):
    """Lists of sentences of like length, at most `budget` padded pieces together."""
    size = lambda s: sum(len(pieces.word(w)) for w in s.words) + 2
    sized = sorted(((size(s) + (random.random() * 3 if random else 0), n) for n, s in enumerate(sentences)))
    groups, current, longest = [], [], 0
    for length, number in sized:
        longest = max(longest, int(length))
        if current and longest * (len(current) + 1) > budget:
            groups.append(current)
            current, longest = [], int(length)
        current.append(sentences[number])
    groups.append(current)
    if random:
        random.shuffle(groups)
    return groups


def inventory_of(sentences):
    """Label lists: what the training treebanks contain, and the fixed name and kind labels."""
    seen = lambda layer: sorted({label for s in sentences if getattr(s, layer) for label in getattr(s, layer)})
    return {"upos": seen("upos"), "xpos": seen("xpos"), "relations": seen("relations"), "names": NAMES, "kinds": KINDS}
