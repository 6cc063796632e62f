"""Draws claims at random, and from what a phantom shows; makes minimal pairs of them."""

from __future__ import annotations

import random
from dataclasses import replace

from ..findings import FINDINGS
from .claims import (
    LUNG_FINDINGS,
    NORMAL,
    OTHER_SIDE,
    OTHER_SIZE,
    OTHER_ZONE,
    PLACELESS,
    Claim,
    absent,
)
from .names import DENIALS, GROUPS

SIDES = ("left", "right", "bilateral")
ZONES = ("upper", "middle", "lower")
SIZES = ("small", "moderate", "large")
GROUP_CODES = tuple(GROUPS)
Claims = tuple[Claim, ...]


def random_present(rng: random.Random, plain: float = 0.35) -> Claim:
    """One finding that is there; with chance `plain` nothing more is said of it."""
    code = rng.choice(FINDINGS)
    if rng.random() < plain:
        return Claim((code,))
    placed = code not in PLACELESS
    side = rng.choice(SIDES) if placed and rng.random() < 0.75 else "none"
    zone = rng.choice(ZONES) if placed and rng.random() < 0.35 else "none"
    size = rng.choice(SIZES) if rng.random() < 0.4 else "none"
    return Claim((code,), True, side, zone, size)


def random_claims(rng: random.Random) -> Claims:
    """A mixture like that of searches: single findings, placed ones, pairs, denials, normal films, groups."""
    chance = rng.random()
    if chance < 0.40:
        return (random_present(rng),)
    if chance < 0.50:
        return (Claim(rng.choice(GROUP_CODES)),)
    if chance < 0.62:
        return (_random_absent(rng),)
    if chance < 0.68:
        return (absent(*rng.choice(tuple(DENIALS))),)
    first, second = rng.sample(FINDINGS, 2)
    lead = replace(random_present(rng, 0.5), findings=(first,)) if first not in PLACELESS else Claim((first,))
    if chance < 0.82:
        return (lead, Claim((second,)))
    if chance < 0.95:
        return (lead, _other_absent(first, second, rng))
    if chance < 0.98:
        return (absent(first), absent(second))
    return (
        lead,
        Claim((second,)),
        absent(rng.choice([code for code in FINDINGS if code not in (first, second)])),
    )


def _random_absent(rng: random.Random) -> Claim:
    code = rng.choice(FINDINGS)
    side = rng.choice(SIDES[:2]) if code not in PLACELESS and rng.random() < 0.15 else "none"
    return absent(code, side=side)


def _other_absent(first: str, second: str, rng: random.Random) -> Claim:
    if first == "Cardiomegaly" and rng.random() < 0.3:
        return absent(*LUNG_FINDINGS)
    return absent("Cardiomegaly" if first != "Cardiomegaly" and rng.random() < 0.25 else second)


def minimal_pair(claims: Claims, rng: random.Random) -> Claims:
    """The same text but for one thing that turns its meaning: polarity, side, zone, size, or another finding."""
    index = rng.randrange(len(claims))
    claim = claims[index]
    changes = [claim.negated()] * 2
    if claim.side in OTHER_SIDE:
        changes += [replace(claim, side=OTHER_SIDE[claim.side])] * 3
    if claim.zone in OTHER_ZONE:
        changes.append(replace(claim, zone=OTHER_ZONE[claim.zone]))
    if claim.size in OTHER_SIZE:
        changes.append(replace(claim, size=OTHER_SIZE[claim.size]))
    if len(claim.findings) == 1:
        others = [code for code in FINDINGS if code not in PLACELESS and code not in claim.findings]
        changes.append(replace(claim, findings=(rng.choice(others),)))
    return (*claims[:index], rng.choice(changes), *claims[index + 1 :])


def phantom_claims(shown: Claims, rng: random.Random) -> Claims:
    """A true text of a phantom: one or two of its findings with exact place and size, and perhaps a denial."""
    if not shown:
        return (NORMAL,) if rng.random() < 0.5 else (_random_absent(rng),)
    chosen = tuple(
        _less_said(claim, rng) for claim in rng.sample(shown, min(len(shown), rng.choice((1, 1, 2))))
    )
    if len(chosen) == 1 and rng.random() < 0.25:
        codes = {code for claim in shown for code in claim.findings}
        return (*chosen, absent(rng.choice([code for code in FINDINGS if code not in codes])))
    return chosen


def _less_said(claim: Claim, rng: random.Random) -> Claim:
    keep = {name: rng.random() < share for name, share in (("side", 0.8), ("zone", 0.5), ("size", 0.5))}
    return replace(claim, **{name: "none" for name, kept in keep.items() if not kept})
