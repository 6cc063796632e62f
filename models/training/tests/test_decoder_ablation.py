"""The decoder without one idea each: what rows train on, what they are deaf to, and the table that they make."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer

from wetread_training.ablation_table import BudgetsDiffer, decoder_rows
from wetread_training.card.training import sentence_section
from wetread_training.config import Config, DecoderConfig, RunConfig
from wetread_training.decoder import build_decoder
from wetread_training.grammar import Slots
from wetread_training.saying import Lesson, RealSentence
from wetread_training.saying.ablations import ABLATIONS, make_deaf, untold_lesson
from wetread_training.stages_decoder_ablation import FOLDER, UntoldCorpus, settings_of, train_ablation
from wetread_training.stages_decoder_ablation import stage_decoder_ablation as run_stage
from wetread_training.tokens import learn_tokenizer, prefix_ids
from wetread_training.workbench import Bench

LEFT = Slots("findings", "Effusion", "present", "left", "lower", "small")
RIGHT = Slots("findings", "Effusion", "present", "right", "upper", "large")


def tokenizer() -> Tokenizer:
    return learn_tokenizer(["There is an effusion."] * 3, 400)


def logits(model: torch.nn.Module, slots: Slots, place: torch.Tensor) -> torch.Tensor:
    ids = torch.tensor([prefix_ids(tokenizer(), slots)])
    cache = model.empty_cache(1)
    with torch.inference_mode():
        return model(ids, cache, cache, place)[0][0, -1]


def decoder(seed: int = 0) -> torch.nn.Module:
    torch.manual_seed(seed)
    config = DecoderConfig(layers=1, width=32, heads=2, place=16)
    return build_decoder(config, tokenizer()).eval()


def test_a_lesson_keeps_its_words_when_slots_are_not_told() -> None:
    told = untold_lesson(Lesson(LEFT, "Small left effusion.", 3), ("side", "zone", "size"))
    assert told == Lesson(Slots("findings", "Effusion", "present"), "Small left effusion.", 3)
    real = [RealSentence(LEFT, "Small left effusion.", 0)]
    drawn = UntoldCorpus(real, 0.5, 0.5, 0.7, ("side",)).draw(60, [7, 0])
    assert {lesson.slots.side for lesson in drawn} == {"none"}
    assert any("left" in lesson.text for lesson in drawn)


def test_a_decoder_is_deaf_to_what_it_was_not_told_and_to_nothing_else() -> None:
    model, none = decoder(), torch.zeros(1, 16)
    assert not torch.allclose(logits(model, LEFT, none), logits(model, RIGHT, none))
    make_deaf(model, tokenizer(), ABLATIONS["no-place"])
    assert torch.equal(logits(model, LEFT, none), logits(model, RIGHT, none))
    assert not torch.allclose(logits(model, LEFT, none), logits(model, replace(LEFT, finding="Mass"), none))


def test_without_the_film_no_place_of_a_film_changes_anything() -> None:
    model, film = decoder(), torch.ones(1, 16)
    assert not torch.allclose(logits(model, LEFT, film), logits(model, LEFT, torch.zeros(1, 16)))
    make_deaf(model, tokenizer(), ABLATIONS["no-film"])
    assert torch.equal(logits(model, LEFT, film), logits(model, LEFT, torch.zeros(1, 16)))
    whole = decoder()
    make_deaf(whole, tokenizer(), ABLATIONS["recipe"])
    assert torch.equal(logits(whole, LEFT, film), logits(decoder(), LEFT, film))


def bench_of(folder: Path) -> Bench:
    """Our own sentences alone, as small as it goes."""
    settings = DecoderConfig(
        open_i=False, sentences=200, layers=1, width=32, heads=2, place=16, epochs=2, max_tokens=6
    )
    config = Config(run=RunConfig(threads=1, device="cpu"), decoder=settings)
    return Bench(config, folder / "data", folder, folder / "model")


def test_a_row_is_trained_on_its_own_change_and_goes_on_where_it_stopped(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bench = bench_of(tmp_path)
    once = replace(bench, config=replace(bench.config, decoder=replace(bench.config.decoder, epochs=1)))
    train_ablation(once, "no-place")
    assert "decoder epoch 1" in capsys.readouterr().out
    model, words, told = train_ablation(bench, "no-place")
    printed = capsys.readouterr().out
    assert "decoder epoch 2" in printed and "decoder epoch 1" not in printed
    assert told["lessons"] == 400 and told["title"] == ABLATIONS["no-place"].title
    assert words.to_str() == Tokenizer.from_file(str(tmp_path / "tokenizer.json")).to_str()
    again, _, _ = train_ablation(bench, "no-place")
    assert "decoder epoch" not in capsys.readouterr().out
    states = zip(model.state_dict().values(), again.state_dict().values(), strict=True)
    assert all(torch.equal(one, other) for one, other in states)


def test_a_change_of_decoding_alone_takes_the_trained_recipe(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert [name for name, one in ABLATIONS.items() if not one.trains] == ["recipe", "no-beam", "no-length"]
    bench = bench_of(tmp_path)
    recipe, _, _ = train_ablation(bench, "recipe")
    capsys.readouterr()
    same, _, told = train_ablation(bench, "no-beam")
    assert "decoder epoch" not in capsys.readouterr().out and told["title"] == ABLATIONS["no-beam"].title
    states = zip(recipe.state_dict().values(), same.state_dict().values(), strict=True)
    assert all(torch.equal(one, other) for one, other in states)
    assert settings_of(bench, "no-beam").beam_width == 1


def test_rows_that_are_there_are_not_made_again(tmp_path: Path) -> None:
    bench = bench_of(tmp_path)
    write_rows(tmp_path / FOLDER)
    run_stage(bench)  # every row is there: nothing is trained, and no product is asked
    assert not (tmp_path / "tokenizer.json").exists()


def test_an_unknown_row_is_refused_before_anything_is_trained(tmp_path: Path) -> None:
    bench = bench_of(tmp_path)
    settings = replace(bench.config.decoder, ablations=("recipe", "no-heart"))
    with pytest.raises(ValueError, match="no rows no-heart"):
        run_stage(replace(bench, config=replace(bench.config, decoder=settings)))
    assert not (tmp_path / FOLDER).exists()


def write_rows(folder: Path, lessons: int = 400) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for number, name in enumerate(ABLATIONS):
        figure = {"value": 0.1 * (number + 1), "interval95": None}
        row = {
            "title": ABLATIONS[name].title,
            "lessons": lessons,
            "perplexity": {"ownPlace": 2.0, "noPlace": 2.5, "anotherPlace": 3.0},
            "prefixes": 200,
            "agreement": 0.9,
            "faults": {"side": 10, "status": 1, "finding": 3},
            "distinctSentences": 5,
            "text": {
                "bleu4": figure,
                "rougeL": figure,
                "cider": figure,
                "plainSentences": {"count": 1, "of": 4, "share": 0.25, "interval95": [0, 1]},
            },
        }
        (folder / f"{name}-7.json").write_text(json.dumps(row), encoding="utf-8")


def test_the_table_tells_every_row_in_its_order_and_the_card_shows_it(tmp_path: Path) -> None:
    write_rows(tmp_path)
    rows = decoder_rows(tmp_path)
    assert [row["name"] for row in rows] == list(ABLATIONS)
    assert rows[0] | {"wrongSide": 0.05, "wrongFinding": 0.02, "wrongZone": 0, "plain": 0.25} == rows[0]
    assert np.isclose(rows[1]["bleu4"], 0.2)
    decoder_told = {"realSentences": 0, "perplexity": {}}
    card = sentence_section({"decoder": decoder_told, "decoderAblation": rows})
    assert "Decoders of 400 lessons each" in card and ABLATIONS["no-real"].title in card
    assert "What each idea" not in sentence_section({"decoder": decoder_told})
    assert decoder_rows(tmp_path / "absent") == []


def test_without_real_sentences_there_is_no_perplexity_to_tell(tmp_path: Path) -> None:
    write_rows(tmp_path)
    for path in tmp_path.glob("*.json"):
        path.write_text(json.dumps(json.loads(path.read_text()) | {"perplexity": {}}), encoding="utf-8")
    rows = decoder_rows(tmp_path)
    assert {row["ownPlace"] for row in rows} == {None}
    told = {"decoder": {"realSentences": 0, "perplexity": {}}, "decoderAblation": rows}
    assert f"| {ABLATIONS['recipe'].title} | 7 | - | - | 90.0 % |" in sentence_section(told)


def test_rows_of_different_budgets_make_no_table(tmp_path: Path) -> None:
    write_rows(tmp_path)
    row = tmp_path / "no-real-8.json"
    row.write_text((tmp_path / "no-real-7.json").read_text().replace("400", "800"), encoding="utf-8")
    with pytest.raises(BudgetsDiffer, match="400, 800"):
        decoder_rows(tmp_path)
