"""Sentence borders that no mark shows: a head on the finished encoder, and the file it is written into.

The program's rules end a sentence at stops and empty lines. In hasty prose sentences also end without a
stop ("Let me know, thanks Anna"); the states of the words on both sides tell it. The encoder stays as it is.
"""

import argparse
import hashlib
import os
import random

import torch
from torch import nn
from torch.nn import functional

from . import corpora
from .batches import Batcher, grouped
from .export import read_model, rounded, write_safetensors
from .model import DIM, SLOPE

HIDDEN = 32
LONGEST = 190  # words of a stretch: the program cuts at 200
CLOSERS = {")", '"', "”", "’", "''", "'", "]"}
FILES = {"train": (("ud-ewt", "en_ewt-ud-train.conllu"), ("gum", "train.conllu")),
         "dev": (("ud-ewt", "en_ewt-ud-dev.conllu"), ("gum", "dev.conllu"))}
JOINED = 0.5  # of the borders that a stop shows, so that the head sees many
LONE = 0.6  # of the training stretches without a border inside that are kept
STEPS, SIZE, RATE = 5, 256, 2e-3


class Borders(nn.Module):
    """What the word before and the word itself say, added: is there a border between them?"""

    def __init__(self):
        super().__init__()
        self.pair, self.out = nn.Linear(DIM, 2 * HIDDEN), nn.Linear(HIDDEN, 1)

    def forward(self, before, word):
        left = functional.linear(before, self.pair.weight[:HIDDEN], self.pair.bias[:HIDDEN])
        right = functional.linear(word, self.pair.weight[HIDDEN:], self.pair.bias[HIDDEN:])
        return self.out(functional.dropout(functional.leaky_relu(left + right, SLOPE), 0.1, self.training))[..., 0]


def paragraphs(path):
    """Lists of sentences, each a list of words."""
    found, words, new = [], [], False
    with open(path, encoding="utf-8") as lines:
        for line in [*lines, "\n"]:
            fields = line.rstrip("\n").split("\t")
            if line.startswith(("# newdoc", "# newpar")):
                new = True
            elif fields[0].isdigit():
                words.append(fields[1])
            elif line == "\n" and words:
                if new or not found:
                    found.append([])
                found[-1].append(words)
                words, new = [], False
    return found


def shown(words, following):
    """Whether rules would see that a sentence ends here."""
    last = len(words) - 1
    while last > 0 and words[last] in CLOSERS:
        last -= 1
    return words[last][-1] in ".!?…" and not following[0][:1].islower()


def stretches(path, joined, lone, dice):
    """[(words, starts of further sentences)]: paragraphs cut where rules would, but for a part `joined`."""
    found = []
    for paragraph in paragraphs(path):
        words, starts = [], []
        for number, sentence in enumerate(paragraph):
            cut = number and shown(paragraph[number - 1], sentence) and dice.random() >= joined
            if words and (cut or len(words) + len(sentence) > LONGEST):
                found.append((words, starts))
                words, starts = [], []
            if words:
                starts = [*starts, len(words)]
            words = words + sentence
        found.append((words, starts))
    return [stretch for stretch in found if stretch[1] or dice.random() < lone]


@torch.no_grad()
def examples(model, pieces, found):
    """(states before, states of the word, whether a sentence starts) for all places inside the stretches."""
    found = [(words, starts) for words, starts in found if sum(len(pieces.word(word)) for word in words) < 500]
    sentences = [corpora.Sentence(words=words, source="own") for words, _ in found]
    starts = {id(sentence): starts for sentence, (_, starts) in zip(sentences, found)}
    batcher = Batcher(pieces, model.inventory)
    before, word, answers = [], [], []
    for group in grouped(sentences, pieces, 3000):
        states = model.states(batcher.tensors(group)).half()
        for row, sentence in enumerate(group):
            mine = states[row, 1:len(sentence.words) + 1]
            before.append(mine[:-1])
            word.append(mine[1:])
            answer = torch.zeros(len(mine) - 1)
            answer[[start - 1 for start in starts[id(sentence)]]] = 1
            answers.append(answer)
    return torch.cat(before), torch.cat(word), torch.cat(answers)


def train(before, word, answers):
    head = Borders()
    optimizer = torch.optim.AdamW(head.parameters(), RATE, weight_decay=1e-4)
    whole = len(answers) // SIZE
    for step in range(STEPS * whole):
        if step % whole == 0:
            order = torch.randperm(len(answers))
        rows = order[step % whole * SIZE:][:SIZE]
        for group in optimizer.param_groups:
            group["lr"] = RATE * (1 - step / (STEPS * whole))
        loss = functional.binary_cross_entropy_with_logits(head(before[rows].float(), word[rows].float()), answers[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return head.eval()


def write(path, head):
    """Adds the head to a model file, or replaces the one that is there, and renews the checksum."""
    from safetensors import safe_open

    with safe_open(path, "pt") as file:
        metadata, tensors = file.metadata(), {name: file.get_tensor(name) for name in file.keys()}
    for name, part in (("borders.pair", head.pair), ("borders.out", head.out)):
        tensors[name + ".weight"], tensors[name + ".scale"] = rounded(part.weight.data)
        tensors[name + ".bias"] = part.bias.data
    write_safetensors(path, {name: tensor.contiguous().clone() for name, tensor in tensors.items()}, metadata)
    with open(path, "rb") as file:
        digest = hashlib.sha256(file.read()).hexdigest()
    with open(os.path.join(os.path.dirname(path), "SHA256SUMS"), "w", encoding="utf-8") as out:
        out.write(f"{digest}  {os.path.basename(path)}\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", help="the exported .safetensors, which gets the head")
    parser.add_argument("--corpora", default=os.environ.get("CLAIMGRAPH_CORPORA"))
    args = parser.parse_args()
    torch.manual_seed(1)
    torch.set_num_threads(1)
    dice = random.Random(3)
    model, pieces, _ = read_model(args.model)
    found = [stretch for file in FILES["train"] for stretch in stretches(os.path.join(args.corpora, *file), JOINED, LONE, dice)]
    data = examples(model, pieces, found)
    print(f"{len(data[2])} places, {int(data[2].sum())} borders", flush=True)
    head = train(*data)
    for file in FILES["dev"]:
        before, word, answers = examples(model, pieces, stretches(os.path.join(args.corpora, *file), 0, 1, dice))
        with torch.no_grad():
            certainty = torch.sigmoid(head(before.float(), word.float()))
        for least in (0.3, 0.5, 0.7, 0.9):
            said = certainty > least
            right = int((said & (answers > 0)).sum())
            print(f"{file[0]} dev, at least {least}: {int(said.sum())} said, {right} right of {int(answers.sum())}", flush=True)
    write(args.model, head)


if __name__ == "__main__":
    main()
