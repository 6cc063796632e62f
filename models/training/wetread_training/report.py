"""`training.json`: what training knows of itself, for the model card. Figures on test patients are `wetread eval`'s."""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import asdict
from pathlib import Path
from typing import Any

from .ablation_table import decoder_rows, source_rows, table_of, text_rows
from .config import Config, load_config
from .phantom_report import report_phantoms
from .stages_decoder_ablation import FOLDER as DECODER_ABLATION
from .workbench import ROOT, Bench

SMALL_CONFIG = ROOT / "configs" / "small.toml"
"""Rows of the ablation table that were trained at a smaller scale."""

DECODER_FIGURES = (
    "prefixes",
    "agreement",
    "heldOutPrefixes",
    "heldOutAgreement",
    "faults",
    "distinctSentences",
)


class FiguresMissing(RuntimeError):
    """A part of the report that must be there is not."""


def sha256_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _read(path: Path) -> Any:
    if not path.exists():
        raise FiguresMissing(f"{path.name} is missing in {path.parent.name}: run the stage that leaves it")
    return json.loads(path.read_text(encoding="utf-8"))


def without_nan(value: Any) -> Any:
    """JSON knows no NaN: `null` stands for it."""
    if isinstance(value, dict):
        return {key: without_nan(part) for key, part in value.items()}
    if isinstance(value, list):
        return [without_nan(part) for part in value]
    return None if isinstance(value, float) and math.isnan(value) else value


def recipe_of(config: Config) -> dict[str, Any]:
    """The settings that a reader asks for; the rest is in the configuration file."""
    encoder, teachers = config.encoder, config.teachers
    return {
        "size": config.data.size,
        "trunk": encoder.variant,
        "epochs": encoder.epochs,
        "imagenet": encoder.imagenet,
        "masked": config.pretrain.on,
        "seed": config.run.seed,
        "seeds": list(config.run.seeds),
        "teachers": {
            "folds": teachers.folds,
            "variants": list(teachers.variants),
            "epochs": teachers.epochs,
        },
        "mix": {key: value for key, value in asdict(config.mix).items() if isinstance(value, float)},
        "mirrored": config.export.flip_views,
        "openI": config.text.open_i,
        "textLayers": len(config.text.layers),
        "gateFalseRefusals": config.gate.false_refusals,
    }


def _films_of(bench: Bench) -> dict[str, int]:
    """How many pictures training and validation had, by set."""
    sets = {
        "nihTrain": len(bench.nih.where("train")),
        "nihVal": len(bench.nih.where("val")),
        "nihBoxesTrain": sum(len(bench.nih.films[row].boxes) for row in bench.nih.where("train")),
        "nihBoxesVal": sum(len(bench.nih.films[row].boxes) for row in bench.nih.where("val")),
        "phantoms": len(bench.phantoms.where("train")) if bench.phantoms else 0,
    }
    for prepared in (bench.elsewhere, bench.others):
        for row in prepared.where("train"):
            tag = prepared.films[row].tag
            sets[tag] = sets.get(tag, 0) + 1
    return sets


def decoder_figures(bench: Bench) -> dict[str, Any]:
    """What it costs the decoder to say unseen sentences, and, where the product's labeller read them, what it says."""
    told = _read(bench.work / "decoder.json")
    read_back = bench.work / "agreement.json"
    return {**told, **(_picked(_read(read_back)) if read_back.exists() else {})}


def _picked(told: dict[str, Any]) -> dict[str, Any]:
    return {key: told[key] for key in DECODER_FIGURES if key in told}


def report_taken_over(bench: Bench) -> dict[str, Any]:
    """The report of the folder whose encoder and text encoder were taken over, with this run's decoder."""
    source = (ROOT / bench.config.export.vision_from).resolve()
    told = _read(source / "training.json")
    return {
        **told,
        "model": {"manifestSha256": sha256_of(bench.out / "manifest.json")},
        "visionFrom": told.get("visionFrom", f"{source.parent.name} {source.name}"),
        "decoder": _decoder_of(bench, told),
        "decoderAblation": decoder_rows(bench.work / DECODER_ABLATION) or told.get("decoderAblation", []),
    }


def _decoder_of(bench: Bench, told: dict[str, Any]) -> dict[str, Any]:
    """This run's decoder; what is told already where the weights are those and the work folder is gone."""
    is_told = told["model"]["manifestSha256"] == sha256_of(bench.out / "manifest.json")
    if is_told and not (bench.work / "decoder.json").exists():
        return told["decoder"]
    return decoder_figures(bench)


def _small_table(folder: Path, config: Config) -> dict[str, Any] | None:
    """The same switches at a smaller scale, against its own `full`."""
    rows = table_of(folder)
    return {"recipe": recipe_of(config), "rows": rows} if rows else None


def build_report(bench: Bench) -> dict[str, Any]:
    """Everything the work folder tells of the run whose model folder is `bench.out`."""
    if bench.config.export.vision_from:
        return report_taken_over(bench)
    small = load_config(SMALL_CONFIG)
    folders = {"base": bench.work / "runs", "small": bench.work.parent / small.run.name / "runs"}
    rows = table_of(folders["base"])
    if not any(row["switch"] == "full" for row in rows):
        raise FiguresMissing("no run of the recipe itself (full-SEED.json) in runs/: run the student stage")
    manifest, drawn = bench.out / "manifest.json", bench.phantoms
    _read(manifest)
    return {
        "model": {"manifestSha256": sha256_of(manifest)},
        "recipe": recipe_of(bench.config),
        "films": _films_of(bench),
        "ablation": {"rows": rows, "small": _small_table(folders["small"], small)},
        "sourceLeftOut": [
            {"scale": scale, **row} for scale, folder in folders.items() for row in source_rows(folder)
        ],
        "textAblation": text_rows(bench.work / "ablations"),
        "masked": _read(bench.work / "mlm.json"),
        "joint": _read(bench.work / "align.json"),
        "calibration": _read(bench.work / "calibration.json")["report"],
        "gate": _read(bench.work / "gate.json")["report"],
        "parity": _read(bench.work / "parity.json"),
        "decoder": decoder_figures(bench),
        "decoderAblation": decoder_rows(bench.work / DECODER_ABLATION),
        "phantoms": report_phantoms(
            bench.out, [drawn.films[row] for row in drawn.where("val")] if drawn else []
        ),
    }


def stage_report(bench: Bench) -> None:
    """Writes `training.json` beside the weights."""
    bench.write_json(bench.out / "training.json", without_nan(build_report(bench)))
