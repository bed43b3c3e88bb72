"""Changes to the training that were compared with the shipped way, at equal passes; their figures are in the model card.

    trials same     --epochs 1.5 --name same            the shipped way
    trials mixed    --epochs 1.5 --name mixed           every head reads a learned mixture of all layers (Peters et al. 2018)
    trials same     --epochs 1.5 --name six --layers 6  the teacher
    trials taught   --epochs 1.5 --name taught --teacher six.pt    four layers that also imitate it (Hinton et al. 2015)
"""

import functools

import torch
import torch.nn.functional as F
from torch import nn

from . import corpora
from .evaluate import Predictor, score_names, score_trees, score_uner
from .model import Encoder, Model
from .train import load, losses, losses_of, parser_of, run

TEMPERATURE = 2.0
IMITATION = 0.5  # weight of what the teacher says, beside the annotation


class MixedEncoder(Encoder):
    """Gives a weighted sum of its layers' states; the embeddings count as one."""

    def __init__(self, vocabulary, layers, dropout=0.1):
        super().__init__(vocabulary, layers, dropout)
        self.shares, self.gamma = nn.Parameter(torch.zeros(layers + 1)), nn.Parameter(torch.ones(()))
        with torch.no_grad():
            self.shares[-1] = 2.0  # mostly the last layer, where the other runs start

    def forward(self, ids, cases, mask):
        x = self.dropout(self.norm(self.word(ids) + self.case(cases) + self.position[:ids.shape[1]]))
        shares = self.shares.softmax(0)
        mixture = shares[0] * x
        for layer, share in zip(self.layers, shares[1:]):
            x = layer(x, mask)
            mixture = mixture + share * x
        return self.gamma * mixture


class MixedModel(Model):
    def __init__(self, vocabulary, inventory, layers):
        super().__init__(vocabulary, inventory, layers)
        self.encoder = MixedEncoder(vocabulary, layers)


def taught_losses(teacher, model, batch):
    """The usual losses and, on every word of the batch (also where a corpus has no trees), the distance to the
    teacher's distributions, in the same weights."""
    scores = model(batch)
    found = losses_of(model, batch, scores)
    with torch.no_grad():
        wanted = teacher(batch)
    real = batch["words"].clone()
    real[:, 0] = False  # the root
    for layer in ("upos", "xpos", "kinds", "names", "arcs"):
        mine = (scores[layer][real] / TEMPERATURE).log_softmax(-1)
        theirs = (wanted[layer][real] / TEMPERATURE).softmax(-1)
        distance = F.kl_div(mine, theirs, reduction="sum") / real.sum() * TEMPERATURE ** 2
        found[layer] = found.get(layer, 0) + IMITATION * distance
    return found


def main():
    parser = parser_of(__doc__)
    parser.add_argument("trial", choices=("same", "mixed", "taught"))
    parser.add_argument("--teacher", help="checkpoint of the teacher")
    args = parser.parse_args()
    model_of, of_losses = Model, losses
    if args.trial == "mixed":
        model_of = MixedModel
    if args.trial == "taught":
        of_losses = functools.partial(taught_losses, load(args.teacher)[0])
    predictor = Predictor(*load(run(args, model_of, of_losses), model_of))
    for name, sentences in corpora.load_development(args.corpora).items():
        answers = predictor.predict(sentences)
        names = score_uner if name.startswith("ewt") else score_names
        print(name, score_trees(sentences, answers), "names", names(sentences, answers)["f1"], flush=True)


if __name__ == "__main__":
    main()
