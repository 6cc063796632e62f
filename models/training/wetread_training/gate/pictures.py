"""Material of the scope gate: real frontal chest films of every source, and what people send instead."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ..datasets import read_table
from .classes import ACCEPT_CLASS
from .sightings import SEEN
from .splits import hashed_order, split_of

CHEST_ORGANS = {"lung, mediastinum, pleura", "heart and great vessels"}
FRONTAL_PLANES = {"pa", "ap", "frontal"}
OTHER_MODALITIES = ("an ", "bas", "ugi", "be ", "sbft", "nm", "pet", "venogram", "mammograph")


@dataclass(frozen=True)
class ScopePicture:
    """One picture of the gate's material. `path` is a file, or `drawn:KIND:NUMBER`, or `photo:NAME`."""

    path: str
    source: str
    split: str
    tag: str
    """Gate class."""
    view: str = ""
    """`PA`, `AP`, or empty when no table tells."""


def read_questions(data: Path) -> dict[str, str]:
    """The modality question asked of each VQA-Med picture: a bare yes or no needs it."""
    found: dict[str, str] = {}
    folder = data / "vqa" / "vqa-med-2019"
    for path in sorted((folder / "text").glob("*C1_Modality*.txt")):
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
            name, _, rest = line.partition("|")
            found[name] = rest.partition("|")[0].lower()
    return found


def modality_of(answer: str, question: str) -> str:
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
    """Gate class of a VQA-Med picture: by sight where it was looked at and found wrong, else by its table."""
    if row["file"] in SEEN:
        return SEEN[row["file"]]
    kind = modality_of(row["modality_answer"], question)
    if kind != "xr":
        return "other-medical" if kind == "other" else kind
    if row["organ_answer"] not in CHEST_ORGANS:
        # A film of vessels may well be a chest film with a catheter: not told, so left out unless seen.
        return "" if row["organ_answer"] == "vascular and lymphatic" else "other-radiograph"
    if row["plane_answer"] in FRONTAL_PLANES:
        return ACCEPT_CLASS
    return "lateral-chest" if row["plane_answer"] == "lateral" else ""


def read_vqa_med(data: Path) -> list[ScopePicture]:
    """VQA-Med 2019 pictures whose class is told; those that VQA-RAD shares stay out."""
    folder = data / "vqa" / "vqa-med-2019"
    questions = read_questions(data)
    found = []
    for row in read_table(folder / "items.tsv"):
        tag = _scope(row, questions.get(row["file"].rsplit(".", 1)[0], ""))
        path = folder / "images" / row["file"]
        if not tag or row["in_vqarad"] == "1" or not path.exists():
            continue
        view = row["plane_answer"].upper() if tag == ACCEPT_CLASS else ""
        split = split_of("vqa-med", row["file"], row["split"])
        found.append(ScopePicture(str(path), "vqa-med", split, tag, view if view in {"PA", "AP"} else ""))
    return found


def read_slake(data: Path) -> list[ScopePicture]:
    """SLAKE's CT and MR pictures; its chest films are NIH's and stay out."""
    folder = data / "vqa" / "slake"
    tags = {"CT": "ct", "MRI": "mr"}
    return [
        ScopePicture(str(path), "slake", split_of("slake", row["file"]), tags[row["modality"]])
        for row in read_table(folder / "items.tsv")
        if row["modality"] in tags and (path := folder / "images" / row["file"]).exists()
    ]


def read_vqa_rad(data: Path) -> list[ScopePicture]:
    """VQA-RAD, never trained on: its chest pictures are frontal films (seen), head and abdomen are CT and MR."""
    folder = data / "vqa" / "vqa-rad"
    rows = json.loads((folder / "train.json").read_text(encoding="utf-8"))
    organs = {row["image_name"]: row["image_organ"] for row in rows}
    tags = {"CHEST": ACCEPT_CLASS, "HEAD": "other-medical", "ABD": "other-medical"}
    return [
        ScopePicture(str(path), "vqa-rad", "test", tags[organ])
        for name, organ in sorted(organs.items())
        if organ in tags and (path := folder / "images" / name).exists()
    ]


def read_nih_frontal(data: Path) -> list[ScopePicture]:
    folder = data / "cxr" / "nih"
    return [
        ScopePicture(str(folder / "images" / row["image"]), "nih", row["split"], ACCEPT_CLASS)
        for row in read_table(folder / "labels.tsv")
        if SEEN.get(row["image"], ACCEPT_CLASS) == ACCEPT_CLASS
    ]


def read_auxiliary(data: Path, source: str) -> list[ScopePicture]:
    """Frontal films of `hannover`, `kermany` (children) or `tb`, in hashed order."""
    folder = data / "cxr" / {"tb": "tb_nlm128"}.get(source, source)
    rows = sorted(read_table(folder / "items.tsv"), key=lambda row: hashed_order(row["file"]))
    found = []
    for row in rows:
        split = split_of(source, row.get("patient") or row["file"])
        view = row.get("projection", "").upper()
        path = folder / "images" / row["file"]
        if path.exists():
            found.append(
                ScopePicture(str(path), source, split, ACCEPT_CLASS, view if view in {"PA", "AP"} else "")
            )
    return found


def phantom_pictures(paths: Iterable[tuple[str, str]]) -> list[ScopePicture]:
    """(path, split) of drawn frontal films without their mark; the demo must be able to read them."""
    return [ScopePicture(path, "phantom", split, ACCEPT_CLASS) for path, split in paths]


def first(pictures: list[ScopePicture], most: int) -> list[ScopePicture]:
    """At most `most` pictures, spread evenly over the list; 0 = all."""
    if not most or len(pictures) <= most:
        return pictures
    step = len(pictures) / most
    return [pictures[int(index * step)] for index in range(most)]


def of_split(pictures: list[ScopePicture], split: str) -> list[ScopePicture]:
    return [picture for picture in pictures if picture.split == split]
