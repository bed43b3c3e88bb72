"""Reading the corpora into sentences with whatever layers each one annotates."""

import csv
import json
import os
import re
import zipfile
from dataclasses import dataclass, field

from . import names

FILES = {
    "ewt_train": "ud-ewt/en_ewt-ud-train.conllu", "ewt_dev": "ud-ewt/en_ewt-ud-dev.conllu",
    "gum_train": "gum/train.conllu", "gum_dev": "gum/dev.conllu",
    "uner_train": "uner-ewt/en_ewt-ud-train.iob2", "uner_dev": "uner-ewt/en_ewt-ud-dev.iob2",
    "wikigold": "wikigold/CONLL-format/data/wikigold.conll.txt", "locphr": "lrec20-locphr/eng",
    "factuality": "uds-factuality/factuality.zip",
    "factuality_rows": "uds-factuality/it-happened_eng_ud1.2_07092017.tsv",
}


@dataclass
class Sentence:
    words: list
    source: str
    document: str = ""
    upos: list = None
    xpos: list = None
    lemmas: list = None
    heads: list = None  # 1-based, 0 = root
    relations: list = None
    names: list = None  # bit masks of permitted labels
    kinds: list = None
    factuality: dict = field(default_factory=dict)  # word index -> -3..3
    uner: list = None  # UNER's own tags, for scoring


def conllu(path):
    """(document id, comments, rows) of each sentence; multiword tokens and empty nodes left out."""
    document, comments, rows = "", {}, []
    with open(path, encoding="utf-8") as lines:
        for line in [*lines, "\n"]:
            line = line.rstrip("\n")
            if not line:
                if rows:
                    yield document, comments, rows
                comments, rows = {}, []
            elif line.startswith("#"):
                key, _, value = line[1:].partition("=")
                comments[key.strip()] = value.strip()
                if key.strip() == "newdoc id":
                    document = value.strip()
            else:
                fields = line.split("\t")
                if fields[0].isdigit():
                    rows.append(fields)


def treebank(path, source):
    for document, comments, rows in conllu(path):
        sentence = Sentence(
            words=[r[1] for r in rows], lemmas=[r[2] for r in rows], upos=[r[3] for r in rows], xpos=[r[4] for r in rows],
            heads=[int(r[6]) for r in rows], relations=[r[7] for r in rows], source=source, document=document)
        yield comments.get("sent_id"), sentence, rows


def ewt(root, part):
    """EWT trees with UNER's names by sentence id."""
    tags = {comments.get("sent_id"): (rows, [r[2] for r in rows])
            for _, comments, rows in conllu(os.path.join(root, FILES["uner_" + part]))}
    sentences = []
    for name, sentence, _ in treebank(os.path.join(root, FILES["ewt_" + part]), "ewt"):
        if name in tags and [r[1] for r in tags[name][0]] == sentence.words:
            sentence.uner = ["O" if t in ("B-O", "I-O") else t for t in tags[name][1]]
            sentence.names = names.from_uner(sentence.words, sentence.upos, sentence.xpos, sentence.uner)
        sentences.append(sentence)
    return sentences


def gum(root, part):
    sentences = []
    for _, sentence, rows in treebank(os.path.join(root, FILES["gum_" + part]), "gum"):
        values = []
        for row in rows:
            found = re.search(r"(?:^|\|)Entity=([^|]*)", row[9])
            values.append(found.group(1) if found else None)
        sentence.names, sentence.kinds = names.from_gum(sentence, values)
        sentences.append(sentence)
    return sentences


HYPHEN = re.compile(r"(?<=\w)-(?=\w)")


def split_hyphens(words, tags):
    """As in UD, a hyphen between letters is a word of its own."""
    out_words, out_tags = [], []
    for word, tag in zip(words, tags):
        parts = HYPHEN.split(word) if word[:1].isalpha() else [word]
        for number, part in enumerate(parts):
            later = tag if tag == "O" else "I" + tag[1:]
            if number:
                out_words.append("-")
                out_tags.append(later)
            out_words.append(part)
            out_tags.append(later if number else tag)
    return out_words, out_tags


def tagged_blocks(path):
    """(words, tags) of blank-line separated `word TAG` lines."""
    words, tags = [], []
    with open(path, encoding="utf-8") as lines:
        for line in [*lines, "\n"]:
            fields = line.split()
            if len(fields) >= 2:
                words.append(fields[0])
                tags.append(fields[-1])
            elif words:
                yield words, tags
                words, tags = [], []


def wikigold(root):
    sentences = []
    for words, tags in tagged_blocks(os.path.join(root, FILES["wikigold"])):
        if words[0] == "-DOCSTART-":
            continue
        words, tags = split_hyphens(words, tags)
        sentences.append(Sentence(words=words, names=names.from_wikigold(words, tags), source="wikigold"))
    return sentences


def join_clitics(words, tags):
    """The corpus splits `country ' s` into three; UD writes `country 's`."""
    out_words, out_tags = [], []
    for word, tag in zip(words, tags):
        if out_words and out_words[-1] in ("'", "’") and word in ("s", "t", "re", "ve", "ll", "d", "m") and tag == "O":
            out_words[-1] += word
            if word == "t" and len(out_words) > 1 and out_words[-2].endswith("n"):
                out_words[-2], out_words[-1] = out_words[-2][:-1], "n" + out_words[-1]
        else:
            out_words.append(word)
            out_tags.append(tag)
    return out_words, out_tags


def locphr(root):
    sentences = []
    folder = os.path.join(root, FILES["locphr"])
    for part in sorted(os.listdir(folder)):
        annotations = os.path.join(folder, part, "annotations")
        for file in sorted(os.listdir(annotations)) if os.path.isdir(annotations) else ():
            for words, tags in tagged_blocks(os.path.join(annotations, file)):
                words, tags = join_clitics(words, tags)
                if len(words) > 2:
                    sentences.append(Sentence(words=words, names=names.from_locphr(words, tags), source="locphr"))
    return sentences


def add_factuality(root, sentences):
    """Adds UDS `happened` scores where the old sentence and word number still carry the same lemma."""
    lemmas = {}
    with open(os.path.join(root, FILES["factuality_rows"]), encoding="utf-8") as rows:
        for row in csv.DictReader(rows, delimiter="\t"):
            if row["Split"] == "train":
                lemmas[int(row["Sentence.ID"].split()[1]), int(row["Pred.Token"])] = row["Pred.Lemma"].lower()
    with zipfile.ZipFile(os.path.join(root, FILES["factuality"])) as archive:
        data = json.loads(archive.read("factuality.json"))["data"]
    count = 0
    for key, predicates in data.items():
        if not key.startswith("ewt-train-"):
            continue
        number = int(key.rsplit("-", 1)[1])
        for name, layers in predicates.items():
            word = int(name.rsplit("-", 1)[1])
            if number > len(sentences) or word > len(sentences[number - 1].words):
                continue
            if lemmas.get((number, word)) == sentences[number - 1].lemmas[word - 1].lower():
                sentences[number - 1].factuality[word - 1] = layers["factuality"]["factual"]["value"]
                count += 1
    return count


def load_training(root):
    train = ewt(root, "train")
    add_factuality(root, train)
    return train + gum(root, "train") + wikigold(root) + locphr(root)


def load_development(root):
    return {"ewt_dev": ewt(root, "dev"), "gum_dev": gum(root, "dev")}
