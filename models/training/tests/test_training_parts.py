"""What training draws and learns from: augmentation, batches, teachers, masked painting, resumption."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest
import torch

from wetread_training.augment import MASK_SIZE, Dice, augment, box_mask, random_affine, warp
from wetread_training.config import EncoderConfig, PretrainConfig
from wetread_training.crossfit import ensemble, far_targets, fold_of, soft_targets
from wetread_training.datasets import Film, PreparedSet
from wetread_training.efficientnet import EfficientNetLite
from wetread_training.encoder import EncoderTraining, Validation, build_encoder, train_encoder
from wetread_training.film_tensors import SoftTargets, Source, batches, to_tensors
from wetread_training.masked import CELL, MaskedPainter, pretrain
from wetread_training.tasks import TASKS

CPU = torch.device("cpu")
SIZE = 64


def _set(count: int, seed: int, known: bool = True) -> PreparedSet:
    rng = np.random.default_rng(seed)
    films = [
        Film(
            f"{i}.png",
            f"p{i // 2}",
            "train",
            rng.integers(0, 2, 14).tolist() if known else [-1] * 14,
            [(1, (0.25, 0.5, 0.25, 0.25))] if known and i % 2 else [],
            tasks={} if known else {"tuberculosis": i % 2},
        )
        for i in range(count)
    ]
    return PreparedSet(films, rng.integers(0, 255, (count, SIZE, SIZE)).astype(np.uint8))


def test_a_box_mask_moves_with_its_picture() -> None:
    mask = box_mask([(0.25, 0.5, 0.25, 0.25)])
    assert mask.sum() == pytest.approx(MASK_SIZE**2 / 16)
    theta = random_affine(1, 1.0, Dice(0, CPU))
    picture = mask.view(1, 1, MASK_SIZE, MASK_SIZE)
    # Mirrored: the mass that lay left of the middle now lies right of it.
    columns = warp(picture, theta, MASK_SIZE)[0, 0].sum(dim=0)
    assert columns[MASK_SIZE // 2 :].sum() > columns[: MASK_SIZE // 2].sum()


def test_the_same_dice_augment_alike_and_their_state_can_be_kept() -> None:
    images, dice = torch.rand(4, 1, SIZE, SIZE), Dice(5, CPU)
    first, theta = augment(images, 0.5, dice)
    state = dice.generator.get_state()
    second, _ = augment(images, 0.5, dice)
    assert first.shape == images.shape and 0 <= float(first.min()) <= float(first.max()) <= 1
    assert not torch.equal(first, second)
    again, moved = augment(images, 0.5, Dice(5, CPU))
    assert torch.equal(first, again) and torch.equal(theta, moved)
    other = Dice(0, CPU)
    other.generator.set_state(state)
    assert torch.equal(augment(images, 0.5, other)[0], second)


def test_batches_hold_every_source_and_know_whose_box_is_whose() -> None:
    soft = SoftTargets(torch.zeros(10, 14), torch.zeros(10, 14, 4, 4, dtype=torch.float16))
    lead = to_tensors(_set(10, 0), np.arange(10), CPU, soft)
    beside = to_tensors(_set(6, 1, known=False), np.arange(6), CPU)
    drawn = list(batches([Source(lead, 0.5), Source(beside, 0.5)], 8, Dice(3, CPU)))
    assert len(drawn) == 2  # ten films, four a batch: the rest waits for the next epoch
    for batch in drawn:
        assert batch.images.shape == (8, 1, SIZE, SIZE)
        assert bool((batch.labels[:4] >= 0).all()) and bool((batch.labels[4:] == -1).all())
        assert batch.soft_rows.tolist() == [0, 1, 2, 3]
        assert len(batch.masks) == len(batch.box_rows) and bool((batch.box_rows[:, 1] == 1).all())
        assert bool((batch.tasks[4:, list(TASKS).index("tuberculosis")] >= 0).all())
        assert bool((batch.tasks[:4] == -1).all())


def test_a_patient_has_one_fold_and_folds_are_about_even() -> None:
    folds = [fold_of(f"patient {i}", 3) for i in range(3000)]
    assert folds == [fold_of(f"patient {i}", 3) for i in range(3000)]
    assert np.bincount(folds).min() > 900 and set(folds) == {0, 1, 2}


def _teacher(folder: Path, name: str, rows: list[int], value: float, side: int) -> None:
    count = len(rows)
    np.savez(
        folder / f"{name}.npz",
        rows=np.array(rows),
        logits=np.full((count, 14), value, dtype=np.float32),
        heat=np.full((count, 14, side, side), value, dtype=np.float16),
        val_logits=np.full((2, 14), value, dtype=np.float32),
        val_heat=np.full((2, 14, side, side), value, dtype=np.float16),
        far_logits=np.full((3, 14), value, dtype=np.float32),
        far_heat=np.full((3, 14, side, side), value, dtype=np.float16),
    )


def test_a_film_is_told_by_the_teachers_that_did_not_see_it(tmp_path: Path) -> None:
    for variant, value in (("lite0", 1.0), ("lite1", 3.0)):
        _teacher(tmp_path, f"{variant}-0", [4, 9], value, 4)
        _teacher(tmp_path, f"{variant}-1", [7], -value, 4)
    soft = soft_targets(tmp_path, np.array([4, 7, 9]), CPU)
    assert soft.logits[:, 0].tolist() == [2, -2, 2]
    assert soft.heat.shape == (3, 14, 4, 4) and soft.heat[1].float().mean() == -2
    assert far_targets(tmp_path, 3, CPU).logits.abs().max() == 0  # the mean of 1, -1, 3, -3
    logits, heat = ensemble(tmp_path)
    assert logits.shape == (2, 14) and heat == pytest.approx(0.5)


def test_a_film_without_a_teacher_is_no_silent_zero(tmp_path: Path) -> None:
    _teacher(tmp_path, "lite0-0", [4], 1.0, 4)
    with pytest.raises(FileNotFoundError, match="teachers"):
        soft_targets(tmp_path, np.array([4, 7]), CPU)


def test_only_hidden_cells_are_painted_blind() -> None:
    torch.manual_seed(0)
    painter = MaskedPainter(EfficientNetLite("lite0")).eval()
    images = torch.rand(1, 1, SIZE, SIZE)
    changed = images.clone()
    changed[..., :CELL, :CELL] += 0.5
    hidden = torch.zeros(1, 1, 2, 2)
    hidden[..., 0, 0] = 1
    with torch.inference_mode():
        assert painter(images, hidden).shape == (1, CELL * CELL, 2, 2)
        assert torch.equal(painter(images, hidden), painter(changed, hidden))
        assert not torch.equal(painter(images, 0 * hidden), painter(changed, 0 * hidden))


def test_masked_training_leaves_a_trunk_and_goes_on_from_it(tmp_path: Path) -> None:
    films = [to_tensors(_set(12, 2), np.arange(12), CPU)]
    config = PretrainConfig(on=True, epochs=1, batch=6)
    path = tmp_path / "masked.pt"
    pretrain(EfficientNetLite("lite0"), films, config, path, 7)
    before = path.read_bytes()
    pretrain(EfficientNetLite("lite0"), films, config, path, 7)
    assert path.read_bytes() == before
    pretrain(EfficientNetLite("lite0"), films, dataclasses.replace(config, epochs=2), path, 7)
    saved = torch.load(path, weights_only=True)
    assert saved["epoch"] == 2
    model = build_encoder(EncoderConfig(variant="lite0", imagenet=False), path)
    assert torch.equal(model.trunk._conv_stem.weight, saved["trunk"]["_conv_stem.weight"])


class _Stopped(Exception):
    pass


def test_a_stopped_run_ends_as_one_that_was_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    films = _set(12, 4)
    sources = [Source(to_tensors(films, np.arange(12), CPU), 1.0)]
    validation = Validation(films.images, films.labels())
    config = EncoderConfig(variant="lite0", imagenet=False, epochs=2, batch=6, dropout=0.0)

    def run(name: str) -> dict[str, torch.Tensor]:
        torch.manual_seed(0)
        path = tmp_path / f"{name}.pt"
        return train_encoder(build_encoder(config), sources, validation, config, path, 7).state_dict()

    whole, epoch = run("whole"), EncoderTraining.run_epoch

    def stop_in_the_second(training: EncoderTraining) -> float:
        if training.epoch == 1:
            raise _Stopped
        return epoch(training)

    monkeypatch.setattr(EncoderTraining, "run_epoch", stop_in_the_second)
    with pytest.raises(_Stopped):
        run("stopped")
    monkeypatch.setattr(EncoderTraining, "run_epoch", epoch)
    ended = run("stopped")
    assert all(torch.allclose(whole[key], ended[key], atol=1e-6) for key in whole)
