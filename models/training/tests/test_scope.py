"""What the gate learns from: tables read rightly, spoilt films really spoilt."""

import random

import numpy as np
import pytest

from wetread_training.gate import choose_threshold
from wetread_training.scope_data import GATE_CLASSES, REFUSAL_REASONS, _modality, spoil


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
        ("yes", "was iv contrast given to the patient?", ""),
    ],
)
def test_a_bare_answer_is_read_with_its_question(answer: str, question: str, modality: str) -> None:
    assert _modality(answer, question) == modality


def test_every_refused_class_has_a_reason() -> None:
    assert set(REFUSAL_REASONS) == set(GATE_CLASSES[1:])


def test_spoilt_films_keep_their_shape_and_name_their_fault() -> None:
    films = np.random.default_rng(0).integers(0, 256, (40, 32, 32)).astype(np.uint8)
    spoilt, tags = spoil(films, random.Random(1))
    assert spoilt.shape == films.shape
    assert set(tags) == {"inverted", "rotated", "unreadable"}
    for film, changed, tag in zip(films, spoilt, tags, strict=True):
        assert (tag == "inverted") == np.array_equal(changed, 255 - film)


def test_the_threshold_lets_the_asked_share_through() -> None:
    chances = np.linspace(0.1, 0.9, 1001)
    assert (chances >= choose_threshold(chances, 0.9)).mean() == pytest.approx(0.9, abs=0.01)
