"""Open-i reports: cleaned sentences for masked-language training, and claims by label for the joint space.

The text stays in the data folder (CC BY-NC-ND 4.0); nothing here writes it anywhere.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .claims import AIRSPACE, NORMAL, PLACELESS, Claim, Statement
from .sentence_reader import read_claims

OPACITY = (*AIRSPACE, "Atelectasis")

MESH_FINDINGS: dict[str, tuple[str, ...]] = {
    "pulmonary atelectasis": ("Atelectasis",),
    "cardiomegaly": ("Cardiomegaly",),
    "cardiac shadow/enlarged": ("Cardiomegaly",),
    "pleural effusion": ("Effusion",),
    "hydropneumothorax": ("Pneumothorax",),
    "infiltrate": ("Infiltration",),
    "opacity": OPACITY,
    "density": OPACITY,
    "airspace disease": OPACITY,
    "mass": ("Mass",),
    "nodule": ("Nodule",),
    "pneumonia": ("Pneumonia",),
    "pneumothorax": ("Pneumothorax",),
    "consolidation": ("Consolidation",),
    "pulmonary edema": ("Edema",),
    "pulmonary congestion": ("Edema",),
    "heart failure": ("Edema",),
    "emphysema": ("Emphysema",),
    "pulmonary emphysema": ("Emphysema",),
    "bullous emphysema": ("Emphysema",),
    "pulmonary disease, chronic obstructive": ("Emphysema",),
    "lung/hyperdistention": ("Emphysema",),
    "lung, hyperlucent": ("Emphysema",),
    "pulmonary fibrosis": ("Fibrosis",),
    "fibrosis": ("Fibrosis",),
    "cicatrix/lung": ("Fibrosis",),
    "lung diseases, interstitial": ("Fibrosis",),
    "thickening/pleura": ("Pleural_Thickening",),
    "hernia, hiatal": ("Hernia",),
    "hernia, diaphragmatic": ("Hernia",),
}
MESH_ZONES = {
    "base": "lower",
    "lower lobe": "lower",
    "costophrenic angle": "lower",
    "retrocardiac": "lower",
    "apex": "upper",
    "upper lobe": "upper",
    "middle lobe": "middle",
    "lingula": "middle",
    "hilum": "middle",
}
MESH_SIZES = {
    "mild": "small",
    "small": "small",
    "borderline": "small",
    "moderate": "moderate",
    "severe": "large",
    "large": "large",
}
CHEXPERT_FINDINGS: dict[str, tuple[str, ...]] = {
    "Atelectasis": ("Atelectasis",),
    "Cardiomegaly": ("Cardiomegaly",),
    "Consolidation": ("Consolidation",),
    "Edema": ("Edema",),
    "Lung Lesion": ("Mass", "Nodule"),
    "Lung Opacity": OPACITY,
    "Pleural Effusion": ("Effusion",),
    "Pneumonia": ("Pneumonia",),
    "Pneumothorax": ("Pneumothorax",),
    "Pleural Other": ("Pleural_Thickening",),
}


@dataclass(frozen=True)
class Report:
    split: str
    sentences: tuple[str, ...]
    claims: tuple[Claim, ...]
    """From the MeSH tags."""
    positives: frozenset[str]
    """Findings that MeSH or the CheXpert labeller state (uncertain ones too)."""


def mesh_claim(tag: str) -> Claim | None:
    """A tag such as `Pleural Effusion/left/small` as a claim; None when it names none of the 14 findings."""
    if tag.strip().lower() == "normal":
        return NORMAL
    parts = [part.strip().lower() for part in tag.split("/")]
    keys = [parts[0], *(f"{parts[0]}/{part}" for part in parts[1:])]
    codes = next((MESH_FINDINGS[key] for key in keys if key in MESH_FINDINGS), None)
    if codes is None:
        return None
    size = next((MESH_SIZES[part] for part in parts[1:] if part in MESH_SIZES), "none")
    if set(codes) <= PLACELESS:
        return Claim(codes, True, size=size)
    side = next((part for part in parts[1:] if part in ("left", "right", "bilateral")), "none")
    if side == "none" and "lingula" in parts:
        side = "left"
    zone = next((MESH_ZONES[part] for part in parts[1:] if part in MESH_ZONES), "none")
    return Claim(codes, True, side, zone, size)


def clean_sentences(text: str | None) -> list[str]:
    """Sentences without de-identification marks, list numbers and measurements' remains; 2 to 40 words."""
    bare = re.sub(r"[^\s,.;:]*XX[^\s,.;:]*", " ", text or "")
    bare = re.sub(r"(?<![\w.])\d{1,2}\.\s+", " ", bare)
    sentences = [re.sub(r"\s+", " ", part).strip(" ,;:-") for part in re.split(r"(?<=[.?!])\s+", bare)]
    return [sentence for sentence in sentences if 2 <= len(sentence.split()) <= 40]


def _positives(row: dict[str, Any], claims: tuple[Claim, ...]) -> frozenset[str]:
    codes = {code for claim in claims if claim.present for code in claim.findings}
    for name, value in (row["chexpert"] or {}).items():
        if value != 0 and name in CHEXPERT_FINDINGS:
            codes.update(CHEXPERT_FINDINGS[name])
    return frozenset(codes)


def read_reports(data: Path) -> list[Report]:
    """All reports of `data/text/openi` with an R2Gen split (train, val, test)."""
    reports = []
    path = data / "text" / "openi" / "reports.jsonl"
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["r2gen_split"] is None:
            continue
        claims = tuple(claim for tag in row["mesh_major"] or [] if (claim := mesh_claim(tag)))
        sentences = [*clean_sentences(row["findings"]), *clean_sentences(row["impression"])]
        reports.append(Report(row["r2gen_split"], tuple(sentences), claims, _positives(row, claims)))
    return reports


def _agrees(claim: Claim, report: Report) -> bool:
    stated = bool(set(claim.findings) & report.positives)
    return stated if claim.present else not stated


def _placed_by_tag(claim: Claim, report: Report) -> Claim:
    """A claim that says no place itself keeps none; one that does must not contradict its tag."""
    tags = [
        tag for tag in report.claims if tag.present and tag.findings == claim.findings and tag.side != "none"
    ]
    if (
        claim.side != "none"
        and tags
        and all(claim.side != tag.side and tag.side != "bilateral" for tag in tags)
    ):
        return Claim(claim.findings, claim.present, "none", claim.zone, claim.size)
    return claim


def label_statements(reports: list[Report]) -> list[Statement]:
    """Report sentences of at most 24 words whose claims the report's labels confirm."""
    statements = {}
    for report in reports:
        for sentence in report.sentences:
            claims = read_claims(sentence)
            if claims and len(sentence.split()) <= 24 and all(_agrees(claim, report) for claim in claims):
                placed = tuple(_placed_by_tag(claim, report) for claim in claims)
                statements[sentence.lower()] = Statement(sentence, placed)
    return list(statements.values())
