"""The stages in their order. Each reads what the one before left in the work folder, and can be run again alone."""

from __future__ import annotations

import dataclasses
import datetime
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

from .batches import Source
from .calibrate import calibrate
from .config import Config, EncoderConfig
from .datasets import PreparedSet, prepare, read_nih, thin
from .decoder import build_decoder, check_agreement, encode_corpus, train_decoder, write_corpus
from .encoder import Schedule, build_encoder, predict, train_encoder
from .evaluate import run_squares
from .export import (
    decoder_parity,
    encoder_parity,
    export_decoder,
    export_encoder,
    open_session,
    require_parity,
)
from .gate import GateHead, build_gate
from .golden import write_golden
from .language import ReportDecoder
from .manifest import build_manifest
from .measure import measure
from .model_card import write_card
from .packaged import EmbeddingHead, PackagedEncoder, fit_embedding
from .phantoms import read_phantoms
from .preprocess import letterbox, read_grey
from .tokens import EOS, learn_tokenizer, load_tokenizer
from .vision import VisionEncoder

VOCABULARY = 1024
ENCODER_STAGES = ("films", "phantoms", "heads")
ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Bench:
    """Where a run reads and writes."""

    config: Config
    data: Path
    work: Path
    out: Path

    def write_json(self, path: Path, content: Any) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")

    def read_json(self, name: str) -> Any:
        return json.loads((self.work / name).read_text(encoding="utf-8"))

    def nih(self) -> PreparedSet:
        films = thin(read_nih(self.data), self.config.data.limit)
        return prepare("nih", films, self.config.data.size, self.work / "prepared")

    def phantoms(self) -> PreparedSet | None:
        if not self.config.data.phantoms:
            return None
        films = thin(read_phantoms(ROOT / self.config.data.phantoms), self.config.data.limit)
        return prepare("phantoms", films, self.config.data.size, self.work / "prepared")

    def encoder(self) -> VisionEncoder:
        """The averaged weights of the last encoder stage that has run."""
        return self.encoder_after(*ENCODER_STAGES)

    def encoder_after(self, *stages: str) -> VisionEncoder:
        """The averaged weights of the last of the named stages that has left a checkpoint."""
        saved = [path for stage in stages if (path := self.work / f"encoder-{stage}.pt").exists()]
        model = build_encoder(self.config.encoder)
        model.load_state_dict(torch.load(saved[-1], map_location="cpu", weights_only=True)["average"])
        return model.eval()

    def packaged(self) -> PackagedEncoder:
        saved = torch.load(self.work / "gate.pt", map_location="cpu", weights_only=True)
        gate = GateHead(saved["mean"].shape[0])
        gate.load_state_dict(saved)
        basis = torch.load(self.work / "embedding.pt", map_location="cpu", weights_only=True)
        embedding = EmbeddingHead(basis["mean"], basis["components"])
        return PackagedEncoder(self.encoder(), gate, embedding, self.config.export.half).eval()

    def decoder(self) -> ReportDecoder:
        model = build_decoder(self.config.decoder, load_tokenizer(self.work / "tokenizer.json"))
        model.load_state_dict(
            torch.load(self.work / "decoder.pt", map_location="cpu", weights_only=True)["model"]
        )
        return model.eval()


def stage_prepare(bench: Bench) -> None:
    nih, phantoms = bench.nih(), bench.phantoms()
    print(f"NIH films {len(nih.films)}; phantoms {len(phantoms.films) if phantoms else 0}", flush=True)


def _film_schedule(config: Config) -> Schedule:
    encoder = config.encoder
    return Schedule(encoder.epochs, encoder.trunk_rate, encoder.head_rate, True, encoder.stop_after)


def stage_encoder(bench: Bench) -> None:
    """Fine-tuning on NIH films alone."""
    config, nih = bench.config, bench.nih()
    rows = nih.where("val")
    train_encoder(
        build_encoder(config.encoder),
        [Source(nih, nih.where("train"), 1.0, config.encoder.flip)],
        (np.array(nih.images[rows]), nih.labels()[rows]),
        config.encoder,
        _film_schedule(config),
        bench.work / "encoder-films.pt",
        config.run.seed,
    )


def _train_mixed(
    bench: Bench, model: VisionEncoder, share: float, encoder: EncoderConfig, schedule: Schedule, name: str
) -> None:
    """One encoder stage whose batches hold films and, for `share`, phantoms."""
    nih, phantoms = bench.nih(), bench.phantoms()
    if phantoms is None or not schedule.epochs:
        print("no phantoms or no epochs configured: stage skipped", flush=True)
        return
    rows = nih.where("val")
    sources = [
        Source(nih, nih.where("train"), 1 - share, encoder.flip),
        Source(phantoms, phantoms.where("train"), share, encoder.flip),
    ]
    validation = (np.array(nih.images[rows]), nih.labels()[rows])
    seed = bench.config.run.seed + ENCODER_STAGES.index(name)
    train_encoder(model, sources, validation, encoder, schedule, bench.work / f"encoder-{name}.pt", seed)


