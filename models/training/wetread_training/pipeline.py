"""The stages in their order. Each reads what the one before left in the work folder, and can be run again alone."""

from __future__ import annotations

from collections.abc import Callable

from . import stages_delivery, stages_heads, stages_vision
from .baselines import stage_baselines
from .model_card import stage_card
from .report import stage_report
from .workbench import Bench

STAGES: dict[str, Callable[[Bench], None]] = {
    "prepare": stages_vision.stage_prepare,
    "pack": stages_vision.stage_pack,
    "masked": stages_vision.stage_masked,
    "teachers": stages_vision.stage_teachers,
    "student": stages_vision.stage_student,
    "ablation": stages_vision.stage_ablation,
    "gate": stages_heads.stage_gate,
    "look": stages_heads.stage_look,
    "text": stages_heads.stage_text,
    "joint": stages_heads.stage_joint,
    "text-ablation": stages_heads.stage_text_ablation,
    "calibrate": stages_heads.stage_calibrate,
    "decoder": stages_delivery.stage_decoder,
    "export": stages_delivery.stage_export,
    "baselines": stage_baselines,
    "report": stage_report,
    "card": stage_card,
}
