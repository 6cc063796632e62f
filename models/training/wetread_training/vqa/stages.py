"""The stages as the pipeline calls them. They leave everything in `vqa/` of the work folder."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import torch

from ..export import require_parity
from ..workbench import ROOT, Bench
from .attempts import ATTEMPTS
from .calibrate import calibrate, calibration_error, chances, fit_temperature
from .deep import deepen
from .export_vqa import (
    FILES,
    build_manifest,
    export_picture,
    export_question,
    parity,
    sizes,
    write_answers,
    write_golden,
)
from .features import Gathered, imagenet_trunk, prepare_features
from .film_findings import read_film_findings
from .judge import Replies, accuracies, class_logits, reply_together, right
from .network import Answerer
from .own_questions import read_outside
from .packaged import package
from .sets import HEADS, KNOWN
from .settings import VqaConfig
from .training import Plan, Training, build_answerer
from .vocabulary import Vocabulary, build_vocabulary

PARITY_PICTURES = 40
SHUFFLE_SEED = 0
TOGETHER = "together"
"""Where the figures of all seeds' networks together are filed."""


def _folder(bench: Bench) -> Path:
    return bench.work / "vqa"


def _open(bench: Bench) -> tuple[Gathered, Vocabulary]:
    config = bench.config.vqa
    gathered = prepare_features(config, bench.data, _folder(bench))
    return gathered, build_vocabulary(config, gathered.sets)


def stage_vqa_features(bench: Bench) -> None:
    """Pictures letterboxed, varied, and read by the fixed first stages of the trunk."""
    gathered, vocabulary = _open(bench)
    print(
        f"{len(gathered.sets.pictures)} pictures, {gathered.dropped} left out as near-duplicates of held-out ones;"
        f" {len(gathered.sets.questions)} questions, {len(vocabulary.answers)} answers",
        flush=True,
    )


def stage_vqa_trunk(bench: Bench) -> None:
    """Trains the whole network once, for the sake of its trunk's end."""
    config = bench.config.vqa
    gathered, vocabulary = _open(bench)
    plan = Plan(bench.config.run.seed, config.trunk_epochs, config.trunk_med_share)
    model = Training(config, gathered, vocabulary, plan).run(_folder(bench) / "trunk.pt")
    deepen(gathered, model.end, _folder(bench))


def _trained_trunk(bench: Bench, vocabulary: Vocabulary) -> Answerer:
    """The network that trained the trunk."""
    saved = torch.load(_folder(bench) / "trunk.pt", map_location="cpu", weights_only=True)["mean"]
    model = build_answerer(bench.config.vqa, vocabulary)
    model.load_state_dict(saved)
    return model.eval()


def stage_vqa(bench: Bench) -> None:
    """Everything behind the trunk, for every seed of the run; validation figures of each and of all together."""
    config, folder = bench.config.vqa, _folder(bench)
    gathered, vocabulary = _open(bench)
    trained = _trained_trunk(bench, vocabulary)
    deepen(gathered, trained.end, folder)
    if not (folder / "validation-trunk.json").exists():
        bench.write_json(
            folder / "validation-trunk.json", judge_validation(config, gathered, vocabulary, [trained])
        )
    start = None if config.fresh else trained.state_dict()
    models = []
    for seed in _seeds(bench):
        plan = Plan(seed, config.epochs, config.med_share, trained.end.state_dict(), start)
        models.append(Training(config, gathered, vocabulary, plan).run(folder / f"net-{seed}.pt"))
        report = judge_validation(config, gathered, vocabulary, models[-1:])
        bench.write_json(folder / f"validation-{seed}.json", report)
        print(json.dumps({"seed": seed, **report["accuracy"]}), flush=True)
    if len(models) > 1:
        report = judge_validation(config, gathered, vocabulary, models)
        bench.write_json(folder / f"validation-{TOGETHER}.json", report)
        print(json.dumps({"seed": TOGETHER, **report["accuracy"]}), flush=True)


