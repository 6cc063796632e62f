"""The answerer as it is shipped: two graphs, norms folded, weights rounded to half precision or int8."""

from __future__ import annotations

import copy

import torch
from torch import Tensor, nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

from ..efficientnet import EfficientNetLite, InvertedResidual
from ..packaged import round_half
from ..text.int8_storage import round_weights
from .features import Front
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
    """`image` [N, 1, S, S] in 0..1 -> cells, whole, and the logits of each picture-only task."""

    def __init__(self, trunk: EfficientNetLite, answerer: Answerer) -> None:
        super().__init__()
        self.front, self.answerer = Front(trunk), answerer

    def forward(self, image: Tensor) -> tuple[Tensor, ...]:
        sight = self.answerer.see(self.front(image))
        classes = self.answerer.classes(sight)
        return (sight.cells, sight.whole, *(classes[task] for task in HEADS))


class QuestionGraph(nn.Module):
    """Questions of one picture: cells [1, C, W], whole [1, D], ids and mask [Q, L] -> answer logits [Q, A]."""

    def __init__(self, answerer: Answerer) -> None:
        super().__init__()
        self.answerer = answerer

    def forward(self, cells: Tensor, whole: Tensor, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        asked = self.answerer.text(input_ids, attention_mask)
        return self.answerer.reply_one(Sight(cells, whole), asked)


def package(
    trunk: EfficientNetLite, answerer: Answerer, half: bool = True
) -> tuple[PictureGraph, QuestionGraph]:
    """Copies for delivery: weights are those that half precision (picture) and int8 (question) hold."""
    front, answers = copy.deepcopy(trunk).eval(), copy.deepcopy(answerer).cpu().eval()
    answers.to(memory_format=torch.contiguous_format)
    picture = PictureGraph(front, answers)
    _fold_front(front, picture.front.last)
    _fold_end(answers.end)
    if half:
        round_half(picture)
    # The question's matrices bear int8, and that keeps the folder small.
    question = round_weights(QuestionGraph(answers))
    return picture.eval(), question.eval()
