"""Sample photographs that ship inside scikit-image and scikit-learn: real pictures that are no medical images."""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..preprocess import read_grey

TRAINING = {
    "astronaut": "non-medical",
    "camera": "non-medical",
    "chelsea": "non-medical",
    "coins": "non-medical",
    "grass": "non-medical",
    "gravel": "non-medical",
    "hubble_deep_field": "non-medical",
    "moon": "non-medical",
    "motorcycle_left": "non-medical",
    "page": "non-medical",
    "color": "non-medical",
    "logo": "non-medical",
    "ihc": "other-medical",
    "retina": "other-medical",
}
VALIDATION = {"clock_motion": "non-medical", "brick": "non-medical", "text": "non-medical"}
HELD_OUT = {
    "coffee": "non-medical",
    "rocket": "non-medical",
    "horse": "non-medical",
    "china": "non-medical",
    "flower": "non-medical",
    "cell": "other-medical",
    "microaneurysms": "other-medical",
}
"""Only in the report."""

PHOTOGRAPHS = {"train": TRAINING, "val": VALIDATION, "test": HELD_OUT}

_FOLDERS = (("skimage", "data"), ("sklearn", "datasets/images"))


def _file(name: str) -> Path:
    for package, folder in _FOLDERS:
        spec = find_spec(package)
        if spec is None or spec.origin is None:
            continue
        for path in sorted((Path(spec.origin).parent / folder).glob(f"{name}.*")):
            if path.suffix in {".png", ".jpg"}:
                return path
    raise FileNotFoundError(f"no bundled photograph {name}: install the pinned requirements")


@lru_cache(maxsize=64)
def photograph(name: str) -> NDArray[np.uint8]:
    """Grey picture [h, w]."""
    return read_grey(_file(name))
