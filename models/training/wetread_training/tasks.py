"""Auxiliary tasks: labels of other chest sets that share the trunk, each under a head of its own.

A head of its own keeps another source's look from becoming a finding: what separates children's films from
adults' may raise no NIH logit.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from .datasets import Film, read_table
from .findings import FINDINGS
from .gate.pictures import modality_of, read_questions
from .gate.splits import split_of

TASKS: dict[str, tuple[str, ...]] = {
    "pneumonia": ("NORMAL", "BACTERIA", "VIRUS"),
    "tuberculosis": ("NORMAL", "TB"),
    "projection": ("pa", "ap"),
    "modality": ("xr", "ct", "mr", "us", "other"),
    "plane": ("axial", "sagittal", "coronal", "frontal", "other"),
    "organ": ("chest", "head", "spine", "limb", "abdomen", "breast", "other"),
}
"""Task -> its classes."""

_PLANES = {
    "axial": "axial",
    "transverse": "axial",
    "sagittal": "sagittal",
    "coronal": "coronal",
    "pa": "frontal",
    "ap": "frontal",
    "frontal": "frontal",
}
_ORGANS = {
    "lung, mediastinum, pleura": "chest",
    "heart and great vessels": "chest",
    "skull and contents": "head",
    "face, sinuses, and neck": "head",
    "spine and contents": "spine",
    "musculoskeletal": "limb",
    "gastrointestinal": "abdomen",
    "genitourinary": "abdomen",
    "breast": "breast",
}


def class_of(task: str, name: str) -> int:
    return TASKS[task].index(name)


def plane_class(answer: str) -> int:
    """Class of VQA-Med's plane answer."""
    return class_of("plane", _PLANES.get(answer, "other"))


def organ_class(answer: str) -> int:
    """Class of VQA-Med's organ answer."""
    return class_of("organ", _ORGANS.get(answer, "other"))


def read_kermany(data: Path, most: int) -> list[Film]:
    """Children's films: normal, bacterial or viral pneumonia; at most `most`, spread by hash; 0 = all."""
    rows = read_table(data / "cxr" / "kermany" / "items.tsv")
    films = [
        Film(
            str(data / "cxr" / "kermany" / "images" / row["file"]),
            f"kermany:{row['patient']}",
            split_of("kermany", row["patient"]),
            tag="kermany",
            tasks={"pneumonia": class_of("pneumonia", row["label"].removeprefix("PNEUMONIA_"))},
        )
        for row in rows
    ]
    return thin_by_hash(films, most)


def read_tuberculosis(data: Path) -> list[Film]:
    """Montgomery and Shenzhen films."""
    return [
        Film(
            str(data / "cxr" / "tb_nlm128" / "images" / row["file"]),
            f"tb:{row['file']}",
            split_of("tb", row["file"]),
            tag="tb",
            tasks={"tuberculosis": class_of("tuberculosis", row["label"])},
        )
        for row in read_table(data / "cxr" / "tb_nlm128" / "items.tsv")
        if row["label"] in TASKS["tuberculosis"]
    ]


def read_hannover(data: Path) -> list[Film]:
    """COVID-19 films with their projection."""
    return [
        Film(
            str(data / "cxr" / "hannover" / "images" / row["file"]),
            f"hannover:{row['patient']}",
            split_of("hannover", row["patient"]),
            tag="hannover",
            tasks={"projection": class_of("projection", row["projection"])}
            if row["projection"] in TASKS["projection"]
            else {},
        )
        for row in read_table(data / "cxr" / "hannover" / "items.tsv")
    ]


def read_modalities(data: Path, most: int) -> list[Film]:
    """VQA-Med 2019 training pictures with what their tables tell of modality, plane and organ."""
    questions = read_questions(data)
    folder = data / "vqa" / "vqa-med-2019"
    films = []
    for row in read_table(folder / "items.tsv"):
        path = folder / "images" / row["file"]
        if row["in_vqarad"] == "1" or split_of("vqa-med", row["file"], row["split"]) != "train":
            continue
        if not path.exists():
            continue
        modality = modality_of(row["modality_answer"], questions.get(row["file"].rsplit(".", 1)[0], ""))
        tasks = {
            "plane": plane_class(row["plane_answer"]),
            "organ": organ_class(row["organ_answer"]),
        }
        if modality:
            tasks["modality"] = class_of("modality", modality)
        films.append(Film(str(path), f"vqa-med:{row['file']}", "train", tag="vqa-med", tasks=tasks))
    return thin_by_hash(films, most)


def thin_by_hash(films: list[Film], most: int) -> list[Film]:
    """At most `most` films in an order that has nothing to do with their names; 0 = all."""
    ordered = sorted(films, key=lambda film: sha256(film.group.encode() + film.path[-24:].encode()).digest())
    return ordered[:most] if most else ordered


def read_elsewhere(data: Path) -> list[Film]:
    """Adult chest films of other hospitals; their findings are unknown (-1)."""
    return _unknown([*read_tuberculosis(data), *read_hannover(data)])


def read_others(data: Path, kermany: int, modalities: int) -> list[Film]:
    """Children's chest films and pictures of all modalities; their findings are unknown (-1)."""
    return _unknown([*read_kermany(data, kermany), *read_modalities(data, modalities)])


def _unknown(films: list[Film]) -> list[Film]:
    for film in films:
        film.labels = [-1] * len(FINDINGS)
    return films
