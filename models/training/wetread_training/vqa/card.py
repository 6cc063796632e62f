"""Stage `vqa-card`: `MODEL_CARD.md` of the answerer, from the files beside it; figures only as `wetread eval` printed them."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from ..card.markdown import megabytes, page, percent, share, table
from ..workbench import Bench
from .stages import model_folder

Report = dict[str, Any]


class FiguresMissing(RuntimeError):
    """`evaluation.json` is absent, or of other weights."""


def _read(path: Path) -> Report:
    return json.loads(path.read_text(encoding="utf-8"))


def _answers_of(folder: Path) -> Report:
    """The report of `wetread eval answers` on these very weights."""
    path = folder / "evaluation.json"
    if not path.exists():
        raise FiguresMissing(f"run `wetread eval answers --data DATA --out {folder.name}` first")
    evaluation = _read(path)
    digest = hashlib.sha256((folder / "manifest.json").read_bytes()).hexdigest()
    models = evaluation["provenance"]["otherModels"]
    if not any(model["sha256"] == digest for model in models) or "answers" not in evaluation:
        raise FiguresMissing("evaluation.json is not of this manifest: run `wetread eval answers` again")
    return evaluation


def _measured(answers: Report) -> str:
    rows = [
        [
            one["name"],
            one["questions"],
            one["pictures"],
            share(one["all"]),
            share(one["open"]),
            share(one["closed"]),
            share(one["frequent"]["all"]),
            share(one["withoutPicture"]["all"]),
            share(one["shuffled"]["drop"]),
        ]
        for one in answers["sets"]
    ]
    head = [
        "Set",
        "Questions",
        "Pictures",
        "All",
        "Open",
        "Closed",
        "Most frequent answer of the kind",
        "Same network, no picture",
        "Lost with shuffled pictures",
    ]
    confidence = answers["confidence"]
    return page(
        "## Measured",
        "Accuracy by exact match of normalised answers on held-out pictures (95 %, bootstrap over pictures), through the"
        " shipped files and the product's own path; abstaining is not counted here. VQA-RAD: a fifth of the pictures by"
        " hash, none of which training saw: harder than the published split, whose test questions are about training"
        " pictures. SLAKE: English questions of its validation part. VQA-Med 2019: its validation part.",
        table(head, rows),
        f"Calibration error {confidence['error']['value']:.3f}; below a confidence of {confidence['abstainBelow']:.2f} the"
        f" model abstains: it answers {percent(confidence['answered']['value'])} of the questions and is right in"
        f" {percent(confidence['accuracyAnswered']['value'])} of these. Of {answers['outside']['of']} questions that are"
        f" not about the picture, or not in English, {answers['outside']['count']} were left unanswered.",
    )


def _training(training: Report) -> str:
    rows = [
        [
            source,
            *(
                f"{parts.get(split, 0)} ({training['questions'][source].get(split, 0)})"
                for split in ("train", "val", "test")
            ),
        ]
        for source, parts in training["pictures"].items()
    ]
    return page(
        "## Training",
        table(["Pictures (questions)", "Trained on", "Chosen on", "Held out"], rows),
        f"{training['nearDuplicatesLeftOut']} pictures that are nearly one of a held-out part were left out of training."
        f" {training['answers'] - 1} answers can be given. The trunk's end was trained once and is the same for all"
        " seeds; everything behind it was trained for each. Mirrored pictures were shown of VQA-Med only, where no"
        " question asks for a side.",
    )


LIMITS = (
    "On pictures that it has not seen, VQA-RAD's yes-or-no questions are answered little better than by chance, and open"
    " ones hardly ever: its 208 training pictures are too few. Do not rely on answers about findings.",
    "Answers come from a list; what is not on it cannot be said, and most open questions of VQA-RAD have answers that"
    " are on no list.",
    "Questions for an abnormality are seldom answered right, whether of VQA-Med or of VQA-RAD: see EVALUATION.md by kind.",
    "Counts, sizes and positions are weak; so is everything that needs detail finer than 224 pixels show.",
    "Never tried on questions of radiologists at work. English only.",
    "SLAKE's chest films are NIH ChestX-ray14 training films.",
)


def render_card(manifest: Report, training: Report, answers: Report) -> str:
    total = sum(file["bytes"] for file in manifest["files"].values())
    what = table(
        ["", ""],
        [
            [
                "Input",
                f"one 8-bit grey picture, letterboxed to {manifest['input']['size']} pixels; a question",
            ],
            [
                "Picture",
                "EfficientNet-Lite1, last stages trained further; heads for modality, plane and organ",
            ],
            ["Question", "two transformer layers that look twice at the picture's cells"],
            ["Size", megabytes(total)],
            ["Trained", f"{manifest['trainedAt']}; seed {training['seed']}"],
            ["Licence", manifest["licence"]],
        ],
    )
    return page(
        f"# {manifest['title']} {manifest['version']}",
        "Written by `python -m wetread_training vqa-card` from `manifest.json`, `training.json` and `evaluation.json`.",
        "**Not a medical device.** It has no clearance or approval, was never tried on patients in care, and must not be"
        " used to diagnose or treat.",
        "## What it is",
        what,
        _measured(answers),
        _training(training),
        "## Data and terms",
        "\n".join(f"- {source}" for source in manifest["sources"]),
        "## Limits",
        "\n".join(f"- {limit}" for limit in LIMITS),
    )


def write_card(folder: Path) -> None:
    evaluation = _answers_of(folder)
    card = render_card(
        _read(folder / "manifest.json"), _read(folder / "training.json"), evaluation["answers"]
    )
    (folder / "MODEL_CARD.md").write_text(card + "\n", encoding="utf-8")


def stage_vqa_card(bench: Bench) -> None:
    """Refuses figures of other weights."""
    write_card(model_folder(bench))
