"""Writes a sentence for given slots: one of many phrasings, chosen by the random source."""

from __future__ import annotations

import random

from .lexicon import ABSENT_NOUNS, DEGREE_ADVERBS, LEXICON, NO_FINDING, SIZE_TABLES, Noun
from .places import Place, say_place
from .slots import LUNGS, Slots

HEDGES = {"possible": ["possible", "questionable"], "likely": ["probable", "likely"]}

PLAIN_FRAMES = {
    "findings": (
        "There {be} {np}{loc}.",
        "There {be} {np}{loc}.",
        "{Np} {be} seen{loc}.",
        "{Np} {be} present{loc}.",
        "{Np} {be} visible{loc}.",
        "{Np} {be} noted{loc}.",
        "{Np} {be} identified{loc}.",
        "The film shows {np}{loc}.",
        "The radiograph shows {np}{loc}.",
        "The radiograph demonstrates {np}{loc}.",
    ),
    "impression": ("{Bare}{loc}.", "{Bare}{loc}.", "{Bare}{loc}.", "{Np}{loc}.", "{Np} {be} present{loc}."),
}

LIKELY_FRAMES = (
    "Appearances suggest {np}{loc}.",
    "The appearances are most consistent with {np}{loc}.",
    "{Np}{loc} {be} likely.",
    "There {be} probably {np}{loc}.",
    "{Np} {be} probably present{loc}.",
    "{Np} {be} likely present{loc}.",
    "Findings are suggestive of {np}{loc}.",
)

POSSIBLE_FRAMES = (
    "There may be {np}{loc}.",
    "There might be {np}{loc}.",
    "{Np}{loc} cannot be excluded.",
    "{Np}{loc} {be} possible.",
    "{Np} may be present{loc}.",
    "There {be} possibly {np}{loc}.",
    "Subtle change{loc} may represent {np}.",
    "The appearance{loc} may represent {np}.",
)

HEART_FRAMES = {
    "none": (
        "{Subject} is {degree}enlarged.",
        "{Subject} is {degree}enlarged.",
        "{Subject} appears {degree}enlarged.",
    ),
    "likely": ("{Subject} is probably {degree}enlarged.", "{Subject} is likely {degree}enlarged."),
    "possible": ("{Subject} may be {degree}enlarged.", "{Subject} is possibly {degree}enlarged."),
}
HEART_SUBJECTS = ("The heart", "The cardiac silhouette", "The heart shadow")
HEART_NORMAL = (
    "The heart size is normal.",
    "Heart size is normal.",
    "The heart is not enlarged.",
    "The cardiac silhouette is not enlarged.",
    "The heart is normal in size.",
    "The cardiac silhouette is normal in size.",
    "Heart size is within normal limits.",
)

ABSENT_FRAMES = {
    "findings": (
        "No {noun} is seen{loc}.",
        "There is no {noun}{loc}.",
        "There is no evidence of {noun}{loc}.",
        "No {noun} is identified{loc}.",
        "No {noun} is present{loc}.",
        "No evidence of {noun}{loc}.",
        "No {noun}{loc}.",
    ),
    "impression": (
        "No {noun}{loc}.",
        "No {noun}{loc}.",
        "No evidence of {noun}{loc}.",
        "No radiographic evidence of {noun}{loc}.",
    ),
}


UNCHANGED_FRAMES = (
    "{Np} {be} unchanged{loc}.",
    "{Np}{loc} {be} unchanged.",
    "{Np}{loc}, unchanged from the prior film.",
    "Unchanged {bare}{loc}.",
    "{Np} {be} again seen{loc}, unchanged.",
)
CHANGE_FRAMES = {
    "unchanged": UNCHANGED_FRAMES,
    "new": (
        "{Np}{loc} {be} new since the prior film.",
        "New {bare}{loc}.",
        "There {be} new {bare}{loc}.",
        "{Np}{loc}, new from the prior film.",
    ),
    "larger": (
        "{Np}{loc} {be} larger than on the prior film.",
        "{Np}{loc} {have} increased since the prior film.",
        "Increased {bare}{loc} since the prior film.",
        "{Np}{loc}, increased from the prior film.",
    ),
    "smaller": (
        "{Np}{loc} {be} smaller than on the prior film.",
        "{Np}{loc} {have} decreased since the prior film.",
        "Decreased {bare}{loc} since the prior film.",
        "{Np}{loc}, decreased from the prior film.",
    ),
}
RESOLVED_FRAMES = (
    "The {noun}{loc} of the prior film has resolved.",
    "The previously seen {noun}{loc} has resolved.",
    "The {noun}{loc} of the prior film is no longer seen.",
    "Previously seen {noun}{loc} is no longer present.",
)
LIST_FRAMES = (
    "No {nouns}.",
    "No {nouns} is seen.",
    "There is no {nouns}.",
    "No evidence of {nouns}.",
    "There is no evidence of {nouns}.",
    "No {nouns} is identified.",
    "No {nouns} is present.",
)
CLEAR_LUNGS_FRAMES = (
    "The lungs are clear.",
    "Lungs are clear.",
    "The lungs appear clear.",
    "Clear lungs.",
)


