"""Claims: read from tags and sentences, written by templates, judged on films."""

import random

import numpy as np
import pytest

from wetread_training.datasets import Film
from wetread_training.findings import FINDINGS, INDEX
from wetread_training.text.claims import LUNG_FINDINGS, NORMAL, Claim, absent, present
from wetread_training.text.films import facts_of, heat_places, phantom_facts
from wetread_training.text.openi import Report, clean_sentences, label_statements, mesh_claim
from wetread_training.text.phrases import parse_claim, read_phrases
from wetread_training.text.ranking import bm25, kind_of, ndcg, precision
from wetread_training.text.relevance import relevance
from wetread_training.text.sampling import minimal_pair, phantom_claims, random_claims
from wetread_training.text.sentence_reader import read_claims
from wetread_training.text.templates import write_query


def film(*codes: str, boxes: tuple[tuple[str, tuple[float, float, float, float]], ...] = ()) -> Film:
    labels = [int(code in codes) for code in FINDINGS]
    return Film("f.jpg", "p", "train", labels, [(INDEX[code], box) for code, box in boxes])


@pytest.mark.parametrize(
    ("tag", "claim"),
    [
        ("Pleural Effusion/left/small", present("Effusion", "left", size="small")),
        ("Cardiomegaly/mild", present("Cardiomegaly", size="small")),
        ("Pulmonary Atelectasis/base/bilateral", present("Atelectasis", "bilateral", "lower")),
        ("Cicatrix/lung/apex/right", present("Fibrosis", "right", "upper")),
        ("Thickening/pleura/left", present("Pleural_Thickening", "left")),
        (
            "Opacity/lung/lingula",
            Claim(("Consolidation", "Infiltration", "Pneumonia", "Atelectasis"), True, "left", "middle"),
        ),
        ("normal", NORMAL),
        ("Thoracic Vertebrae/degenerative", None),
    ],
)
def test_a_tag_becomes_a_claim(tag: str, claim: Claim | None) -> None:
    assert mesh_claim(tag) == claim


@pytest.mark.parametrize(
    ("sentence", "claims"),
    [
        ("There is a small left pleural effusion.", (present("Effusion", "left", size="small"),)),
        ("No pneumothorax or pleural effusion.", (absent("Pneumothorax"), absent("Effusion"))),
        ("Consolidation is not seen.", (absent("Consolidation"),)),
        ("The heart is mildly enlarged.", (present("Cardiomegaly"),)),
        ("The heart size is normal.", (absent("Cardiomegaly"),)),
        ("The lungs are clear.", (absent(*LUNG_FINDINGS),)),
        (
            "Right upper lobe nodule without effusion.",
            (absent("Effusion"), present("Nodule", "right", "upper")),
        ),
        ("The ribs are intact.", ()),
    ],
)
def test_a_sentence_is_read(sentence: str, claims: tuple[Claim, ...]) -> None:
    assert set(read_claims(sentence)) == set(claims)


def test_a_sentence_that_says_and_denies_one_finding_claims_nothing() -> None:
    assert read_claims("Effusion on the left; no effusion on the right.") == ()


def test_marks_of_de_identification_are_dropped() -> None:
    assert clean_sentences("1. Normal XXXX chest. XXXX. Sternotomy XXXX-XXXX noted.") == [
        "Normal chest.",
        "Sternotomy noted.",
    ]


def test_only_sentences_that_the_labels_confirm_are_used() -> None:
    sentences = ("Left pleural effusion.", "No nodule.", "Large mass.", "Mild scoliosis.")
    report = Report("train", sentences, (), frozenset({"Effusion", "Nodule"}))
    assert [item.text for item in label_statements([report])] == ["Left pleural effusion."]


def test_every_drawn_claim_can_be_written_and_turned() -> None:
    rng = random.Random(0)
    for _ in range(3000):
        claims = random_claims(rng)
        other = minimal_pair(claims, rng)
        assert other != claims
        for part in (claims, other):
            text = write_query(part, rng)
            assert text and "{" not in text and "  " not in text
            assert len(text.split()) <= 40


