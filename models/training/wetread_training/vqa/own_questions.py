"""Questions of our own: what a picture's table already tells, asked for yes or no; and questions no picture answers."""

from __future__ import annotations

import random
import string
from pathlib import Path

from ..tasks import TASKS
from .sets import Picture
from .words import OUTSIDE

WORDS = Path(__file__).parent / "words"

_NAMES = {
    "modality": {
        "xr": ("x-ray", "plain film", "radiograph"),
        "ct": ("ct", "ct scan", "ct image", "cat scan"),
        "mr": ("mri", "mr image", "mri scan", "mr"),
        "us": ("ultrasound", "sonogram", "ultrasound image"),
    },
    "plane": {
        "axial": ("axial", "transverse"),
        "sagittal": ("sagittal",),
        "coronal": ("coronal",),
        "frontal": ("frontal",),
    },
    "organ": {
        "chest": ("chest", "thorax"),
        "head": ("head", "brain", "skull"),
        "spine": ("spine",),
        "abdomen": ("abdomen", "abdominal organs"),
        "breast": ("breast",),
        "limb": ("bones and joints", "musculoskeletal system"),
    },
}
_FRAMES = {
    "modality": ("is this a {}?", "is this an {}?", "is the image a {}?", "was this taken by {}?"),
    "plane": ("is this a {} image?", "is this image in the {} plane?", "is this a {} view?"),
    "organ": ("does this picture show the {}?", "is this a study of the {}?", "is the {} shown?"),
}


def ask_own(picture: Picture, rng: random.Random) -> tuple[str, str] | None:
    """(question, yes or no) about one thing that the table tells of the picture; None where it tells nothing."""
    told = [
        (task, TASKS[task][index])
        for task, index in sorted(picture.heads.items())
        if TASKS[task][index] in _NAMES[task]
    ]
    if not told:
        return None
    task, truth = rng.choice(told)
    asked = truth if rng.random() < 0.5 else rng.choice([name for name in _NAMES[task] if name != truth])
    text = rng.choice(_FRAMES[task]).format(rng.choice(_NAMES[task][asked]))
    return text, "yes" if asked == truth else "no"


_DISEASE_FRAMES = (
    "is there {}?",
    "is there evidence of {}?",
    "is {} present?",
    "does this image show {}?",
    "does the patient have {}?",
    "are there signs of {}?",
)


class Diseases:
    """Asks whether an abnormality is there: the picture's own, or that of another picture of the same organ."""

    def __init__(self, pictures: list[Picture]) -> None:
        self.of_organ: dict[int | None, list[str]] = {}
        for picture in pictures:
            if picture.abnormality:
                self.of_organ.setdefault(picture.heads.get("organ"), []).append(picture.abnormality)

    def ask(self, picture: Picture, rng: random.Random) -> tuple[str, str] | None:
        """(question, yes or no); None where the picture's abnormality is not known."""
        if not picture.abnormality:
            return None
        own = rng.random() < 0.5
        named = picture.abnormality if own else rng.choice(self.of_organ[picture.heads.get("organ")])
        text = rng.choice(_DISEASE_FRAMES).format(named)
        return text, "yes" if named == picture.abnormality else "no"


def read_outside() -> list[str]:
    """Questions that are not about a picture, or not in English; `wetread eval answers` asks others."""
    lines = (WORDS / "outside-taught.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def gibberish(rng: random.Random) -> str:
    """A few made-up words."""
    words = [
        "".join(rng.choice(string.ascii_lowercase) for _ in range(rng.randint(2, 9)))
        for _ in range(rng.randint(1, 6))
    ]
    return " ".join(words) + rng.choice(("", "?"))


def ask_outside(taught: list[str], rng: random.Random) -> tuple[str, str]:
    return (rng.choice(taught) if rng.random() < 0.75 else gibberish(rng)), OUTSIDE
