"""Measures against hand-worked values and scikit-learn."""

import numpy as np
import pytest
from sklearn.metrics import f1_score, roc_auc_score

from wetread_training.calibrate import choose_threshold, fit_platt, sigmoid
from wetread_training.metrics import (
    auroc,
    bootstrap_groups,
    expected_calibration_error,
    f1,
    intersection_over_union,
)


def test_auroc_counts_a_tie_as_half() -> None:
    # Pairs: (.8 > .5), (.8 > .1), (.5 = .5), (.5 > .1) -> 3.5 of 4.
    assert auroc([1, 1, 0, 0], [0.8, 0.5, 0.5, 0.1]) == pytest.approx(0.875)


def test_auroc_equals_scikit_learn() -> None:
    rng = np.random.default_rng(0)
    labels, scores = rng.integers(0, 2, 300), np.round(rng.random(300), 1)
    assert auroc(labels, scores) == pytest.approx(roc_auc_score(labels, scores))


def test_auroc_is_undefined_without_both_classes() -> None:
    assert np.isnan(auroc([1, 1], [0.2, 0.4]))


def test_calibration_error_by_hand() -> None:
    # Bin .2: stated .25, seen 0; bin .7: stated .75, seen 1. Both gaps .25.
    assert expected_calibration_error([0, 0, 1, 1], [0.25, 0.25, 0.75, 0.75]) == pytest.approx(0.25)


def test_f1_equals_scikit_learn() -> None:
    truth, decided = np.array([1, 1, 0, 0, 1], bool), np.array([1, 0, 1, 0, 1], bool)
    assert f1(truth, decided) == pytest.approx(f1_score(truth, decided))


def test_overlap_of_two_boxes() -> None:
    assert intersection_over_union((0, 0, 2, 2), (1, 1, 2, 2)) == pytest.approx(1 / 7)
    assert intersection_over_union((0, 0, 1, 1), (2, 2, 1, 1)) == 0


def test_the_bootstrap_keeps_a_patient_whole() -> None:
    groups = np.array(["a", "a", "b"])
    for rows in bootstrap_groups(groups, 20, 0):
        assert (rows == 0).sum() == (rows == 1).sum()


def test_platt_scaling_recovers_a_known_distortion() -> None:
    rng = np.random.default_rng(1)
    true_logit = rng.normal(0, 1.5, (4000, 2))
    labels = (rng.random((4000, 2)) < sigmoid(true_logit)).astype(float)
    slopes, intercepts = fit_platt((true_logit - 1.0) * 2, labels)
    assert slopes == pytest.approx(0.5, abs=0.06)
    assert intercepts == pytest.approx(1.0, abs=0.12)


def test_a_threshold_does_not_call_everything() -> None:
    labels = np.arange(100) < 10
    assert (np.linspace(1, 0, 100) >= choose_threshold(labels, np.linspace(1, 0, 100))).sum() == 10
    noise = np.random.default_rng(2).random(100)
    assert (noise >= choose_threshold(labels, noise)).mean() <= 0.15
