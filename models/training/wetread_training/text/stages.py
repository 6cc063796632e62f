"""The two stages as the pipeline calls them, what they leave, and the ablations."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

from .align import JointTraining
from .bert import TextEncoder, build_text_encoder
from .claims import Statement
from .joint import JointImageHead
from .joint_inputs import JointData
from .judge import judge, judge_references
from .mlm import train_masked
from .openi import label_statements, read_reports
from .settings import AlignConfig, TextConfig
from .wordpiece import load_text_tokenizer

TOKENIZER_FILE, MASKED_FILE, ALIGN_FILE = "text-tokenizer.json", "mlm.pt", "align.pt"


@dataclass(frozen=True)
class Joint:
    text: TextEncoder
    head: JointImageHead
    tokenizer: Tokenizer


def _write(path: Path, content: Any) -> None:
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def stage_mlm(config: TextConfig, data: Path, work: Path, seed: int, device: str = "cpu") -> dict[str, float]:
    """Leaves tokenizer, `mlm.pt` and `mlm.json` in `work`; returns what `mlm.json` holds."""
    return train_masked(config, data, work, seed, device)[2]


def _pieces(tokenizer: Tokenizer) -> list[str]:
    ids = tokenizer.get_vocab()
    return sorted(ids, key=lambda piece: ids[piece])


def masked_encoder(config: TextConfig, work: Path, dimensions: int) -> tuple[TextEncoder, Tokenizer]:
    """The text encoder as the `mlm` stage left it; as MiniLM gave it where that stage was switched off."""
    tokenizer = load_text_tokenizer(work / TOKENIZER_FILE)
    encoder = build_text_encoder(config, _pieces(tokenizer), dimensions)
    if config.epochs:
        saved = torch.load(work / MASKED_FILE, map_location="cpu", weights_only=True)["encoder"]
        if saved["project.weight"].shape != encoder.project.weight.shape:
            saved = {key: value for key, value in saved.items() if not key.startswith("project.")}
        encoder.load_state_dict(saved, strict=False)
    return encoder, tokenizer


def _report_statements(config: TextConfig, align: AlignConfig, data: Path) -> list[Statement]:
    if not config.open_i or not align.open_i_share:
        return []
    return label_statements([report for report in read_reports(data) if report.split == "train"])


def _align(
    config: TextConfig,
    align: AlignConfig,
    joint: JointData,
    data: Path,
    work: Path,
    out: Path | None,
    seed: int,
    device: str,
) -> Joint:
    torch.manual_seed(seed)
    encoder, tokenizer = masked_encoder(config, work, align.dimensions)
    reports = _report_statements(config, align, data)
    training = JointTraining(encoder, tokenizer, joint, reports, align, seed, device)
    if out is not None and out.exists():
        training.restore(out)
    training.run(out)
    return Joint(training.text.cpu().eval(), training.head.cpu().eval(), tokenizer)


def stage_align(
    config: TextConfig,
    align: AlignConfig,
    joint: JointData,
    data: Path,
    work: Path,
    seed: int,
    device: str = "cpu",
) -> dict[str, Any]:
    """Trains the joint space; leaves `align.pt` and `align.json` (validation figures). Goes on where it stopped."""
    trained = _align(config, align, joint, data, work, work / ALIGN_FILE, seed, device)
    report = {
        "openI": config.open_i,
        "joint": judge(trained.text, trained.head, trained.tokenizer, joint),
        "references": judge_references(joint.val),
    }
    _write(work / "align.json", report)
    return report


def load_joint(config: TextConfig, align: AlignConfig, work: Path) -> Joint:
    """What `stage_align` left."""
    saved = torch.load(work / ALIGN_FILE, map_location="cpu", weights_only=True)
    tokenizer = load_text_tokenizer(work / TOKENIZER_FILE)
    encoder = TextEncoder(len(_pieces(tokenizer)), config, align.dimensions)
    encoder.load_state_dict(saved["text"])
    head = JointImageHead(len(saved["head"]["feature_mean"]), align.dimensions)
    head.load_state_dict(saved["head"])
    return Joint(encoder.eval(), head.eval(), tokenizer)


Change = Callable[[TextConfig, AlignConfig], tuple[TextConfig, AlignConfig]]

ABLATIONS: dict[str, Change] = {
    "all": lambda text, align: (text, align),
    "without masked-language training": lambda text, align: (replace(text, epochs=0), align),
    "without Open-i": lambda text, align: (replace(text, open_i=False), align),
    "without phantoms": lambda text, align: (text, replace(align, phantom_share=0.0)),
    "hard targets": lambda text, align: (text, replace(align, soft_targets=False)),
    "labels only, no teacher": lambda text, align: (text, replace(align, teacher_weight=0.0)),
    "without minimal pairs": lambda text, align: (text, replace(align, hard_weight=0.0)),
    "without the bottom loss": lambda text, align: (text, replace(align, bottom_weight=0.0)),
    "without mirroring": lambda text, align: (text, replace(align, mirror=0.0)),
    "without noise on logits": lambda text, align: (text, replace(align, logit_noise=0.0)),
}


def run_ablations(
    config: TextConfig,
    align: AlignConfig,
    joint: JointData,
    data: Path,
    work: Path,
    seeds: Sequence[int] = (7,),
    names: Sequence[str] = tuple(ABLATIONS),
    device: str = "cpu",
) -> list[dict[str, Any]]:
    """One row for each change and seed: validation nDCG@10 and P@5. Rows done before are read from `ablations/`."""
    rows = []
    for name in names:
        text, changed = ABLATIONS[name](config, align)
        folder = work / "ablations" / name.replace(" ", "-").replace(",", "")
        folder.mkdir(parents=True, exist_ok=True)
        # Only a change of the text side needs a masked-language run of its own.
        start = folder if text != config else work
        for seed in seeds:
            done = folder / f"row-{seed}.json"
            if not done.exists():
                if start == folder:
                    stage_mlm(text, data, folder, seeds[0], device)
                trained = _align(text, changed, joint, data, start, None, seed, device)
                figures = judge(trained.text, trained.head, trained.tokenizer, joint)
                _write(done, {"change": name, "seed": seed, **figures})
            rows.append(json.loads(done.read_text(encoding="utf-8")))
    return rows
