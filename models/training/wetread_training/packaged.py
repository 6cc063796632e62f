"""The encoder as it is shipped: everything in one module, norms folded, weights rounded to half precision."""

from __future__ import annotations

import copy
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

from .efficientnet import EfficientNetLite, InvertedResidual
from .gate import GateHeads, features_of
from .text.joint import JointImageHead
from .vision import GREY_MEAN, GREY_STD, VisionEncoder, VisionOutput


class EncoderOutput(NamedTuple):
    """Outputs of `encoder.onnx` in their order."""

    finding_logits: Tensor
    heatmaps: Tensor
    gate_logits: Tensor
    novelty: Tensor
    view_logits: Tensor
    embedding: Tensor


def _fold(owner: nn.Module, convolution: str, norm: str) -> None:
    setattr(owner, convolution, fuse_conv_bn_eval(getattr(owner, convolution), getattr(owner, norm)))
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


def packaged_vision(vision: VisionEncoder, half: bool) -> VisionEncoder:
    """A copy with folded norms whose weights are those that half precision keeps."""
    folded = copy.deepcopy(vision).cpu().eval().to(memory_format=torch.contiguous_format)
    _fold_trunk(folded.trunk)
    _fold(folded, "neck_pointwise", "neck_out_norm")
    if half:
        # Rounded here, not at export: what is calibrated and measured is what is shipped.
        round_half(folded)
    return folded


def round_half(module: nn.Module) -> None:
    with torch.no_grad():
        for tensor in module.parameters():
            tensor.copy_(tensor.half().float())


class Reader(nn.Module):
    """Findings, maps and features of `image` [N, 1, S, S]; with `mirrored`, means over the film and its mirror image."""

    def __init__(self, vision: VisionEncoder, mirrored: bool) -> None:
        super().__init__()
        self.vision, self.mirrored = vision, mirrored

    def forward(self, image: Tensor) -> tuple[VisionOutput, Tensor, Tensor]:
        """(output with heat in 0..1, middle and deep map of the film as it is)."""
        looks = torch.cat([image, image.flip(3)]) if self.mirrored else image
        middle, deep = self.vision.trunk((looks - GREY_MEAN) / GREY_STD)
        out = self.vision.read(middle, deep)
        heat = torch.sigmoid(out.heat)
        if not self.mirrored:
            return out._replace(heat=heat), middle, deep
        (logits, other), (heat, turned), (features, opposite) = (
            part.chunk(2) for part in (out.logits, heat, out.features)
        )
        mean = VisionOutput(
            (logits + other) / 2,
            (heat + turned.flip(3)) / 2,
            out.pooled.chunk(2)[0],
            (features + opposite) / 2,
        )
        return mean, middle.chunk(2)[0], deep.chunk(2)[0]


class PackagedEncoder(nn.Module):
    """`image` [N, 1, S, S] in 0..1 -> EncoderOutput."""

    def __init__(
        self,
        vision: VisionEncoder,
        heads: GateHeads,
        joint: JointImageHead,
        grid: int,
        half: bool,
        mirrored: bool,
    ) -> None:
        super().__init__()
        self.reader = Reader(packaged_vision(vision, half), mirrored)
        self.gate, self.novelty, self.views = (
            copy.deepcopy(part).eval() for part in (heads.gate, heads.novelty, heads.views)
        )
        self.joint, self.grid = copy.deepcopy(joint).eval(), grid
        if half:
            for part in (self.gate, self.views, self.joint):
                round_half(part)

    def forward(self, image: Tensor) -> EncoderOutput:
        out, middle, deep = self.reader(image)
        features = features_of(middle, deep, self.grid)
        mean = deep.mean(dim=(2, 3))
        return EncoderOutput(
            out.logits,
            out.heat,
            self.gate(features),
            self.novelty(mean),
            self.views(mean),
            self.joint(out.features, out.logits, out.heat),
        )
