"""Four MiniLM layers over word pieces with case shapes, and linear or biaffine heads on the first piece of each word."""

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import nn

from . import pieces as wp

DIM, HEADS, FFN, LAYERS = 384, 12, 1536, 4
ARC, LABEL = 256, 64
SLOPE = 0.1
NEVER = -1e4


class Layer(nn.Module):
    def __init__(self, dropout=0.1):
        super().__init__()
        self.qkv, self.out = nn.Linear(DIM, 3 * DIM), nn.Linear(DIM, DIM)
        self.up, self.down = nn.Linear(DIM, FFN), nn.Linear(FFN, DIM)
        self.norm1, self.norm2 = nn.LayerNorm(DIM, eps=1e-12), nn.LayerNorm(DIM, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x, mask):
        batch, length, _ = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, HEADS, DIM // HEADS).permute(2, 0, 3, 1, 4)
        mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=mask[:, None, None, :])
        x = self.norm1(x + self.dropout(self.out(mixed.transpose(1, 2).reshape(batch, length, DIM))))
        return self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    def __init__(self, vocabulary, layers=LAYERS, dropout=0.1):
        super().__init__()
        self.word = nn.Embedding(vocabulary, DIM, sparse=True)
        self.position = nn.Parameter(torch.zeros(512, DIM))
        self.case = nn.Embedding(wp.CASE_COUNT, DIM)
        nn.init.normal_(self.case.weight, std=0.01)
        self.norm = nn.LayerNorm(DIM, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(layers))
        self.dropout = nn.Dropout(dropout)

    def forward(self, ids, cases, mask):
        x = self.dropout(self.norm(self.word(ids) + self.case(cases) + self.position[:ids.shape[1]]))
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def load_minilm(self, path, kept):
        """Starts from the first layers of a MiniLM checkpoint; `kept` are the rows of its vocabulary."""
        source = {k.removeprefix("bert."): v.float() for k, v in load_file(path).items()}
        with torch.no_grad():
            self.word.weight.copy_(source["embeddings.word_embeddings.weight"][kept])
            self.position.copy_(source["embeddings.position_embeddings.weight"] + source["embeddings.token_type_embeddings.weight"][0])
            self.norm.weight.copy_(source["embeddings.LayerNorm.weight"])
            self.norm.bias.copy_(source["embeddings.LayerNorm.bias"])
            for number, layer in enumerate(self.layers):
                prefix = f"encoder.layer.{number}."
                for kind in ("weight", "bias"):
                    parts = [source[f"{prefix}attention.self.{name}.{kind}"] for name in ("query", "key", "value")]
                    getattr(layer.qkv, kind).copy_(torch.cat(parts))
                    for mine, theirs in (("out", "attention.output.dense"), ("norm1", "attention.output.LayerNorm"),
                                         ("up", "intermediate.dense"), ("down", "output.dense"), ("norm2", "output.LayerNorm")):
                        getattr(getattr(layer, mine), kind).copy_(source[f"{prefix}{theirs}.{kind}"])


def legal_transitions(labels):
    """True where label j may follow label i in BIO."""
    legal = torch.ones(len(labels), len(labels), dtype=torch.bool)
    for i, before in enumerate(labels):
        for j, label in enumerate(labels):
            if label.startswith("I-") and before[2:] != label[2:]:
                legal[i, j] = False
    return legal


class Model(nn.Module):
    """`inventory` maps upos, xpos, relations, names, kinds to their labels."""

    def __init__(self, vocabulary, inventory, layers=LAYERS, dropout=0.25):
        super().__init__()
        self.inventory = inventory
        self.encoder = Encoder(vocabulary, layers)
        self.upos = nn.Linear(DIM, len(inventory["upos"]))
        self.xpos = nn.Linear(DIM, len(inventory["xpos"]))
        self.names = nn.Linear(DIM, len(inventory["names"]))
        self.kinds = nn.Linear(DIM, len(inventory["kinds"]))
        self.factuality = nn.Linear(DIM, 1)
        self.mlp = nn.Linear(DIM, 2 * ARC + 2 * LABEL)
        self.arc = nn.Parameter(torch.empty(ARC + 1, ARC))
        nn.init.xavier_normal_(self.arc)
        self.label = nn.Parameter(torch.randn(LABEL + 1, len(inventory["relations"]), LABEL + 1) * 0.02)
        count = len(inventory["names"])
        self.transitions, self.start = nn.Parameter(torch.zeros(count, count)), nn.Parameter(torch.zeros(count))
        self.register_buffer("legal", legal_transitions(inventory["names"]))
        self.register_buffer("legal_start", torch.tensor([not n.startswith("I-") for n in inventory["names"]]))
        self.dropout = nn.Dropout(dropout)

    def name_transitions(self):
        return (self.transitions.masked_fill(~self.legal, NEVER), self.start.masked_fill(~self.legal_start, NEVER))

    def states(self, batch):
        """Encoder state of each word's first piece; position 0 is [CLS], the root."""
        pieces = self.encoder(batch["ids"], batch["cases"], batch["mask"])
        return pieces.gather(1, batch["first"][..., None].expand(-1, -1, DIM))

    def forward(self, batch):
        words = self.dropout(self.states(batch))
        scores = {name: getattr(self, name)(words) for name in ("upos", "xpos", "names", "kinds", "factuality")}
        hidden = self.dropout(F.leaky_relu(self.mlp(words), SLOPE))
        arc_head, arc_dep, label_head, label_dep = hidden.split([ARC, ARC, LABEL, LABEL], -1)
        one = torch.ones_like(arc_dep[..., :1])
        arcs = torch.cat([arc_dep, one], -1) @ self.arc @ arc_head.transpose(1, 2)  # [batch, dependent, head]
        itself = torch.eye(arcs.shape[1], dtype=torch.bool)
        scores["arcs"] = arcs.masked_fill(~batch["words"][:, None, :] | itself, NEVER)
        scores["label_head"], scores["label_dep"] = torch.cat([label_head, one], -1), torch.cat([label_dep, one], -1)
        return scores

    def relation_scores(self, scores, heads):
        """Scores of every relation for the given heads."""
        chosen = scores["label_head"].gather(1, heads[..., None].expand(-1, -1, LABEL + 1))
        batch, words, _ = chosen.shape
        left = scores["label_dep"].reshape(batch * words, -1) @ self.label.reshape(LABEL + 1, -1)
        return torch.bmm(left.view(batch * words, -1, LABEL + 1), chosen.reshape(batch * words, -1, 1)).view(batch, words, -1)


def names_loss(emissions, permitted, mask, transitions, start):
    """Minus the log-probability, in a linear-chain CRF, of the set of permitted label sequences.

    emissions [batch, words, labels], permitted the same shape (bool), mask [batch, words]."""
    count = emissions.shape[0]
    lattice = torch.cat([emissions.masked_fill(~permitted, NEVER), emissions])
    mask = torch.cat([mask, mask])
    step = transitions.exp()
    alpha = start + lattice[:, 0]
    for word in range(1, lattice.shape[1]):
        top = alpha.max(-1, keepdim=True).values.detach()
        moved = ((alpha - top).exp() @ step).clamp_min(1e-30).log() + top + lattice[:, word]
        alpha = torch.where(mask[:, word, None], moved, alpha)
    total = alpha.logsumexp(-1)
    return total[count:] - total[:count]
