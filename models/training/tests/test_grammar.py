"""Our sentences say their slots, in both directions."""

import random
import re

import pytest

from wetread_training.grammar import (
    Slots,
    agrees,
    compose,
    disagreements,
    read_sentence,
    sample_slots,
    slot_grid,
)
from wetread_training.grammar.slots import SUBJECTS


def test_every_slot_combination_is_said_and_read_back() -> None:
    rng = random.Random(3)
    wrong = [(slots, text) for slots in slot_grid() if not agrees(slots, text := compose(slots, rng))]
    assert wrong == []


def test_every_finding_has_dozens_of_phrasings_at_full_slots() -> None:
    rng = random.Random(4)
    for finding in SUBJECTS[:-1]:
        slots = Slots("findings", finding, "present", "left", "lower", "small", "likely")
        assert len({compose(slots, rng) for _ in range(400)}) >= 24, finding


def test_comparison_only_where_it_is_asked_no_measurement_no_markup() -> None:
    rng = random.Random(5)
    for _ in range(4000):
        slots = sample_slots(rng).spoken()
        text = compose(slots, rng)
        compares = re.search(
            r"unchanged|stable|\bnew\b|improv|worse|interval|increas|decreas|prior|previous|resolved",
            text,
            re.I,
        )
        assert bool(compares) == (slots.change != "none"), text
        assert not re.search(r"\d|\{", text), text


def test_a_denial_denies_its_company_and_no_more() -> None:
    rng = random.Random(6)
    for _ in range(2000):
        slots = sample_slots(rng)
        if slots.spoken().also:
            assert disagreements(slots, compose(slots, rng)) == []
    both = Slots("findings", "Effusion", "absent", also=("Pneumothorax",))
    assert disagreements(both, "No pleural effusion or pneumothorax.") == []
    assert disagreements(both, "No pleural effusion.") == ["finding"]
    clear = Slots("findings", "Consolidation", "absent", also=("lungs",))
    assert disagreements(clear, "The lungs are clear.") == []
    assert disagreements(clear, "No consolidation.") == ["finding"]


@pytest.mark.parametrize(
    ("text", "finding", "status", "side"),
    [
        ("No left pleural effusion.", "Effusion", "absent", "left"),
        ("The heart is not enlarged.", "Cardiomegaly", "absent", "none"),
        ("Consolidation in both lower zones cannot be excluded.", "Consolidation", "present", "bilateral"),
        ("A small nodule in the right upper zone.", "Nodule", "present", "right"),
        ("Left and right pneumothorax.", "Pneumothorax", "present", "mixed"),
        ("A mass and a nodule.", "Mass", "present", "none"),
    ],
)
def test_the_reader_is_not_fooled(text: str, finding: str, status: str, side: str) -> None:
    read = read_sentence(text)
    assert (read.finding, read.status, read.side) == (finding, status, side)


def test_a_wrong_side_a_lost_negation_and_a_broken_end_are_named() -> None:
    asked = Slots("findings", "Effusion", "absent", "left")
    assert disagreements(asked, "No right pleural effusion.") == ["side"]
    assert disagreements(asked, "There is a left pleural effusion.") == ["status"]
    assert disagreements(asked, "No left pleural effusion") == ["form"]
