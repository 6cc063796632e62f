"""The stages that make the encoder: packs, masked pre-training, teachers, student."""

from __future__ import annotations

import dataclasses
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch

from . import crossfit
from .ablation import SWITCHES, switched
from .calibrate import box_scores, mean_hit
from .efficientnet import EfficientNetLite, load_imagenet_weights, pack_imagenet_weights
from .encoder import build_encoder, predict, train_encoder
from .evidence import BoxRule
from .film_tensors import Source, to_tensors
from .findings import FINDINGS, INDEX
from .masked import pretrain
from .metrics import auroc, mean_auroc
from .packs import write_pack
from .vision import VisionEncoder
from .workbench import ROOT, Bench

PACK_SIDES = {"nih": 320, "phantoms": 320, "elsewhere": 256, "others": 112}


def stage_prepare(bench: Bench) -> None:
    """Letterboxes every picture once."""
    sets = {
        "nih": bench.nih,
        "phantoms": bench.phantoms,
        "elsewhere": bench.elsewhere,
        "others": bench.others,
    }
    print("; ".join(f"{name} {len(one.films) if one else 0}" for name, one in sets.items()), flush=True)


def stage_pack(bench: Bench) -> None:
    """Packs what training needs, without test patients, for a machine that has no data folder."""
    for name, side in PACK_SIDES.items():
        prepared = getattr(bench, name)
        if prepared is None:
            continue
        rows = (
            np.concatenate([prepared.where("train"), prepared.where("val")])
            if name == "nih"
            else prepared.where("train")
        )
        size = write_pack(prepared, rows, side, ROOT / "work" / "packs" / f"{name}.npz")
        print(f"{name}: {len(rows)} pictures, {size / 2**20:.1f} MiB", flush=True)
    for variant in sorted({bench.config.encoder.variant, *bench.config.teachers.variants}):
        pack_imagenet_weights(variant)


def _trunk_start(bench: Bench, variant: str) -> Path | None:
    return bench.work / f"masked-{variant}.pt" if bench.config.pretrain.on else None


def stage_masked(bench: Bench) -> None:
    """Masked-image pre-training, where the student is to start from it."""
    if not bench.config.pretrain.on:
        print("no masked pre-training configured: stage skipped", flush=True)
        return
    pretrain_trunk(bench)


def pretrain_trunk(bench: Bench) -> None:
    """Masked-image pre-training of the student's trunk."""
    config, variant = bench.config, bench.config.encoder.variant
    films = [to_tensors(bench.nih, bench.nih.where("train"), bench.device)]
    films += [source.films for source in bench.beside()]
    trunk = EfficientNetLite(variant)
    if config.encoder.imagenet:
        trunk.load_imagenet(load_imagenet_weights(variant))
    pretrain(trunk, films, config.pretrain, bench.work / f"masked-{variant}.pt", config.run.seed)


def train_one_teacher(bench: Bench, variant: str, fold: int) -> None:
    crossfit.train_teacher(
        bench.nih,
        bench.beside(),
        bench.validation(),
        bench.config,
        variant,
        fold,
        bench.work / "teachers",
        bench.device,
        np.array(bench.elsewhere.images[bench.elsewhere.where("train")]),
    )


def stage_teachers(bench: Bench) -> None:
    """Cross-fitted teachers of every variant; each leaves its word, so that a stopped run goes on."""
    config = bench.config
    if not config.teachers.folds:
        print("no folds configured: stage skipped", flush=True)
        return
    for variant in config.teachers.variants:
        for fold in range(config.teachers.folds):
            train_one_teacher(bench, variant, fold)
    logits, heat = crossfit.ensemble(bench.work / "teachers")
    bench.write_json(bench.work / "runs" / "teachers.json", _summary(bench, logits, heat, "teachers", 0.0))
    save_soft(bench, bench.work / "home" / "soft.npz")


def save_soft(bench: Bench, path: Path) -> None:
    """The teachers' word on training films, and their mean on validation, small enough to carry."""
    soft = crossfit.soft_targets(bench.work / "teachers", bench.nih.where("train"), torch.device("cpu"))
    logits, heat = crossfit.ensemble(bench.work / "teachers")
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        path,
        logits=soft.logits.numpy().astype(np.float16),
        heat=(soft.heat.float().sigmoid() * 255).round().byte().numpy(),
        val_logits=logits.astype(np.float32),
        val_heat=(heat * 255).round().astype(np.uint8),
    )


