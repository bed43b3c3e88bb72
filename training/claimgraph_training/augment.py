"""Random surface changes that leave the analysis as it is: letter case, quotes, final marks, datelines, spelling."""

import copy

from .labels import OUTSIDE, begin

SPELLINGS = """colour color|colours colors|favour favor|favourite favorite|favoured favored|honour honor|honours honors|
honoured honored|labour labor|neighbour neighbor|neighbours neighbors|neighbouring neighboring|behaviour behavior|
harbour harbor|rumour rumor|rumours rumors|humour humor|vapour vapor|centre center|centres centers|theatre theater|
theatres theaters|metre meter|metres meters|kilometre kilometer|kilometres kilometers|litre liter|litres liters|
fibre fiber|calibre caliber|defence defense|offence offense|licence license|organise organize|organised organized|
organising organizing|organisation organization|organisations organizations|realise realize|realised realized|
recognise recognize|recognised recognized|criticise criticize|criticised criticized|criticising criticizing|
apologise apologize|apologised apologized|emphasise emphasize|emphasised emphasized|authorise authorize|
authorised authorized|minimise minimize|maximise maximize|privatise privatize|privatised privatized|analyse analyze|
analysed analyzed|analysing analyzing|paralyse paralyze|travelled traveled|travelling traveling|traveller traveler|
travellers travelers|cancelled canceled|cancelling canceling|labelled labeled|labelling labeling|modelling modeling|
signalled signaled|fuelled fueled|fuelling fueling|counselling counseling|councillor councilor|
programme program|programmes programs|cheque check|cheques checks|grey gray|tyre tire|tyres tires|plough plow|
catalogue catalog|dialogue dialog|aluminium aluminum|aeroplane airplane|aeroplanes airplanes|jewellery jewelry|
mum mom|mums moms|moustache mustache|sceptical skeptical|sceptics skeptics|manoeuvre maneuver|paediatric pediatric|
anaemia anemia|oestrogen estrogen|foetus fetus|enrol enroll|fulfil fulfill|skilful skillful|wilful willful|
judgement judgment|ageing aging|storey story|learnt learned|burnt burned|dreamt dreamed|spelt spelled|towards toward|
afterwards afterward|whilst while|mobilise mobilize|mobilised mobilized|stabilise stabilize|legalise legalize|
legalised legalized|legalisation legalization|globalisation globalization|civilisation civilization|
prioritise prioritize|specialise specialize|specialised specialized|finalise finalize|finalised finalized|
characterise characterize|characterised characterized|utilise utilize|summarise summarize|modernise modernize|
militarised militarized|nationalised nationalized|terrorise terrorize|jeopardise jeopardize|scrutinise scrutinize"""
PAIRS = [pair.split() for pair in SPELLINGS.replace("\n", "").split("|")]
SPELLING = {a: b for a, b in PAIRS} | {b: a for a, b in PAIRS}
SMALL = set("a an the and or but nor for of in on at to by as from with over into vs via".split())
CITIES = """London Paris Berlin Washington Brussels Moscow Beijing Tokyo Nairobi Cairo Geneva Madrid Rome Vienna Kyiv
Warsaw Ankara Tehran Baghdad Kabul Islamabad Delhi Dhaka Jakarta Manila Sydney Lagos Johannesburg Lima Bogota Caracas
Havana Ottawa Boston Chicago Seattle Houston Jerusalem Beirut Damascus Riyadh Dubai Seoul Hanoi Bangkok Athens Lisbon
Dublin Oslo Stockholm Helsinki Copenhagen Prague Budapest Belgrade""".split()
DATELINE = 5  # words of a dateline: CITY ( Agency ) —
AGENCIES = ["Reuters", "AP", "AFP", "Reuters", "UPI", "dpa", "Xinhua"]


def title_case(word):
    return word[:1].upper() + word[1:]


def change_words(sentence, change):
    out = copy.copy(sentence)
    out.words = [change(number, word) for number, word in enumerate(sentence.words)]
    return out


