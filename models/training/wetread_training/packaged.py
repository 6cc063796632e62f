"""The encoder as it is shipped: everything in one module, norms folded, weights rounded to half precision."""

from __future__ import annotations

import copy
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

from .efficientnet import EfficientNetLite, InvertedResidual
from .gate import GateHead
from .vision import GREY_MEAN, GREY_STD, VisionEncoder


class EncoderOutput(NamedTuple):
    finding_logits: Tensor
    heatmaps: Tensor
    gate_logits: Tensor
    embedding: Tensor


class EmbeddingHead(nn.Module):
    """Whitened principal components of the training films' features, brought to length 1."""

    def __init__(self, mean: Tensor, components: Tensor) -> None:
        super().__init__()
        self.register_buffer("mean", mean)
        self.register_buffer("components", components)

    def forward(self, features: Tensor) -> Tensor:
        projected = (features - self.mean) @ self.components
        return projected / projected.square().sum(dim=1, keepdim=True).sqrt().clamp(min=1e-6)


def fit_embedding(features: NDArray[np.float32], size: int) -> EmbeddingHead:
    """Principal components of [N, 1280] features, each scaled to unit variance."""
    x = torch.from_numpy(features).double()
    mean = x.mean(dim=0)
    _, singular, rows = torch.linalg.svd(x - mean, full_matrices=False)
    kept = min(size, int((singular > 1e-6).sum()))
    scale = singular[:kept] / max(1.0, len(x) - 1) ** 0.5
    components = (rows[:kept] / scale.unsqueeze(1)).T
    # A small set gives fewer components than asked; the rest stay 0 so that the width is the same.
    padded = torch.zeros(x.shape[1], size, dtype=torch.float64)
    padded[:, :kept] = components
    return EmbeddingHead(mean.float(), padded.float())


def _fold(owner: nn.Module, conv: str, norm: str) -> None:
    setattr(owner, conv, fuse_conv_bn_eval(getattr(owner, conv), getattr(owner, norm)))
    setattr(owner, norm, nn.Identity())


def _fold_trunk(trunk: EfficientNetLite) -> None:
    _fold(trunk, "_conv_stem", "_bn0")
    _fold(trunk, "_conv_head", "_bn1")
    for block in trunk._blocks:
        assert isinstance(block, InvertedResidual)
        if block.expand:
            _fold(block, "_expand_conv", "_bn0")
        _fold(block, "_depthwise_conv", "_bn1")
        _fold(block, "_project_conv", "_bn2")


class PackagedEncoder(nn.Module):
    """`image` [N, 1, S, S] in 0..1 -> finding_logits, heatmaps (0..1), gate_logits, embedding."""

    def __init__(self, vision: VisionEncoder, gate: GateHead, embedding: EmbeddingHead, half: bool) -> None:
        super().__init__()
        self.vision = copy.deepcopy(vision).eval().to(memory_format=torch.contiguous_format)
        self.gate = copy.deepcopy(gate).eval()
        self.embedding = embedding
        _fold_trunk(self.vision.trunk)
        _fold(self.vision, "neck_pointwise", "neck_out_norm")
        if half:
            # Rounded here, not at export: what is calibrated and measured is what is shipped.
            with torch.no_grad():
                for tensor in self.parameters():
                    tensor.copy_(tensor.half().float())

    def forward(self, image: Tensor) -> EncoderOutput:
        vision = self.vision
        middle, deep = vision.trunk((image - GREY_MEAN) / GREY_STD)
        out = vision.read(middle, deep)
        half_size = middle.shape[2] // 2
        quarters = nn.functional.avg_pool2d(middle, half_size).flatten(1)
        gate = self.gate(torch.cat([out.features, quarters], dim=1))
        return EncoderOutput(out.logits, torch.sigmoid(out.heat), gate, self.embedding(out.features))
