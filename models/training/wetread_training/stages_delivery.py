"""The stages that make the model folder: decoder, export, predictions of baselines, model card."""

from __future__ import annotations

import datetime
import json
import shutil
from pathlib import Path

import numpy as np
import torch

from .decoder import build_decoder, check_agreement, encode_corpus, train_decoder, write_corpus
from .export import decoder_parity, encoder_parity, export_decoder, export_encoder, require_parity
from .golden import write_golden
from .manifest import build_manifest
from .packaged import PackagedEncoder
from .preprocess import letterbox, read_grey
from .sessions import open_session, run_squares
from .stages_heads import load_gate, load_student
from .text.export_text import export_text, golden_texts, text_parity
from .text.int8_storage import round_weights
from .text.stages import TOKENIZER_FILE, Joint, load_joint
from .tokens import EOS, learn_tokenizer, load_tokenizer
from .workbench import ROOT, Bench

VOCABULARY = 1024
PARITY_FILMS = 50


def stage_decoder(bench: Bench) -> None:
    """Corpus, tokenizer, training, and the reading-back of the whole slot grid."""
    config = bench.config
    if config.export.decoder_from:
        print(f"the decoder of {config.export.decoder_from} is taken over: stage skipped", flush=True)
        return
    corpus = write_corpus(config.decoder.sentences, config.run.seed)
    tokenizer = learn_tokenizer((text for _, text in corpus), VOCABULARY)
    tokenizer.save(str(bench.work / "tokenizer.json"))
    model = train_decoder(
        build_decoder(config.decoder, tokenizer),
        encode_corpus(corpus, tokenizer),
        config.decoder,
        tokenizer.token_to_id(EOS),
        bench.work / "decoder.pt",
        config.run.seed,
    )
    report = check_agreement(model, tokenizer, config.decoder)
    print(
        f"slot agreement {report['agreement']:.4f}, on unseen slots {report['heldOutAgreement']:.4f}",
        flush=True,
    )
    bench.write_json(bench.work / "decoder.json", report)


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


def _export_decoder(bench: Bench) -> None:
    """The decoder of this run, or that of another model folder as it is."""
    config, out = bench.config, bench.out
    if config.export.decoder_from:
        source = (ROOT / config.export.decoder_from).resolve()
        for name in ("decoder.onnx", "tokenizer.json"):
            if source != out:
                shutil.copyfile(source / name, out / name)
        return
    tokenizer = load_tokenizer(bench.work / "tokenizer.json")
    decoder = build_decoder(config.decoder, tokenizer)
    saved = torch.load(bench.work / "decoder.pt", map_location="cpu", weights_only=True)
    decoder.load_state_dict(saved["model"])
    export_decoder(decoder.eval(), out / "decoder.onnx")
    require_parity("decoder", decoder_parity(decoder, out / "decoder.onnx"), config.export.parity)
    shutil.copyfile(bench.work / "tokenizer.json", out / "tokenizer.json")


def stage_export(bench: Bench) -> None:
    """ONNX files, tokenizers, manifest and golden cases; fails when ONNX and PyTorch differ."""
    config, out = bench.config, bench.out
    out.mkdir(parents=True, exist_ok=True)
    joint = load_joint(config.text, config.align, bench.work)
    encoder = load_packaged(bench, joint)
    _export_encoder(bench, encoder)
    texts = _export_text(bench, joint)
    _export_decoder(bench)
    size = config.data.size
    bench.write_json(out / "golden.json", write_golden(encoder, size, texts))
    probe = run_squares(open_session(out / "encoder.onnx"), np.zeros((1, size, size), dtype=np.float32))
    now = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    calibration, gate = bench.read_json("calibration.json"), bench.read_json("gate.json")["settings"]
    manifest = build_manifest(out, config, calibration, gate, now, probe["heatmaps"].shape[-1])
    bench.write_json(out / "manifest.json", manifest)
    print(json.dumps({name: entry["bytes"] for name, entry in manifest["files"].items()}), flush=True)
