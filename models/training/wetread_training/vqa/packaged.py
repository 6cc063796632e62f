"""The answerer as it is shipped: two graphs, norms folded, weights rounded to half precision or int8."""

from __future__ import annotations

import copy
from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

from ..efficientnet import EfficientNetLite, InvertedResidual
from ..packaged import round_half
from ..text.int8_storage import round_weights
from .features import Front
from .judge import LEAST_CHANCE
from .network import Answerer, Sight, TrunkEnd
from .sets import HEADS

PICTURE_OUTPUTS = ("cells", "whole", *HEADS)


def _fold_block(block: nn.Module) -> None:
    assert isinstance(block, InvertedResidual)
    pairs = [("_depthwise_conv", "_bn1"), ("_project_conv", "_bn2")]
    for convolution, norm in [("_expand_conv", "_bn0"), *pairs] if block.expand else pairs:
        setattr(block, convolution, fuse_conv_bn_eval(getattr(block, convolution), getattr(block, norm)))
        setattr(block, norm, nn.Identity())


def _fold_front(trunk: EfficientNetLite, last: int) -> None:
    trunk._conv_stem = fuse_conv_bn_eval(trunk._conv_stem, trunk._bn0)
    trunk._bn0 = nn.Identity()
    for block in trunk._blocks[:last]:
        _fold_block(block)


def _fold_end(end: TrunkEnd) -> None:
    end._conv_head = fuse_conv_bn_eval(end._conv_head, end._bn1)
    end._bn1 = nn.Identity()
    for block in end.blocks:
        _fold_block(block)


class PictureGraph(nn.Module):
    """`image` [N, 1, S, S] in 0..1 -> cells of all members side by side, whole, and the logits of each picture-only task."""

    def __init__(self, trunk: EfficientNetLite, members: Sequence[Answerer]) -> None:
        super().__init__()
        self.front, self.members = Front(trunk), nn.ModuleList(members)

    def forward(self, image: Tensor) -> tuple[Tensor, ...]:
        features = self.front(image)
        # One trunk for all: the first member's end sees for the others.
        deep = self.members[0].end(features)
        sights = [member.see(features, deep) for member in self.members]
        told = [member.classes(sight) for member, sight in zip(self.members, sights, strict=True)]
        return (
            torch.cat([sight.cells for sight in sights], dim=2),
            sights[0].whole,
            *(sum(classes[task] for classes in told) / len(told) for task in HEADS),
        )


class QuestionGraph(nn.Module):
    """Questions of one picture: cells [1, C, members * W], whole [1, D], ids and mask [Q, L] -> answer logits [Q, A]."""

    def __init__(self, members: Sequence[Answerer]) -> None:
        super().__init__()
        self.members = nn.ModuleList(members)

    def forward(self, cells: Tensor, whole: Tensor, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        width = cells.shape[2] // len(self.members)
        told = []
        for place, member in enumerate(self.members):
            own = cells[:, :, place * width : (place + 1) * width]
            told.append(member.reply_one(Sight(own, whole), member.text(input_ids, attention_mask)))
        if len(told) == 1:
            return told[0]
        chances = torch.stack([torch.softmax(logits, dim=1) for logits in told]).mean(dim=0)
        return torch.log(chances.clamp(min=LEAST_CHANCE))


def package(
    trunk: EfficientNetLite, answerers: Sequence[Answerer], half: bool = True
) -> tuple[PictureGraph, QuestionGraph]:
    """Copies for delivery: weights are those that half precision (picture) and int8 (question) hold.

    The answerers share the end of their trunk.
    """
    front = copy.deepcopy(trunk).eval()
    members = [copy.deepcopy(answerer).cpu().eval() for answerer in answerers]
    for member in members:
        member.to(memory_format=torch.contiguous_format)
        member.settle()
    picture = PictureGraph(front, members)
    _fold_front(front, picture.front.last)
    for member in members:
        _fold_end(member.end)
    if half:
        round_half(picture)
    # The question's matrices bear int8, and that keeps the folder small.
    question = round_weights(QuestionGraph(members))
    return picture.eval(), question.eval()
