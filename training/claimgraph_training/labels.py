"""Label inventories and sets of permitted name labels (as bit masks)."""

TYPES = ("person", "organization", "group", "country", "place", "facility", "event", "product", "work", "law", "other")
NAMES = ["O"] + [f"{side}-{kind}" for kind in TYPES for side in "BI"]
KINDS = ["none", "person", "place", "organization", "object", "event", "time", "abstract", "substance", "animal", "plant"]
COARSE = {"person": "PER", "organization": "ORG", "country": "LOC", "place": "LOC", "facility": "LOC"}

NAME_ID = {label: number for number, label in enumerate(NAMES)}
OUTSIDE = 1
ANY = (1 << len(NAMES)) - 1
LOCATIONS = frozenset({"country", "place", "facility"})


def begin(types):
    """Mask: the first word of a name of one of these types."""
    return sum(1 << NAME_ID["B-" + kind] for kind in types)


def inside(types):
    """Mask: a later word of a name of one of these types."""
    return sum(1 << NAME_ID["I-" + kind] for kind in types)


def without(types):
    """Mask: anything but a name of these types."""
    return ANY & ~begin(types) & ~inside(types)


def put(masks, first, last, types):
    """Writes a name over words first..last (inclusive) into `masks`."""
    for number in range(first, last + 1):
        masks[number] = begin(types) if number == first else inside(types)


def decode(labels):
    """[(first, last, type)] of a sequence of legal BIO labels."""
    spans = []
    for number, label in enumerate(labels):
        if label.startswith("B-"):
            spans.append([number, number, label[2:]])
        elif label.startswith("I-") and spans:
            spans[-1][1] = number
    return [tuple(span) for span in spans]
