"""Stage `vqa-card`: `MODEL_CARD.md` of the answerer, from the files beside it; figures only as `wetread eval` printed them."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from ..card.markdown import megabytes, page, percent, share, table
from ..workbench import Bench
from .sets import KNOWN
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
        "Accuracy by exact match of normalised answers (95 %, bootstrap over pictures), through the shipped files and the"
        " product's own path; abstaining is not counted here. VQA-RAD: all questions about a fifth of the pictures by"
        " hash, none of which training saw. VQA-RAD, known pictures: a fifth of the freely asked questions about the"
        " other pictures, with their paraphrases, none of which training saw. SLAKE: English questions of its validation"
        " part. VQA-Med 2019: its validation part.",
        table(head, rows),
        _two_protocols(answers),
        f"On unknown pictures: calibration error {confidence['error']['value']:.3f}; below a confidence of {confidence['abstainBelow']:.2f} the"
        f" model abstains: it answers {percent(confidence['answered']['value'])} of the questions and is right in"
        f" {percent(confidence['accuracyAnswered']['value'])} of these. Of {answers['outside']['of']} questions that are"
        f" not about the picture, or not in English, {answers['outside']['count']} were left unanswered.",
    )


def _two_protocols(answers: Report) -> str:
    """Why VQA-RAD stands here twice."""
    known = next((one for one in answers["sets"] if one["reworded"]), None)
    if known is None:
        return ""
    reworded = known["reworded"]
    return (
        "Published figures of VQA-RAD are of its published split, whose test questions (not to be had here) are about"
        " pictures that training has other questions about, and often the same question in a set frame: the numbers that"
        " are missing from the training part leave their frames behind. The row of known pictures divides the training"
        f" part in the same way, so it is the one to set beside published figures. Of its {known['questions']} questions"
        f" {reworded['count']} have such a twin in training: {share(reworded['yes'])} of these are right, of the others"
        f" {share(reworded['no'])}. A few of the {known['questions']} are about pictures that left training as"
        " near-duplicates, and so are not known at all. What a user's picture will meet is the row of unknown pictures."
    )


EARLIER = {
    "vqa-rad": 0.2762,
    "vqa-rad closed": 0.4658,
    "vqa-rad open": 0.032,
    "slake": 0.7143,
    "vqa-med": 0.5929,
}
"""Of 0.1.0 on the same validation questions, from its `training.json`; it had trained on those about known pictures."""
COUNTED = ("vqa-rad", "vqa-rad closed", "vqa-rad open", "vqa-rad known", "slake", "vqa-med")


def _attempts(training: Report) -> str:
    """What was tried, as validation questions tell."""

    def row(title: str, accuracy: dict[str, float]) -> list[str]:
        return [title, *(percent(accuracy.get(name)) for name in COUNTED)]

    drawn = [row(one["title"], one["accuracy"]) for one in training["attempts"].values()]
    tried = [
        row("0.1.0: the sets' questions alone", EARLIER),
        *([row("the network that trained the trunk", training["trunk"])] if training.get("trunk") else []),
        *(
            row(
                "all seeds together" if name == "together" else f"shipped recipe, seed {name}",
                told["accuracy"],
            )
            for name, told in training["validation"].items()
        ),
    ]
    return page(
        "## Attempts",
        "Validation questions, on which everything was chosen. VQA-RAD has 33 unknown pictures (286 questions) and few"
        " questions about known ones there: differences of a few points are chance.",
        table(("", *COUNTED), tried),
        "Behind the same trunk, drawn anew and trained for three epochs, so that rows may be compared with each other"
        " only; an epoch of fewer sets has fewer steps:"
        if drawn
        else "",
        table(("", *COUNTED), drawn) if drawn else "",
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
    known = training["questions"].get(KNOWN, {})
    rows.append([KNOWN, "-", f"({known.get('val', 0)})", f"({known.get('test', 0)})"])
    return page(
        "## Training",
        table(["Pictures (questions)", "Trained on", "Chosen on", "Held out"], rows),
        f"{training['nearDuplicatesLeftOut']} pictures that are nearly one of a held-out part were left out of training."
        f" {training['answers'] - 1} answers can be given. The trunk's end was trained once and is the same for all"
        " seeds; everything behind it was trained for each. Mirrored pictures were shown of VQA-Med only, where no"
        " question asks for a side. Questions of our own were asked beside the sets': what the tables tell of modality,"
        " plane and organ; whether an abnormality that VQA-Med or SLAKE names is there; and of NIH's training films"
        " (none of SLAKE's) what their labels tell. In EVALUATION.md's last table model 1 is what ships, the others are"
        " its seeds alone, in their order.",
    )


LIMITS = (
    "VQA-RAD stays below the floor of 58 % that was set, whichever way it is divided. On pictures that training has not"
    " seen its yes-or-no questions are answered somewhat better than by chance, and open ones seldom: its 208 training"
    " pictures are too few. Do not rely on answers about findings.",
    "The seeds share the trunk and the seven epochs in which it was trained; only three further epochs are their own, so"
    " they spread less than three whole trainings would.",
    "What each idea is worth by itself was told by one seed and three epochs only, on few questions; the film reader's"
    " findings as a further input were not tried.",
    "Training was shorter than planned: seven epochs of the trunk (four of them under a rate for twelve) and three more"
    " a seed; training loss was still falling.",
    "Answers come from a list; what is not on it cannot be said, and most open questions of VQA-RAD have answers that"
    " are on no list.",
    "Questions for an abnormality are seldom answered right, whether of VQA-Med or of VQA-RAD: see EVALUATION.md by kind.",
    "Counts, sizes and positions are weak; so is everything that needs detail finer than 224 pixels show.",
    "Never tried on questions of radiologists at work. English only.",
    "SLAKE's chest films are NIH ChestX-ray14 training films.",
)


def _seeds(training: Report) -> str:
    seeds = training["seeds"]
    if len(seeds) == 1:
        return f"seed {seeds[0]}"
    return f"the chances of seeds {', '.join(map(str, seeds[:-1]))} and {seeds[-1]}, averaged"


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
            ["Trained", f"{manifest['trainedAt']}; {_seeds(training)}"],
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
        _attempts(training),
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
