"""Material of the scope gate: what a frontal chest film is, and what people send instead."""

from __future__ import annotations

import hashlib
import random
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .datasets import Film, read_table

GATE_CLASSES = (
    "frontal-chest",
    "lateral-chest",
    "other-radiograph",
    "ct",
    "mr",
    "us",
    "other",
    "inverted",
    "rotated",
    "unreadable",
)

REFUSAL_REASONS = {
    "lateral-chest": "scope.lateral-view",
    "other-radiograph": "scope.other-radiograph",
    "ct": "scope.modality-ct",
    "mr": "scope.modality-mr",
    "us": "scope.modality-us",
    "other": "scope.not-radiograph",
    "inverted": "scope.unreadable",
    "rotated": "scope.unreadable",
    "unreadable": "scope.unreadable",
}

CHEST_ORGANS = {"lung, mediastinum, pleura", "heart and great vessels"}
FRONTAL_PLANES = {"pa", "ap", "frontal"}
OTHER_MODALITIES = ("an ", "bas", "ugi", "gi", "be ", "sbft", "nm", "pet", "venogram", "mammograph")


def _questions(data: Path) -> dict[str, str]:
    """The modality question asked of each VQA-Med picture: a bare yes or no needs it."""
    found: dict[str, str] = {}
    for path in sorted((data / "vqa" / "vqa-med-2019" / "text").glob("*C1_Modality*.txt")):
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
            name, _, rest = line.partition("|")
            found[name] = rest.partition("|")[0].lower()
    return found


def _modality(answer: str, question: str) -> str:
    """`xr`, `ct`, `mr`, `us`, `other`, or empty when the table does not tell."""
    words = f"{answer} "
    if words.startswith("xr"):
        return "xr"
    if words.startswith(("ct", "noncontrast ct")):
        return "ct"
    if words.startswith(("mr", "t1", "t2", "flair")):
        return "mr"
    if words.startswith("us"):
        return "us"
    if answer not in {"yes", "no", "contrast", "noncontrast"}:
        return "other" if words.startswith(OTHER_MODALITIES) else ""
    if question.startswith(("is this a ct scan", "is this an mri")) and answer == "no":
        return ""
    if "ct" in question.split() or "ct?" in question.split():
        return "ct"
    return "mr" if any(word in question for word in ("mri", "t1", "t2", "mr ")) else ""


def _scope(row: dict[str, str], question: str) -> str:
    modality = _modality(row["modality_answer"], question)
    if modality != "xr":
        return modality
    if row["organ_answer"] not in CHEST_ORGANS:
        # A film of vessels may well be a chest film with a catheter: not told, so left out.
        return "" if row["organ_answer"] == "vascular and lymphatic" else "other-radiograph"
    if row["plane_answer"] in FRONTAL_PLANES:
        return "frontal-chest"
    return "lateral-chest" if row["plane_answer"] == "lateral" else ""


def _fold(name: str, parts: int) -> int:
    return hashlib.sha256(name.encode()).digest()[0] % parts


def read_vqa_med(data: Path) -> list[Film]:
    """VQA-Med 2019 pictures whose class the tables tell; its own train and validation split."""
    questions = _questions(data)
    folder = data / "vqa" / "vqa-med-2019"
    films = []
    for row in read_table(folder / "items.tsv"):
        tag = _scope(row, questions.get(row["file"].rsplit(".", 1)[0], ""))
        path = folder / "images" / row["file"]
        if tag and row["in_vqarad"] != "1" and path.exists():
            films.append(Film(str(path), row["file"], row["split"], tag=tag))
    return films


def read_slake_sections(data: Path) -> list[Film]:
    """SLAKE's CT and MR pictures (its chest films are NIH's and stay out); a quarter is held out."""
    folder = data / "vqa" / "slake"
    return [
        Film(
            str(folder / "images" / row["file"]),
            row["file"],
            "val" if _fold(row["file"], 4) == 0 else "train",
            tag="ct" if row["modality"] == "CT" else "mr",
        )
        for row in read_table(folder / "items.tsv")
        if row["modality"] in {"CT", "MRI"} and (folder / "images" / row["file"]).exists()
    ]


def read_vqa_rad_elsewhere(data: Path) -> list[Film]:
    """VQA-RAD head and abdomen pictures: never trained on, all must be refused."""
    import json

    folder = data / "vqa" / "vqa-rad"
    rows = json.loads((folder / "train.json").read_text(encoding="utf-8"))
    organs = {row["image_name"]: row["image_organ"] for row in rows}
    return [
        Film(str(folder / "images" / name), name, "test", tag="elsewhere")
        for name, organ in sorted(organs.items())
        if organ in {"HEAD", "ABD"} and (folder / "images" / name).exists()
    ]


def read_other_chests(data: Path) -> list[Film]:
    """Frontal chest films of the auxiliary sets.

    Hannover's patients are divided: half train, a quarter chooses the threshold, a quarter is reported on.
    """
    films = []
    for name, folder, most in (
        ("hannover", "hannover", 0),
        ("kermany", "kermany", 400),
        ("tb", "tb_nlm128", 300),
    ):
        rows = read_table(data / "cxr" / folder / "items.tsv")
        rows = sorted(rows, key=lambda row: hashlib.sha256(row["file"].encode()).hexdigest())
        for row in rows[: most or len(rows)]:
            group = f"{name}:{row.get('patient') or row['file']}"
            path = data / "cxr" / folder / "images" / row["file"]
            if path.exists():
                split = ("val", "test", "train", "train")[_fold(group, 4)] if name == "hannover" else "train"
                films.append(Film(str(path), group, split, tag="frontal-chest"))
    return films


def spoil(images: NDArray[np.uint8], rng: random.Random) -> tuple[NDArray[np.uint8], list[str]]:
    """Each film once inverted or turned or made unreadable, with its class."""
    spoilt, tags = [], []
    for image in images:
        kind = rng.choice(("inverted", "rotated", "unreadable"))
        tags.append(kind)
        if kind == "inverted":
            spoilt.append(255 - image)
        elif kind == "rotated":
            spoilt.append(np.rot90(image, rng.choice((1, 2, 2, 3))))
        else:
            spoilt.append(_unreadable(image, rng))
    return np.stack(spoilt).astype(np.uint8), tags


def _unreadable(image: NDArray[np.uint8], rng: random.Random) -> NDArray[np.uint8]:
    noise = np.random.default_rng(rng.randrange(1 << 32))
    size = image.shape[0]
    kind = rng.choice(("blank", "noise", "ramp", "washed", "coarse"))
    if kind == "blank":
        return np.full_like(image, rng.randrange(256))
    if kind == "noise":
        return noise.integers(0, 256, image.shape).astype(np.uint8)
    if kind == "ramp":
        ramp = np.linspace(0, 255, size)
        return np.broadcast_to(ramp if rng.random() < 0.5 else ramp[:, None], image.shape).astype(np.uint8)
    if kind == "washed":
        level = rng.randrange(20, 236)
        return np.clip(level + (image - 128.0) * 0.01 + noise.normal(0, 2, image.shape), 0, 255).astype(
            np.uint8
        )
    cell = size // rng.choice((4, 6, 8))
    blocks = noise.integers(0, 256, (size // cell + 1, size // cell + 1))
    return np.kron(blocks, np.ones((cell, cell)))[:size, :size].astype(np.uint8)
