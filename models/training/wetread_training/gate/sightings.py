"""Pictures whose table is wrong or silent, told by sight (`sightings.json`).

VQA-Med 2019: every picture with the modality answer `xr - plain film`, and every picture outside training, was looked
at on contact sheets: there are laterals and CT among the "frontal" chests, and chests among the "musculoskeletal"
films. Cut-outs that a reader could not use count as `cropped`. Whole bodies of newborns, tomograms, scout views of
CT, spines and half chests have the empty class: a reader would argue, so nothing is learnt from them and nothing
measured. NIH: an inverted film, one upside down, a lateral decubitus and a shoulder, found because a gate trained
without them called them so; the films of the validation and test parts were looked at as well.
"""

from __future__ import annotations

import json
from pathlib import Path


def _read() -> dict[str, str]:
    tables = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
    seen = {f"{name}.jpg": tag for tag, names in tables["nih"].items() for name in names}
    return seen | {
        f"synpic{number}.jpg": tag for tag, numbers in tables["vqa-med"].items() for number in numbers
    }


SEEN = _read()
"""File name -> gate class; an empty class leaves the picture out."""
