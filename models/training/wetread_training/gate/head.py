"""The class head: a small perceptron on fixed features."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as F
from tqdm import tqdm

from .classes import GATE_CLASSES
from .settings import GateConfig

MOST_DEVIATIONS = 8.0
"""Standardised features are cut here: a picture unlike any in training must not carry the logits away."""


class GateHead(nn.Module):
    """`features` [N, F] of `features_of` -> logits [N, classes] over GATE_CLASSES. Plain ONNX operators."""

    def __init__(self, features: int, hidden: int = 96, dropout: float = 0.0) -> None:
        super().__init__()
        self.register_buffer("mean", torch.zeros(features))
        self.register_buffer("scale", torch.ones(features))
        self.hidden = nn.Linear(features, hidden)
        self.out = nn.Linear(hidden, len(GATE_CLASSES))
        self.dropout = nn.Dropout(dropout)

    def forward(self, features: Tensor) -> Tensor:
        x = ((features - self.mean) / self.scale).clamp(-MOST_DEVIATIONS, MOST_DEVIATIONS)
        return self.out(self.dropout(F.relu(self.hidden(self.dropout(x)))))


def class_weights(classes: Tensor) -> Tensor:
    """Square root of rarity, mean 1 over the pictures: rare classes count more, not all."""
    counts = torch.bincount(classes, minlength=len(GATE_CLASSES)).float()
    weights = (counts.sum() / counts.clamp(min=1)).sqrt() * (counts > 0)
    return weights / (weights * counts).sum() * counts.sum()


def train_head(
    features: NDArray[np.float32],
    classes: NDArray[np.int64],
    config: GateConfig,
    seed: int,
    device: str = "cpu",
) -> GateHead:
    """Weighted cross-entropy on features [N, F]; the same seed gives the same head on the same device."""
    torch.manual_seed(seed)
    head = GateHead(features.shape[1], config.hidden, config.dropout)
    x, y = torch.from_numpy(features), torch.from_numpy(classes)
    head.mean.copy_(x.mean(dim=0))
    head.scale.copy_(x.std(dim=0).clamp(min=1e-3))
    head, x, y, weights = head.to(device), x.to(device), y.to(device), class_weights(y).to(device)
    optimiser = torch.optim.AdamW(head.parameters(), lr=config.rate, weight_decay=config.weight_decay)
    generator = torch.Generator().manual_seed(seed)
    for epoch in tqdm(range(config.epochs), desc="gate head", mininterval=10):
        for group in optimiser.param_groups:
            group["lr"] = config.rate * (1 - epoch / config.epochs)
        for rows in torch.randperm(len(y), generator=generator).split(256):
            rows = rows.to(device)
            loss = F.cross_entropy(head(x[rows]), y[rows], weight=weights, label_smoothing=0.02)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            optimiser.step()
    return head.cpu().eval()
