"""From a checkpoint to the one file the binary embeds, with its checksum and the parity fixture."""

import argparse
import hashlib
import json
import os
import struct

import torch

from . import corpora, lemmas
from .labels import NAMES
from .model import ARC, DIM, FFN, HEADS, LABEL, SLOPE, Model
from .names import DEMONYMS
from .pieces import MAX_LETTERS, MAX_PIECES_PER_WORD, WordPieces

LINEAR = ("upos", "xpos", "names", "kinds", "factuality", "mlp")
PARITY = [
    "The minister said on Tuesday that the bridge would reopen in March .",
    "“ We did n’t expect this , ” Maria Okafor told the Lakeside Herald .",
    "STORM CLOSES PORT OF TURKU , THOUSANDS WITHOUT POWER",
    "GENEVA ( Reuters ) — Negotiators from 14 countries met again , but no deal was reached .",
    "Dr. Anna Lindqvist , who heads the Nordic Health Institute , denied that the figures were wrong .",
    "Prices rose 3.2 % in July , according to the statistics office , after falling in May and June .",
    "Has the company 's chief executive , John Barrow , resigned ?",
    "Protesters accused the Kenyan government of ignoring the court 's ruling .",
    "She 'll probably vote against the Clean Rivers Act unless it is changed .",
    "Two men were arrested near Alexanderplatz in Berlin , police sources said .",
    "If the talks fail , the union may call a strike at Frankfurt Airport .",
    "naïve Zoë visited São Paulo and the Museum of Modern Art in New York City last year",
]


def rounded(weight):
    """(int8 values, scale of each row)"""
    scale = weight.abs().amax(-1).clamp_min(1e-12) / 127
    return torch.round(weight / scale[..., None]).clamp(-127, 127).to(torch.int8), scale


def tensors_of(model):
    found = {}

    def linear(name, module):
        found[name + ".weight"], found[name + ".scale"] = rounded(module.weight.data)
        found[name + ".bias"] = module.bias.data

    def norm(name, module):
        found[name + ".weight"], found[name + ".bias"] = module.weight.data, module.bias.data

    encoder = model.encoder
    for name, weight in (("word", encoder.word.weight.data), ("position", encoder.position.data)):
        found[f"embeddings.{name}.weight"], found[f"embeddings.{name}.scale"] = rounded(weight)
    found["embeddings.case.weight"] = encoder.case.weight.data
    norm("embeddings.norm", encoder.norm)
    for number, layer in enumerate(encoder.layers):
        for part in ("qkv", "out", "up", "down"):
            linear(f"layers.{number}.{part}", getattr(layer, part))
        for part in ("norm1", "norm2"):
            norm(f"layers.{number}.{part}", getattr(layer, part))
    for name in LINEAR:
        linear(name, getattr(model, name))
    found["arc.U"], found["label.V"] = model.arc.data, model.label.data
    found["names.transitions"], found["names.start"] = (t.data for t in model.name_transitions())
    return {name: tensor.contiguous().clone() for name, tensor in found.items()}


def write_safetensors(path, tensors, metadata):
    """Every tensor starts at a multiple of 64 bytes of the file: wide types first, padding in the header."""
    types = {torch.float32: "F32", torch.int8: "I8"}
    order = sorted(tensors, key=lambda name: (-tensors[name].element_size(), name))
    header, offset = {"__metadata__": metadata}, 0
    for name in order:
        tensor = tensors[name]
        size = tensor.numel() * tensor.element_size()
        header[name] = {"dtype": types[tensor.dtype], "shape": list(tensor.shape), "data_offsets": [offset, offset + size]}
        offset += size
    text = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    text += b" " * (-(len(text) + 8) % 64)
    with open(path, "wb") as out:
        out.write(struct.pack("<Q", len(text)) + text)
        for name in order:
            out.write(tensors[name].numpy().tobytes())