def headline(sentence, small):
    """Title Case; function words stay lower-case if `small`."""
    return change_words(sentence, lambda i, w: w if i and small and w.lower() in SMALL or w[:1] in "'’" or w.lower() in ("n't", "n’t") else title_case(w))


def upper(sentence, first=0, last=None):
    last = len(sentence.words) if last is None else last
    return change_words(sentence, lambda i, w: w.upper() if first <= i < last else w)


def lower(sentence):
    return change_words(sentence, lambda i, w: w.lower())


def straight(sentence):
    table = str.maketrans("“”‘’", "\"\"''")
    return change_words(sentence, lambda i, w: "".join(w.translate(table)))


def curly(sentence):
    open_ = False

    def change(_, word):
        nonlocal open_
        if word in ('"', "``", "''"):
            open_ = not open_
            return "“" if open_ else "”"
        return word.replace("'", "’")

    return change_words(sentence, change)


def respell(sentence):
    def change(_, word):
        other = SPELLING.get(word.lower())
        if other is None:
            return word
        return other.upper() if word.isupper() else title_case(other) if word[:1].isupper() else other

    return change_words(sentence, change)


def cut(sentence, count):
    """The first `count` words."""
    out = copy.copy(sentence)
    for layer in ("words", "upos", "xpos", "lemmas", "heads", "relations", "names", "kinds", "uner"):
        if getattr(sentence, layer) is not None:
            setattr(out, layer, getattr(sentence, layer)[:count])
    return out


def drop_final_mark(sentence):
    last = len(sentence.words)
    if sentence.heads is None or last < 3 or sentence.upos[-1] != "PUNCT" or sentence.words[-1] not in ".!?" or last in sentence.heads:
        return sentence
    return cut(sentence, last - 1)


def dateline(sentence, city, agency, dash):
    """`CITY (Agency) — ` before the sentence, hung on its root."""
    if sentence.heads is None:
        return sentence
    out = copy.copy(sentence)
    count = DATELINE
    root = sentence.heads.index(0) + 1 + count
    out.words = [city, "(", agency, ")", dash] + sentence.words
    out.upos = ["PROPN", "PUNCT", "PROPN", "PUNCT", "PUNCT"] + sentence.upos
    out.xpos = ["NNP", "-LRB-", "NNP", "-RRB-", ":"] + sentence.xpos
    out.heads = [root, 3, 1, 3, 1] + [h + count if h else 0 for h in sentence.heads]
    out.relations = ["parataxis", "punct", "parataxis", "punct", "punct"] + sentence.relations
    if sentence.names is not None:
        out.names = [begin({"place"}), OUTSIDE, begin({"organization"}), OUTSIDE, OUTSIDE] + sentence.names
    if sentence.kinds is not None:
        out.kinds = ["place", "none", "organization", "none", "none"] + sentence.kinds
    if sentence.uner is not None:
        out.uner = ["B-LOC", "O", "B-ORG", "O", "O"] + sentence.uner
    out.factuality = {number + count: value for number, value in sentence.factuality.items()}
    return out


def augment(sentence, random):
    """A random variant for one epoch; most sentences stay as they are."""
    if random.random() < 0.25:
        sentence = curly(sentence) if random.random() < 0.6 else straight(sentence)
    if random.random() < 0.25:
        sentence = respell(sentence)
    if random.random() < 0.05:
        sentence = drop_final_mark(sentence)
    if random.random() < 0.015 and 5 < len(sentence.words) < 60:
        city = random.choice(CITIES)
        sentence = dateline(sentence, city.upper() if random.random() < 0.7 else city, random.choice(AGENCIES), random.choice("-–—"))
    roll = random.random()
    if roll < 0.05:
        return headline(sentence, small=random.random() < 0.6)
    if roll < 0.08:
        return upper(sentence)
    if roll < 0.10:
        return upper(sentence, 0, random.randint(2, 8))
    if roll < 0.115:
        first = random.randrange(max(1, len(sentence.words)))
        return upper(sentence, first, first + random.randint(2, 6))
    if roll < 0.135:
        return lower(sentence)
    return sentence
