"""What is mixed into a batch, and whose word the teachers gave."""

from dataclasses import replace
from pathlib import Path

import pytest
import torch
from drawn_data import write_data

from wetread_training.config import Config, DataConfig, MixConfig, RunConfig
from wetread_training.film_tensors import SoftTargets
from wetread_training.workbench import Bench


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    config = Config(
        run=RunConfig(device="cpu"), data=DataConfig(size=64), mix=MixConfig(elsewhere=0.2, others=0.1)
    )
    return Bench(config, write_data(tmp_path / "data"), tmp_path / "work", tmp_path / "model")


def _numbered(count: int) -> SoftTargets:
    """Teachers that say of each film its number."""
    numbers = torch.arange(count).float()
    return SoftTargets(numbers.view(-1, 1).expand(-1, 14), numbers.view(-1, 1, 1, 1).expand(-1, 14, 2, 2))


def test_films_elsewhere_carry_the_teachers_word_and_other_pictures_none(bench: Bench) -> None:
    elsewhere, others = bench.beside(_numbered)
    assert elsewhere.films.soft is not None and others.films.soft is None
    assert (elsewhere.share, others.share) == (0.2, 0.1)
    assert len(elsewhere.films) == len(bench.elsewhere.where("train"))


def test_a_source_that_is_left_out_takes_its_teachers_word_with_it(bench: Bench) -> None:
    mix = replace(bench.config.mix, left_out=("tb",))
    elsewhere, _ = replace(bench, config=replace(bench.config, mix=mix)).beside(_numbered)
    train = [bench.elsewhere.films[row] for row in bench.elsewhere.where("train")]
    kept = [number for number, film in enumerate(train) if film.tag != "tb"]
    assert 0 < len(kept) < len(train)
    assert elsewhere.films.soft is not None
    assert elsewhere.films.soft.logits[:, 0].tolist() == kept


def test_a_source_whose_films_are_all_left_out_is_not_mixed_in(bench: Bench) -> None:
    mix = replace(bench.config.mix, left_out=("tb", "hannover"))
    (others,) = replace(bench, config=replace(bench.config, mix=mix)).beside(_numbered)
    assert others.share == 0.1
