"""What a text says of a film: claims of presence or absence with side, zone and size."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..findings import FINDINGS

OTHER_SIDE = {"left": "right", "right": "left"}
OTHER_ZONE = {"upper": "lower", "lower": "upper", "middle": "upper"}
OTHER_SIZE = {"small": "large", "large": "small", "moderate": "small"}

LUNG_FINDINGS = tuple(code for code in FINDINGS if code not in ("Cardiomegaly", "Hernia"))
AIRSPACE = ("Consolidation", "Infiltration", "Pneumonia")
PLEURAL = ("Effusion", "Pneumothorax", "Pleural_Thickening")

PLACELESS = frozenset({"Cardiomegaly", "Hernia"})


@dataclass(frozen=True)
class Claim:
    """Any of `findings` is there (`present`), with the place and size said; or none of them is."""

    findings: tuple[str, ...]
    present: bool = True
    side: str = "none"
    zone: str = "none"
    size: str = "none"

    def negated(self) -> Claim:
        """The opposite; a denial names no size."""
        return replace(self, present=not self.present, size="none")

    @property
    def placed(self) -> bool:
        return self.side != "none" or self.zone != "none"


@dataclass(frozen=True)
class Statement:
    """A text and the claims it makes; all of them must hold."""

    text: str
    claims: tuple[Claim, ...]


def present(code: str, side: str = "none", zone: str = "none", size: str = "none") -> Claim:
    return Claim((code,), True, side, zone, size)


def absent(*codes: str, side: str = "none") -> Claim:
    return Claim(codes, False, side)


NORMAL = absent(*FINDINGS)
"""A film without any of the findings."""
