"""Stage `decoder-ablation`: the report decoder once more for every change of `saying/ablations.py`."""

from __future__ import annotations

import datetime
import json
import shutil
from dataclasses import dataclass, replace
from typing import Any

from tokenizers import Tokenizer

from .config import DecoderConfig
from .decoder import Places, build_decoder, train_decoder
from .language import ReportDecoder
from .manifest import build_manifest
from .saying import agreement, measure_text
from .saying.ablations import ABLATIONS, Ablation, make_deaf, untold_lesson
from .saying.corpus import Corpus, Lesson
from .stages_delivery import TAKEN_OVER
from .stages_saying import (
    REPOSITORY,
    deliver_decoder,
    learnt_tokenizer,
    load_places,
    perplexities,
    usable,
)
from .workbench import Bench

FOLDER, RECIPE = "decoder-ablation", "recipe"


@dataclass(frozen=True)
class UntoldCorpus(Corpus):
    """Lessons that keep some slots to themselves."""

    untold: tuple[str, ...] = ()

    def draw(self, count: int, seed: list[int]) -> list[Lesson]:
        return [untold_lesson(lesson, self.untold) for lesson in super().draw(count, seed)]


def stage_decoder_ablation(bench: Bench) -> None:
    """Rows that are there are kept; a training that was cut off goes on. Needs the built product."""
    names = bench.config.decoder.ablations or tuple(ABLATIONS)
    unknown = sorted(set(names) - set(ABLATIONS))
    if unknown:
        raise ValueError(f"no rows {', '.join(unknown)}: decoder.ablations takes {', '.join(ABLATIONS)}")
    for name in names:
        path = bench.work / FOLDER / f"{name}-{bench.config.run.seed}.json"
        if not path.exists():
            bench.write_json(path, ablation_row(bench, name))


def ablation_row(bench: Bench, name: str) -> dict[str, Any]:
    """Trains one decoder, reads it back, and lets the product write validation reports with it."""
    model, tokenizer, told = train_ablation(bench, name)
    return {
        **told,
        **_read_back(bench, name, model, tokenizer),
        "text": _text_figures(bench, name, model, tokenizer),
    }


def _read_back(bench: Bench, name: str, model: ReportDecoder, tokenizer: Tokenizer) -> dict[str, Any]:
    """Greedy sentences: they are the recipe's where only the way of asking is another."""
    recipe = bench.work / FOLDER / f"{RECIPE}-{bench.config.run.seed}.json"
    if ABLATIONS[name].trains or not recipe.exists():
        folder = bench.work / FOLDER / name
        folder.mkdir(exist_ok=True)
        told = agreement(model, tokenizer, bench.config.decoder.max_tokens, REPOSITORY, folder)
    else:
        told = json.loads(recipe.read_text(encoding="utf-8"))
    return {key: told[key] for key in ("prefixes", "agreement", "faults", "distinctSentences")}


def settings_of(bench: Bench, name: str) -> DecoderConfig:
    return replace(bench.config.decoder, **ABLATIONS[name].changes)


def train_ablation(bench: Bench, name: str) -> tuple[ReportDecoder, Tokenizer, dict[str, Any]]:
    """The decoder of one row, deaf to what it was not told, and its perplexity on validation sentences."""
    ablation, seed = ABLATIONS[name], bench.config.run.seed
    settings, tokenizer = settings_of(bench, name), learnt_tokenizer(bench)
    folder = bench.work / FOLDER / (name if ablation.trains else RECIPE)
    folder.mkdir(parents=True, exist_ok=True)
    corpus = _corpus(bench, settings, ablation)
    places = Places(load_places(bench)[0].reports, settings.place_noise)
    model = train_decoder(
        build_decoder(settings, tokenizer),
        corpus,
        places,
        tokenizer,
        settings,
        folder / f"decoder-{seed}.pt",
        seed,
    ).eval()
    make_deaf(model, tokenizer, ablation)
    return (
        model,
        tokenizer,
        {
            "title": ablation.title,
            "lessons": settings.sentences * settings.epochs,
            "perplexity": perplexities(bench, model, tokenizer, places),
        },
    )


def _corpus(bench: Bench, settings: DecoderConfig, ablation: Ablation) -> UntoldCorpus:
    return UntoldCorpus(
        usable(bench, "train"), settings.own_share, settings.place_share, settings.flatten, ablation.untold
    )


def _text_figures(bench: Bench, name: str, model: ReportDecoder, tokenizer: Tokenizer) -> dict[str, Any]:
    """Scores of validation reports, written anew by the product with this decoder and the encoders of `bench.out`."""
    folder = bench.work / FOLDER / name
    out, config = folder / "model", replace(bench.config, decoder=settings_of(bench, name))
    out.mkdir(parents=True, exist_ok=True)
    for file in TAKEN_OVER:
        shutil.copyfile(bench.out / file, out / file)
    deliver_decoder(model, tokenizer, load_places(bench)[1], out, bench.config.export.parity)
    now = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    manifest = build_manifest(out, config, bench.read_json("vision.json"), now)
    bench.write_json(out / "manifest.json", manifest)
    report = measure_text(REPOSITORY, bench.data, out, folder / "text.json")
    scores, said = report["rows"][0]["scores"], report["said"]
    return {
        "reports": report["reports"],
        **{key: scores[key] for key in ("bleu4", "rougeL", "cider")},
        "claims": said["microF1"],
        "sides": said["sides"],
        "plainSentences": report["plainSentences"],
    }
