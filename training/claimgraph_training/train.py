"""Training: one run, all layers of annotation together, learning rate falling to zero over the run."""

import argparse
import json
import os
import random
import time

import torch
import torch.nn.functional as F

from . import corpora
from .augment import augment
from .batches import IGNORE, Batcher, grouped, inventory_of
from .evaluate import Predictor, score_trees
from .model import Model, names_loss
from .pieces import WordPieces, prune

WEIGHTS = {"upos": 1.0, "xpos": 0.7, "arcs": 1.0, "relations": 1.0, "names": 1.0, "kinds": 0.6, "factuality": 0.1}
RATES = {"encoder": 2e-4, "heads": 1e-3, "transitions": 5e-3, "pieces": 5e-5}
WARM_UP = 150
CLIP = 5.0
AVERAGE = 0.998  # per step
AVERAGE_EVERY = 4


def losses(model, batch):
    """Sums over the annotated words, divided by all words of the batch."""
    return losses_of(model, batch, model(batch))


def losses_of(model, batch, scores):
    words = batch["words"][:, 1:].sum()

    def cross_entropy(logits, gold):
        return F.cross_entropy(logits.flatten(0, -2), gold.flatten(), ignore_index=IGNORE, reduction="sum") / words

    found = {layer: cross_entropy(scores[layer], batch[layer]) for layer in ("upos", "xpos", "kinds")}
    found["arcs"] = cross_entropy(scores["arcs"], batch["heads"])
    found["relations"] = cross_entropy(model.relation_scores(scores, batch["heads"].clamp(min=0)), batch["relations"])
    if batch["names"].any():
        rows = batch["names"]
        nll = names_loss(scores["names"][rows, 1:], batch["permitted"][rows, 1:], batch["words"][rows, 1:], *model.name_transitions())
        found["names"] = nll.sum() / words
    known = ~batch["factuality"].isnan()
    if known.any():
        found["factuality"] = F.smooth_l1_loss(scores["factuality"][..., 0][known], batch["factuality"][known], reduction="sum") / words
    return found


def parameter_groups(model):
    named = dict(model.named_parameters())
    pieces = [named.pop("encoder.word.weight")]
    transitions = [named.pop("transitions"), named.pop("start")]
    encoder = [p for n, p in named.items() if n.startswith("encoder.") and "case" not in n]
    heads = [p for n, p in named.items() if not n.startswith("encoder.") or "case" in n]
    group = lambda name, params, **more: {"params": params, "lr": RATES[name], "base": RATES[name], **more}
    dense = torch.optim.AdamW([group("encoder", encoder, weight_decay=0.01), group("heads", heads, weight_decay=0.01),
                               group("transitions", transitions, weight_decay=0.0)], betas=(0.9, 0.98))
    sparse = torch.optim.SparseAdam([group("pieces", pieces)])
    return (dense, sparse), encoder + heads + transitions


class Average:
    """Exponential moving average of all weights."""

    def __init__(self, model):
        self.values = [p.detach().clone() for p in model.parameters()]
        self.updates = 0

    def update(self, model):
        self.updates += 1
        keep = min(AVERAGE ** AVERAGE_EVERY, self.updates / (self.updates + 10))
        with torch.no_grad():
            torch._foreach_lerp_(self.values, [p.detach() for p in model.parameters()], 1 - keep)

    def state(self, model):
        state = {name: tensor.clone() for name, tensor in model.state_dict().items()}
        for (name, _), value in zip(model.named_parameters(), self.values):
            state[name] = value.clone()
        return state


def save(path, model, average, pieces, inventory, layers, note):
    content = {"state": average.state(model), "raw": model.state_dict(), "pieces": pieces.pieces, "inventory": inventory, "layers": layers, "note": note}
    torch.save(content, path + ".part")
    os.replace(path + ".part", path)


def load(path, model_of=Model):
    """(model, pieces) from a checkpoint."""
    content = torch.load(path, weights_only=True)
    model = model_of(len(content["pieces"]), content["inventory"], content["layers"])
    model.load_state_dict(content["state"])
    return model.eval(), WordPieces(content["pieces"])


