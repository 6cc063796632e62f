"""What each idea of the recipe is worth: one network without it, judged on validation questions.

All are drawn anew behind the same trunk, which was trained with the whole recipe.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Attempt:
    """A change to the settings under a short name."""

    title: str
    changes: Mapping[str, Any]


ATTEMPTS: dict[str, Attempt] = {
    "recipe": Attempt("the whole recipe", {}),
    "as-before": Attempt(
        "the recipe of 0.1.0",
        {"rad_repeats": 1, "nih_share": 0.0, "disease_share": 0.0, "meaning": False, "forms": False},
    ),
    "rad-once": Attempt("VQA-RAD shown as often as the other sets", {"rad_repeats": 1}),
    "no-labels": Attempt("no questions from NIH's labels", {"nih_share": 0.0}),
    "no-diseases": Attempt("no questions from abnormalities of VQA-Med and SLAKE", {"disease_share": 0.0}),
    "no-meaning": Attempt("words and answers drawn at random instead of MiniLM's", {"meaning": False}),
    "no-forms": Attempt("yes and no among all other answers", {"forms": False}),
    "findings": Attempt("with what the shipped film reader finds, as one more cell", {"findings": True}),
}
"""By the name that `vqa-attempts` files them under."""
