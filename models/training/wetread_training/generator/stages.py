"""The generator's stages: decoder, flow. What leaves the work folder is in `export.py` and `report.py`."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from ..workbench import Bench
from .autoencoder import Autoencoder
from .conditions import FilmConditions, PromptConditions
from .denoiser import Denoiser
from .films import FilmBook, load_films, reader_folder
from .latents import latent_copies
from .mixture_prior import MixturePrior
from .phrases import draw_phrases, film_facts, fit_phrases, train_mapper
from .train_coder import latent_side, load_coder, reconstruction_error, start_coder, to_films, train_coder
from .train_flow import FlowFilms, train_flow

CODER, FLOW, CONDITIONS = "generator-coder.pt", "generator-flow.pt", "generator-conditions.pt"
FILMS = "generator-films.pt"


def stage_coder(bench: Bench) -> None:
    """Reads the films once, and trains the decoder on training films."""
    config, book = bench.config.generator, load_films(bench)
    images = np.array(book.images[book.where("train")])
    model = train_coder(images, config, bench.work / CODER, bench.config.run.seed)
    error = reconstruction_error(model, book.images[book.where("val")])
    print({name: round(value, 2) for name, value in error.items()}, flush=True)
    bench.write_json(bench.work / "generator-coder.json", error)


def _conditions(bench: Bench, book: FilmBook, rows: NDArray[np.int64]) -> FlowFilms:
    """Conditions of the training films and of phrases; leaves the networks that give them."""
    config, seed = bench.config.generator, bench.config.run.seed
    logits, embeddings = torch.from_numpy(book.logits[rows]), torch.from_numpy(book.embeddings[rows])
    of_films = FilmConditions(logits.shape[1], embeddings.shape[1])
    of_films.fit(logits, embeddings)
    told = of_films(logits, embeddings)
    folder = reader_folder(bench)
    phrases = draw_phrases(folder, config.phrases, seed)
    fits = fit_phrases(phrases, film_facts(book, rows, folder))
    targets = fits.targets(told, config.sharpness)
    mapper, left = train_mapper(phrases, targets, config, seed)
    print(f"conditions of unseen phrases: {left:.3f} of the variance unexplained", flush=True)
    with torch.inference_mode():
        prompted = mapper(torch.from_numpy(phrases.embeddings)).clone()
    state = {"films": of_films.state_dict(), "prompts": mapper.state_dict(), "unexplained": left}
    torch.save(state, bench.work / CONDITIONS)
    return FlowFilms(torch.empty(0), told, prompted, fits.chances())


def _new_prior(bench: Bench, conditions: int) -> MixturePrior:
    config = bench.config.generator
    dimensions = config.channels * latent_side(config.size) ** 2
    return MixturePrior(dimensions, config.directions, config.groups, conditions)


def _flow_films(bench: Bench) -> tuple[FlowFilms, MixturePrior]:
    """What the flow is trained on, and the line it begins from; made once."""
    config, seed, cache = bench.config.generator, bench.config.run.seed, bench.work / FILMS
    if not cache.exists():
        book = load_films(bench)
        rows = book.where("train")
        coder = start_coder(book.images[rows], config, bench.work / CODER)
        latents = latent_copies(coder, to_films(book.images[rows]), config.variants, seed)
        given = _conditions(bench, book, rows)
        flat, copies = latents.flatten(0, 1).flatten(1), len(latents)
        prior = _new_prior(bench, given.conditions.shape[1])
        prior.fit(flat, given.conditions.repeat(copies, 1), copies, seed)
        kept = {
            "latents": latents,
            "conditions": given.conditions,
            "phrases": given.phrase_conditions,
            "chances": torch.from_numpy(given.phrase_chances),
            "prior": prior.state_dict(),
        }
        torch.save(kept, cache)
    kept = torch.load(cache, map_location="cpu", weights_only=True)
    films = FlowFilms(kept["latents"], kept["conditions"], kept["phrases"], kept["chances"].numpy())
    prior = _new_prior(bench, films.conditions.shape[1])
    prior.load_state_dict(kept["prior"])
    return films, prior


def stage_flow(bench: Bench) -> None:
    """Conditions, the mixture's denoiser, and the flow on top of it; goes on where it stopped."""
    config, seed = bench.config.generator, bench.config.run.seed
    films, prior = _flow_films(bench)
    torch.manual_seed(seed)
    model, twin = (Denoiser(config, films.conditions.shape[1]) for _ in range(2))
    model.prior.load_state_dict(prior.state_dict())
    train_flow(films, model, twin, config, bench.work / FLOW, seed)


@dataclass(frozen=True)
class Generator:
    """Everything that draws."""

    coder: Autoencoder
    flow: Denoiser
    prompts: PromptConditions
    films: FilmConditions
    step: int


def load_generator(bench: Bench) -> Generator:
    config = bench.config.generator
    saved = torch.load(bench.work / CONDITIONS, map_location="cpu", weights_only=True)
    basis = saved["films"]["basis"]
    films = FilmConditions(len(saved["films"]["logit_mean"]), len(basis))
    films.load_state_dict(saved["films"])
    prompts = PromptConditions(len(basis), films.width)
    prompts.load_state_dict(saved["prompts"])
    state = torch.load(bench.work / FLOW, map_location="cpu", weights_only=True)
    flow = Denoiser(config, films.width)
    flow.load_state_dict(state["mean"])
    coder = load_coder(config, bench.work / CODER)
    return Generator(coder, flow.eval(), prompts.eval(), films.eval(), state["step"])
