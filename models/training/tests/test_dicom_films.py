"""The second opinion on DICOM pixels: window, inversion, and which objects count as chest films."""

from pathlib import Path

import numpy as np
import pydicom
import pytest
from pydicom.dataset import FileDataset, FileMetaDataset
from pydicom.uid import ComputedRadiographyImageStorage, ExplicitVRLittleEndian, generate_uid

from wetread_training.dicom_films import NoWindow, is_chest_film, read_dicom_grey


def _write(path: Path, **changes: object) -> Path:
    meta = FileMetaDataset()
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    meta.MediaStorageSOPClassUID = ComputedRadiographyImageStorage
    meta.MediaStorageSOPInstanceUID = generate_uid()
    film = FileDataset(str(path), {}, file_meta=meta, preamble=b"\0" * 128)
    film.SOPClassUID, film.SOPInstanceUID = meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID
    film.Modality, film.BodyPartExamined = "CR", "CHEST"
    film.Rows, film.Columns, film.SamplesPerPixel = 2, 3, 1
    film.BitsAllocated, film.BitsStored, film.HighBit, film.PixelRepresentation = 16, 12, 11, 0
    film.PhotometricInterpretation = "MONOCHROME2"
    film.WindowCenter, film.WindowWidth = 2048, 4096
    film.PixelData = np.array([[0, 2048, 4095], [1024, 3072, 4095]], dtype="<u2").tobytes()
    for name, value in changes.items():
        if value is None:
            delattr(film, name)
        else:
            setattr(film, name, value)
    pydicom.dcmwrite(path, film, enforce_file_format=True)
    return path


def test_the_window_spreads_stored_values_over_eight_bits(tmp_path: Path) -> None:
    grey = read_dicom_grey(_write(tmp_path / "a.dcm"))
    assert grey.tolist() == [[0, 128, 255], [64, 191, 255]]


def test_what_is_stored_dark_as_high_is_turned_round(tmp_path: Path) -> None:
    grey = read_dicom_grey(_write(tmp_path / "a.dcm", PhotometricInterpretation="MONOCHROME1"))
    assert grey[0].tolist() == [255, 127, 0]


def test_without_a_window_there_is_nothing_to_compare(tmp_path: Path) -> None:
    with pytest.raises(NoWindow):
        read_dicom_grey(_write(tmp_path / "a.dcm", WindowWidth=None))


def test_chest_films_are_told_by_their_header(tmp_path: Path) -> None:
    assert is_chest_film(_write(tmp_path / "a.dcm"), 2)
    assert not is_chest_film(_write(tmp_path / "b.dcm"), 128)
    assert not is_chest_film(_write(tmp_path / "c.dcm", Modality="CT"), 2)
    assert not is_chest_film(_write(tmp_path / "d.dcm", BodyPartExamined="HAND"), 2)
    (tmp_path / "e.dcm").write_bytes(b"no object")
    assert not is_chest_film(tmp_path / "e.dcm", 2)