def _seeds(bench: Bench) -> list[int]:
    return list(dict.fromkeys((bench.config.run.seed, *bench.config.run.seeds)))


def stage_vqa_attempts(bench: Bench) -> None:
    """One network without each idea of the recipe, of `run.seed`, on the trunk that is there."""
    folder, seed = _folder(bench), bench.config.run.seed
    gathered, vocabulary = _open(bench)
    end = _trained_trunk(bench, vocabulary).end
    deepen(gathered, end, folder)
    for name, attempt in ATTEMPTS.items():
        report = folder / f"attempt-{name}-{seed}.json"
        if report.exists():
            continue
        config = replace(bench.config.vqa, **attempt.changes)
        gathered.findings = _film_findings(bench, gathered) if config.findings else None
        plan = Plan(seed, config.attempt_epochs, config.med_share, end.state_dict())
        model = Training(config, gathered, vocabulary, plan).run(folder / f"attempt-{name}-{seed}.pt")
        bench.write_json(report, judge_validation(config, gathered, vocabulary, [model]))


def _film_findings(bench: Bench, gathered: Gathered) -> np.ndarray:
    reader = ROOT.parent / "wetread-cxr" / bench.config.export.version
    return read_film_findings(reader, gathered.sets, _folder(bench) / "film-findings.npy")


def judge_validation(
    config: VqaConfig, gathered: Gathered, vocabulary: Vocabulary, models: Sequence[Answerer]
) -> dict[str, Any]:
    """Accuracies, the same with pictures shuffled and with none, calibration, and questions outside."""
    questions = gathered.sets.of("val")

    def mixed(pictures: list[int]) -> list[int]:
        return [pictures[i] for i in np.random.default_rng(SHUFFLE_SEED).permutation(len(pictures))]

    replies = reply_together(models, gathered, vocabulary, questions, config.max_tokens)
    shuffled = reply_together(models, gathered, vocabulary, questions, config.max_tokens, mix=mixed)
    blank = reply_together(models, gathered, vocabulary, questions, config.max_tokens, blank=True)
    return {
        "accuracy": accuracies(gathered, questions, right(replies, vocabulary)),
        "accuracyShuffled": accuracies(gathered, questions, right(shuffled, vocabulary)),
        "accuracyBlank": accuracies(gathered, questions, right(blank, vocabulary)),
        "calibration": calibrate(config, gathered, vocabulary, _of_unknown_pictures(gathered, replies)),
        "heads": judge_heads(gathered, models),
    }


def _of_unknown_pictures(gathered: Gathered, replies: Replies) -> Replies:
    """Confidence is about pictures that training has not seen, as all pictures of users are."""
    rows = [row for row, item in enumerate(replies.questions) if gathered.sets.counted_with(item) != KNOWN]
    return Replies([replies.questions[row] for row in rows], replies.logits[rows])


def judge_heads(gathered: Gathered, models: Sequence[Answerer]) -> dict[str, dict[str, float]]:
    """Of each picture-only task: temperature and accuracy on validation pictures."""
    pictures = [i for i, picture in enumerate(gathered.sets.pictures) if picture.split == "val"]
    logits = class_logits(models, gathered, pictures)
    found = {}
    for task in HEADS:
        told = np.array([gathered.sets.pictures[i].heads.get(task, -1) for i in pictures])
        rows = told >= 0
        if not rows.any():
            found[task] = {"temperature": 1.0}
            continue
        good = logits[task][rows].argmax(axis=1) == told[rows]
        weights = np.full(len(good), 1 / len(good))
        temperature = fit_temperature(logits[task][rows], good, weights)
        sure = chances(logits[task][rows], temperature).max(axis=1)
        found[task] = {
            "temperature": temperature,
            "pictures": int(rows.sum()),
            "accuracy": round(float(good.mean()), 4),
            "calibrationError": round(calibration_error(sure, good, weights), 4),
        }
    return found


def model_folder(bench: Bench) -> Path:
    """The folder that was named, else the shipped one of the base run."""
    default = ROOT.parent / "wetread-cxr" / bench.config.export.version
    shipped = ROOT.parent / "wetread-vqa" / bench.config.vqa.version
    return shipped if bench.out == default.resolve() else bench.out


