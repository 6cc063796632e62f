"""Drawn pictures with questions of our own in the layout of the three public sets."""

from __future__ import annotations

import json
from pathlib import Path

from drawn_data import write_nih, write_picture, write_table

CATEGORIES = ("C1_Modality", "C2_Plane", "C3_Organ", "C4_Abnormality")
MED_ANSWERS = (
    ("xr - plain film", "ap", "lung, mediastinum, pleura"),
    ("mr - flair", "axial", "skull and contents"),
)


NIH_TWIN = "000.png"
"""NIH film that SLAKE asks about, too."""


def write_rad(data: Path, pictures: int = 24) -> None:
    folder = data / "vqa" / "vqa-rad"
    rows = []
    for i in range(pictures):
        name = f"rad{i}.jpg"
        write_picture(folder / "images" / name, i)
        for number, (text, answer, kind) in enumerate(
            (
                ("Is the heart enlarged? -yes/no", "Yes" if i % 2 else "No", "CLOSED"),
                ("Where is the lesion?", "right", "OPEN"),
                ("Where is/are the lesion?", "right", "OPEN"),
            )
        ):
            rows.append(
                {
                    "qid": 10 * i + number,
                    "image_name": name,
                    "image_organ": ("HEAD", "CHEST", "ABD")[i % 3],
                    "question": text,
                    "answer": answer,
                    "answer_type": kind,
                    "question_type": "PRES",
                    "phrase_type": "frame" if number == 2 else "freeform",
                }
            )
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "train.json").write_text(json.dumps(rows), encoding="utf-8")


def write_slake(data: Path, pictures: int = 24) -> None:
    folder = data / "vqa" / "slake"
    parts: dict[str, list[dict]] = {"train": [], "validate": []}
    for i in range(pictures):
        name = f"xmlab{i}"
        write_picture(folder / "images" / f"{name}.jpg", 100 + i)
        for language in ("en", "zh"):
            parts["validate" if i % 6 == 0 else "train"].append(
                {
                    "qid": i,
                    "img_name": f"{name}/source.jpg",
                    "question": "Which plane is this?",
                    "answer": "Transverse  Plane",
                    "q_lang": language,
                    "location": ("Lung", "Abdomen", "Brain_Tissue")[i % 3],
                    "modality": ("X-Ray", "CT", "MRI")[i % 3],
                    "answer_type": "OPEN",
                    "content_type": "Plane",
                }
            )
    write_table(folder / "items.tsv", ["file", "nih_image"], [["xmlab0.jpg", NIH_TWIN]])
    for part, rows in parts.items():
        (folder / f"{part}.json").write_text(json.dumps(rows), encoding="utf-8")


def write_med(data: Path, pictures: int = 40) -> None:
    folder, rows = data / "vqa" / "vqa-med-2019", []
    lines: dict[tuple[str, str], list[str]] = {}
    for i in range(pictures):
        write_picture(folder / "images" / f"med{i}.jpg", 200 + i)
        split, answers = "val" if i % 8 == 0 else "train", MED_ANSWERS[i % 2]
        rows.append([f"med{i}.jpg", split, *answers, "0"])
        asked = (*answers, "yes" if i % 3 else "rickets")
        for category, answer in zip(CATEGORIES, asked, strict=True):
            lines.setdefault((split, category), []).append(f"med{i}|what is seen in the {category}?|{answer}")
    head = ["file", "split", "modality_answer", "plane_answer", "organ_answer", "in_vqarad"]
    write_table(folder / "items.tsv", head, rows)
    (folder / "text").mkdir(parents=True, exist_ok=True)
    for (split, category), told in lines.items():
        part = "Training" if split == "train" else "Validation"
        (folder / "text" / f"set_{part}__QAPairsByCategory__{category}_{split}.txt").write_text(
            "\n".join(told) + "\n", encoding="utf-8"
        )


def write_question_sets(data: Path) -> Path:
    write_rad(data)
    write_slake(data)
    write_med(data)
    write_nih(data / "cxr" / "nih")
    return data
