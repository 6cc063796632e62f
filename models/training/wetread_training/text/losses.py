"""Losses of the joint space over graded relevance."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional as F

LEAST = 0.3
"""A text whose best film in the batch is less relevant than this teaches nothing about ranking."""


def shares(fit: Tensor, soft: bool) -> Tensor:
    """Relevance [T, N] as a target distribution over films; hard targets keep only what fits by half or more."""
    kept = fit if soft else (fit >= 0.5).to(fit.dtype)
    return kept / kept.sum(dim=1, keepdim=True).clamp(min=1e-6)


def ranking_loss(similarity: Tensor, target: Tensor, best: Tensor) -> Tensor:
    """Cross-entropy of softmax over films [T, N] against target shares, where `best` relevance [T] is enough.

    Where it is met, scaled cosines differ as logarithms of relevance do: conjunctions add up, as a dot product can.
    """
    loss = -(target * F.log_softmax(similarity, dim=1)).sum(dim=1)
    counts = (best >= LEAST).to(loss.dtype)
    return (loss * counts).sum() / counts.sum().clamp(min=1)


class Matching(NamedTuple):
    """Films that fit a text come first (`top`), those that fit least last (`bottom`); `texts` that fit a film first."""

    top: Tensor
    bottom: Tensor
    texts: Tensor


def semantic_matching(
    similarity: Tensor, labels: Tensor, teacher: Tensor, weight: float, soft: bool
) -> Matching:
    """MedCLIP's loss over [T, N] tables, with labels and teacher mixed by `weight`.

    A denial fits nearly every film, so that its `top` says little; its `bottom`, the few films that have what is
    denied, says much.
    """

    def mixed(label_part: Tensor, teacher_part: Tensor) -> Tensor:
        return (1 - weight) * shares(label_part, soft) + weight * shares(teacher_part, soft)

    fit = (1 - weight) * labels + weight * teacher
    return Matching(
        ranking_loss(similarity, mixed(labels, teacher), fit.amax(dim=1)),
        ranking_loss(-similarity, mixed(1 - labels, 1 - teacher), 1 - fit.amin(dim=1)),
        ranking_loss(similarity.T, mixed(labels.T, teacher.T), fit.amax(dim=0)),
    )


def minimal_pair_loss(ours: Tensor, theirs: Tensor, fit: Tensor, other_fit: Tensor) -> Tensor:
    """A film must lie nearer to that text of a minimal pair which it fits better. All [P, N].

    Logistic on the difference of scaled cosines, films weighted by how far the two fits differ. Each pair counts
    alike: exchanged polarity parts every film, an exchanged side only the few that have the finding.
    """
    gap = fit - other_fit
    loss = F.binary_cross_entropy_with_logits(ours - theirs, (gap > 0).to(gap.dtype), reduction="none")
    weight = gap.abs()
    total = weight.sum(dim=1)
    counts = (total >= LEAST).to(loss.dtype)
    each = (loss * weight).sum(dim=1) / total.clamp(min=LEAST)
    return (each * counts).sum() / counts.sum().clamp(min=1)


def scale_of(log_scale: Tensor) -> Tensor:
    """Inverse temperature, at most 60."""
    return torch.clamp(log_scale, max=4.1).exp()
