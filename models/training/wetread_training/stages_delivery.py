"""The stages that make the model folder: ONNX files and the manifest."""

from __future__ import annotations

import datetime
import json
import shutil
from pathlib import Path

import numpy as np

from .export import encoder_parity, export_encoder, require_parity
from .golden import write_golden
from .manifest import build_manifest, vision_entries
from .packaged import PackagedEncoder
from .preprocess import letterbox, read_grey
from .sessions import open_session, run_squares
from .stages_heads import load_gate, load_student
from .stages_saying import export_trained_decoder
from .text.export_text import export_text, golden_texts, text_parity
from .text.int8_storage import round_weights
from .text.stages import TOKENIZER_FILE, Joint, load_joint
from .workbench import ROOT, Bench

PARITY_FILMS = 50


def load_packaged(bench: Bench, joint: Joint) -> PackagedEncoder:
    export, grid = bench.config.export, bench.config.gate.grid
    return PackagedEncoder(
        load_student(bench), load_gate(bench), joint.head, grid, export.half, export.flip_views
    ).eval()


def _export_encoder(bench: Bench, encoder: PackagedEncoder) -> None:
    size, path = bench.config.data.size, bench.out / "encoder.onnx"
    export_encoder(encoder, size, path, bench.config.export.half)
    rows = bench.nih.where("val")[:PARITY_FILMS]
    films = np.stack([letterbox(read_grey(Path(bench.nih.films[row].path)), size) / 255 for row in rows])
    gaps = encoder_parity(encoder, path, size, films)
    for name, gap in gaps.items():
        require_parity(f"encoder {name}, {len(films)} films", gap, bench.config.export.parity)
    bench.write_json(bench.work / "parity.json", {"films": len(films), **gaps})


def _export_text(bench: Bench, joint: Joint) -> list[dict]:
    """Writes text.onnx and its tokenizer; returns the golden texts."""
    most, path = bench.config.text.max_tokens, bench.out / "text.onnx"
    rounded = round_weights(joint.text)
    export_text(rounded, path)
    require_parity("text", text_parity(rounded, path, joint.tokenizer, most), bench.config.export.parity)
    shutil.copyfile(bench.work / TOKENIZER_FILE, bench.out / "text-tokenizer.json")
    return golden_texts(rounded, joint.tokenizer, most)


TAKEN_OVER = ("encoder.onnx", "text.onnx", "text-tokenizer.json", "golden.json")


def stage_export(bench: Bench) -> None:
    """Encoder and text encoder as ONNX, golden cases; fails when ONNX and PyTorch differ.

    Where `export.vision_from` names a model folder, these are its files, byte by byte.
    """
    config, out = bench.config, bench.out
    out.mkdir(parents=True, exist_ok=True)
    if config.export.vision_from:
        source = (ROOT / config.export.vision_from).resolve()
        for name in TAKEN_OVER:
            if source != out:
                shutil.copyfile(source / name, out / name)
        told = json.loads((source / "manifest.json").read_text(encoding="utf-8"))
        vision = {"encoder": told["encoder"], "text": told["text"]}
    else:
        joint = load_joint(config.text, config.align, bench.work)
        encoder = load_packaged(bench, joint)
        _export_encoder(bench, encoder)
        texts = _export_text(bench, joint)
        size = config.data.size
        bench.write_json(out / "golden.json", write_golden(encoder, size, texts))
        probe = run_squares(open_session(out / "encoder.onnx"), np.zeros((1, size, size), dtype=np.float32))
        calibration, gate = bench.read_json("calibration.json"), bench.read_json("gate.json")["settings"]
        vision = vision_entries(config, calibration, gate, probe["heatmaps"].shape[-1])
    bench.write_json(bench.work / "vision.json", vision)


def stage_manifest(bench: Bench) -> None:
    """The decoder as ONNX, and the manifest that pins every file; fails when ONNX and PyTorch differ."""
    export_trained_decoder(bench)
    now = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    manifest = build_manifest(bench.out, bench.config, bench.read_json("vision.json"), now)
    bench.write_json(bench.out / "manifest.json", manifest)
    print(json.dumps({name: entry["bytes"] for name, entry in manifest["files"].items()}), flush=True)
