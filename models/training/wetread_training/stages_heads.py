"""The stages on the fixed encoder: scope gate, what the joint space is made of, text encoder, calibration."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch

from .calibrate import calibrate
from .export import export_image_graph
from .gate import GateHead, GateHeads, Novelty, ViewHead, build_gate, feature_sizes, phantom_pictures
from .packaged import Reader, packaged_vision
from .sessions import open_session, run_files
from .text.joint_inputs import JointData, load_joint_data
from .text.stages import run_ablations, stage_align, stage_mlm
from .vision import VisionEncoder
from .workbench import ROOT, Bench


def load_student(bench: Bench) -> VisionEncoder:
    """The averaged weights of the student of the configured seed."""
    path = bench.work / "students" / f"full-{bench.config.run.seed}.half.pt"
    saved = torch.load(path, map_location="cpu", weights_only=True)
    model = VisionEncoder(bench.config.encoder.variant, 0.0)
    model.load_state_dict({k: v.float() if v.dtype == torch.float16 else v for k, v in saved.items()})
    return model.eval()


def load_reader(bench: Bench) -> Reader:
    return Reader(
        packaged_vision(load_student(bench), bench.config.export.half), bench.config.export.flip_views
    )


def stage_gate(bench: Bench) -> None:
    """Scope head, novelty and view head; thresholds on validation."""
    config = bench.config
    films = bench.phantoms.films if bench.phantoms else []
    built = build_gate(
        load_student(bench),
        bench.data,
        config.data.size,
        config.gate,
        config.run.seed,
        bench.work,
        str(bench.device),
        phantom_pictures([(film.path, film.split) for film in films]),
        left_out=True,
    )
    heads = built.heads
    torch.save(
        {
            "gate": heads.gate.state_dict(),
            "novelty": heads.novelty.state_dict(),
            "views": heads.views.state_dict(),
        },
        bench.work / "gate.pt",
    )
    bench.write_json(bench.work / "gate.json", {"settings": built.settings, "report": built.report})


def load_gate(bench: Bench) -> GateHeads:
    """What `stage_gate` left."""
    config, saved = bench.config, torch.load(bench.work / "gate.pt", map_location="cpu", weights_only=True)
    deep, whole = feature_sizes(load_student(bench), config.data.size, config.gate.grid)
    sources, dimensions = saved["novelty"]["centres"].shape
    heads = GateHeads(GateHead(whole, config.gate.hidden), Novelty(deep, dimensions, sources), ViewHead(deep))
    for name in ("gate", "novelty", "views"):
        getattr(heads, name).load_state_dict(saved[name])
    return heads


class _Told(torch.nn.Module):
    """A reader whose outputs are what the joint space is made of."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, image: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        out = self.reader(image)[0]
        return out.features, out.logits, out.heat


def stage_look(bench: Bench) -> None:
    """What the fixed encoder says of training and validation films and of phantoms: `joint-inputs.npz`."""
    size, arrays = bench.config.data.size, {}
    # onnxruntime reads films several times faster than PyTorch on a CPU.
    export_image_graph(
        _Told(load_reader(bench)), ["features", "logits", "heat"], size, bench.work / "reader.onnx"
    )
    session = open_session(bench.work / "reader.onnx", bench.config.run.threads)
    sets = {"train": (bench.nih, "train"), "val": (bench.nih, "val")}
    if bench.phantoms:
        sets["phantom"] = (bench.phantoms, "train")
    for name, (prepared, split) in sets.items():
        rows = prepared.where(split)
        seen = run_files(session, [Path(prepared.films[row].path) for row in rows], size, name)
        arrays |= {f"{name}_{key}": value for key, value in seen.items()}
        arrays[f"{name}_heat"] = arrays[f"{name}_heat"].astype(np.float16)
        arrays[f"{name}_rows"] = rows
    np.savez(bench.work / "joint-inputs.npz", **arrays)


def joint_data(bench: Bench) -> JointData:
    """Encoder outputs of `stage_look` beside what is known of the films."""
    phantoms = bench.config.data.phantoms
    return load_joint_data(
        bench.work / "joint-inputs.npz",
        bench.nih.films,
        bench.phantoms.films if bench.phantoms else None,
        ROOT / phantoms if phantoms else None,
    )


def stage_text(bench: Bench) -> None:
    """Tokenizer, and masked-language training of the text encoder."""
    stage_mlm(bench.config.text, bench.data, bench.work, bench.config.run.seed, str(bench.device))


def stage_joint(bench: Bench) -> None:
    """The space that films and texts share."""
    config = bench.config
    report = stage_align(
        config.text,
        config.align,
        joint_data(bench),
        bench.data,
        bench.work,
        config.run.seed,
        str(bench.device),
    )
    print(report, flush=True)


def stage_text_ablation(bench: Bench) -> None:
    """The joint space once more for every change of `text.stages.ABLATIONS`; rows done before are kept."""
    config = bench.config
    run_ablations(
        config.text,
        config.align,
        joint_data(bench),
        bench.data,
        bench.work,
        (config.run.seed,),
        device=str(bench.device),
    )


def stage_calibrate(bench: Bench) -> None:
    """Platt scaling and thresholds on validation patients; how boxes are drawn, on films that the teachers had not seen."""
    seen = np.load(bench.work / "joint-inputs.npz")
    val = [bench.nih.films[row] for row in seen["val_rows"]]
    train = [bench.nih.films[row] for row in bench.nih.where("train")]
    soft = bench.work / "home" / "soft.npz"
    told = None
    if soft.exists():
        with np.load(soft) as archive:
            told = archive["heat"].astype(np.float32) / 255
    result = calibrate(
        seen["val_logits"].astype(np.float64), seen["val_heat"].astype(np.float32), val, train, told
    )
    bench.write_json(bench.work / "calibration.json", result)
