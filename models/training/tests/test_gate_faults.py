"""What is done to pictures before the gate learns from them."""

import numpy as np
import pytest

from wetread_training.gate.classes import GATE_CLASSES, REFUSAL_REASONS, REPAIRS
from wetread_training.gate.disguise import alter_content, alter_copy
from wetread_training.gate.drawings import DRAWN_KINDS, drawn
from wetread_training.gate.faults import FAULTS, REPAIRABLE, apply_fault, class_of, put_fault, repair
from wetread_training.gate.jobs import Job, render, square
from wetread_training.gate.photographs import PHOTOGRAPHS, photograph
from wetread_training.gate.pictures import modality_of


@pytest.fixture
def film() -> np.ndarray:
    """Bright below, dark lungs above, taller than wide: nothing in it is symmetric."""
    rows, columns = np.mgrid[0:200, 0:160]
    lungs = np.hypot((columns - 50) / 30, (rows - 80) / 60) < 1
    return np.clip(60 + rows * 0.8 - 50 * lungs + columns * 0.1, 0, 255).astype(np.uint8)


def test_the_contract_names_fourteen_classes_and_a_reason_for_all_but_the_accepted() -> None:
    assert len(GATE_CLASSES) == 14
    assert set(REFUSAL_REASONS) == set(GATE_CLASSES[1:])
    assert set(REPAIRS) < set(GATE_CLASSES)


def test_rotated_90_is_clockwise(film: np.ndarray) -> None:
    assert np.array_equal(put_fault(film, "rotated-90"), np.rot90(film, -1))
    assert np.array_equal(repair(film, "rotated-90"), np.rot90(film, 1))


@pytest.mark.parametrize("fault", list(REPAIRABLE))
def test_a_repair_gives_the_film_back_bit_for_bit(film: np.ndarray, fault: str) -> None:
    spoilt = apply_fault(film, fault, np.random.default_rng(0))
    assert not np.array_equal(spoilt, film)
    for part in REPAIRABLE[fault]:
        spoilt = repair(spoilt, part)
    assert np.array_equal(spoilt, film)


def test_inverted_and_turned_is_called_inverted() -> None:
    assert {class_of(fault) for fault in REPAIRABLE if "+" in fault} == {"inverted"}
    assert {class_of(fault) for fault in FAULTS} <= set(GATE_CLASSES)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_the_same_for_the_same_seed(film: np.ndarray, fault: str) -> None:
    one, two = (apply_fault(film, fault, np.random.default_rng(5)) for _ in range(2))
    assert one.dtype == np.uint8 and one.ndim == 2
    assert np.array_equal(one, two)


@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault.startswith("cropped")])
def test_a_crop_leaves_less_than_about_half(film: np.ndarray, fault: str) -> None:
    for seed in range(20):
        assert apply_fault(film, fault, np.random.default_rng(seed)).size < 0.45 * film.size


def test_a_tilt_to_the_right_is_nearest_to_a_clockwise_turn(film: np.ndarray) -> None:
    bright = np.zeros((101, 101), dtype=np.uint8)
    bright[5:15, 45:56] = 255
    tilted = apply_fault(bright, "tilted:right", np.random.default_rng(1))
    assert np.argwhere(tilted > 128)[:, 1].mean() > tilted.shape[1] / 2
    assert class_of("tilted:right") == "rotated-90"


@pytest.mark.parametrize("kind", list(DRAWN_KINDS))
def test_a_drawing_is_made_by_its_number(kind: str) -> None:
    assert np.array_equal(drawn(kind, 3), drawn(kind, 3))
    assert drawn(kind, 3).shape != drawn(kind, 4).shape or not np.array_equal(drawn(kind, 3), drawn(kind, 4))
    assert drawn(kind, 3).std() > 3


def test_disguises_keep_a_picture_a_picture(film: np.ndarray) -> None:
    for seed in range(30):
        rng = np.random.default_rng(seed)
        changed = alter_copy(alter_content(film, rng), rng)
        assert changed.dtype == np.uint8 and min(changed.shape) > 40
        assert 0.45 < (changed.shape[1] / changed.shape[0]) / (film.shape[1] / film.shape[0]) < 2.2


def test_a_job_is_rendered_the_same_twice_and_repaired_at_the_end() -> None:
    job = Job("drawn:chart:1", "rotated-90", 4)
    assert np.array_equal(render(job), np.rot90(drawn("chart", 1), -1))
    assert np.array_equal(
        render(Job("drawn:chart:1", "rotated-90", 4, False, ("rotated-90",))), drawn("chart", 1)
    )
    altered = Job("drawn:chart:1", "", 4, True)
    assert np.array_equal(square(altered, 64), square(altered, 64))
    assert square(altered, 64).shape == (64, 64) and square(altered, 64).max() <= 1


def test_bundled_photographs_are_there_and_no_part_shares_one() -> None:
    names = [name for part in PHOTOGRAPHS.values() for name in part]
    assert len(names) == len(set(names))
    for name in names:
        assert photograph(name).ndim == 2


@pytest.mark.parametrize(
    ("answer", "question", "modality"),
    [
        ("xr - plain film", "what kind of scan is this?", "xr"),
        ("yes", "is this a ct scan?", "ct"),
        ("no", "is this a ct scan?", ""),
        ("no", "is this a t1 weighted image?", "mr"),
        ("no", "was the ct scan taken with contrast?", "ct"),
        ("us-d - doppler ultrasound", "what is the modality?", "us"),
        ("an - angiogram", "what is the modality?", "other"),
        ("gi and iv", "what type of contrast did this patient have?", ""),
        ("yes", "was iv contrast given to the patient?", ""),
    ],
)
def test_a_bare_answer_is_read_with_its_question(answer: str, question: str, modality: str) -> None:
    assert modality_of(answer, question) == modality
