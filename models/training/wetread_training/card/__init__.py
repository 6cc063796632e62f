"""`MODEL_CARD.md`, from the manifest, `training.json` and `evaluation.json`: no figure in it is typed by hand."""

from .check import CardIncomplete
from .render import render_card

__all__ = ["CardIncomplete", "render_card"]
