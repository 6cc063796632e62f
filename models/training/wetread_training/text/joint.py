"""The image side of the joint space: a small head on what the frozen encoder says of a film."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as F

from ..findings import FINDINGS
from .films import zone_rows

REGIONS = 6
SHARES = 5
"""Balance of the sides, the greater of both, and the share of each zone."""


def region_heat(heat: Tensor) -> tuple[Tensor, Tensor]:
    """Mean and maximum [N, 14, 6] of maps [N, 14, h, w] over two halves by three zones.

    Sliced, not pooled adaptively, so that it exports for map sizes that do not divide.
    """
    # Constants in the exported graph: the map's size belongs to the model.
    first, second = zone_rows(int(heat.shape[2]))
    middle = int(heat.shape[3]) // 2
    parts = [
        part
        for half in (heat[..., :middle], heat[..., middle:])
        for part in (half[:, :, :first], half[:, :, first:second], half[:, :, second:])
    ]
    means = torch.stack([part.mean(dim=(2, 3)) for part in parts], dim=2)
    peaks = torch.stack([part.amax(dim=(2, 3)) for part in parts], dim=2)
    return means, peaks


def place_shares(peaks: Tensor) -> Tensor:
    """[N, 14, 5] of region peaks [N, 14, 6]: right minus left, both, and the three zones, independent of strength."""
    right, left = peaks[..., :3].amax(dim=2), peaks[..., 3:].amax(dim=2)
    total = right + left + 1e-4
    zones = torch.maximum(peaks[..., :3], peaks[..., 3:])
    zones = zones / (zones.sum(dim=2, keepdim=True) + 1e-4)
    sides = torch.stack([(right - left) / total, 2 * torch.minimum(right, left) / total], dim=2)
    return torch.cat([sides, zones], dim=2)


class JointImageHead(nn.Module):
    """`forward(features [N, F], logits [N, 14], heat [N, 14, h, w] in 0..1)` -> [N, dimensions], of unit length.

    A linear way and a hidden layer over logits, region heat, and chance x place; trunk features enter through a
    narrow, strongly dropped bottleneck, because they know the training films by heart.
    """

    def __init__(
        self,
        features: int,
        dimensions: int = 256,
        dropout: float = 0.3,
        feature_dropout: float = 0.6,
        hidden: int = 256,
    ) -> None:
        super().__init__()
        self.narrow = 48
        count = len(FINDINGS)
        evidence = count * (2 + 2 * REGIONS + SHARES)
        self.register_buffer("feature_mean", torch.zeros(features))
        self.register_buffer("feature_scale", torch.ones(features))
        self.register_buffer("evidence_mean", torch.zeros(evidence))
        self.register_buffer("evidence_scale", torch.ones(evidence))
        self.register_buffer("slope", torch.ones(count))
        self.register_buffer("intercept", torch.zeros(count))
        self.feature_dropout, self.dropout = nn.Dropout(feature_dropout), nn.Dropout(dropout)
        self.narrow_in = nn.Linear(features, self.narrow)
        self.hidden = nn.Linear(evidence + self.narrow, hidden)
        self.straight = nn.Linear(evidence, dimensions)
        self.out = nn.Linear(hidden, dimensions)

    def evidence(self, logits: Tensor, heat: Tensor) -> Tensor:
        """[N, 14 x 19] before scaling."""
        means, peaks = region_heat(heat)
        calibrated = logits * self.slope + self.intercept
        chance = torch.sigmoid(calibrated)
        placed = chance.sqrt().unsqueeze(2) * place_shares(peaks)
        parts = [calibrated, chance.sqrt(), means.flatten(1), peaks.flatten(1), placed.flatten(1)]
        return torch.cat(parts, dim=1)

    def forward(self, features: Tensor, logits: Tensor, heat: Tensor) -> Tensor:
        evidence = (self.evidence(logits, heat) - self.evidence_mean) * self.evidence_scale
        evidence = evidence.clamp(-5, 5)
        trunk = ((features - self.feature_mean) * self.feature_scale).clamp(-5, 5)
        trunk = self.narrow_in(self.feature_dropout(trunk))
        hidden = F.relu(self.hidden(self.dropout(torch.cat([evidence, trunk], dim=1))))
        out = self.straight(evidence) + self.out(self.dropout(hidden))
        return out / out.square().sum(dim=1, keepdim=True).sqrt().clamp(min=1e-6)

    @torch.no_grad()
    def fit_scale(
        self,
        features: Tensor,
        logits: Tensor,
        heat: Tensor,
        platt: tuple[NDArray[np.float64], NDArray[np.float64]],
    ) -> None:
        """Sets the Platt lines of the logits, and mean and spread of all inputs, from films."""
        self.slope.copy_(torch.as_tensor(platt[0]))
        self.intercept.copy_(torch.as_tensor(platt[1]))
        for name, values in (("feature", features), ("evidence", self.evidence(logits, heat))):
            getattr(self, f"{name}_mean").copy_(values.mean(dim=0))
            getattr(self, f"{name}_scale").copy_(1 / values.std(dim=0).clamp(min=1e-3))
