"""Pictures from text: the parts on drawn numbers, and all stages once on drawn films."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from wetread_training.findings import FINDINGS
from wetread_training.generator.autoencoder import Autoencoder
from wetread_training.generator.conditions import FilmConditions, PromptConditions
from wetread_training.generator.denoiser import Denoiser
from wetread_training.generator.export import export_graph, formula_noise, graph_gap, rounded
from wetread_training.generator.films import square_of
from wetread_training.generator.latents import latent_copies
from wetread_training.generator.measure import agreement, beside, frechet, nearest, read_prompts, thumbs
from wetread_training.generator.mixture_prior import MixturePrior, group_films
from wetread_training.generator.muon import orthogonal
from wetread_training.generator.phrases import Fits
from wetread_training.generator.sample import flow, seeded_noise
from wetread_training.generator.settings import GeneratorConfig
from wetread_training.generator.train_coder import (
    coder_loss,
    reconstruction_error,
    start_coder,
    to_films,
    train_coder,
)
from wetread_training.generator.train_flow import FlowFilms, train_flow

TINY = GeneratorConfig(
    size=64,
    channels=4,
    coder_width=4,
    coder_steps=6,
    coder_batch=4,
    coder_crop=32,
    variants=2,
    directions=12,
    groups=3,
    width=24,
    layers=2,
    heads=2,
    steps=4,
    batch=4,
    save_every=2,
)
CONDITIONS = 7


def drawn_films(count: int = 24, size: int = 64) -> np.ndarray:
    """Slopes and discs of another place in every film."""
    rng = np.random.default_rng(3)
    y, x = np.mgrid[:size, :size] / size
    films = []
    for _ in range(count):
        cx, cy, radius = rng.uniform(0.3, 0.7, 2).tolist() + [rng.uniform(0.1, 0.3)]
        disc = ((x - cx) ** 2 + (y - cy) ** 2 < radius**2) * 90
        films.append(np.clip(60 + 60 * y + disc + rng.normal(0, 3, x.shape), 0, 255))
    return np.array(films, dtype=np.uint8)


def test_the_linear_way_in_and_out_is_the_best_there_is_before_any_training():
    films = drawn_films()
    model = Autoencoder(4, 4)
    model.start_linear(to_films(films))
    latents = model.encoder(to_films(films))
    spread = latents.std(dim=(0, 2, 3))
    assert latents.shape == (24, 4, 8, 8)
    assert spread[0] == pytest.approx(1, abs=0.2)
    assert (spread.diff() <= 1e-3).all(), "coarse channels come first"
    assert reconstruction_error(model, films)["greyError"] < 8


def test_the_decoder_learns_what_the_line_cannot_say_and_goes_on_where_it_stopped(tmp_path: Path):
    films, path = drawn_films(), tmp_path / "coder.pt"
    linear = start_coder(films, TINY, path)
    way_in = linear.encoder.straight.weight.clone()
    longer = replace(TINY, coder_steps=60, coder_rate=3e-3, save_every=1000)
    train_coder(films, replace(longer, coder_steps=3), path, 1)
    trained = train_coder(films, longer, path, 1)
    assert torch.load(path, weights_only=True)["step"] == 60
    assert torch.equal(trained.encoder.straight.weight, way_in)
    torch.manual_seed(0)
    before = float(coder_loss(linear, to_films(films), TINY)[0])
    torch.manual_seed(0)
    assert float(coder_loss(trained, to_films(films), TINY)[0].detach()) < before


def test_copies_of_a_film_are_moved_but_never_mirrored():
    films = to_films(drawn_films(4))
    model = Autoencoder(4, 4)
    model.start_linear(films)
    latents = latent_copies(model, films, 3, 1)
    assert torch.equal(latents[0], model.encoder(films))
    as_it_is = (latents[1] - latents[0]).square().mean()
    mirrored = (latents[1] - latents[0].flip(3)).square().mean()
    assert 0 < as_it_is < mirrored


def grouped_films(count: int = 3000) -> tuple[torch.Tensor, torch.Tensor]:
    """Films of three far groups, moved by their conditions; groups differ in condition, too."""
    generator = torch.Generator().manual_seed(1)
    group = torch.randint(3, (count,), generator=generator)
    centres = 6 * torch.randn(3, 6, generator=generator)
    told = torch.randn(count, 3, generator=generator) + 1.5 * torch.eye(3)[group]
    lean = torch.randn(3, 6, generator=generator)
    films = centres[group] + (told - told.mean(dim=0)) @ lean + torch.randn(count, 6, generator=generator)
    return films, torch.cat([told - told.mean(dim=0), torch.ones(count, 1)], dim=1)


def velocity_error(
    prior: MixturePrior, films: torch.Tensor, conditions: torch.Tensor, scale: float = 1
) -> float:
    generator = torch.Generator().manual_seed(2)
    time = torch.rand(len(films), 1, generator=generator)
    noise = torch.randn(films.shape, generator=generator)
    guess = scale * prior(time * films + (1 - time) * noise, time, conditions)
    return float((guess - (films - noise)).square().mean())


def test_the_mixture_knows_groups_and_what_a_condition_does() -> None:
    films, conditions = grouped_films()
    mixture, single = MixturePrior(6, 6, 3, 4), MixturePrior(6, 6, 1, 4)
    mixture.fit(films, conditions, 1, 7)
    single.fit(films, conditions, 1, 7)
    best = velocity_error(mixture, films, conditions)
    assert best < velocity_error(single, films, conditions), "groups help"
    assert best < velocity_error(mixture, films, torch.zeros_like(conditions)), "the condition helps"
    for scale in (0.9, 1.1):
        assert best < velocity_error(mixture, films, conditions, scale), "no scaling of it is better"
    few = MixturePrior(6, 2, 3, 4)
    few.fit(films, conditions, 1, 7)
    assert best < velocity_error(few, films, conditions), "fewer directions know less"


def test_one_gaussian_is_answered_as_the_closed_form_says() -> None:
    generator = torch.Generator().manual_seed(3)
    films = 2 * torch.randn(20000, 1, generator=generator) + 5
    prior = MixturePrior(1, 1, 1, 2)
    prior.fit(films, torch.cat([torch.zeros(20000, 1), torch.ones(20000, 1)], dim=1), 1, 7)
    time, x = torch.tensor([[0.25]]), torch.tensor([[2.0]])
    # cov(film - noise, x_t) / var(x_t) = (t 4 - (1 - t)) / (t^2 4 + (1 - t)^2)
    expected = 5 + (0.25 * 4 - 0.75) / (0.0625 * 4 + 0.5625) * (2 - 0.25 * 5)
    assert float(prior(x, time, torch.zeros(1, 2))) == pytest.approx(expected, abs=0.05)


def test_no_group_is_of_a_few_films() -> None:
    generator = torch.Generator().manual_seed(5)
    places = torch.cat(
        [torch.randn(200, 3, generator=generator), torch.randn(3, 3, generator=generator) + 60]
    )
    groups, centres = group_films(places, 12, 1, 7)
    assert len(centres) == int(groups.max()) + 1
    assert int(torch.bincount(groups).min()) >= 5


def test_a_new_network_says_what_the_mixture_says() -> None:
    model = Denoiser(TINY, CONDITIONS)
    torch.nn.init.normal_(model.prior.basis)
    latent, time, condition = torch.randn(2, 4, 8, 8), torch.rand(2), torch.randn(2, CONDITIONS)
    line = model.prior(latent.flatten(1), time[:, None], condition).view_as(latent)
    assert torch.allclose(model(latent, time, condition), line)


def flow_films() -> FlowFilms:
    generator = torch.Generator().manual_seed(4)
    conditions = torch.randn(10, CONDITIONS, generator=generator)
    conditions[:, -1] = 1
    chances = np.zeros((10, 3))
    chances[:, 1] = 1
    return FlowFilms(
        torch.randn(2, 10, 4, 8, 8, generator=generator),
        conditions,
        torch.full((3, CONDITIONS), 9.0),
        chances,
    )


def test_conditions_come_from_the_film_from_a_true_phrase_or_are_left_out():
    config = replace(TINY, text_share=0.3, drop=0.3, condition_noise=0.0)
    films = flow_films()
    latents, conditions = films.draw(config, 600, np.random.default_rng(0))
    assert latents.shape == (600, 4, 8, 8)
    left_out = (conditions == 0).all(dim=1)
    of_phrase = (conditions == 9).all(dim=1)
    assert float(left_out.float().mean()) == pytest.approx(0.3, abs=0.06)
    assert float(of_phrase.float().mean()) == pytest.approx(0.3, abs=0.06)
    of_film = conditions[~left_out & ~of_phrase]
    assert all(any(torch.equal(row, known) for known in films.conditions) for row in of_film[:20])


def test_the_flow_goes_on_where_it_stopped(tmp_path: Path):
    path = tmp_path / "flow.pt"

    def train(steps: int) -> dict:
        torch.manual_seed(0)
        pair = [Denoiser(TINY, CONDITIONS) for _ in range(2)]
        train_flow(flow_films(), pair[0], pair[1], replace(TINY, steps=steps), path, 1)
        return torch.load(path, weights_only=True)

    assert train(2)["step"] == 2
    saved = train(4)
    assert saved["step"] == 4
    assert not torch.equal(saved["model"]["last.weight"], saved["mean"]["last.weight"])


def test_muon_makes_steps_of_even_strength():
    for shape in ((8, 24), (24, 8)):
        values = torch.linalg.svdvals(orthogonal(torch.randn(shape)))
        assert float(values.min()) > 0.5 and float(values.max()) < 1.4


def test_guidance_of_one_is_the_condition_itself_and_of_zero_any_film():
    class Shift(torch.nn.Module):
        def forward(self, latent: torch.Tensor, time: torch.Tensor, condition: torch.Tensor) -> torch.Tensor:
            return condition[:, :1, None, None].expand_as(latent)

    noise = seeded_noise((1, 1, 2, 2), 3)
    condition = torch.ones(1, 2)
    for guidance in (0.0, 1.0, 3.0):
        film = flow(Shift(), noise, condition, 4, guidance)
        assert torch.allclose(film, noise + guidance, atol=1e-5)


def test_conditions_are_standardised_and_say_that_they_are_there():
    logits, embedding = 3 * torch.randn(200, 14) + 1, torch.randn(200, 40)
    conditions = FilmConditions(14, 40)
    conditions.fit(logits, embedding)
    told = conditions(logits, embedding)
    assert told.shape == (200, conditions.width)
    assert (told[:, -1] == 1).all()
    assert told[:, :14].mean(dim=0).abs().max() < 0.05
    assert told.abs().max() <= 3.5


def test_a_film_is_told_by_phrases_that_fit_it_and_few_others():
    # Phrase 0 fits all films, phrase 1 the first alone, phrase 2 none.
    table = np.array([[0.9] * 40, [0.9] + [0.1] * 39, [0.0] * 40], dtype=np.float32)
    chances = Fits(table).chances()
    assert chances.sum(axis=1) == pytest.approx(np.ones(40))
    assert chances[0, 1] > 5 * chances[0, 0]
    assert (chances[1:, 0] == 1).all()


def test_a_phrase_stands_for_the_films_that_fit_it_best():
    table = np.array([[0.9, 0.1, 0.1]], dtype=np.float32)
    target = Fits(table).targets(torch.eye(3), 0.06)
    assert float(target[0, 0]) > 0.99


def test_every_finding_and_the_normal_film_have_prompts_to_choose_on():
    prompts = read_prompts("validation")
    assert set(prompts) == {*FINDINGS, "normal"}
    assert all(len(texts) >= 2 for texts in prompts.values())


def test_agreement_is_one_when_every_film_shows_what_was_asked():
    subjects = [code for code in FINDINGS for _ in range(2)] + ["normal"] * 2
    logits = np.array([[float(code == subject) for code in FINDINGS] for subject in subjects])
    assert set(agreement(subjects, logits).values()) == {1.0}
    assert set(agreement(subjects, np.zeros_like(logits)).values()) == {0.5}


def test_distance_of_distributions_is_nothing_to_itself_and_the_shift_squared_to_a_shifted_one():
    rows = np.random.default_rng(0).normal(size=(500, 5))
    assert frechet(rows, rows) == pytest.approx(0, abs=1e-6)
    assert frechet(rows, rows + 2) == pytest.approx(20, rel=1e-6)


def test_copies_are_found_whatever_their_exposure():
    films = drawn_films(12)
    copies = np.clip(films.astype(int) * 0.8 + 20, 0, 255).astype(np.uint8)
    distances = nearest(thumbs(copies), thumbs(films))
    others = nearest(thumbs(films[:6]), thumbs(films[6:]))
    assert distances.max() < others.min()
    assert beside(distances, others)["generatedNearerThanAnyHeldOut"] == 1


def test_graphs_say_what_the_modules_say(tmp_path: Path):
    torch.manual_seed(0)
    model = rounded(Denoiser(TINY, CONDITIONS).eval())
    torch.nn.init.normal_(model.last.weight, std=0.05)
    rounded(model)
    inputs = {
        "latent": torch.randn(3, 4, 8, 8),
        "time": torch.tensor([0.0, 0.5, 0.97]),
        "condition": torch.randn(3, CONDITIONS),
    }
    export_graph(model, inputs, "velocity", tmp_path / "denoiser.onnx")
    assert graph_gap(model, inputs, tmp_path / "denoiser.onnx") < 1e-3
    assert (
        graph_gap(model, {name: value[:1] for name, value in inputs.items()}, tmp_path / "denoiser.onnx")
        < 1e-3
    )
    prompts = PromptConditions(16, CONDITIONS, 8).eval()
    export_graph(prompts, {"text": torch.randn(3, 16)}, "condition", tmp_path / "prompt.onnx")
    assert graph_gap(prompts, {"text": torch.randn(1, 16)}, tmp_path / "prompt.onnx") < 1e-3


def test_noise_by_formula_is_about_normal():
    noise = formula_noise(4000, 1)
    assert abs(float(noise.mean())) < 0.05 and float(noise.std()) == pytest.approx(1, abs=0.05)


def test_a_film_is_cut_to_its_middle_square(tmp_path: Path):
    from PIL import Image

    picture = np.zeros((40, 60), dtype=np.uint8)
    picture[:, 10:50] = 200
    Image.fromarray(picture).save(tmp_path / "film.png")
    assert (square_of(tmp_path / "film.png", 20) == 200).all()


def test_prompts_of_the_evaluation_are_others_than_those_that_chose_the_guidance():
    source = Path(__file__).parents[3] / "libs" / "evaluation" / "generation" / "prompts.ts"
    if not source.exists():
        pytest.skip("the product's sources are not beside the training code")
    text = source.read_text(encoding="utf-8")
    shared = [
        prompt
        for prompts in read_prompts("validation").values()
        for prompt in prompts
        if f"'{prompt}'" in text
    ]
    assert json.dumps(shared) == "[]"
