"""Word pieces (BERT uncased rules, one word at a time) and case shapes.

The same rules are written down for other implementations in `models/README.md`.
"""

import unicodedata

CASE_SPECIAL = 0  # [CLS] and [SEP]
SHAPES = ("lower", "capitalised", "upper", "single-capital", "mixed", "digits", "alphanumeric", "symbol", "uncased")
CASE_COUNT = 1 + 2 * len(SHAPES)  # special, first pieces, later pieces
MAX_PIECES_PER_WORD = 8
MAX_LETTERS = 100


def case_shape(word):
    """Case id (1..9) of the first piece of a word, from its original spelling."""
    letters = [c for c in word if c.isalpha()]
    digits = any(c.isnumeric() for c in word)
    if not letters:
        return 6 if digits else 8
    if digits:
        return 7
    upper = [c for c in letters if c.isupper()]
    lower = [c for c in letters if c.islower()]
    if not upper and not lower:
        return 9
    if not upper:
        return 1
    if not lower:
        return 4 if len(letters) == 1 else 3
    if letters[0].isupper() and len(upper) == 1:
        return 2
    return 5


def is_punctuation(char):
    code = ord(char)
    if 33 <= code <= 47 or 58 <= code <= 64 or 91 <= code <= 96 or 123 <= code <= 126:
        return True
    return unicodedata.category(char).startswith("P")


def basic_tokens(word):
    """Lower-cased, accent-free runs of the word; every punctuation mark stands alone."""
    tokens, run = [], ""
    for char in unicodedata.normalize("NFD", word.lower()):
        category = unicodedata.category(char)
        if category == "Mn" or char == "\ufffd" or category in ("Cc", "Cf", "Co", "Cs") and not char.isspace():
            continue
        alone = is_punctuation(char) or 0x3400 <= ord(char) <= 0x9FFF
        if alone or char.isspace():
            if run:
                tokens.append(run)
            run = ""
            if alone:
                tokens.append(char)
        else:
            run += char
    return tokens + [run] if run else tokens


class WordPieces:
    """Greedy longest-match-first word pieces over a pruned vocabulary."""

    def __init__(self, pieces):
        self.pieces = pieces
        self.ids = {piece: number for number, piece in enumerate(pieces)}
        self.unk, self.cls, self.sep = (self.ids[p] for p in ("[UNK]", "[CLS]", "[SEP]"))
        self._cache = {}

    def word(self, word):
        found = self._cache.get(word)
        if found is None:
            found = [piece for token in basic_tokens(word) for piece in self._split(token)] or [self.unk]
            found = self._cache[word] = found[:MAX_PIECES_PER_WORD]
        return found

    def _split(self, token):
        if len(token) > MAX_LETTERS:
            return [self.unk]
        found, start = [], 0
        while start < len(token):
            end = len(token)
            while end > start:
                piece = ("##" if start else "") + token[start:end]
                if piece in self.ids:
                    break
                end -= 1
            if end == start:
                return [self.unk]
            found.append(self.ids[piece])
            start = end
        return found

    def encode(self, words):
        """(piece ids, case ids, index of each word's first piece) without [CLS] and [SEP]."""
        ids, cases, first = [], [], []
        for word in words:
            pieces, shape = self.word(word), case_shape(word)
            first.append(len(ids))
            ids += pieces
            cases += [shape] + [shape + len(SHAPES)] * (len(pieces) - 1)
        return ids, cases, first


def prune(vocabulary):
    """Old ids of the pieces worth keeping: no [unused], [PAD], [MASK], nothing in other scripts."""
    def keep(piece):
        if piece in ("[UNK]", "[CLS]", "[SEP]"):
            return True
        if piece.startswith("[") and piece.endswith("]") and len(piece) > 2:
            return False
        return all(not c.isalpha() or "LATIN" in unicodedata.name(c, "") or c.isascii() for c in piece)

    return [number for number, piece in enumerate(vocabulary) if keep(piece)]