def _with_article(words: str) -> str:
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]


def _say_heart(slots: Slots, rng: random.Random) -> str:
    degree = f"{rng.choice(DEGREE_ADVERBS[slots.size])} " if slots.size != "none" else ""
    frame = rng.choice(HEART_FRAMES[slots.band])
    return frame.format(Subject=rng.choice(HEART_SUBJECTS), degree=degree)


def _fill(frame: str, noun: Noun, place: Place, slots: Slots, hedge: str, rng: random.Random) -> str:
    many = slots.side == "bilateral" and bool(noun.plural)
    size = rng.choice(SIZE_TABLES[noun.sizes][slots.size]) if slots.size != "none" else ""
    bare = " ".join(
        part for part in (hedge, size, place.before, noun.plural if many else noun.singular) if part
    )
    phrase = bare if many or not noun.plural else _with_article(bare)
    return frame.format(
        np=phrase,
        Np=_capital(phrase),
        Bare=_capital(bare),
        loc=f" {place.after}" if place.after else "",
        be="are" if many else "is",
        have="have" if many else "has",
        bare=bare,
    )


def _say_present(slots: Slots, rng: random.Random) -> str:
    if slots.finding == "Cardiomegaly" and slots.change == "none" and rng.random() < 0.5:
        return _say_heart(slots, rng)
    entry = LEXICON[slots.finding]
    noun = rng.choice(entry.nouns)
    place = say_place(slots.side, slots.zone, entry.place, rng)
    plain = PLAIN_FRAMES[slots.section]
    if slots.change != "none":
        hedge = "" if slots.band == "none" else rng.choice(HEDGES[slots.band])
        return _fill(rng.choice(CHANGE_FRAMES[slots.change]), noun, place, slots, hedge, rng)
    if slots.band == "none":
        return _fill(rng.choice(plain), noun, place, slots, "", rng)
    # In the impression the short form with a hedge word is the usual one.
    if rng.random() < (0.75 if slots.section == "impression" else 0.35):
        return _fill(rng.choice(plain), noun, place, slots, rng.choice(HEDGES[slots.band]), rng)
    frames = LIKELY_FRAMES if slots.band == "likely" else POSSIBLE_FRAMES
    return _fill(rng.choice(frames), noun, place, slots, "", rng)


def _listed(nouns: list[str], rng: random.Random) -> str:
    if len(nouns) == 2:
        return f"{nouns[0]} or {nouns[1]}"
    return f"{', '.join(nouns[:-1])}{rng.choice((',', ''))} or {nouns[-1]}"


def _say_company(slots: Slots, rng: random.Random) -> str:
    if LUNGS in slots.also:
        return rng.choice(CLEAR_LUNGS_FRAMES)
    nouns = [rng.choice(ABSENT_NOUNS[code]) for code in (slots.finding, *slots.also)]
    return rng.choice(LIST_FRAMES).format(nouns=_listed(nouns, rng))


def _say_absent(slots: Slots, rng: random.Random) -> str:
    if slots.also:
        return _say_company(slots, rng)
    if slots.change == "none" and slots.finding == "Cardiomegaly" and rng.random() < 0.7:
        return rng.choice(HEART_NORMAL)
    place = Place("", "")
    if slots.side != "none":
        place = say_place(slots.side, "none", LEXICON[slots.finding].place, rng)
    noun = " ".join(part for part in (place.before, rng.choice(ABSENT_NOUNS[slots.finding])) if part)
    frames = RESOLVED_FRAMES if slots.change == "resolved" else ABSENT_FRAMES[slots.section]
    return rng.choice(frames).format(noun=noun, loc=f" {place.after}" if place.after else "")


def compose(slots: Slots, rng: random.Random) -> str:
    """One sentence that says the slots, no more and no less."""
    spoken = slots.spoken()
    if spoken.finding == "NoFinding":
        return rng.choice(NO_FINDING[spoken.section])
    return _say_absent(spoken, rng) if spoken.status == "absent" else _say_present(spoken, rng)
