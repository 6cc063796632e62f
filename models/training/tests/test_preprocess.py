"""The resize that TypeScript repeats: known answers, not a second implementation."""

import numpy as np
import pytest
from PIL import Image

from wetread_training.preprocess import axis_weights, fit_letterbox, letterbox, read_grey


def test_halving_averages_pairs() -> None:
    assert np.allclose(axis_weights(4, 2), [[0.5, 0.5, 0, 0], [0, 0, 0.5, 0.5]])


def test_fractional_ends_are_weighted_by_coverage() -> None:
    # 3 -> 2: each output covers 1.5 inputs.
    assert np.allclose(axis_weights(3, 2), [[2 / 3, 1 / 3, 0], [0, 1 / 3, 2 / 3]])


def test_enlarging_is_linear_between_pixel_centres() -> None:
    assert np.allclose(axis_weights(2, 4), [[1, 0], [0.75, 0.25], [0.25, 0.75], [0, 1]])


@pytest.mark.parametrize(("length", "target"), [(1955, 256), (97, 61), (61, 97), (256, 256), (1, 5), (5, 1)])
def test_every_row_of_weights_sums_to_one(length: int, target: int) -> None:
    assert np.allclose(axis_weights(length, target).sum(axis=1), 1.0)


def test_a_wide_picture_is_centred_between_black_bands() -> None:
    fit = fit_letterbox(400, 200, 100)
    assert (fit.left, fit.top, fit.width, fit.height) == (0, 25, 100, 50)
    square = letterbox(np.full((200, 400), 80), 100)
    assert square[:25].max() == 0 and square[75:].max() == 0
    assert np.allclose(square[25:75], 80)


def test_odd_remainders_go_below_and_rounding_is_half_up() -> None:
    fit = fit_letterbox(10, 5, 5)
    assert (fit.height, fit.top) == (3, 1)


def test_a_box_moves_into_the_square() -> None:
    fit = fit_letterbox(400, 200, 100)
    assert fit.box_to_square((0.5, 0.0, 0.5, 1.0)) == pytest.approx((0.5, 0.25, 0.5, 0.5))


def test_colour_becomes_grey_by_the_stated_weights(tmp_path) -> None:
    path = tmp_path / "colour.png"
    Image.fromarray(np.array([[[255, 0, 0], [0, 255, 0], [0, 0, 255]]], dtype=np.uint8)).save(path)
    assert read_grey(path).tolist() == [[76, 150, 29]]
