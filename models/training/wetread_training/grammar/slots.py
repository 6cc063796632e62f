"""The condition prefix of a sentence: what must be said, before how it is said."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from dataclasses import astuple, dataclass

from ..findings import FINDINGS

SECTIONS = ("findings", "impression")
SUBJECTS = (*FINDINGS, "SupportDevice", "NoFinding")
STATUSES = ("present", "absent")
SIDES = ("left", "right", "bilateral", "none")
ZONES = ("upper", "middle", "lower", "none")
SIZES = ("small", "moderate", "large", "none")
BANDS = ("possible", "likely", "definite", "none")

FIELDS = (
    ("section", SECTIONS),
    ("finding", SUBJECTS),
    ("status", STATUSES),
    ("side", SIDES),
    ("zone", ZONES),
    ("size", SIZES),
    ("band", BANDS),
)

PLACELESS = frozenset({"Cardiomegaly", "Hernia", "NoFinding"})
"""Subjects of which neither side nor zone is said."""

SIZELESS = frozenset({"SupportDevice", "NoFinding"})


@dataclass(frozen=True)
class Slots:
    section: str
    finding: str
    status: str
    side: str = "none"
    zone: str = "none"
    size: str = "none"
    band: str = "none"

    def tokens(self) -> list[str]:
        """The prefix tokens after `<bos>`, in their fixed order."""
        return [f"<{name}:{value}>" for (name, _), value in zip(FIELDS, astuple(self), strict=True)]

    def spoken(self) -> Slots:
        """The slots that a sentence can show: what a subject or a negation leaves unsaid becomes `none`."""
        if self.finding == "NoFinding":
            return Slots(self.section, self.finding, "present")
        side = "none" if self.finding in PLACELESS else self.side
        if self.status == "absent":
            return Slots(self.section, self.finding, "absent", side)
        zone = "none" if self.finding in PLACELESS else self.zone
        size = "none" if self.finding in SIZELESS else self.size
        band = "none" if self.band == "definite" else self.band
        return Slots(self.section, self.finding, "present", side, zone, size, band)


def prefix_vocabulary() -> list[str]:
    return [f"<{name}:{value}>" for name, values in FIELDS for value in values]


def slot_grid() -> Iterator[Slots]:
    """Every combination a caller may ask for: all of `present`; `absent` by side; one `NoFinding` a section."""
    for section, finding in itertools.product(SECTIONS, SUBJECTS):
        if finding == "NoFinding":
            yield Slots(section, finding, "present")
            continue
        for side in SIDES:
            yield Slots(section, finding, "absent", side)
        for side, zone, size, band in itertools.product(SIDES, ZONES, SIZES, BANDS):
            yield Slots(section, finding, "present", side, zone, size, band)


def sample_slots(rng: random.Random) -> Slots:
    """A random prefix: two thirds present. What will not be spoken is filled at random too, so that it is ignored."""
    section = rng.choice(SECTIONS)
    if rng.random() < 0.02:
        noise = rng.random() < 0.5
        return Slots(
            section,
            "NoFinding",
            "present",
            rng.choice(SIDES) if noise else "none",
            rng.choice(ZONES) if noise else "none",
        )
    finding = rng.choice(SUBJECTS[:-1])
    if rng.random() < 0.3:
        side = rng.choice(("left", "right", "bilateral")) if rng.random() < 0.35 else "none"
        if rng.random() < 0.7:
            return Slots(section, finding, "absent", side)
        return Slots(
            section, finding, "absent", side, rng.choice(ZONES), rng.choice(SIZES), rng.choice(BANDS)
        )
    return Slots(
        section,
        finding,
        "present",
        rng.choice(SIDES),
        rng.choice(ZONES),
        rng.choice(SIZES),
        rng.choice(BANDS),
    )
