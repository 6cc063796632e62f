"""What each idea of the decoder is worth: the recipe without it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import torch
from tokenizers import Tokenizer

from ..grammar.slots import FIELDS
from ..language import ReportDecoder
from .corpus import Lesson


@dataclass(frozen=True)
class Ablation:
    """Changes to the decoder's settings, and slots that it is not told."""

    title: str
    changes: Mapping[str, Any] = field(default_factory=dict)
    untold: tuple[str, ...] = ()

    @property
    def trains(self) -> bool:
        """Whether training would go another way than the recipe's."""
        return bool(self.untold) or not set(self.changes) <= DECODING


DECODING = frozenset({"beam_width", "length_penalty", "min_tokens"})
"""Settings that say how a trained decoder is asked."""

ABLATIONS: dict[str, Ablation] = {
    "recipe": Ablation("the whole recipe"),
    "no-real": Ablation("without sentences of real reports: our own grammar alone", {"own_share": 1.0}),
    "no-grammar": Ablation("without our own grammar: sentences of real reports alone", {"own_share": 0.0}),
    "no-place": Ablation("without place: side, zone and size are not told", untold=("side", "zone", "size")),
    "no-film": Ablation("without the place of film or report in the shared space", {"place_share": 0.0}),
    "no-beam": Ablation("one candidate instead of a beam", {"beam_width": 1}),
    "no-length": Ablation("candidates ordered without regard to their length", {"length_penalty": 0.0}),
    "no-noise": Ablation("without noise on that place", {"place_noise": 0.0}),
    "no-flattening": Ablation("frequent wordings as often as they are heard", {"flatten": 1.0}),
}
"""By the name that `decoder-ablation` files them under."""


def untold_lesson(lesson: Lesson, untold: tuple[str, ...]) -> Lesson:
    """The same text, without telling these slots."""
    return replace(lesson, slots=replace(lesson.slots, **dict.fromkeys(untold, "none")))


@torch.no_grad()
def make_deaf(model: ReportDecoder, tokenizer: Tokenizer, ablation: Ablation) -> None:
    """What was never told in training changes nothing afterwards, whoever asks: the product's prefixes stay as they are."""
    values = dict(FIELDS)
    for name in ablation.untold:
        silent = model.embed.weight[tokenizer.token_to_id(f"<{name}:none>")].clone()
        for value in values[name]:
            model.embed.weight[tokenizer.token_to_id(f"<{name}:{value}>")] = silent
    if ablation.changes.get("place_share") == 0.0:
        model.place.weight.zero_()
