"""Side and zone in words. Right is the patient's right; the caller has worked that out already."""

from __future__ import annotations

import random
from typing import NamedTuple


class Place(NamedTuple):
    """Either words before the noun (`before`) or words after it (`after`); the other is empty."""

    before: str
    after: str


LUNG_ADJECTIVES = {
    "upper": ["upper zone", "upper lung"],
    "middle": ["mid zone", "mid-lung"],
    "lower": ["lower zone", "basal", "basilar"],
}
PLEURA_ADJECTIVES = {
    "upper": ["apical", "upper zone"],
    "middle": ["mid zone"],
    "lower": ["basal", "basilar", "lower zone"],
}
ZONE_NAMES = {
    "upper": ["upper zone", "upper lung zone"],
    "middle": ["mid zone", "middle zone", "mid-lung zone"],
    "lower": ["lower zone", "lower lung zone"],
}


def _plural(name: str) -> str:
    return f"{name}s"


def _zoned_after(side: str, zone: str, kind: str) -> list[str]:
    names = ZONE_NAMES[zone]
    ends = {"upper": ("apex", "apices"), "lower": ("base", "bases")}.get(zone)
    chest = "hemithorax" if kind == "pleura" else "lung"
    if side == "bilateral":
        phrases = [f"in both {_plural(name)}" for name in names] + [f"in the {_plural(names[0])} bilaterally"]
        if ends and (kind == "pleura" or zone == "lower"):
            phrases.append(f"at both lung {ends[1]}")
        return phrases
    if side == "none":
        phrases = [f"in the {name}" for name in names]
        if zone == "lower":
            phrases.append("at the lung base")
        return phrases
    phrases = [f"in the {side} {name}" for name in names] + [f"in the {names[0]} of the {side} {chest}"]
    if ends and (kind == "pleura" or zone == "lower"):
        phrases += [f"at the {side} {ends[0]}", f"at the {side} lung {ends[0]}"]
    return phrases


def _side_after(side: str, kind: str) -> list[str]:
    if side == "bilateral":
        return ["on both sides", "bilaterally"] if kind == "pleura" else ["in both lungs", "bilaterally"]
    return [f"on the {side}", f"in the {side} {'hemithorax' if kind == 'pleura' else 'lung'}"]


def _device_after(side: str, zone: str) -> list[str]:
    level = {"upper": "upper ", "middle": "mid ", "lower": "lower ", "none": ""}[zone]
    if side == "bilateral":
        return [f"over both sides of the {level}chest", f"over the {level}chest on both sides"]
    if side == "none":
        return [f"over the {level}chest"]
    return [f"over the {side} {level}chest", f"over the {level}chest on the {side}"]


def _before(side: str, zone: str, kind: str, rng: random.Random) -> str:
    words = (
        []
        if side == "none"
        else [side if side == "bilateral" or zone != "none" else rng.choice([side, f"{side}-sided"])]
    )
    if zone != "none":
        words.append(rng.choice((PLEURA_ADJECTIVES if kind == "pleura" else LUNG_ADJECTIVES)[zone]))
    return " ".join(words)


def say_place(side: str, zone: str, kind: str, rng: random.Random, before_share: float = 0.5) -> Place:
    """Words for side and zone of a subject of `kind` (`lung`, `pleura`, `device`, `none`)."""
    if kind == "none":
        return Place("", "")
    if kind == "device":
        return Place("", rng.choice(_device_after(side, zone)))
    if side == "none" and zone == "none":
        return Place("", "")
    if rng.random() < before_share:
        return Place(_before(side, zone, kind, rng), "")
    return Place(
        "", rng.choice(_zoned_after(side, zone, kind) if zone != "none" else _side_after(side, kind))
    )
