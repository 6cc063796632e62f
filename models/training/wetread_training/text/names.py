"""Names, set phrases, frames and places of `words/*.toml`, as typed tables."""

from __future__ import annotations

import tomllib
from pathlib import Path

from ..findings import FINDINGS
from .claims import LUNG_FINDINGS

WORDS = Path(__file__).resolve().parent / "words"
Codes = tuple[str, ...]
Texts = tuple[str, ...]


def _read(name: str) -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((WORDS / name).read_text(encoding="utf-8"))


def claim_codes(key: str) -> Codes:
    """`ALL`, `LUNG`, or codes joined by `+`."""
    unknown = set(key.split("+")) - {*FINDINGS, "ALL", "LUNG"}
    if unknown:
        raise ValueError(f"unknown findings: {', '.join(sorted(unknown))}")
    return {"ALL": FINDINGS, "LUNG": LUNG_FINDINGS}.get(key) or tuple(key.split("+"))


def _tables(raw: dict[str, list[str]]) -> dict[Codes, Texts]:
    return {claim_codes(key): tuple(texts) for key, texts in raw.items()}


_names, _frames = _read("names.toml"), _read("frames.toml")

CLINICAL: dict[Codes, Texts] = _tables(_names["clinical"])
LAY: dict[Codes, Texts] = _tables(_names["lay"])
GROUPS: dict[Codes, Texts] = _tables(_names["groups"])
"""Words for several findings at once: any of them makes the claim true."""
DENIALS: dict[Codes, Texts] = _tables(_names["denials"])
"""Set phrases that deny findings without naming them ("clear lungs")."""

FRAMES: dict[str, Texts] = {key: tuple(texts) for key, texts in _frames["frames"].items()}
PLACES: dict[tuple[str, str], Texts] = {
    (key.split()[0], key.split()[1]): tuple(texts) for key, texts in _frames["places"].items()
}
LEADING = frozenset(_frames["place_order"]["leading"])
"""Places that stand before the name."""
SIZES: dict[str, Texts] = {key: tuple(texts) for key, texts in _frames["sizes"].items()}