def test_a_phantoms_text_says_only_what_it_shows() -> None:
    rng = random.Random(1)
    shown = (present("Effusion", "left", "lower", "large"), present("Nodule", "right", "upper", "small"))
    for _ in range(200):
        for claim in phantom_claims(shown, rng):
            if claim.present:
                truth = next(item for item in shown if item.findings == claim.findings)
                assert claim.side in ("none", truth.side) and claim.size in ("none", truth.size)
            else:
                assert not set(claim.findings) & {"Effusion", "Nodule"}


def test_relevance_orders_films_as_a_reader_would() -> None:
    left = ("Effusion", (0.6, 0.5, 0.3, 0.3))
    right = ("Effusion", (0.1, 0.5, 0.3, 0.3))
    facts = facts_of(
        [
            film("Effusion", boxes=(left,)),
            film("Effusion", boxes=(right,)),
            film("Effusion"),
            film("Effusion", "Cardiomegaly"),
            film("Cardiomegaly"),
            film(),
        ]
    )
    sided = relevance((present("Effusion", "left"),), facts)
    assert sided[0] > sided[2] > sided[1] > sided[5] == 0
    both = relevance((present("Effusion"), present("Cardiomegaly")), facts)
    assert both[3] == 1 and 0 < both[2] < 0.5 and both[5] == 0
    without = relevance((present("Effusion"), absent("Cardiomegaly")), facts)
    assert without[2] == 1 and without[3] == without[4] == without[5] == 0
    normal = relevance((NORMAL,), facts)
    assert normal.tolist() == [0, 0, 0, 0, 0, 1]


def test_an_unknown_label_stands_between_yes_and_no() -> None:
    unsure = film()
    unsure.labels[INDEX["Mass"]] = -1
    value = relevance((present("Mass"),), facts_of([unsure]))[0]
    assert 0 < value < 0.5


def test_the_patients_right_is_the_pictures_left() -> None:
    heat = np.zeros((1, 14, 20, 20), dtype=np.float32)
    heat[0, 2, 14:18, 2:6] = 0.9
    sides, zones = heat_places(heat)
    assert sides[0, 2].argmax() == 1 and zones[0, 2].argmax() == 2


def test_a_phantom_is_placed_as_it_was_drawn() -> None:
    shown = {"f.jpg": (present("Mass", "left", "upper", "small"),)}
    facts = phantom_facts([film("Mass", boxes=(("Mass", (0.1, 0.6, 0.2, 0.2)),))], shown)
    assert relevance((present("Mass", "left", "upper", "small"),), facts)[0] == pytest.approx(1)


def test_the_validation_phrases_cover_every_kind() -> None:
    phrases = read_phrases()
    assert len(phrases) >= 60 and len({phrase.text for phrase in phrases}) == len(phrases)
    kinds = [kind_of(phrase.claims) for phrase in phrases]
    assert min(kinds.count(kind) for kind in ("plain", "placed", "combined", "denied")) >= 10
    named = {code for phrase in phrases for claim in phrase.claims for code in claim.findings}
    assert named == set(FINDINGS)
    with pytest.raises(ValueError, match="unknown findings"):
        parse_claim("+Effusionn")


def test_ranking_measures_by_hand() -> None:
    gains = np.array([1.0, 0.0, 1.0, 0.0])
    assert ndcg(gains, np.array([4.0, 1.0, 3.0, 2.0])) == pytest.approx(1)
    expected = (1 / np.log2(3) + 1 / np.log2(5)) / (1 + 1 / np.log2(3))
    assert ndcg(gains, np.array([3.0, 4.0, 1.0, 2.0])) == pytest.approx(expected)
    assert precision(np.array([1.0, 1.0, 0.0, 0.0]), np.array([1.0, 4.0, 3.0, 2.0]), 2) == pytest.approx(0.5)
    scores = bm25(["left effusion"], ["left effusion", "effusion", "mass"])[0]
    assert scores[0] > scores[1] > scores[2] == 0
