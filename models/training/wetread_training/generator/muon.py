"""Muon (Jordan et al. 2024): momentum of a matrix, orthogonalised. In float32, for CPUs are slow in bfloat16."""

from __future__ import annotations

from collections.abc import Iterable

import torch
from torch import Tensor, nn

MOMENTUM = 0.95
# The quintic of the authors: five steps bring singular values between 0.7 and 1.2.
A, B, C = 3.4445, -4.7750, 2.0315
STEPS = 5


def orthogonal(matrix: Tensor) -> Tensor:
    """The nearest matrix with all singular values about 1, by Newton and Schulz's iteration."""
    turned = matrix.shape[0] > matrix.shape[1]
    x = matrix.T if turned else matrix
    x = x / (x.norm() + 1e-7)
    for _ in range(STEPS):
        square = x @ x.T
        x = A * x + (B * square + C * square @ square) @ x
    return x.T if turned else x


class Muon(torch.optim.Optimizer):
    """For weights of two dimensions; steps are as long as AdamW's, so that both share a rate."""

    def __init__(self, weights: Iterable[nn.Parameter], lr: float, weight_decay: float) -> None:
        super().__init__(weights, {"lr": lr, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self, closure: None = None) -> None:  # type: ignore[override]
        for group in self.param_groups:
            for weight in group["params"]:
                if weight.grad is None:
                    continue
                state = self.state[weight]
                mean = state.setdefault("mean", torch.zeros_like(weight))
                mean.lerp_(weight.grad, 1 - MOMENTUM)
                ahead = weight.grad.lerp(mean, MOMENTUM)
                weight.mul_(1 - group["lr"] * group["weight_decay"])
                length = 0.2 * max(weight.shape) ** 0.5
                weight.add_(orthogonal(ahead), alpha=-group["lr"] * length)