def stage_phantoms(bench: Bench) -> None:
    """Goes on with phantoms in every batch, at a lower rate and with the films' batch-norm statistics."""
    phantom = bench.config.phantom
    schedule = Schedule(phantom.epochs, phantom.trunk_rate, phantom.head_rate, False)
    _train_mixed(
        bench, bench.encoder_after("films"), phantom.share, bench.config.encoder, schedule, "phantoms"
    )


def stage_heads(bench: Bench) -> None:
    """More phantoms for the finding heads alone; the trunk, and what stands on it, stays as it is."""
    heads = bench.config.heads
    model = bench.encoder_after("films", "phantoms")
    model.trunk.requires_grad_(False)
    encoder = dataclasses.replace(bench.config.encoder, map_weight=heads.map_weight)
    schedule = Schedule(heads.epochs, 0.0, heads.rate, False)
    _train_mixed(bench, model, heads.share, encoder, schedule, "heads")


def stage_gate(bench: Bench) -> None:
    """What stands on the fixed trunk: the scope head, and the embedding's components."""
    encoder, nih = bench.encoder(), bench.nih()
    features = predict(encoder, nih.images[nih.where("train")])["features"]
    torch.save(
        fit_embedding(features, bench.config.encoder.embedding).state_dict(), bench.work / "embedding.pt"
    )
    head, settings = build_gate(
        encoder, nih, bench.phantoms(), bench.data, bench.config, bench.work / "prepared"
    )
    torch.save(head.state_dict(), bench.work / "gate.pt")
    bench.write_json(bench.work / "gate.json", settings)


def stage_calibrate(bench: Bench) -> None:
    """On validation patients, with the rounded weights that are shipped."""
    nih, model, size = bench.nih(), bench.packaged(), bench.config.data.size
    films = [nih.films[row] for row in nih.where("val")]
    logits, heat = [], []
    for film in films:
        square = letterbox(read_grey(Path(film.path)), size) / 255
        with torch.inference_mode():
            out = model(torch.from_numpy(square).float().view(1, 1, size, size))
        logits.append(out.finding_logits.numpy()[0])
        heat.append(out.heatmaps.numpy()[0])
    training = [nih.films[row] for row in nih.where("train")]
    result = calibrate(np.array(logits, dtype=np.float64), np.array(heat), films, training)
    bench.write_json(bench.work / "calibration.json", result)


def stage_decoder(bench: Bench) -> None:
    """Corpus, tokenizer, training, and the reading-back of the whole slot grid."""
    config = bench.config
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


def stage_export(bench: Bench) -> None:
    """ONNX files, tokenizer, manifest and golden cases; fails when ONNX and PyTorch differ."""
    config, out = bench.config, bench.out
    out.mkdir(parents=True, exist_ok=True)
    size, most = config.data.size, config.export.parity
    encoder, decoder = bench.packaged(), bench.decoder()
    export_encoder(encoder, size, out / "encoder.onnx", config.export.half)
    require_parity("encoder", encoder_parity(encoder, out / "encoder.onnx", size), most)
    export_decoder(decoder, out / "decoder.onnx")
    require_parity("decoder", decoder_parity(decoder, out / "decoder.onnx"), most)
    (out / "tokenizer.json").write_text(
        (bench.work / "tokenizer.json").read_text(encoding="utf-8"), encoding="utf-8"
    )
    bench.write_json(out / "golden.json", write_golden(encoder, size))
    probe = run_squares(open_session(out / "encoder.onnx"), np.zeros((1, size, size), dtype=np.float32))
    now = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    manifest = build_manifest(
        out,
        config,
        bench.read_json("calibration.json"),
        bench.read_json("gate.json"),
        now,
        probe["heatmaps"].shape[-1],
    )
    bench.write_json(out / "manifest.json", manifest)


def stage_evaluate(bench: Bench) -> None:
    """Measures the exported files; writes evaluation.json, the manifest's metrics and the model card."""
    manifest = json.loads((bench.out / "manifest.json").read_text(encoding="utf-8"))
    report = measure(
        bench.out,
        bench.work,
        bench.data,
        bench.config,
        manifest,
        bench.nih(),
        bench.phantoms(),
        bench.read_json("decoder.json"),
    )
    bench.write_json(bench.out / "evaluation.json", report)
    manifest["metrics"] = {
        "meanAuroc": report["findings"]["meanAuroc"],
        "meanAurocInterval95": report["findings"]["interval95"],
        "calibrationError": report["decisions"]["calibrationError"],
        "evidenceHitAtIoU10": report["evidence"]["meanHitAtIoU10"],
        "slotAgreement": report["decoder"]["agreement"],
    }
    bench.write_json(bench.out / "manifest.json", manifest)
    write_card(bench.out / "MODEL_CARD.md", manifest, report, bench.config)


STAGES = {
    "prepare": stage_prepare,
    "encoder": stage_encoder,
    "phantoms": stage_phantoms,
    "heads": stage_heads,
    "gate": stage_gate,
    "calibrate": stage_calibrate,
    "decoder": stage_decoder,
    "export": stage_export,
    "evaluate": stage_evaluate,
}
