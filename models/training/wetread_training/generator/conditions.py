"""What a picture hangs on: the reader's findings and the main directions of its embedding, standardised.

A film's condition is read from the film. A prompt's condition is what a small network expects of the films that fit it,
from the text's embedding alone; so the gap between the embeddings of texts and of films is bridged by training.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

DIRECTIONS = 34
"""Directions of the image embedding that are kept."""
FARTHEST = 3.5
"""Conditions are cut here, in standard deviations."""


class FilmConditions(nn.Module):
    """`forward(logits [N, 14], embedding [N, E])` -> [N, 14 + 34 + 1]; the last number is 1: there is a condition."""

    def __init__(self, findings: int, dimensions: int) -> None:
        super().__init__()
        self.register_buffer("logit_mean", torch.zeros(findings))
        self.register_buffer("logit_scale", torch.ones(findings))
        self.register_buffer("mean", torch.zeros(dimensions))
        self.register_buffer("basis", torch.zeros(dimensions, min(DIRECTIONS, dimensions)))

    @property
    def width(self) -> int:
        return len(self.logit_mean) + self.basis.shape[1] + 1

    @torch.no_grad()
    def fit(self, logits: Tensor, embedding: Tensor) -> None:
        self.logit_mean.copy_(logits.mean(dim=0))
        self.logit_scale.copy_(1 / logits.std(dim=0).clamp(min=1e-3))
        mean = embedding.mean(dim=0)
        _, scale, turned = torch.linalg.svd((embedding - mean).double(), full_matrices=False)
        count = self.basis.shape[1]
        spread = (scale[:count] / len(embedding) ** 0.5).clamp(min=1e-3)
        self.mean.copy_(mean)
        self.basis.copy_(turned[:count].T / spread)

    def forward(self, logits: Tensor, embedding: Tensor) -> Tensor:
        found = (logits - self.logit_mean) * self.logit_scale
        seen = (embedding - self.mean) @ self.basis
        told = torch.cat([found, seen], dim=1).clamp(-FARTHEST, FARTHEST)
        return torch.cat([told, torch.ones_like(told[:, :1])], dim=1)


class PromptConditions(nn.Module):
    """`forward(embedding of a text [N, E], of unit length)` -> [N, C] as FilmConditions gives it."""

    def __init__(self, dimensions: int, conditions: int, hidden: int = 320) -> None:
        super().__init__()
        self.register_buffer("mean", torch.zeros(dimensions))
        self.register_buffer("scale", torch.ones(1))
        self.first = nn.Linear(dimensions, hidden)
        self.second = nn.Linear(hidden, hidden)
        self.last = nn.Linear(hidden, conditions - 1)
        self.straight = nn.Linear(dimensions, conditions - 1)

    @torch.no_grad()
    def fit_scale(self, texts: Tensor) -> None:
        self.mean.copy_(texts.mean(dim=0))
        self.scale.fill_(float(1 / (texts - self.mean).std()))

    def forward(self, text: Tensor) -> Tensor:
        told = (text - self.mean) * self.scale
        hidden = F.silu(self.second(F.silu(self.first(told))))
        out = self.straight(told) + self.last(hidden)
        return torch.cat([out, torch.ones_like(out[:, :1])], dim=1)


def no_condition(like: Tensor) -> Tensor:
    return torch.zeros_like(like)
