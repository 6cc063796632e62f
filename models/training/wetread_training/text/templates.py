"""Writes short queries for claims: many frames, clinical and lay, present and absent, single and combined."""

from __future__ import annotations

import random

from ..findings import FINDINGS
from ..grammar.lexicon import LEXICON, SIZE_TABLES
from ..grammar.places import say_place
from .claims import LUNG_FINDINGS, PLEURAL, Claim, Statement
from .names import CLINICAL, DENIALS, FRAMES, GROUPS, LAY, LEADING, PLACES, SIZES

LAY_SHARE = 0.3
FIXED_SHARE = 0.35


def _name(codes: tuple[str, ...], rng: random.Random) -> str:
    if len(codes) > 1:
        return rng.choice(GROUPS[codes])
    return rng.choice((LAY if rng.random() < LAY_SHARE else CLINICAL)[codes])


def _place(claim: Claim, rng: random.Random) -> tuple[str, str]:
    """Words before and after the name."""
    if not claim.placed:
        return "", ""
    if rng.random() < 0.5:
        kind = "pleura" if set(claim.findings) <= set(PLEURAL) else "lung"
        place = say_place(claim.side, claim.zone, kind, rng)
        return place.before, place.after
    words = rng.choice(PLACES[claim.side, claim.zone])
    return (words, "") if words in LEADING else ("", words)


def _size(claim: Claim, rng: random.Random) -> str:
    if claim.size == "none":
        return ""
    if rng.random() < 0.5:
        return rng.choice(SIZE_TABLES[rng.choice(LEXICON[claim.findings[0]].nouns).sizes][claim.size])
    return rng.choice(SIZES[claim.size])


def name_phrase(claim: Claim, rng: random.Random) -> str:
    """Size, place and name of what a claim is about, whether it is there or not."""
    before, after = _place(claim, rng)
    front = [_size(claim, rng), before]
    if rng.random() < 0.3:
        front.reverse()
    return " ".join(part for part in (*front, _name(claim.findings, rng), after) if part)


def _with_article(words: str, rng: random.Random) -> str:
    if rng.random() > 0.15:
        return words
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"


def _single(claim: Claim, rng: random.Random) -> str:
    phrase = name_phrase(claim, rng)
    if claim.present:
        return rng.choice(FRAMES["present"]).format(x=_with_article(phrase, rng))
    return rng.choice(FRAMES["absent"]).format(x=phrase)


def _pair(first: Claim, second: Claim, rng: random.Random) -> str:
    if second.present and not first.present:
        return _pair(second, first, rng)
    a, frames = name_phrase(first, rng), FRAMES["both"]
    if not second.present:
        denial = _fixed(second, rng) if first.present else None
        if denial:
            return rng.choice(FRAMES["with_denial"]).format(a=a, d=denial)
        frames = FRAMES["first_only" if first.present else "neither"]
    return rng.choice(frames).format(a=a, b=name_phrase(second, rng))


def _finish(text: str, rng: random.Random) -> str:
    chance = rng.random()
    if chance < 0.15:
        return text[0].upper() + text[1:] + "."
    return f"{text}?" if chance < 0.18 else text


def _fixed(claim: Claim, rng: random.Random) -> str | None:
    """A set phrase for a denial: always for whole groups, at times for one finding."""
    if claim.present or claim.placed or claim.findings not in DENIALS:
        return None
    whole = claim.findings in (FINDINGS, LUNG_FINDINGS)
    return rng.choice(DENIALS[claim.findings]) if whole or rng.random() < FIXED_SHARE else None


def write_query(claims: tuple[Claim, ...], rng: random.Random) -> str:
    """A short text that makes these claims (one to three of them)."""
    if len(claims) == 1:
        return _finish(_fixed(claims[0], rng) or _single(claims[0], rng), rng)
    text = _pair(claims[0], claims[1], rng)
    for claim in claims[2:]:
        joints = (" and ", ", ", " with ") if claim.present else (", no ", " but no ", " without ")
        text += rng.choice(joints) + name_phrase(claim, rng)
    return _finish(text, rng)


def statement(claims: tuple[Claim, ...], rng: random.Random) -> Statement:
    return Statement(write_query(claims, rng), claims)
