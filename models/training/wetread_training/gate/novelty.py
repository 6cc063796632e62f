"""How far a picture lies from every source of frontal films (Lee et al. 2018, one mean per source)."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

Floats = NDArray[np.float64]


class Novelty(nn.Module):
    """`deep` [N, C2], the mean of the deep map -> distance [N]: 0 at a source's centre, about 1 at a usual film.

    Squared Mahalanobis distance to the nearest source mean within the principal space, and the squared length of
    what that space does not explain, each divided by its mean over the training films; half of each. Subtraction,
    matrix products, squares and a minimum only.
    """

    def __init__(self, deep: int, dimensions: int, sources: int) -> None:
        super().__init__()
        self.register_buffer("mean", torch.zeros(deep))
        self.register_buffer("basis", torch.zeros(deep, dimensions))
        self.register_buffer("deviations", torch.ones(dimensions))
        self.register_buffer("centres", torch.zeros(sources, dimensions))
        self.register_buffer("usual", torch.ones(2))

    def forward(self, deep: Tensor) -> Tensor:
        centred = deep - self.mean
        inside = centred @ self.basis
        left = (centred - inside @ self.basis.t()).square().sum(dim=1)
        gaps = (inside / self.deviations).unsqueeze(1) - self.centres.unsqueeze(0)
        near = gaps.square().sum(dim=2).amin(dim=1)
        return 0.5 * near / self.usual[0] + 0.5 * left / self.usual[1]


def _balanced(sources: NDArray[np.int64]) -> Floats:
    """Weight per film so that a source counts by the square root of its size; they sum to 1."""
    counts = np.bincount(sources).astype(np.float64)
    weights = counts[sources] ** -0.5
    return weights / weights.sum()


def fit_novelty(
    deep: NDArray[np.float32], sources: NDArray[np.int64], dimensions: int, shrinkage: float
) -> Novelty:
    """From deep means [N, C2] of training films and each film's source 0..K-1.

    The principal space is that of all films; the variances are those around the own source's mean, with
    `shrinkage` of their average mixed in, so that a thin direction does not decide alone.
    """
    x, weights = deep.astype(np.float64), _balanced(sources)
    mean = weights @ x
    centred = x - mean
    _, _, rows = np.linalg.svd(centred * np.sqrt(weights)[:, None], full_matrices=False)
    basis = np.zeros((x.shape[1], dimensions))
    basis[:, : len(rows)] = rows[:dimensions].T
    inside = centred @ basis
    centres = np.stack(
        [
            np.average(inside[sources == k], axis=0, weights=weights[sources == k])
            for k in range(sources.max() + 1)
        ]
    )
    variances = weights @ (inside - centres[sources]) ** 2
    variances = (1 - shrinkage) * variances + shrinkage * max(variances.mean(), 1e-12)
    deviations = np.sqrt(variances)
    gaps = inside[:, None] / deviations - centres[None] / deviations
    near = (gaps**2).sum(axis=2).min(axis=1)
    left = ((centred - inside @ basis.T) ** 2).sum(axis=1)
    fitted = Novelty(x.shape[1], dimensions, len(centres))
    parts = {
        "mean": mean,
        "basis": basis,
        "deviations": deviations,
        "centres": centres / deviations,
        "usual": np.maximum([weights @ near, weights @ left], 1e-9),
    }
    for name, value in parts.items():
        getattr(fitted, name).copy_(torch.from_numpy(np.asarray(value)).float())
    return fitted.eval()
