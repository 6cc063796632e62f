"""The condition prefix of a sentence: what must be said, before how it is said."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass

from ..findings import FINDINGS

SECTIONS = ("findings", "impression")
SUBJECTS = (*FINDINGS, "SupportDevice", "NoFinding")
STATUSES = ("present", "absent")
SIDES = ("left", "right", "bilateral", "none")
ZONES = ("upper", "middle", "lower", "none")
SIZES = ("small", "moderate", "large", "none")
BANDS = ("possible", "likely", "definite", "none")

CHANGES = ("new", "unchanged", "larger", "smaller", "resolved", "none")
"""Against the earlier film; `none` also when there is none. `resolved` goes with `absent`, the others with `present`."""
LUNGS = "lungs"
"""Stands for all of `CLEAR_LUNGS` but the subject: the sentence calls the lungs clear."""
CLEAR_LUNGS = ("Atelectasis", "Infiltration", "Mass", "Nodule", "Pneumonia", "Consolidation", "Edema")
MOST_ALSO = 3
ALSO = (LUNGS, *SUBJECTS[:-1], "none")
"""What a denial denies in the same breath."""

FIELDS = (
    ("section", SECTIONS),
    ("finding", SUBJECTS),
    ("status", STATUSES),
    ("side", SIDES),
    ("zone", ZONES),
    ("size", SIZES),
    ("band", BANDS),
    ("change", CHANGES),
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
    change: str = "none"
    also: tuple[str, ...] = ()

    def tokens(self) -> list[str]:
        """The prefix tokens after `<bos>`, in their fixed order; always `PREFIX_TOKENS` of them."""
        said = [f"<{name}:{getattr(self, name)}>" for name, _ in FIELDS]
        return [*said, *(f"<also:{code}>" for code in (*self.also, *["none"] * MOST_ALSO)[:MOST_ALSO])]

    def spoken(self) -> Slots:
        """The slots that a sentence can show: what a subject or a negation leaves unsaid becomes `none`."""
        if self.finding == "NoFinding":
            return Slots(self.section, self.finding, "present")
        side = "none" if self.finding in PLACELESS else self.side
        if self.status == "absent":
            side = "none" if self.also else side
            change = "resolved" if self.change == "resolved" and not self.also else "none"
            return Slots(self.section, self.finding, "absent", side, change=change, also=self.also)
        zone = "none" if self.finding in PLACELESS else self.zone
        size = "none" if self.finding in SIZELESS else self.size
        band = "none" if self.band == "definite" else self.band
        change = "none" if self.change == "resolved" else self.change
        return Slots(self.section, self.finding, "present", side, zone, size, band, change)


PREFIX_TOKENS = len(FIELDS) + MOST_ALSO


def prefix_vocabulary() -> list[str]:
    said = [f"<{name}:{value}>" for name, values in FIELDS for value in values]
    return [*said, *(f"<also:{code}>" for code in ALSO)]


def slot_grid() -> Iterator[Slots]:
    """Every combination without comparison and company: all of `present`; `absent` by side; one `NoFinding` a section."""
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
        if rng.random() < 0.4:
            return Slots(section, finding, "absent", also=_company(finding, rng))
        if rng.random() < 0.7:
            change = "resolved" if rng.random() < 0.2 else "none"
            return Slots(section, finding, "absent", side, change=change)
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
        rng.choice(CHANGES[:4]) if rng.random() < 0.3 else "none",
    )


def _company(finding: str, rng: random.Random) -> tuple[str, ...]:
    """Other findings to deny in the same sentence; now and then all of clear lungs."""
    if finding in CLEAR_LUNGS and rng.random() < 0.15:
        return (LUNGS,)
    others = [code for code in FINDINGS if code != finding]
    return tuple(rng.sample(others, rng.choice((1, 1, 1, 2, 2, 3))))
