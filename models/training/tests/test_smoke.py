"""The whole pipeline once, on drawn pictures in the folders' layout: every stage must fit the next."""

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from wetread_training.config import (
    Config,
    DataConfig,
    DecoderConfig,
    EncoderConfig,
    ExportConfig,
    GateConfig,
    HeadsConfig,
    PhantomConfig,
    RunConfig,
)
from wetread_training.export import file_entry
from wetread_training.findings import FINDINGS
from wetread_training.golden import draw
from wetread_training.pipeline import STAGES, Bench

SIDE = 80


def _write_picture(path: Path, seed: int) -> None:
    heart = [0.55, 0.62, 0.1 + 0.02 * (seed % 6), 0.14]
    case = {
        "formula": "chest",
        "width": SIDE,
        "height": SIDE,
        "right": [0.3, 0.45, 0.15, 0.3],
        "left": [0.7, 0.45, 0.15, 0.3],
    }
    noise = np.random.default_rng(seed).integers(-12, 12, (SIDE, SIDE))
    picture = np.clip(draw({**case, "heart": heart}) + noise, 0, 255).astype(np.uint8)
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(picture).save(path)


def _write_table(path: Path, head: list[str], rows: list[list[str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join("\t".join(row) for row in [head, *rows]) + "\n", encoding="utf-8")


def _write_nih(folder: Path) -> None:
    labels, boxes = [], []
    for index in range(60):
        split = "train" if index < 32 else "val" if index < 44 else "test"
        name = f"{index:03}.jpg"
        _write_picture(folder / "images" / name, index)
        flags = ["1" if (index + j) % 4 == 0 else "0" for j in range(len(FINDINGS))]
        labels.append([name, f"patient{index // 2}", split, *flags])
        if flags[1] == "1":
            boxes.append([name, "Cardiomegaly", "0.4", "0.45", "0.3", "0.3"])
    _write_table(folder / "labels.tsv", ["image", "patient", "split", *FINDINGS], labels)
    _write_table(folder / "boxes.tsv", ["image", "finding", "x", "y", "w", "h"], boxes)


def _write_scope(data: Path) -> None:
    for folder in ("hannover", "kermany", "tb_nlm128"):
        rows = [[f"{folder}{i}.jpg", f"p{i}"] for i in range(8)]
        for i, row in enumerate(rows):
            _write_picture(data / "cxr" / folder / "images" / row[0], i)
        _write_table(data / "cxr" / folder / "items.tsv", ["file", "patient"], rows)
    med = data / "vqa" / "vqa-med-2019"
    answers = ["xr - plain film", "mr - flair", "us - ultrasound", "ct noncontrast"]
    rows = []
    for i in range(16):
        _write_picture(med / "images" / f"m{i}.jpg", i)
        rows.append(
            [f"m{i}.jpg", "val" if i >= 12 else "train", answers[i % 4], "lateral", "musculoskeletal", "0"]
        )
    _write_table(
        med / "items.tsv",
        ["file", "split", "modality_answer", "plane_answer", "organ_answer", "in_vqarad"],
        rows,
    )
    (data / "vqa" / "slake").mkdir(parents=True)
    _write_table(data / "vqa" / "slake" / "items.tsv", ["file", "modality"], [])
    (data / "vqa" / "vqa-rad").mkdir(parents=True)
    (data / "vqa" / "vqa-rad" / "train.json").write_text("[]", encoding="utf-8")


def _write_phantoms(folder: Path) -> None:
    folder.mkdir(parents=True)
    lines = []
    for i in range(10):
        _write_picture(folder / f"ph{i}.png", i)
        finding = {
            "code": "Cardiomegaly",
            "side": "none",
            "zone": "none",
            "size": "large",
            "box": [0.4, 0.45, 0.3, 0.3],
        }
        lines.append(json.dumps({"image": f"ph{i}.png", "findings": [finding] if i % 2 else []}))
    (folder / "phantoms.jsonl").write_text("\n".join(lines), encoding="utf-8")


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    data = tmp_path / "data"
    _write_nih(data / "cxr" / "nih")
    _write_scope(data)
    _write_phantoms(tmp_path / "phantoms")
    config = Config(
        run=RunConfig(name="test"),
        data=DataConfig(size=64, phantoms=str(tmp_path / "phantoms")),
        encoder=EncoderConfig(imagenet=False, fixed_stages=0, epochs=1, batch=8, embedding=16),
        phantom=PhantomConfig(epochs=1, share=0.25),
        heads=HeadsConfig(epochs=1),
        gate=GateConfig(epochs=2),
        decoder=DecoderConfig(sentences=300, layers=1, width=32, heads=2, epochs=1, max_tokens=4),
        export=ExportConfig(version="0.0.1"),
    )
    work = tmp_path / "work"
    work.mkdir()
    return Bench(config, data, work, tmp_path / "model")


def test_all_stages_make_a_model_folder_whose_manifest_tells_the_truth(bench: Bench) -> None:
    for stage in STAGES.values():
        stage(bench)
    manifest = json.loads((bench.out / "manifest.json").read_text())
    for name, entry in manifest["files"].items():
        assert entry == file_entry(bench.out / entry["path"]), name
    assert [entry["code"] for entry in manifest["encoder"]["findings"]] == list(FINDINGS)
    assert manifest["encoder"]["heatmap"]["width"] == 4
    report = json.loads((bench.out / "evaluation.json").read_text())
    assert report["findings"]["films"] == 16
    assert report["phantoms"]["films"] == 2
    card = (bench.out / "MODEL_CARD.md").read_text()
    assert "Not a medical device" in card and f"{report['decoder']['prefixes']} conditions" in card
    # A second run of a trained stage finds its checkpoint and changes nothing.
    before = (bench.work / "encoder-films.pt").read_bytes()
    STAGES["encoder"](bench)
    assert (bench.work / "encoder-films.pt").read_bytes() == before
