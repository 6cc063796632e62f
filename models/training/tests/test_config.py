"""Configurations: what ships is read, what is wrong is refused, what is overridden wins."""

from pathlib import Path

import pytest

from wetread_training.ablation import SWITCHES, switched
from wetread_training.config import Config, load_config

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("name", ["base", "smoke"])
def test_the_shipped_configurations_are_read(name: str) -> None:
    config = load_config(ROOT / "configs" / f"{name}.toml")
    assert isinstance(config, Config) and config.run.name == name


def test_unknown_settings_and_sections_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "wrong.toml"
    path.write_text("[encoder]\nepoch = 3\n")
    with pytest.raises(ValueError, match="epoch"):
        load_config(path)
    path.write_text("[encode]\nepochs = 3\n")
    with pytest.raises(ValueError, match="encode"):
        load_config(path)


def test_an_override_wins_and_is_read_as_toml(tmp_path: Path) -> None:
    path = tmp_path / "some.toml"
    path.write_text('[encoder]\nepochs = 3\nvariant = "lite0"\n')
    settings = [
        "encoder.epochs=5",
        "encoder.variant=lite2",
        "pretrain.on=true",
        'teachers.variants=["lite1"]',
    ]
    config = load_config(path, settings)
    assert (config.encoder.epochs, config.encoder.variant) == (5, "lite2")
    assert config.pretrain.on is True and config.teachers.variants == ("lite1",)


@pytest.mark.parametrize("setting", ["encoder.epochs", "epochs=3", "encoder.=3"])
def test_an_override_without_section_key_and_value_is_refused(setting: str) -> None:
    with pytest.raises(ValueError, match=r"section\.key=value"):
        load_config(ROOT / "configs" / "smoke.toml", [setting])


def test_a_switch_changes_its_stage_and_the_seed_only() -> None:
    config = load_config(ROOT / "configs" / "base.toml")
    assert switched(config, "full", 7) == config
    bare = switched(config, "films-alone", 9)
    assert bare.run.seed == 9 and bare.teachers.folds == 0 and bare.encoder.box_weight == 0
    assert (bare.mix.phantoms, bare.mix.elsewhere, bare.mix.others) == (0, 0, 0)
    assert bare.data == config.data and bare.encoder.epochs == config.encoder.epochs
    for name in SWITCHES:
        assert switched(config, name, config.run.seed) != config, name