def stage_ablation(bench: Bench) -> None:
    """Every row of the ablation table that is not there yet, one after the other; hours on a CPU."""
    if bench.config.teachers.folds:
        stage_teachers(bench)
    for seed in bench.config.run.seeds:
        for name in ("full", *SWITCHES):
            changed = dataclasses.replace(bench, config=switched(bench.config, name, seed))
            if not (bench.work / "runs" / f"{name}-{seed}.json").exists():
                if changed.config.pretrain.on:
                    stage_masked(changed)
                train_student(changed, name)


def stage_student(bench: Bench) -> None:
    """The encoder that ships: labels, boxes, auxiliary tasks, phantoms, and the teachers' word."""
    train_student(bench, "full")


def train_student(bench: Bench, name: str) -> None:
    """One student under the name of its switch; leaves weights and what it reached on validation."""
    config, started = bench.config, time.time()
    run = f"{name}-{config.run.seed}"
    rows, folder = bench.nih.where("train"), bench.work / "teachers"
    taught = bool(config.teachers.folds)
    soft = crossfit.soft_targets(folder, rows, bench.device) if taught else None
    beside = bench.beside(
        (lambda count: crossfit.far_targets(folder, count, bench.device)) if taught else None
    )
    share = 1 - sum(source.share for source in beside)
    validation = bench.validation()
    model = train_encoder(
        build_encoder(config.encoder, _trunk_start(bench, config.encoder.variant)),
        [Source(to_tensors(bench.nih, rows, bench.device, soft), share, config.encoder.flip), *beside],
        validation,
        config.encoder,
        bench.work / "students" / f"{run}.pt",
        config.run.seed,
    )
    out = predict(model, validation.images)
    heat = 1 / (1 + np.exp(-out["heat"]))
    summary = _summary(bench, out["logits"], heat, run, time.time() - started)
    summary["sources"] = _other_sources(bench, model)
    bench.write_json(bench.work / "runs" / f"{run}.json", summary)
    weights = {
        key: value.half().cpu() if value.dtype.is_floating_point else value.cpu()
        for key, value in model.state_dict().items()
    }
    torch.save(weights, bench.work / "students" / f"{run}.half.pt")


def _other_sources(bench: Bench, model: VisionEncoder) -> dict[str, float]:
    """AUROC of disease against health on held-out films of sources without findings labels, by findings alone.

    A film's score is its highest logit of the opacities that pneumonia and tuberculosis make. A model that has learnt
    sources, not disease, fails on a source that was left out.
    """
    opacities = [INDEX[code] for code in ("Pneumonia", "Consolidation", "Infiltration")]
    report = {}
    for tag, task, prepared in (
        ("tb", "tuberculosis", bench.elsewhere),
        ("kermany", "pneumonia", bench.others),
    ):
        rows = np.array(
            [row for row in prepared.where("val") if prepared.films[row].tag == tag], dtype=np.int64
        )
        if len(rows):
            ill = np.array([prepared.films[row].tasks[task] > 0 for row in rows])
            scores = predict(model, prepared.images[rows])["logits"][:, opacities].max(axis=1)
            report[tag] = round(auroc(ill, scores), 4)
    return report


def _summary(bench: Bench, logits: np.ndarray, heat: np.ndarray, name: str, seconds: float) -> dict[str, Any]:
    """What a run reached on validation patients; boxes drawn at one level for all findings."""
    films = [bench.nih.films[row] for row in bench.nih.where("val")]
    labels = np.array([film.labels for film in films])
    hits = {
        str(level): round(mean_hit(box_scores(heat, films, [BoxRule(level)] * len(FINDINGS))), 4)
        for level in (0.4, 0.5, 0.6, 0.7)
    }
    summary = {
        "name": name,
        "seconds": round(seconds, 1),
        "valAuroc": round(mean_auroc(labels, logits, 5), 4),
        "valHit": hits,
        "perFinding": {code: round(auroc(labels[:, j], logits[:, j]), 4) for j, code in enumerate(FINDINGS)},
    }
    print({key: summary[key] for key in ("name", "seconds", "valAuroc", "valHit")}, flush=True)
    return summary
