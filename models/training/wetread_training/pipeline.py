"""The stages in their order. Each reads what the one before left in the work folder, and can be run again alone."""

from __future__ import annotations

from collections.abc import Callable

from . import stages_delivery, stages_heads, stages_saying, stages_vision
from .baselines import stage_baselines
from .generator import stages as generator
from .generator.card import stage_generator_card
from .generator.export import stage_generator_export
from .generator.measure_stages import stage_generator_report, stage_guidance
from .model_card import stage_card
from .report import stage_report
from .stages_decoder_ablation import stage_decoder_ablation
from .vqa import card as vqa_card
from .vqa import stages as vqa
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
    "export": stages_delivery.stage_export,
    "sentences": stages_saying.stage_sentences,
    "decoder": stages_saying.stage_decoder,
    "manifest": stages_delivery.stage_manifest,
    "agreement": stages_saying.stage_agreement,
    "decoder-ablation": stage_decoder_ablation,
    "baselines": stage_baselines,
    "generator-autoencoder": generator.stage_coder,
    "generator": generator.stage_flow,
    "generator-export": stage_generator_export,
    "generator-guidance": stage_guidance,
    "generator-report": stage_generator_report,
    "generator-card": stage_generator_card,
    "vqa-features": vqa.stage_vqa_features,
    "vqa-trunk": vqa.stage_vqa_trunk,
    "vqa": vqa.stage_vqa,
    "vqa-attempts": vqa.stage_vqa_attempts,
    "vqa-export": vqa.stage_vqa_export,
    "report": stage_report,
    "card": stage_card,
    "vqa-card": vqa_card.stage_vqa_card,
}