def stage_vqa_export(bench: Bench) -> None:
    """Graphs, tokenizer, answers, manifest and golden cases of all seeds together; fails when ONNX and PyTorch differ."""
    config, folder, out = bench.config.vqa, _folder(bench), model_folder(bench)
    if config.findings:
        raise ValueError("vqa.findings is an attempt: the product gives the answerer no findings")
    seeds = _seeds(bench)
    out.mkdir(parents=True, exist_ok=True)
    gathered, vocabulary = _open(bench)
    models = []
    for seed in seeds:
        saved = torch.load(folder / f"net-{seed}.pt", map_location="cpu", weights_only=True)
        models.append(build_answerer(config, vocabulary))
        models[-1].load_state_dict(saved["mean"])
    picture, question = package(imagenet_trunk(config), models)
    export_picture(picture, config.size, out / FILES["picture"])
    # Not in inference mode: such tensors cannot go through the exporter.
    with torch.no_grad():
        cells, whole = picture(torch.zeros(1, 1, config.size, config.size))[:2]
    export_question(question, cells, whole, out / FILES["question"])
    vocabulary.tokenizer.save(str(out / FILES["tokenizer"]))
    write_answers(vocabulary, out / FILES["answers"])
    squares = np.load(folder / "squares.npy", mmap_mode="r")
    chosen = [i for i, item in enumerate(gathered.sets.pictures) if item.split == "val"][:PARITY_PICTURES]
    gaps = parity(picture, question, out, vocabulary, config, np.stack([squares[i] / 255 for i in chosen]))
    for name, gap in gaps.items():
        require_parity(f"answerer {name}, {len(chosen)} pictures", gap, bench.config.export.parity)
    report = bench.read_json(f"vqa/validation-{TOGETHER if len(seeds) > 1 else seeds[0]}.json")
    bench.write_json(out / "golden.json", write_golden(picture, question, vocabulary, config))
    bench.write_json(
        out / "manifest.json", build_manifest(out, config, report["calibration"], report["heads"])
    )
    bench.write_json(out / "training.json", training_report(bench, gathered, vocabulary, gaps))
    print(json.dumps(sizes(out)), flush=True)


def training_report(
    bench: Bench, gathered: Gathered, vocabulary: Vocabulary, gaps: dict[str, float]
) -> dict[str, Any]:
    """`training.json`: what the weights have seen, what was chosen on what, and what validation says."""
    sets, folder = gathered.sets, _folder(bench)
    counted: dict[str, dict[str, list[int]]] = {}
    for index, picture in enumerate(sets.pictures):
        counted.setdefault(picture.source, {}).setdefault(picture.split, []).append(index)
    asked: dict[str, dict[str, int]] = {}
    for item in sets.questions:
        of = asked.setdefault(sets.counted_with(item), {})
        of[item.split] = of.get(item.split, 0) + 1
    return {
        "seeds": _seeds(bench),
        "pictures": {
            source: {split: len(rows) for split, rows in splits.items()} for source, splits in counted.items()
        },
        "questions": asked,
        "nearDuplicatesLeftOut": gathered.dropped,
        "answers": len(vocabulary.answers),
        "outsideQuestions": len(read_outside()),
        "parity": {name: float(f"{gap:.2e}") for name, gap in gaps.items()},
        "validation": {
            str(name): json.loads(path.read_text(encoding="utf-8"))
            for name in (*_seeds(bench), TOGETHER)
            if (path := folder / f"validation-{name}.json").exists()
        },
        "trunk": bench.read_json("vqa/validation-trunk.json")["accuracy"],
        "attempts": {
            name: {"title": attempt.title, "accuracy": bench.read_json(f"vqa/{path.name}")["accuracy"]}
            for name, attempt in ATTEMPTS.items()
            if (path := folder / f"attempt-{name}-{bench.config.run.seed}.json").exists()
        },
    }
