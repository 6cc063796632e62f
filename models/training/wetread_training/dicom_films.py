"""Chest films in DICOM, rendered by pydicom: a second opinion on the product's own pixel path, for parity only."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pydicom
from numpy.typing import NDArray
from pydicom.pixels.processing import apply_modality_lut

FILM_MODALITIES = {"CR", "DX", "RG"}


class NoWindow(ValueError):
    """The object names no linear window; how it is to be shown is then the reader's choice, not a fact to compare."""


def is_chest_film(path: Path, least_side: int) -> bool:
    """A single-frame radiograph of at least `least_side` pixels whose header names the chest, or no body part."""
    try:
        header = pydicom.dcmread(path, stop_before_pixels=True)
    except (pydicom.errors.InvalidDicomError, OSError):
        return False
    part = str(header.get("BodyPartExamined", "")).upper()
    return (
        header.get("Modality") in FILM_MODALITIES
        and ("CHEST" in part or not part)
        and int(header.get("NumberOfFrames", 1) or 1) == 1
        and header.get("SamplesPerPixel") == 1
        and min(header.Rows, header.Columns) >= least_side
    )


def read_dicom_grey(path: Path) -> NDArray[np.uint8]:
    """8-bit grey, bright = dense: modality LUT, first linear window (PS3.3 C.11.2.1.2.1), inversion of MONOCHROME1.

    :raises NoWindow: when the object has none
    """
    film = pydicom.dcmread(path)
    centre, width = film.get("WindowCenter"), film.get("WindowWidth")
    if centre is None or width is None or film.get("VOILUTFunction", "LINEAR") != "LINEAR":
        raise NoWindow(str(path.name))
    c = float(np.atleast_1d(centre)[0]) - 0.5
    w = float(np.atleast_1d(width)[0]) - 1
    x = apply_modality_lut(film.pixel_array, film).astype(np.float64)
    shown = np.clip((x - c) / w + 0.5, 0, 1)
    if film.PhotometricInterpretation == "MONOCHROME1":
        shown = 1 - shown
    return np.floor(shown * 255 + 0.5).astype(np.uint8)
