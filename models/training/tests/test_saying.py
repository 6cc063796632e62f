"""Which sentences of reports are learnt from, and what they are taken to say; sentences here are ours."""

import json
import random
from pathlib import Path

import numpy as np
import pytest

from wetread_training.decoder import Places, batches_by_length, encode_lessons
from wetread_training.grammar import Slots
from wetread_training.grammar.slots import CLEAR_LUNGS
from wetread_training.saying import (
    Corpus,
    Lesson,
    RealSentence,
    centred,
    held_out,
    real_sentences,
    write_sentences,
)
from wetread_training.saying.real_sentences import clean_whole_sentences, flattened, slots_of, tidy
from wetread_training.tokens import EOS, PREFIX_LENGTH, learn_tokenizer


def said(label: str, status: str = "present", side: str = "none", place: str = "none") -> dict:
    return {"label": label, "status": status, "side": side, "place": place}


def test_a_claim_becomes_the_slots_that_it_says() -> None:
    text = "Small left pleural effusion is likely."
    assert slots_of("impression", text, [said("Effusion", "uncertain", "left")]) == Slots(
        "impression", "Effusion", "present", "left", "none", "small", "likely"
    )
    grown = "Right pleural effusion, increased since the prior film."
    assert slots_of("findings", grown, [said("Effusion", side="right")]).change == "larger"


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        ("There is a mass and an effusion.", [said("Mass"), said("Effusion")]),
        ("The prior film shows a mass.", [said("Mass")]),
        ("Cardiomegaly without acute disease.", [said("Cardiomegaly")]),
        ("Cardiomegaly and patchy opacity.", [said("Cardiomegaly")]),
        ("Hyperinflated lungs without effusion.", [said("Effusion", "absent")]),
        ("The mediastinum is normal.", []),
    ],
)
def test_what_says_more_than_slots_is_passed_over(text: str, findings: list[dict]) -> None:
    assert slots_of("findings", text, findings) is None


def test_a_denial_of_several_findings_keeps_their_order_and_clear_lungs_are_one_word() -> None:
    codes = ["Consolidation", "Effusion", "Pneumothorax"]
    slots = slots_of("findings", "no x, y or z.", [said(code, "absent") for code in codes])
    assert (slots.finding, slots.also) == ("Consolidation", ("Effusion", "Pneumothorax"))
    clear = slots_of("findings", "lungs are clear.", [said(code, "absent") for code in CLEAR_LUNGS])
    assert clear.also == ("lungs",)


def test_sentences_that_lost_words_to_de_identification_are_not_learnt_from() -> None:
    assert clean_whole_sentences("Clear lungs. Lines XXXX seen. 1. No effusion") == [
        "Clear lungs.",
        "No effusion.",
    ]
    assert tidy("no  effusion ,or mass..") == "No effusion,or mass."


def test_only_plain_sentences_of_the_split_are_kept(tmp_path: Path) -> None:
    reports = [
        {"findings": "There is no pleural effusion. The spine is bent.", "r2gen_split": "train"},
        {"findings": "There is no pneumothorax.", "r2gen_split": "test"},
    ]
    sentences, labelled = tmp_path / "s.jsonl", tmp_path / "l.jsonl"
    assert write_sentences(reports, sentences) == 3
    labels = ([said("Effusion", "absent")], [], [said("Pneumothorax", "absent")])
    ids = [json.loads(line)["id"] for line in sentences.read_text().splitlines()]
    lines = (json.dumps({"id": name, "findings": found}) for name, found in zip(ids, labels, strict=True))
    labelled.write_text("\n".join(lines))
    kept = real_sentences(reports, sentences, labelled, "train")
    assert [one.text for one in kept] == ["There is no pleural effusion."] and kept[0].report == 0


def corpus(own_share: float = 0.5) -> Corpus:
    heart = Slots("findings", "Cardiomegaly", "absent")
    real = [RealSentence(heart, "Heart size is normal.", row) for row in range(9)]
    return Corpus([*real, RealSentence(heart, "The heart is not large.", 9)], own_share, 0.5, 0.5)


def test_lessons_are_drawn_in_the_asked_parts_anew_for_every_epoch_and_never_of_what_is_held_out() -> None:
    lessons = corpus().draw(400, [7, 0])
    texts = {one.text for one in corpus().real}
    assert sum(lesson.text in texts for lesson in lessons) == pytest.approx(200, abs=3)
    assert lessons == corpus().draw(400, [7, 0]) and lessons != corpus().draw(400, [7, 1])
    assert 120 < sum(lesson.place is not None for lesson in lessons) < 280
    own = Corpus([], 0.5, 0.5, 0.5).draw(3000, [7, 0])
    assert len(own) == 3000 and not any(held_out(lesson.slots) or lesson.place is not None for lesson in own)


def test_a_wording_that_is_heard_often_is_flattened() -> None:
    weights = flattened(corpus().real, 0.5)
    assert sum(weights[:9]) == pytest.approx(3) and weights[9] == 1


def test_places_have_unit_length_with_noise_and_are_zero_where_there_is_none() -> None:
    rng = np.random.default_rng(0)
    reports = centred(rng.normal(1, 1, (5, 16)), np.ones(16))
    drawn = Places(reports, 1.0).of([0, None, 3], rng)
    assert drawn.norm(dim=1).tolist() == pytest.approx([1, 0, 1])
    assert np.allclose(Places(reports, 0.0).of([2], rng)[0], reports[2])


def test_batches_hold_every_lesson_once() -> None:
    heart = Slots("findings", "Cardiomegaly", "absent")
    lessons = [Lesson(heart, "Heart " * count, count) for count in range(1, 40)]
    tokenizer = learn_tokenizer(["Heart Heart"] * 3, 400)
    rows = encode_lessons(lessons, tokenizer)
    assert all(len(ids) > PREFIX_LENGTH and ids[-1] == tokenizer.token_to_id(EOS) for ids, _ in rows)
    batches = batches_by_length(rows, 8, np.random.default_rng(0))
    assert sorted(row for batch in batches for _, row in batch) == list(range(1, 40))
    assert random.Random(0).choice(batches)
