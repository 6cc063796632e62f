"""PA or AP: a logistic regression on the deep mean."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from torch import Tensor, nn

STRENGTHS = (1e-4, 3e-4, 1e-3, 3e-3, 1e-2)


class ViewHead(nn.Module):
    """`deep` [N, C2] -> logits [N, 2] over VIEWS; their softmax is the probability of the view."""

    def __init__(self, deep: int) -> None:
        super().__init__()
        self.out = nn.Linear(deep, 2)

    def forward(self, deep: Tensor) -> Tensor:
        return self.out(deep)


def cell_weights(views: NDArray[np.int64], sources: NDArray[np.int64]) -> NDArray[np.float64]:
    """Each source counts its two views alike, so that the source does not tell the view; mean 1.

    A source that has one view only counts little (a tenth): it would teach the source.
    """
    weights = np.zeros(len(views))
    for source in np.unique(sources):
        cells = [(sources == source) & (views == view) for view in (0, 1)]
        share = 1.0 if all(cell.any() for cell in cells) else 0.1
        for cell in cells:
            weights[cell] = share * np.sqrt((sources == source).sum()) / max(cell.sum(), 1)
    return weights / weights.mean()


def balanced_accuracy(truth: NDArray[np.int64], said: NDArray[np.int64]) -> float:
    """Mean of the two views' recalls; NaN when a view is missing."""
    recalls = [(said[truth == view] == view).mean() if (truth == view).any() else np.nan for view in (0, 1)]
    return float(np.mean(recalls))


def _to_head(fit: LogisticRegression, mean: NDArray[np.float64], scale: NDArray[np.float64]) -> ViewHead:
    """Folds the standardisation into the weights; half of the log odds to each side."""
    slope = fit.coef_[0] / scale
    intercept = float(fit.intercept_[0] - slope @ mean)
    head = ViewHead(len(slope))
    with torch.no_grad():
        head.out.weight.copy_(torch.from_numpy(np.stack([-slope, slope]) / 2).float())
        head.out.bias.copy_(torch.tensor([-intercept / 2, intercept / 2]))
    return head.eval()


def fit_views(
    train: tuple[NDArray[np.float32], NDArray[np.int64], NDArray[np.int64]],
    val: tuple[NDArray[np.float32], NDArray[np.int64]],
) -> ViewHead:
    """`train` = deep means, views (0 PA, 1 AP), sources; the strength with the best balanced accuracy on `val`.

    Without both views in training the head answers .5 / .5.
    """
    deep, views, sources = train
    if len(np.unique(views)) < 2:
        head = ViewHead(deep.shape[1])
        nn.init.zeros_(head.out.weight)
        nn.init.zeros_(head.out.bias)
        return head.eval()
    mean, scale = deep.mean(axis=0).astype(np.float64), np.maximum(deep.std(axis=0), 1e-3).astype(np.float64)
    best, best_score = None, -1.0
    for strength in STRENGTHS:
        fit = LogisticRegression(C=strength, max_iter=500)
        fit.fit((deep - mean) / scale, views, sample_weight=cell_weights(views, sources))
        score = balanced_accuracy(val[1], fit.predict((val[0] - mean) / scale)) if len(val[1]) else 0.0
        if best is None or score > best_score:
            best, best_score = fit, score
    assert best is not None
    return _to_head(best, mean, scale)
