"""The stages as the pipeline calls them. They leave everything in `vqa/` of the work folder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import torch

from ..export import require_parity
from ..workbench import ROOT, Bench
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
from .judge import accuracies, class_logits, reply_all, right
from .network import Answerer
from .own_questions import read_outside
from .packaged import package
from .sets import HEADS
from .settings import VqaConfig
from .training import Plan, Training, build_answerer
from .vocabulary import Vocabulary, build_vocabulary

PARITY_PICTURES = 40
SHUFFLE_SEED = 0


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


def _trunk_end(bench: Bench, vocabulary: Vocabulary) -> Answerer:
    """A network with the trained trunk end, and everything else fresh."""
    saved = torch.load(_folder(bench) / "trunk.pt", map_location="cpu", weights_only=True)["mean"]
    model = build_answerer(bench.config.vqa, vocabulary)
    model.end.load_state_dict(
        {key.removeprefix("end."): value for key, value in saved.items() if key.startswith("end.")}
    )
    return model.eval()


def stage_vqa(bench: Bench) -> None:
    """Everything behind the trunk, for every seed of the run; validation figures of each."""
    config, folder = bench.config.vqa, _folder(bench)
    gathered, vocabulary = _open(bench)
    end = _trunk_end(bench, vocabulary).end
    deepen(gathered, end, folder)
    seeds = dict.fromkeys((bench.config.run.seed, *bench.config.run.seeds))
    for seed in seeds:
        plan = Plan(seed, config.epochs, config.med_share, end.state_dict())
        model = Training(config, gathered, vocabulary, plan).run(folder / f"net-{seed}.pt")
        report = judge_validation(config, gathered, vocabulary, model)
        bench.write_json(folder / f"validation-{seed}.json", report)
        print(json.dumps({"seed": seed, **report["accuracy"]}), flush=True)


def judge_validation(
    config: VqaConfig, gathered: Gathered, vocabulary: Vocabulary, model: Answerer
) -> dict[str, Any]:
    """Accuracies, the same with pictures shuffled and with none, calibration, and questions outside."""
    questions = gathered.sets.of("val")

    def mixed(pictures: list[int]) -> list[int]:
        return [pictures[i] for i in np.random.default_rng(SHUFFLE_SEED).permutation(len(pictures))]

    replies = reply_all(model, gathered, vocabulary, questions, config.max_tokens)
    shuffled = reply_all(model, gathered, vocabulary, questions, config.max_tokens, mix=mixed)
    blank = reply_all(model, gathered, vocabulary, questions, config.max_tokens, blank=True)
    return {
        "accuracy": accuracies(gathered, questions, right(replies, vocabulary)),
        "accuracyShuffled": accuracies(gathered, questions, right(shuffled, vocabulary)),
        "accuracyBlank": accuracies(gathered, questions, right(blank, vocabulary)),
        "calibration": calibrate(config, gathered, vocabulary, replies),
        "heads": judge_heads(gathered, model),
    }


def judge_heads(gathered: Gathered, model: Answerer) -> dict[str, dict[str, float]]:
    """Of each picture-only task: temperature and accuracy on validation pictures."""
    pictures = [i for i, picture in enumerate(gathered.sets.pictures) if picture.split == "val"]
    logits = class_logits(model, gathered, pictures)
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
    """Graphs, tokenizer, answers, manifest and golden cases of `run.seed`; fails when ONNX and PyTorch differ."""
    config, folder, out = bench.config.vqa, _folder(bench), model_folder(bench)
    seed = bench.config.run.seed
    out.mkdir(parents=True, exist_ok=True)
    gathered, vocabulary = _open(bench)
    model = build_answerer(config, vocabulary)
    saved = torch.load(folder / f"net-{seed}.pt", map_location="cpu", weights_only=True)
    model.load_state_dict(saved["mean"])
    picture, question = package(imagenet_trunk(config), model)
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
    report = bench.read_json(f"vqa/validation-{seed}.json")
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
    asked = {split: [item.picture for item in sets.of(split)] for split in ("train", "val", "test")}
    seeds = dict.fromkeys((bench.config.run.seed, *bench.config.run.seeds))
    return {
        "seed": bench.config.run.seed,
        "pictures": {
            source: {split: len(rows) for split, rows in splits.items()} for source, splits in counted.items()
        },
        "questions": {
            source: {split: sum(asked[split].count(row) for row in rows) for split, rows in splits.items()}
            for source, splits in counted.items()
        },
        "nearDuplicatesLeftOut": gathered.dropped,
        "answers": len(vocabulary.answers),
        "outsideQuestions": len(read_outside()),
        "parity": {name: float(f"{gap:.2e}") for name, gap in gaps.items()},
        "validation": {
            str(seed): json.loads(path.read_text(encoding="utf-8"))
            for seed in seeds
            if (path := folder / f"validation-{seed}.json").exists()
        },
    }
