"""What a card needs, and whether its three sources speak of the same weights."""

from __future__ import annotations

from typing import Any

EVALUATION_PARTS = (
    "provenance.model.sha256",
    "provenance.split",
    "findings.meanAuroc",
    "findings.baselines",
    "findings.subgroups",
    "findings.otherSources",
    "findings.imageDependence",
    "findings.shortcuts",
    "evidence.sources",
    "evidence.sides",
    "gate.falseRefusals",
    "gate.falseAcceptances",
    "retrieval.textToImage",
    "retrieval.imageToImage",
    "speed.medianMilliseconds",
    "overview",
    "drafts.truth",
    "text.rows",
    "labels.gold",
    "errors.texts",
)
TRAINING_PARTS = (
    "model.manifestSha256",
    "recipe.seeds",
    "films.nihTrain",
    "ablation.rows",
    "gate.totals",
    "joint.joint",
    "parity.films",
    "decoder.realSentences",
)


class CardIncomplete(RuntimeError):
    """A card cannot be written honestly from what is there."""


def _absent(report: dict[str, Any], path: str) -> bool:
    value: Any = report
    for key in path.split("."):
        if not isinstance(value, dict) or value.get(key) is None:
            return True
        value = value[key]
    return value == []


def check_sources(manifest_sha256: str, training: dict[str, Any], evaluation: dict[str, Any]) -> None:
    """Fails when a required part is missing, or when figures were taken of other weights or of part of the films."""
    missing = [f"evaluation.json: {path}" for path in EVALUATION_PARTS if _absent(evaluation, path)]
    missing += [f"training.json: {path}" for path in TRAINING_PARTS if _absent(training, path)]
    if missing:
        raise CardIncomplete(f"missing: {'; '.join(missing)}")
    measured = {
        "evaluation.json": evaluation["provenance"]["model"]["sha256"],
        "training.json": training["model"]["manifestSha256"],
    }
    others = [name for name, sha256 in measured.items() if sha256 != manifest_sha256]
    if others:
        raise CardIncomplete(f"{' and '.join(others)}: of another manifest.json than the one beside it")
    provenance = evaluation["provenance"]
    if provenance["split"] != "test" or provenance.get("limit"):
        raise CardIncomplete("evaluation.json: not of all test films")
