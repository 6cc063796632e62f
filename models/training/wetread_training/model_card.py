"""Stage `card`: the model card beside the weights, once `wetread eval` has left its figures there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from .card import CardIncomplete, render_card
from .card.check import check_sources
from .report import sha256_of
from .workbench import Bench


def _read(path: Path, left_by: str) -> dict[str, Any]:
    if not path.exists():
        raise CardIncomplete(f"{path.name} is missing: {left_by} leaves it")
    return json.loads(path.read_text(encoding="utf-8"))


def write_card(folder: Path) -> None:
    """Writes MODEL_CARD.md into a model folder. @throws CardIncomplete"""
    manifest = _read(folder / "manifest.json", "the export stage")
    training = _read(folder / "training.json", "the report stage")
    evaluation = _read(folder / "evaluation.json", "`wetread eval all --out`")
    check_sources(sha256_of(folder / "manifest.json"), training, evaluation)
    by_eye = folder / "read-by-eye.json"
    reading = json.loads(by_eye.read_text(encoding="utf-8")) if by_eye.exists() else None
    card = render_card(manifest, training, evaluation, reading)
    (folder / "MODEL_CARD.md").write_text(card, encoding="utf-8")


def stage_card(bench: Bench) -> None:
    """Writes the card from the three files beside the weights."""
    write_card(bench.out)
