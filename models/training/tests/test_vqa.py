"""The question answerer: sets, words, leaks, network, calibration, and all its stages on drawn pictures."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import torch
from drawn_questions import NIH_TWIN, write_question_sets
from written_evaluation import figure

from wetread_training.config import Config, RunConfig, load_config
from wetread_training.vqa import card, stages
from wetread_training.vqa.calibrate import calibration_error, choose_threshold, fit_temperature
from wetread_training.vqa.duplicates import leaking
from wetread_training.vqa.features import imagenet_trunk
from wetread_training.vqa.label_questions import ask_labels
from wetread_training.vqa.network import Answerer, Forms, Sight, seat
from wetread_training.vqa.own_questions import Diseases, ask_outside, ask_own, read_outside
from wetread_training.vqa.packaged import PictureGraph, QuestionGraph
from wetread_training.vqa.sets import (
    KNOWN,
    Picture,
    asked_split,
    few_words,
    rad_split,
    read_sets,
    slake_split,
)
from wetread_training.vqa.settings import VqaConfig
from wetread_training.vqa.training import Plan, Training, build_answerer
from wetread_training.vqa.vocabulary import build_vocabulary
from wetread_training.vqa.words import OUTSIDE, normal_answer, plain_question
from wetread_training.workbench import ROOT, Bench

TINY = VqaConfig(
    variant="lite0",
    imagenet=False,
    meaning=False,
    size=64,
    likeness=1.1,
    copies=1,
    med_copies=1,
    width=16,
    heads=2,
    fused=16,
    vocabulary=60,
    trunk_epochs=1,
    epochs=1,
    batch=8,
)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_question_sets(tmp_path_factory.mktemp("questions"))


def test_answers_have_one_spelling() -> None:
    assert normal_answer("  Left Lung,  Right. ") == "left lung right"
    assert normal_answer("Ring-enhancing lésion") == "ring enhancing lesion"
    assert normal_answer("5.6cm, focal") == "5.6cm focal"
    assert normal_answer("X-Ray") == normal_answer("xray") == "xray"


def test_a_question_loses_the_marks_of_its_set() -> None:
    assert plain_question("Is/Are  the ribs fractured? -yes/no") == "Is/Are the ribs fractured?"


def test_sets_are_divided_by_picture_and_only_english_is_read(data: Path) -> None:
    sets = read_sets(data)
    assert {picture.source for picture in sets.pictures} == {"vqa-rad", "slake", "vqa-med"}
    assert all({picture.split for picture in sets.pictures} == {"train", "val", "test"} for _ in [0])
    slake = [item for item in sets.questions if sets.pictures[item.picture].source == "slake"]
    assert len(slake) == 24 and {item.answer for item in slake} == {"transverse plane"}
    assert {item.said for item in slake} == {"transverse plane"}
    planes = [p.heads["plane"] for p in sets.pictures if p.source == "slake"]
    assert set(planes) == {0}


def test_questions_about_known_pictures_are_held_out_with_their_wordings_but_for_set_frames(
    data: Path,
) -> None:
    sets = read_sets(data)
    known = [item for item in sets.questions if sets.counted_with(item) == KNOWN]
    assert {item.split for item in known} == {"val", "test"}
    assert all(sets.pictures[item.picture].split == "train" for item in known)
    assert not any(item.text.startswith("Where is/are") for item in known)
    of_picture: dict[int, set[str]] = {}
    for item in known:
        of_picture.setdefault(item.picture, set()).add(item.split)
    assert all(len(splits) == 1 for splits in of_picture.values())
    assert not {item.id for item in known} & {item.id for item in sets.of("train")}


def test_labels_ask_for_what_is_there_and_what_is_not() -> None:
    asked = ask_labels({"Cardiomegaly"}, random.Random(0))
    assert {answer for _, answer in asked} == {"yes", "no"}
    assert ("no" if "normal" in asked[-1][0] else "yes") == asked[-1][1]
    assert all(answer == "no" for text, answer in asked if "pneumothorax" in text)


def test_films_that_slake_asks_about_are_not_asked_for_their_labels(data: Path) -> None:
    with_films, without = read_sets(data, nih=True), read_sets(data)
    names = {picture.name for picture in with_films.pictures if picture.source == "nih"}
    assert names and Path(NIH_TWIN).stem not in {Path(name).stem for name in names}
    assert all(p.split == "train" for p in with_films.pictures if p.source == "nih")
    assert len(without.pictures) == len(with_films.pictures) - len(names)


def test_an_abnormality_is_asked_for_by_a_few_words() -> None:
    assert few_words("Meningioma (benign), frontal") == "meningioma"
    assert few_words("the lungs show a great many small nodules") == ""
    picture = Picture("vqa-med", "a", Path(), "train", {"organ": 1}, "cyst")
    diseases = Diseases([picture, Picture("vqa-med", "b", Path(), "train", {"organ": 1}, "abscess")])
    asked = [diseases.ask(picture, random.Random(seed)) for seed in range(40)]
    assert {answer for _, answer in asked} == {"yes", "no"}
    assert all(("cyst" in text) == (answer == "yes") for text, answer in asked)
    assert diseases.ask(Picture("slake", "c", Path(), "train"), random.Random(0)) is None


def test_the_chance_of_an_answer_is_that_of_its_form_times_that_within_the_form() -> None:
    torch.manual_seed(0)
    forms = Forms(4, torch.tensor([0, 1, 1, 2, 2, 2]))
    asked, logits = torch.randn(3, 4), torch.randn(3, 6)
    chances = forms(asked, logits).exp()
    assert torch.allclose(chances.sum(1), torch.ones(3), atol=1e-5)
    by_form = torch.stack([chances[:, :1].sum(1), chances[:, 1:3].sum(1), chances[:, 3:].sum(1)], dim=1)
    assert torch.allclose(by_form, forms.decide(asked).softmax(dim=1), atol=1e-5)


def test_splits_by_hash_stay_what_they_are() -> None:
    # `wetread eval answers` repeats this rule; a change would put pictures that were trained on among the held-out.
    names = [f"synpic{i}.jpg" for i in range(400)]
    shares = {
        split: sum(rad_split(name) == split for name in names) / 400 for split in ("train", "val", "test")
    }
    assert 0.14 < shares["test"] < 0.27 and 0.05 < shares["val"] < 0.16
    assert rad_split("synpic54610.jpg") == "train" and rad_split("synpic100132.jpg") == rad_split(
        "synpic100132.jpg"
    )
    # So are these, by number of the first wording.
    asked = [asked_split(first, "freeform") for first in range(1, 3500)]
    assert 0.17 < asked.count("test") / 3500 < 0.24 and 0.04 < asked.count("val") / 3500 < 0.12
    assert {asked_split(first, "frame") for first in range(100)} == {"train"}
    assert slake_split("xmlab3.jpg", True) == "test" and slake_split("xmlab3.jpg", False) != "test"


def test_a_training_picture_that_is_nearly_a_held_out_one_is_found() -> None:
    dice = np.random.default_rng(0)
    held_out = dice.integers(0, 255, (56, 56)).astype(np.uint8)
    brighter = np.clip(held_out.astype(int) + 9, 0, 255).astype(np.uint8)
    other = dice.integers(0, 255, (56, 56)).astype(np.uint8)
    pictures = [Picture("slake", str(i), Path(), split) for i, split in enumerate(("test", "train", "train"))]
    assert leaking(pictures, np.stack([held_out, brighter, other]), 0.985) == [1]


def test_own_questions_are_answered_by_the_table() -> None:
    picture = Picture("slake", "x", Path(), "train", {"modality": 1})
    asked = [ask_own(picture, random.Random(seed)) for seed in range(40)]
    assert {answer for _, answer in asked} == {"yes", "no"}
    assert all((" ct" in text or " cat" in text) == (answer == "yes") for text, answer in asked)
    assert ask_own(Picture("slake", "x", Path(), "train"), random.Random(0)) is None
    assert ask_outside(read_outside(), random.Random(0))[1] == OUTSIDE


def test_questions_of_several_pictures_are_answered_as_each_by_itself(data: Path) -> None:
    vocabulary = build_vocabulary(TINY, read_sets(data))
    torch.manual_seed(0)
    model = build_answerer(TINY, vocabulary).eval()
    cells, whole = torch.randn(2, 20, 16), torch.randn(2, 1280)
    asked = torch.randn(5, 16)
    owner = torch.tensor([1, 0, 1, 1, 0])
    together = model.reply(Sight(cells, whole), asked, seat(owner, 2))
    for row in range(5):
        picture = int(owner[row])
        alone = model.reply_one(Sight(cells[picture, None], whole[picture, None]), asked[row, None])
        assert torch.allclose(together[row], alone[0], atol=1e-5)


def test_several_networks_answer_by_the_mean_of_their_chances(data: Path) -> None:
    vocabulary = build_vocabulary(TINY, read_sets(data))
    members = [build_answerer(TINY, vocabulary, seed).eval() for seed in (1, 2)]
    members[1].end.load_state_dict(members[0].end.state_dict())
    trunk = imagenet_trunk(TINY)
    picture, question = PictureGraph(trunk, members).eval(), QuestionGraph(members).eval()
    image, ids = torch.rand(1, 1, 64, 64), torch.tensor([[2, 9, 11, 3]])
    with torch.no_grad():
        cells, whole, *classes = picture(image)
        together = question(cells, whole, ids, torch.ones_like(ids)).exp()
        sights = [member.see(picture.front(image)) for member in members]
        apart = [
            member.reply_one(sight, member.text(ids, torch.ones_like(ids))).softmax(dim=1)
            for member, sight in zip(members, sights, strict=True)
        ]
    assert not torch.allclose(apart[0], apart[1], atol=1e-3)
    assert torch.allclose(together, (apart[0] + apart[1]) / 2, atol=1e-5)
    assert len(classes) == 3


def test_answers_mean_something_in_training_and_cost_nothing_when_shipped(data: Path) -> None:
    vocabulary = build_vocabulary(TINY, read_sets(data))
    trunk, answers = imagenet_trunk(TINY), len(vocabulary.answers)
    torch.manual_seed(0)
    model = Answerer(trunk, 60, answers, TINY, None, torch.randn(answers, 8)).eval()
    sight, asked = Sight(torch.randn(1, 20, 16), torch.randn(1, 1280)), torch.randn(3, 16)
    with torch.no_grad():
        before = model.reply_one(sight, asked)
        model.settle()
        assert model.mean_of is None
        assert torch.allclose(model.reply_one(sight, asked), before, atol=1e-4)


def test_temperature_makes_confidence_what_it_says() -> None:
    dice = np.random.default_rng(1)
    logits = np.zeros((4000, 2), dtype=np.float32)
    logits[:, 0] = 4.0
    good = dice.random(4000) < 0.73
    weights = np.full(4000, 1 / 4000)
    temperature = fit_temperature(logits, good, weights)
    sure = 1 / (1 + np.exp(-4 / temperature))
    assert abs(sure - 0.73) < 0.02
    assert calibration_error(np.full(4000, sure), good, weights) < 0.03


def test_the_threshold_is_the_least_that_reaches_the_accuracy() -> None:
    sure, good = np.linspace(1, 0, 101), np.array([True] * 60 + [False] * 41)
    weights = np.full(101, 1 / 101)
    assert choose_threshold(sure, good, weights, 0.75, 0.1) == pytest.approx(0.2, abs=0.02)
    assert choose_threshold(sure, ~good, weights, 0.75, 0.5) == pytest.approx(0.5, abs=0.02)


def _bench(data: Path, folder: Path) -> Bench:
    config = Config(run=RunConfig(name="test", seeds=(7, 8), threads=1, device="cpu"), vqa=TINY)
    (folder / "work").mkdir()
    return Bench(config, data, folder / "work", folder / "model")


@pytest.fixture(scope="module")
def bench(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Bench:
    bench = _bench(data, tmp_path_factory.mktemp("vqa"))
    for stage in (
        stages.stage_vqa_features,
        stages.stage_vqa_trunk,
        stages.stage_vqa,
        stages.stage_vqa_export,
    ):
        stage(bench)
    return bench


def test_all_stages_make_a_folder_whose_graphs_answer(bench: Bench) -> None:
    manifest = json.loads((bench.out / "manifest.json").read_text(encoding="utf-8"))
    answers = json.loads((bench.out / "answers.json").read_text(encoding="utf-8"))
    assert manifest["kind"] == "question-answerer" and answers["outside"] == OUTSIDE
    assert "yes" in answers["answers"] and "right" in answers["answers"]
    see = onnxruntime.InferenceSession(str(bench.out / "picture.onnx"))
    ask = onnxruntime.InferenceSession(str(bench.out / "question.onnx"))
    cells, whole = see.run(["cells", "whole"], {"image": np.zeros((1, 1, 64, 64), np.float32)})
    for count, length in ((1, 3), (4, 9)):
        ids = np.full((count, length), 6, np.int64)
        handed = {"cells": cells, "whole": whole, "input_ids": ids, "attention_mask": np.ones_like(ids)}
        assert ask.run(None, handed)[0].shape == (count, len(answers["answers"]) + 1)


def test_the_training_report_counts_what_was_seen_and_held_out(bench: Bench) -> None:
    report = json.loads((bench.out / "training.json").read_text(encoding="utf-8"))
    assert set(report["pictures"]) == {"vqa-rad", "slake", "vqa-med", "nih"}
    assert report["questions"]["slake"]["test"] == report["pictures"]["slake"]["test"]
    assert max(report["parity"].values()) <= 1e-3


def test_a_stopped_training_goes_on_where_it_was(bench: Bench) -> None:
    config = replace(TINY, trunk_epochs=2)
    gathered, vocabulary = stages._open(bench)
    whole = Training(config, gathered, vocabulary, Plan(3, 2, 0.5))
    whole.run(bench.work / "whole.pt")
    first = Training(config, gathered, vocabulary, Plan(3, 2, 0.5))
    first.run_epoch()
    first.save(bench.work / "stopped.pt")
    later = Training(config, gathered, vocabulary, Plan(3, 2, 0.5)).run(bench.work / "stopped.pt")
    for name, value in whole.mean.state_dict().items():
        assert torch.allclose(value.float(), later.state_dict()[name].float(), atol=1e-5), name


def test_a_card_is_not_written_without_figures_of_these_weights(bench: Bench) -> None:
    with pytest.raises(card.FiguresMissing, match="wetread eval answers"):
        card.write_card(bench.out)
    (bench.out / "evaluation.json").write_text(
        json.dumps({"provenance": {"otherModels": []}}), encoding="utf-8"
    )
    with pytest.raises(card.FiguresMissing, match="not of this manifest"):
        card.write_card(bench.out)


def test_the_card_tells_both_ways_to_divide_vqa_rad_and_what_was_tried(bench: Bench) -> None:
    rates = {form: figure(0.4) for form in ("all", "open", "closed")}
    told = {"questions": 20, "pictures": 5, **rates, "frequent": rates, "withoutPicture": rates}
    one = {**told, "name": "VQA-RAD", "shuffled": {"drop": figure(0.1)}, "reworded": None}
    reworded = {"count": 12, "yes": figure(0.5), "no": figure(0.3)}
    answers = {
        "sets": [one, {**one, "name": "VQA-RAD, known pictures", "reworded": reworded}],
        "confidence": {
            "error": figure(0.04),
            "abstainBelow": 0.4,
            "answered": figure(0.6),
            "accuracyAnswered": figure(0.8),
        },
        "outside": {"count": 36, "of": 40},
    }
    training = json.loads((bench.out / "training.json").read_text(encoding="utf-8"))
    manifest = json.loads((bench.out / "manifest.json").read_text(encoding="utf-8"))
    page = card.render_card(manifest, training, answers)
    assert "the chances of seeds 7 and 8, averaged" in page
    assert "Of its 20 questions 12 have such a twin in training: 50.0 %" in page
    assert "| shipped recipe, seed 8 |" in page and "| all seeds together |" in page
    assert "| vqa-rad known | - |" in page


def test_the_smoke_configuration_has_its_section() -> None:
    assert load_config(ROOT / "configs" / "smoke.toml").vqa.limit > 0
