"""The stages that make the report decoder: sentences of real reports, the decoder itself, its export and the manifest."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from .datasets import read_nih
from .decoder import Places, build_decoder, encode_lessons, perplexity, train_decoder
from .export import decoder_parity, export_decoder, require_parity
from .language import ReportDecoder
from .saying import (
    Corpus,
    Lesson,
    RealSentence,
    agreement,
    centred,
    encode_reports,
    label_file,
    mean_film,
    read_reports,
    real_sentences,
    write_sentences,
)
from .tokens import EOS, learn_tokenizer, load_tokenizer
from .workbench import ROOT, Bench

REPOSITORY = ROOT.parent.parent
SENTENCES, LABELLED, PLACES = "sentences.jsonl", "sentences.labelled.jsonl", "report-places.npz"
FILMS_FOR_MEAN = 500


def stage_sentences(bench: Bench) -> None:
    """Open-i's sentences, read by the product's labeller; where reports and films lie in the shared space."""
    if not bench.config.decoder.open_i:
        print("decoder.open_i is off: our own sentences alone", flush=True)
        return
    reports = read_reports(bench.data)
    count = write_sentences(reports, bench.work / SENTENCES)
    label_file(REPOSITORY, bench.work / SENTENCES, bench.work / LABELLED)
    places = encode_reports(bench.out, reports, bench.config.text.max_tokens)
    rows = [row for row, report in enumerate(reports) if split_of(report) == "train"]
    films = [Path(film.path) for film in read_nih(bench.data) if film.split == "train"][:FILMS_FOR_MEAN]
    np.savez(
        bench.work / PLACES,
        reports=centred(places, places[rows].mean(axis=0)).astype(np.float32),
        film=mean_film(bench.out, bench.config.data.size, films).astype(np.float32),
    )
    print(
        f"{count} sentences; {len(usable(bench, 'train'))} of training reports are made of plain words",
        flush=True,
    )


def split_of(report: dict) -> str:
    """R2Gen's split; reports outside it are trained on."""
    return report.get("r2gen_split") or "train"


def usable(bench: Bench, split: str) -> list[RealSentence]:
    if not bench.config.decoder.open_i:
        return []
    reports = read_reports(bench.data)
    return real_sentences(reports, bench.work / SENTENCES, bench.work / LABELLED, split)


def load_places(bench: Bench) -> tuple[Places, torch.Tensor]:
    """Centred places of reports, and the mean place of films."""
    size = bench.config.decoder.place
    if not bench.config.decoder.open_i:
        return Places(np.zeros((0, size), dtype=np.float32), 0.0), torch.zeros(size)
    stored = np.load(bench.work / PLACES)
    return Places(stored["reports"], bench.config.decoder.place_noise), torch.from_numpy(stored["film"])


def whole_corpus(bench: Bench) -> Corpus:
    settings = bench.config.decoder
    return Corpus(usable(bench, "train"), settings.own_share, settings.place_share, settings.flatten)


def learnt_tokenizer(bench: Bench) -> Tokenizer:
    """`tokenizer.json` of the work folder; learnt from the recipe's lessons where it is not there yet."""
    settings, path = bench.config.decoder, bench.work / "tokenizer.json"
    if not path.exists():
        lessons = whole_corpus(bench).draw(settings.sentences, [bench.config.run.seed, 1 << 20])
        learn_tokenizer([lesson.text for lesson in lessons], settings.vocabulary).save(str(path))
    return load_tokenizer(path)


def stage_decoder(bench: Bench) -> None:
    """Tokenizer and training; perplexity on sentences of validation reports."""
    settings, seed = bench.config.decoder, bench.config.run.seed
    corpus, tokenizer = whole_corpus(bench), learnt_tokenizer(bench)
    places, _ = load_places(bench)
    model = train_decoder(
        build_decoder(settings, tokenizer),
        corpus,
        places,
        tokenizer,
        settings,
        bench.work / "decoder.pt",
        seed,
    )
    told = {"realSentences": len(corpus.real), "perplexity": perplexities(bench, model, tokenizer, places)}
    bench.write_json(bench.work / "decoder.json", told)


def stage_agreement(bench: Bench) -> None:
    """What the decoder says for every combination of slots, read back by the product's labeller."""
    tokenizer, decoder = load_decoder(bench)
    told = agreement(decoder.eval(), tokenizer, bench.config.decoder.max_tokens, REPOSITORY, bench.work)
    bench.write_json(bench.work / "agreement.json", told)


def perplexities(
    bench: Bench, model: ReportDecoder, tokenizer: Tokenizer, places: Places
) -> dict[str, float]:
    """On sentences of validation reports: with their own report's place, with none, and with another report's."""
    real = usable(bench, "val")
    if not real:
        return {}
    rng = np.random.default_rng(bench.config.run.seed)
    others = rng.permutation([one.report for one in real]).tolist()
    eos = tokenizer.token_to_id(EOS)
    versions = {
        "ownPlace": [Lesson(one.slots, one.text, one.report) for one in real],
        "noPlace": [Lesson(one.slots, one.text, None) for one in real],
        "anotherPlace": [Lesson(one.slots, one.text, other) for one, other in zip(real, others, strict=True)],
    }
    told = {
        name: round(perplexity(model, encode_lessons(lessons, tokenizer), places, eos, 0), 4)
        for name, lessons in versions.items()
    }
    print(f"perplexity on validation sentences {told}", flush=True)
    return told


def load_decoder(bench: Bench) -> tuple[Tokenizer, ReportDecoder]:
    """As the decoder stage left them."""
    tokenizer = load_tokenizer(bench.work / "tokenizer.json")
    decoder = build_decoder(bench.config.decoder, tokenizer)
    saved = torch.load(bench.work / "decoder.pt", map_location="cpu", weights_only=True)
    decoder.load_state_dict(saved["model"])
    return tokenizer, decoder


def deliver_decoder(
    decoder: ReportDecoder, tokenizer: Tokenizer, film: torch.Tensor, out: Path, parity: float
) -> None:
    """`decoder.onnx` and its tokenizer in a model folder, films centred on their own mean. @throws ParityError"""
    decoder.mean_place.copy_(film)
    path = out / "decoder.onnx"
    export_decoder(decoder.half().float().eval(), path)
    require_parity("decoder", decoder_parity(decoder, path), parity)
    tokenizer.save(str(out / "tokenizer.json"))


def export_trained_decoder(bench: Bench) -> None:
    """The trained decoder in the model folder."""
    tokenizer, decoder = load_decoder(bench)
    deliver_decoder(decoder, tokenizer, load_places(bench)[1], bench.out, bench.config.export.parity)
