"""Boxes from heat maps, the rules by which they are drawn, and their way into a predictions file."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from wetread_training.calibrate import (
    BOX_RULES,
    LEAST_BOXES,
    PLAIN_RULE,
    box_scores,
    choose_box_rules,
    mean_hit,
    search_regions,
)
from wetread_training.datasets import Film
from wetread_training.evidence import BoxRule, draw_box, grow_box
from wetread_training.findings import FINDINGS, INDEX
from wetread_training.predictions import box_to_picture, chest_files, lines_of
from wetread_training.preprocess import fit_letterbox


def test_a_box_holds_the_peak_and_a_strong_region_of_the_other_side() -> None:
    heat = np.zeros((8, 8), dtype=np.float32)
    heat[2:4, 1:3] = 0.9
    heat[6, 2] = 0.8  # same side, apart: left out
    assert draw_box(heat, BoxRule(0.5)) == pytest.approx((1 / 8, 2 / 8, 2 / 8, 2 / 8))
    heat[2:4, 6:8] = 0.8
    assert draw_box(heat, BoxRule(0.5)) == pytest.approx((1 / 8, 2 / 8, 7 / 8, 2 / 8))


def test_a_lower_level_draws_more_and_growing_scales_about_the_centre() -> None:
    heat = np.zeros((8, 8), dtype=np.float32)
    heat[2:6, 2:6], heat[3:5, 3:5] = 0.5, 1.0
    assert draw_box(heat, BoxRule(0.8)) == pytest.approx((3 / 8, 3 / 8, 2 / 8, 2 / 8))
    assert draw_box(heat, BoxRule(0.4)) == pytest.approx((2 / 8, 2 / 8, 4 / 8, 4 / 8))
    assert draw_box(heat, BoxRule(0.8, 1.25)) == pytest.approx((0.34375, 0.34375, 0.3125, 0.3125))


def test_a_grown_box_ends_at_the_edges_and_a_shrunk_one_stays_inside() -> None:
    assert grow_box((0.0, 0.4, 0.2, 0.2), 2.0) == pytest.approx((0.0, 0.3, 0.3, 0.4))
    assert grow_box((0.9, 0.9, 0.1, 0.1), 1.5) == pytest.approx((0.875, 0.875, 0.125, 0.125))
    assert grow_box((0.2, 0.2, 0.4, 0.4), 0.5) == pytest.approx((0.3, 0.3, 0.2, 0.2))
    assert grow_box((0.1, 0.2, 0.3, 0.4), 1.0) == pytest.approx((0.1, 0.2, 0.3, 0.4))


def _boxed(count: int) -> tuple[np.ndarray, list[Film]]:
    """Maps whose level .8 region is the published box of cardiomegaly, and a wide glow around it."""
    heat = np.full((count, len(FINDINGS), 10, 10), 0.05, dtype=np.float32)
    films = []
    for row in range(count):
        at = row % 4
        heat[row, 1, :, :] = 0.65
        heat[row, 1, at + 2 : at + 4, at + 2 : at + 4] = 0.9
        box = ((at + 2) / 10, (at + 2) / 10, 0.2, 0.2)
        films.append(Film(f"{row}.png", f"p{row}", "val", [0] * 14, [(1, box)]))
    return heat, films


def test_the_rule_with_the_best_boxes_is_chosen_where_there_are_enough() -> None:
    heat, films = _boxed(LEAST_BOXES)
    rules = choose_box_rules(heat, films)
    assert rules[1] == BoxRule(0.8, 1.0) and rules[1] in BOX_RULES
    assert rules[0] == PLAIN_RULE
    assert choose_box_rules(*_boxed(LEAST_BOXES - 1))[1] == PLAIN_RULE
    scores = box_scores(heat, films, rules)
    assert list(scores) == ["Cardiomegaly"] and mean_hit(scores) == 1
    assert scores["Cardiomegaly"] == pytest.approx([1.0] * LEAST_BOXES)


def test_a_search_region_spans_most_training_boxes() -> None:
    _, films = _boxed(40)
    regions = search_regions(films)
    assert regions[1] == pytest.approx((0.2, 0.2, 0.5, 0.5), abs=0.02)
    assert regions[0] == regions[2] != regions[INDEX["Hernia"]]


@pytest.mark.parametrize(("width", "height"), [(100, 100), (160, 90), (90, 160)])
def test_a_box_goes_into_the_square_and_comes_back(width: int, height: int) -> None:
    box = (0.2, 0.3, 0.25, 0.4)
    square = fit_letterbox(width, height, 1024).box_to_square(box)
    assert box_to_picture(square, width, height) == pytest.approx(box, abs=1e-3)


def test_a_box_in_the_padding_is_cut_at_the_pictures_edge() -> None:
    x, y, w, h = box_to_picture((0.0, 0.0, 1.0, 1.0), 200, 100)
    assert (x, y, w, h) == pytest.approx((0, 0, 1, 1))
    assert box_to_picture((0.4, 0.0, 0.2, 0.1), 200, 100)[3] == 0


def _manifest(schema: int) -> dict[str, Any]:
    rule = {"box": {"level": 0.5, "grow": 1.0}} if schema == 2 else {}
    findings = [{"code": code, "calibration": {"slope": 2.0, "intercept": -1.0}, **rule} for code in FINDINGS]
    heatmap = {"boxLevel": 0.5} if schema == 1 else {}
    return {"encoder": {"findings": findings, "heatmap": heatmap, "gate": {"classes": ["yes", "no"]}}}


@pytest.mark.parametrize("schema", [1, 2])
def test_a_prediction_tells_probabilities_boxes_and_gate(schema: int, tmp_path: Path) -> None:
    path = tmp_path / "cxr" / "a.png"
    path.parent.mkdir()
    Image.fromarray(np.zeros((50, 100), dtype=np.uint8)).save(path)
    heat = np.zeros((1, 14, 10, 10), dtype=np.float32)
    heat[:, :, 4:6, 2:4] = 1
    outputs = {
        "finding_logits": np.full((1, 14), 0.5, dtype=np.float32),
        "heatmaps": heat,
        "gate_logits": np.array([[0.0, np.log(3)]], dtype=np.float32),
    }
    if schema == 2:
        outputs["novelty"] = np.array([1.25], dtype=np.float32)
    (line,) = lines_of(_manifest(schema), outputs, [path], [(100, 50)], tmp_path)
    assert json.loads(json.dumps(line)) == line
    assert line["image"] == "cxr/a.png" and line["gate"] == {"yes": 0.25, "no": 0.75}
    assert line["probabilities"]["Mass"] == 0.5 and ("novelty" in line) == (schema == 2)
    # The square's rows .4 to .6 are the picture's .3 to .7: half the square is padding.
    assert line["boxes"]["Mass"] == pytest.approx([0.2, 0.3, 0.2, 0.4])


def test_files_of_a_split_are_those_of_its_table(tmp_path: Path) -> None:
    folder = tmp_path / "cxr" / "nih"
    (folder / "images").mkdir(parents=True)
    for name in ("a.jpg", "b.jpg"):
        (folder / "images" / name).write_bytes(b"")
    rows = ["image\tsplit", "a.jpg\tval", "b.jpg\ttest", "gone.jpg\ttest"]
    (folder / "labels.tsv").write_text("\n".join(rows), encoding="utf-8")
    assert [path.name for path in chest_files(tmp_path, ("nih",), "test")] == ["b.jpg"]
    assert len(chest_files(tmp_path, ("nih",), "")) == 2
