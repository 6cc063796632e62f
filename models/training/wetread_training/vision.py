"""The vision encoder: one trunk; findings with a heat map each, embedding, scope gate."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from .efficientnet import EfficientNetLite
from .findings import FINDINGS
from .tasks import TASKS

POOL_SHARPNESS = 4.0
GREY_MEAN = 0.5
GREY_STD = 0.25


class VisionOutput(NamedTuple):
    """`heat` are logits [N, 14, H, W]; `pooled` the map's own vote; `features` the trunk's mean [N, 1280]."""

    logits: Tensor
    heat: Tensor
    pooled: Tensor
    features: Tensor


class VisionEncoder(nn.Module):
    """Input [N, 1, S, S] in 0..1. A finding's logit is the sum of a global vote and its map's vote.

    The map's vote is a log-mean-exp over the map (Pinheiro & Collobert 2015), so that a positive
    decision raises the map where the evidence is.
    """

    def __init__(self, variant: str, dropout: float) -> None:
        super().__init__()
        self.trunk = EfficientNetLite(variant)
        neck = 128
        self.from_deep = nn.Conv2d(self.trunk.out_channels, neck, 1, bias=False)
        self.from_middle = nn.Conv2d(self.trunk.mid_channels, neck, 1, bias=False)
        self.neck_norm = nn.BatchNorm2d(neck)
        self.neck_depthwise = nn.Conv2d(neck, neck, 3, padding=1, groups=neck, bias=False)
        self.neck_pointwise = nn.Conv2d(neck, neck, 1, bias=False)
        self.neck_out_norm = nn.BatchNorm2d(neck)
        self.heat = nn.Conv2d(neck, len(FINDINGS), 1)
        self.dropout = nn.Dropout(dropout)
        self.classify = nn.Linear(self.trunk.out_channels, len(FINDINGS))
        nn.init.zeros_(self.classify.weight)
        nn.init.constant_(self.classify.bias, -1.0)
        nn.init.constant_(self.heat.bias, -2.0)

    def forward(self, image: Tensor) -> VisionOutput:
        return self.read(*self.trunk((image - GREY_MEAN) / GREY_STD))

    def read(self, middle: Tensor, deep: Tensor) -> VisionOutput:
        """Findings from the trunk's stride-16 and stride-32 maps."""
        features = deep.mean(dim=(2, 3))
        wide = F.interpolate(self.from_deep(deep), scale_factor=2.0, mode="nearest")
        neck = F.relu(self.neck_norm(wide + self.from_middle(middle)))
        neck = F.relu(self.neck_out_norm(self.neck_pointwise(self.neck_depthwise(neck))))
        heat = self.heat(self.dropout(neck))
        flat = (heat * POOL_SHARPNESS).flatten(2)
        # log-mean-exp written with max and sums only, which every ONNX execution provider has.
        peak = flat.amax(dim=2, keepdim=True)
        pooled = (peak.squeeze(2) + (flat - peak).exp().mean(dim=2).log()) / POOL_SHARPNESS
        return VisionOutput(self.classify(self.dropout(features)) + pooled, heat, pooled, features)

    def fix_early(self, stages: int) -> None:
        """Keeps the first stages' weights as they are; their batch statistics still follow the films."""
        for layer in self.trunk.early_layers(stages):
            for parameter in layer.parameters():
                parameter.requires_grad_(False)


class AuxiliaryHeads(nn.Module):
    """One linear head per auxiliary task on the trunk's mean feature. Used in training only, never shipped."""

    def __init__(self, features: int) -> None:
        super().__init__()
        self.heads = nn.ModuleDict(
            {task: nn.Linear(features, len(classes)) for task, classes in TASKS.items()}
        )

    def loss(self, features: Tensor, classes: Tensor) -> Tensor:
        """Cross-entropy over known classes [N, tasks] (-1 unknown), mean over the tasks that the batch holds."""
        parts = []
        for index, head in enumerate(self.heads.values()):
            known = classes[:, index] >= 0
            weight = known.float()
            loss = F.cross_entropy(head(features).float(), classes[:, index].clamp(min=0), reduction="none")
            parts.append((loss * weight).sum() / weight.sum().clamp(min=1))
        return torch.stack(parts).mean()


def masked_bce(logits: Tensor, labels: Tensor, weight: Tensor) -> Tensor:
    """Binary cross-entropy over known labels (0, 1); a label of -1 is unknown and does not count."""
    known = (labels >= 0).float()
    loss = F.binary_cross_entropy_with_logits(
        logits, labels.clamp(min=0), pos_weight=weight, reduction="none"
    )
    return (loss * known).sum() / known.sum().clamp(min=1)


def map_loss(heat: Tensor, target: Tensor) -> Tensor:
    """Maps [K, H, W] against soft box masks: cross-entropy with equal weight in and out, plus Dice."""
    loss = F.binary_cross_entropy_with_logits(heat, target, reduction="none")
    inside = (loss * target).sum(dim=(1, 2)) / target.sum(dim=(1, 2)).clamp(min=0.5)
    outside = (loss * (1 - target)).sum(dim=(1, 2)) / (1 - target).sum(dim=(1, 2)).clamp(min=0.5)
    chance = torch.sigmoid(heat)
    overlap = 2 * (chance * target).sum(dim=(1, 2)) + 1
    dice = 1 - overlap / (chance.sum(dim=(1, 2)) + target.sum(dim=(1, 2)) + 1)
    return (0.5 * (inside + outside) + dice).mean()
