"""Drawn pictures in the layout of the data folders: enough of each set for every stage to run."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from PIL import Image

from wetread_training.findings import FINDINGS
from wetread_training.golden import draw

SIDE = 80
ANSWERS = ("xr - plain film", "mr - flair", "us - ultrasound", "ct noncontrast")


def write_picture(path: Path, seed: int, width: int = SIDE) -> None:
    """A chest of ellipses and noise; the heart grows with `seed` modulo 6."""
    case = {
        "formula": "chest",
        "width": width,
        "height": SIDE,
        "right": [0.3, 0.45, 0.15, 0.3],
        "left": [0.7, 0.45, 0.15, 0.3],
        "heart": [0.55, 0.62, 0.1 + 0.02 * (seed % 6), 0.14],
    }
    noise = np.random.default_rng(seed).integers(-12, 12, (SIDE, width))
    picture = np.clip(draw(case) + noise, 0, 255).astype(np.uint8)
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(picture).save(path)


def write_table(path: Path, head: list[str], rows: list[list[str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join("\t".join(row) for row in [head, *rows]) + "\n", encoding="utf-8")


def write_nih(folder: Path) -> None:
    """60 films of 30 patients: 32 to train on, 12 to choose on, 16 to report; a box for every large heart."""
    labels, boxes = [], []
    for index in range(60):
        split = "train" if index < 32 else "val" if index < 44 else "test"
        name = f"{index:03}.jpg"
        write_picture(folder / "images" / name, index, SIDE + 20 * (index % 2))
        flags = ["1" if (index + j) % 4 == 0 else "0" for j in range(len(FINDINGS))]
        labels.append([name, f"patient{index // 2}", split, *flags])
        if flags[1] == "1":
            boxes.append([name, "Cardiomegaly", "0.4", "0.45", "0.3", "0.3"])
    write_table(folder / "labels.tsv", ["image", "patient", "split", *FINDINGS], labels)
    write_table(folder / "boxes.tsv", ["image", "finding", "x", "y", "w", "h"], boxes)


def write_other_chests(data: Path) -> None:
    columns = {
        "hannover": ("projection", ("pa", "ap")),
        "kermany": ("label", ("NORMAL", "PNEUMONIA_BACTERIA", "PNEUMONIA_VIRUS")),
        "tb_nlm128": ("label", ("NORMAL", "TB")),
    }
    for folder, (column, values) in columns.items():
        rows = [[f"{folder}{i}.jpg", f"p{i}", values[i % len(values)]] for i in range(12)]
        for i, row in enumerate(rows):
            write_picture(data / "cxr" / folder / "images" / row[0], i)
        write_table(data / "cxr" / folder / "items.tsv", ["file", "patient", column], rows)


def write_questions(data: Path) -> None:
    """VQA-Med pictures of four modalities; SLAKE and VQA-RAD without any."""
    med = data / "vqa" / "vqa-med-2019"
    head = ["file", "split", "modality_answer", "plane_answer", "organ_answer", "in_vqarad"]
    rows = []
    for i in range(24):
        write_picture(med / "images" / f"m{i}.jpg", i)
        split = "val" if i >= 20 else "train"
        rows.append([f"m{i}.jpg", split, ANSWERS[i % 4], "lateral", "musculoskeletal", "0"])
    write_table(med / "items.tsv", head, rows)
    write_table(data / "vqa" / "slake" / "items.tsv", ["file", "modality"], [])
    (data / "vqa" / "vqa-rad").mkdir(parents=True)
    (data / "vqa" / "vqa-rad" / "train.json").write_text("[]", encoding="utf-8")


def write_data(data: Path) -> Path:
    write_nih(data / "cxr" / "nih")
    write_other_chests(data)
    write_questions(data)
    return data


def write_phantoms(folder: Path) -> Path:
    """Fifteen drawn films, two of three with a large heart or an effusion."""
    folder.mkdir(parents=True)
    shown = (
        [],
        [
            {
                "code": "Cardiomegaly",
                "side": "none",
                "zone": "none",
                "size": "large",
                "box": [0.4, 0.5, 0.3, 0.3],
            }
        ],
        [{"code": "Effusion", "side": "left", "zone": "lower", "size": "small", "box": [0.6, 0.6, 0.2, 0.2]}],
    )
    lines = []
    for i in range(15):
        write_picture(folder / f"ph{i}.png", i)
        lines.append(json.dumps({"image": f"ph{i}.png", "findings": shown[i % 3]}))
    (folder / "phantoms.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder
