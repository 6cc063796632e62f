"""The three sets of questions, in one form, divided by picture; VQA-RAD's by question, too."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..datasets import read_table, thin
from ..findings import FINDINGS
from ..gate import fold, modality_of, read_questions, split_of
from ..tasks import class_of, organ_class, plane_class
from .label_questions import ask_labels
from .words import normal_answer, plain_question

SETS = ("vqa-rad", "slake", "vqa-med")
HEADS = ("modality", "plane", "organ")
"""The tasks of `tasks.py` that every picture of these sets may tell."""
RAD_PARTS, RAD_CHOICE, SLAKE_CHOICE = 5, 8, 10
ASKED_PARTS, ASKED_CHOICE = 5, 10
KNOWN = "vqa-rad known"
"""Where held-out questions about VQA-RAD's training pictures are counted."""


@dataclass
class Picture:
    source: str
    name: str
    path: Path
    split: str
    """`train`, `val` (everything is chosen on it) or `test` (held out)."""
    heads: dict[str, int] = field(default_factory=dict)
    abnormality: str = ""
    """What its set calls the abnormality, where that is a few words."""


@dataclass(frozen=True)
class Question:
    picture: int
    """Index in the list of pictures."""
    id: str
    text: str
    answer: str
    """In its normal spelling."""
    said: str
    """As the set writes it, in lower case."""
    closed: bool
    kind: str
    split: str
    """Its picture's; or `val` or `test` about a picture that is trained on."""


@dataclass
class QuestionSets:
    pictures: list[Picture]
    questions: list[Question]

    def of(self, split: str) -> list[Question]:
        return [item for item in self.questions if item.split == split]

    def counted_with(self, item: Question) -> str:
        """The set that a question is counted with: known pictures are another matter."""
        picture = self.pictures[item.picture]
        return KNOWN if item.split != picture.split else picture.source


def rad_split(name: str) -> str:
    """A fifth of VQA-RAD's pictures is held out, an eighth of the others is for choosing: by hash of the name."""
    if fold(f"vqa-rad:{name}", RAD_PARTS) == 0:
        return "test"
    return "val" if fold(f"vqa-rad-val:{name}", RAD_CHOICE) == 0 else "train"


def asked_split(first: int, phrase: str) -> str:
    """Of a question about a training picture of VQA-RAD.

    As in the published split a fifth of what was asked freely is held out, together with its paraphrases, while the
    same put into a set frame stays in training. `first` is the number of the first of the questions that follow each
    other about one picture: they are wordings of one question, mostly.
    """
    if phrase == "frame":
        return "train"
    if fold(f"vqa-rad-asked:{first}", ASKED_PARTS) == 0:
        return "test"
    return "val" if fold(f"vqa-rad-asked-val:{first}", ASKED_CHOICE) == 0 else "train"


def slake_split(name: str, validate: bool) -> str:
    """SLAKE's validation part (its own pictures) is held out; a tenth of the training pictures is for choosing."""
    if validate:
        return "test"
    return "val" if fold(f"slake-vqa:{name}", SLAKE_CHOICE) == 0 else "train"


class _Gatherer:
    def __init__(self) -> None:
        self.sets, self.index = QuestionSets([], []), {}

    def picture(self, source: str, name: str, path: Path, split: str, heads: dict[str, int]) -> int | None:
        key = (source, name)
        if key not in self.index:
            self.index[key] = len(self.sets.pictures) if path.exists() else None
            if path.exists():
                self.sets.pictures.append(Picture(source, name, path, split, heads))
        return self.index[key]

    def question(
        self, picture: int, name: str, text: str, answer: str, kind: str, closed: bool, split: str = ""
    ) -> None:
        self.sets.questions.append(
            Question(
                picture,
                name,
                plain_question(text),
                normal_answer(answer),
                " ".join(str(answer).lower().split()),
                closed,
                kind,
                split or self.sets.pictures[picture].split,
            )
        )


_RAD_ORGANS = {"HEAD": "head", "CHEST": "chest", "ABD": "abdomen"}


def read_rad(data: Path, into: _Gatherer) -> None:
    folder = data / "vqa" / "vqa-rad"
    rows = json.loads((folder / "train.json").read_text(encoding="utf-8"))
    first, before = 0, ("", 0)
    for row in sorted(rows, key=lambda row: row["qid"]):
        name, number = row["image_name"], row["qid"]
        first = first if before == (name, number - 1) else number
        before = (name, number)
        heads = {"organ": class_of("organ", _RAD_ORGANS[row["image_organ"]])}
        found = into.picture("vqa-rad", name, folder / "images" / name, rad_split(name), heads)
        if found is None:
            continue
        split = into.sets.pictures[found].split
        into.question(
            found,
            f"rad-{number}",
            row["question"],
            row["answer"],
            row["question_type"],
            row["answer_type"].strip() == "CLOSED",
            asked_split(first, row["phrase_type"]) if split == "train" else split,
        )


_SLAKE_MODALITIES = {"CT": "ct", "MRI": "mr", "X-Ray": "xr"}
_SLAKE_ORGANS = (("brain", "head"), ("neck", "head"), ("abdomen", "abdomen"), ("pelvi", "abdomen"))


def _slake_heads(row: dict[str, str]) -> dict[str, int]:
    place = row["location"].lower()
    organ = next((organ for word, organ in _SLAKE_ORGANS if word in place), "chest")
    return {
        "modality": class_of("modality", _SLAKE_MODALITIES[row["modality"]]),
        "organ": class_of("organ", organ),
    }


def read_slake(data: Path, into: _Gatherer) -> None:
    folder = data / "vqa" / "slake"
    for part in ("train", "validate"):
        path = folder / f"{part}.json"
        if not path.exists():
            continue
        for row in json.loads(path.read_text(encoding="utf-8")):
            if row["q_lang"] != "en":
                continue
            name = row["img_name"].split("/")[0] + ".jpg"
            split = slake_split(name, part == "validate")
            found = into.picture("slake", name, folder / "images" / name, split, _slake_heads(row))
            if found is None:
                continue
            into.question(
                found,
                f"slake-{row['qid']}",
                row["question"],
                row["answer"],
                row["content_type"],
                row["answer_type"] == "CLOSED",
            )
            if row["content_type"] == "Abnormality" and row["answer_type"] == "OPEN":
                into.sets.pictures[found].abnormality = few_words(row["answer"])
            if row["content_type"] == "Plane" and (plane := _plane_of(row["answer"])):
                into.sets.pictures[found].heads["plane"] = class_of("plane", plane)


FEW_WORDS = 4


def few_words(abnormality: str) -> str:
    """The first of several abnormalities, without what stands in brackets; nothing where that is a sentence."""
    first = re.split(r"\(|,|;| vs\.? | versus | and | or | with ", abnormality.strip().lower())[0]
    words = normal_answer(first).split()
    return " ".join(words) if 0 < len(words) <= FEW_WORDS else ""


def _plane_of(answer: str) -> str:
    word = normal_answer(answer).removesuffix(" plane").strip()
    return {"transverse": "axial", "coronal": "coronal", "sagittal": "sagittal"}.get(word, "")


def read_med(data: Path, into: _Gatherer) -> None:
    folder = data / "vqa" / "vqa-med-2019"
    modality_questions = read_questions(data)
    rows = {Path(row["file"]).stem: row for row in read_table(folder / "items.tsv")}
    for path in sorted((folder / "text").glob("*QAPairsByCategory*.txt")):
        kind = path.stem.split("__")[-1].split("_")[1].lower()
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
            name, text, answer = (*line.strip().split("|"), "", "")[:3]
            row = rows.get(name)
            if row is None or not answer:
                continue
            split = split_of("vqa-med", row["file"], row["split"])
            heads = _med_heads(row, modality_questions.get(name, ""))
            found = into.picture("vqa-med", row["file"], folder / "images" / row["file"], split, heads)
            if found is not None:
                # VQA-Med has no such column; a yes or no makes a question a closed one.
                closed = normal_answer(answer) in {"yes", "no"}
                into.question(found, f"med-{name}-{kind}", text, answer, kind, closed)
                if kind == "abnormality" and not closed:
                    into.sets.pictures[found].abnormality = few_words(answer)


def _med_heads(row: dict[str, str], question: str) -> dict[str, int]:
    heads = {"plane": plane_class(row["plane_answer"]), "organ": organ_class(row["organ_answer"])}
    modality = modality_of(row["modality_answer"], question)
    return heads | ({"modality": class_of("modality", modality)} if modality else {})


def read_nih(data: Path, into: _Gatherer) -> None:
    """Training films with questions that their labels answer; without those that SLAKE asks about."""
    folder = data / "cxr" / "nih"
    slake = {Path(row["nih_image"]).stem for row in read_table(data / "vqa" / "slake" / "items.tsv")}
    heads = {"modality": "xr", "plane": "frontal", "organ": "chest"}
    for row in read_table(folder / "labels.tsv"):
        if row["split"] != "train" or Path(row["image"]).stem in slake:
            continue
        path = folder / "images" / row["image"]
        classes = {task: class_of(task, name) for task, name in heads.items()}
        found = into.picture("nih", row["image"], path, "train", classes)
        if found is not None:
            labels = {code for code in FINDINGS if row[code] == "1"}
            for number, (text, answer) in enumerate(ask_labels(labels, random.Random(row["image"]))):
                into.question(found, f"nih-{row['image']}-{number}", text, answer, "PRES", True)


def read_sets(data: Path, limit: int = 0, nih: bool = False) -> QuestionSets:
    """Pictures and questions of all sets that are there; at most `limit` pictures of each set and split."""
    into = _Gatherer()
    for read in (read_rad, read_slake, read_med, *((read_nih,) if nih else ())):
        read(data, into)
    return _thinned(into.sets, limit) if limit else into.sets


def _thinned(sets: QuestionSets, limit: int) -> QuestionSets:
    groups: dict[tuple[str, str], list[int]] = {}
    for index, picture in enumerate(sets.pictures):
        groups.setdefault((picture.source, picture.split), []).append(index)
    kept = sorted(index for group in groups.values() for index in thin(group, limit))
    return only(sets, kept)


def only(sets: QuestionSets, kept: Iterable[int]) -> QuestionSets:
    """The sets without the pictures that are not in `kept`, and without their questions."""
    place = {old: new for new, old in enumerate(kept)}
    return QuestionSets(
        [sets.pictures[old] for old in place],
        [replace(item, picture=place[item.picture]) for item in sets.questions if item.picture in place],
    )