def parser_of(text):
    parser = argparse.ArgumentParser(description=text)
    parser.add_argument("--corpora", default=os.environ.get("CLAIMGRAPH_CORPORA"), help="folder of the corpora")
    parser.add_argument("--minilm", default=os.environ.get("CLAIMGRAPH_MINILM"), help="folder with model.safetensors and vocab.txt")
    parser.add_argument("--work", default=os.environ.get("CLAIMGRAPH_TRAIN", "."), help="folder for checkpoints and the log")
    parser.add_argument("--name", default="claimgraph-en")
    parser.add_argument("--epochs", type=float, default=12)
    parser.add_argument("--minutes", type=float, default=1e9, help="end earlier if the time is up")
    parser.add_argument("--batch", type=int, default=900, help="padded word pieces a batch")
    parser.add_argument("--layers", type=int, default=4)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--save-every", type=int, default=500, help="steps")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plain", action="store_true", help="no augmentation")
    return parser


def run(args, model_of=Model, losses=losses):
    """One training run; the path of its checkpoint."""
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    dice = random.Random(args.seed)
    log_file = open(os.path.join(args.work, args.name + ".log"), "a", encoding="utf-8")

    def log(*parts):
        line = " ".join(str(p) for p in parts)
        print(line, flush=True)
        print(line, file=log_file, flush=True)

    with open(os.path.join(args.minilm, "vocab.txt"), encoding="utf-8") as lines:
        vocabulary = lines.read().split("\n")[:-1]
    kept = prune(vocabulary)
    pieces = WordPieces([vocabulary[n] for n in kept])
    training = corpora.load_training(args.corpora)
    development = corpora.load_development(args.corpora)
    inventory = inventory_of(training)
    training = [s for s in training if len(pieces.encode(s.words)[0]) <= 160]
    batcher = Batcher(pieces, inventory)
    model = model_of(len(pieces.pieces), inventory, args.layers)
    model.encoder.load_minilm(os.path.join(args.minilm, "model.safetensors"), kept)
    optimizers, clipped = parameter_groups(model)
    average = Average(model)
    path = os.path.join(args.work, args.name + ".pt")
    log("settings", json.dumps({k: v for k, v in vars(args).items() if k not in ("corpora", "minilm", "work")}), "rates", RATES, "weights", WEIGHTS)
    log("sentences", len(training), "words", sum(len(s.words) for s in training), "pieces", len(pieces.pieces),
        "parameters", sum(p.numel() for p in model.parameters()), "labels", {k: len(v) for k, v in inventory.items()})
    started, evaluated, step, epoch, running = time.time(), 0.0, 0, 0, {}
    done = False
    while not done:
        variants = training if args.plain else [augment(s, dice) for s in training]
        groups = grouped(variants, pieces, args.batch, dice)
        for number, group in enumerate(groups):
            elapsed = time.time() - started
            now = epoch + number / len(groups)
            fraction = max(now / args.epochs, elapsed / 60 / args.minutes)
            if fraction >= 1:
                done = True
                break
            for optimizer in optimizers:
                for one in optimizer.param_groups:
                    one["lr"] = one["base"] * min(1, (step + 1) / WARM_UP) * (1 - fraction) + 1e-7
                optimizer.zero_grad()
            model.train()
            found = losses(model, batcher.tensors(group))
            sum(WEIGHTS[name] * loss for name, loss in found.items()).backward()
            torch.nn.utils.clip_grad_norm_(clipped, CLIP)
            for optimizer in optimizers:
                optimizer.step()
            step += 1
            for name, loss in found.items():
                running[name] = 0.98 * running.get(name, loss.item()) + 0.02 * loss.item()
            if step % AVERAGE_EVERY == 0:
                average.update(model)
            if step % 100 == 0:
                log(f"epoch {now:.2f} step {step} seconds {elapsed:.0f} cpu {time.process_time():.0f} done {fraction:.3f}",
                    {k: round(v, 3) for k, v in running.items()})
            if step % args.save_every == 0:
                save(path, model, average, pieces, inventory, args.layers, f"step {step}")
        epoch += 1
        if not done:
            sample = development["gum_dev"][:250] + development["ewt_dev"][:250]
            tested = model_of(len(pieces.pieces), inventory, args.layers)
            tested.load_state_dict(average.state(model))
            log("after epoch", epoch, "development sample", score_trees(sample, Predictor(tested.eval(), pieces).predict(sample)))
    save(path, model, average, pieces, inventory, args.layers, f"final, step {step}")
    log(f"end: step {step} epochs {now:.2f} seconds {time.time() - started:.0f} cpu {time.process_time():.0f}")
    return path


if __name__ == "__main__":
    run(parser_of(__doc__).parse_args())