def read_model(path, round_activations=False):
    """(model, pieces, lemmas) with the dequantised weights of an exported file."""
    from safetensors import safe_open

    with safe_open(path, "pt") as file:
        metadata = file.metadata()
        tensors = {name: file.get_tensor(name) for name in file.keys()}
    config = json.loads(metadata["config"])
    inventory = {name: config[name] for name in ("upos", "xpos", "relations", "names", "kinds")}
    pieces = WordPieces(metadata["pieces"].split("\n"))
    model = Model(len(pieces.pieces), inventory, config["layers"])

    def full(name):
        weight = tensors[name + ".weight"].float()
        return weight * tensors[name + ".scale"][..., None] if name + ".scale" in tensors else weight

    def fill(module, name):
        module.weight.copy_(full(name))
        module.bias.copy_(tensors[name + ".bias"])

    encoder = model.encoder
    with torch.no_grad():
        encoder.word.weight.copy_(full("embeddings.word"))
        encoder.position.copy_(full("embeddings.position"))
        encoder.case.weight.copy_(full("embeddings.case"))
        fill(encoder.norm, "embeddings.norm")
        for number, layer in enumerate(encoder.layers):
            for part in ("qkv", "out", "up", "down", "norm1", "norm2"):
                fill(getattr(layer, part), f"layers.{number}.{part}")
        for name in LINEAR:
            fill(getattr(model, name), name)
        model.arc.copy_(tensors["arc.U"])
        model.label.copy_(tensors["label.V"])
        model.transitions.copy_(tensors["names.transitions"])
        model.start.copy_(tensors["names.start"])
    if round_activations:
        for module in model.modules():
            if isinstance(module, torch.nn.Linear):
                module.register_forward_pre_hook(lambda _, inputs: (round_tokens(inputs[0]),))
    return model.eval(), pieces, lemmas.read(metadata["lemmas"])


def round_tokens(x):
    scale = x.abs().amax(-1, keepdim=True).clamp_min(1e-12) / 127
    return torch.round(x / scale) * scale


def parity(path):
    """Expected output for sentences of our own."""
    from .evaluate import Predictor

    model, pieces, table = read_model(path)
    predictor = Predictor(model, pieces)
    rows = []
    for text in PARITY:
        sentence = corpora.Sentence(words=text.split(), source="own")
        answer = predictor.predict([sentence])[0]
        batch = predictor.batcher.tensors([sentence])
        with torch.no_grad():
            states = model.states(batch)
        rows.append({
            "words": sentence.words, "pieces": batch["ids"][0].tolist(), "cases": batch["cases"][0].tolist(),
            **{layer: answer[layer] for layer in ("upos", "xpos", "heads", "relations", "names", "kinds")},
            "lemmas": [table.lemma(w, x) for w, x in zip(sentence.words, answer["xpos"])],
            "states_first": [round(v, 5) for v in states[0, 1, :8].tolist()],
        })
    return rows


def main():
    from .train import load

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint")
    parser.add_argument("folder", help="where to write the model, its checksum and the parity fixture")
    parser.add_argument("--version", required=True)
    parser.add_argument("--corpora", default=os.environ.get("CLAIMGRAPH_CORPORA"))
    args = parser.parse_args()
    model, pieces = load(args.checkpoint)
    vocabulary = [piece for piece in pieces.pieces if piece.isalpha()]
    table = lemmas.learn(corpora.ewt(args.corpora, "train") + corpora.gum(args.corpora, "train"), vocabulary, sorted(DEMONYMS))
    config = {
        "format": 1, "version": args.version, "layers": len(model.encoder.layers), "dim": DIM, "heads": HEADS, "ffn": FFN, "arc": ARC,
        "label": LABEL, "max_pieces": 512, "max_pieces_per_word": MAX_PIECES_PER_WORD, "max_letters": MAX_LETTERS,
        "unk": pieces.unk, "cls": pieces.cls, "sep": pieces.sep, "case_special": 0, "leaky_slope": SLOPE, **model.inventory,
    }
    assert model.inventory["names"] == NAMES
    path = os.path.join(args.folder, "claimgraph-en.safetensors")
    metadata = {"config": json.dumps(config, ensure_ascii=False), "pieces": "\n".join(pieces.pieces), "lemmas": table.text()}
    write_safetensors(path, tensors_of(model), metadata)
    with open(path, "rb") as file:
        digest = hashlib.sha256(file.read()).hexdigest()
    with open(os.path.join(args.folder, "SHA256SUMS"), "w", encoding="utf-8") as out:
        out.write(f"{digest}  claimgraph-en.safetensors\n")
    with open(os.path.join(args.folder, "parity.json"), "w", encoding="utf-8") as out:
        rows = [json.dumps(row, ensure_ascii=False) for row in parity(path)]
        out.write("[\n" + ",\n".join(rows) + "\n]\n")
    print(f"{path}: {os.path.getsize(path) / 1e6:.1f} MB, {len(table.entries)} lemma entries, {len(table.rules)} rules, "
          f"{len(metadata['lemmas'].encode()) / 1e3:.0f} kB of lemmas")


if __name__ == "__main__":
    main()
