"""What generated films are worth: prompt agreement, distance to real films as a whole, and to the nearest one."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tqdm import tqdm

from ..findings import FINDINGS, INDEX
from ..metrics import auroc
from ..preprocess import letterbox
from ..sessions import open_session

Floats = NDArray[np.float64]
NORMAL = "normal"
THUMB = 32
"""Side of the squares that films are compared by."""


def read_prompts(part: str) -> dict[str, list[str]]:
    """Finding, or `normal`, to its prompts."""
    text = (Path(__file__).parent / "prompts.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)[part]


@dataclass(frozen=True)
class Graphs:
    """The exported generator."""

    prompt: onnxruntime.InferenceSession
    denoiser: onnxruntime.InferenceSession
    decoder: onnxruntime.InferenceSession

    @classmethod
    def open(cls, folder: Path) -> Graphs:
        return cls(
            *(open_session(folder / f"{name}.onnx", threads=1) for name in ("prompt", "denoiser", "decoder"))
        )

    def conditions(self, places: NDArray[np.float32]) -> NDArray[np.float32]:
        return self.prompt.run(None, {"text": places})[0]

    def draw(
        self, conditions: NDArray[np.float32], seeds: list[int], steps: int, guidance: float
    ) -> NDArray[np.uint8]:
        """uint8 [N, S, S] by the product's own way: Heun's steps, the last one Euler's."""
        shape = [int(side) for side in self.decoder.get_inputs()[0].shape[1:]]
        noise = [np.random.default_rng(seed).standard_normal(shape).astype(np.float32) for seed in seeds]
        latents, none = np.stack(noise), np.zeros_like(conditions)
        for step in range(steps):
            start, length = step / steps, 1 / steps
            first = self._velocity(latents, start, conditions, none, guidance)
            ahead = latents + length * first
            if step + 1 < steps:
                second = self._velocity(ahead, start + length, conditions, none, guidance)
                ahead = latents + length * (first + second) / 2
            latents = ahead.astype(np.float32)
        films = self.decoder.run(None, {"latent": latents})[0][:, 0]
        return np.floor((films.clip(-1, 1) + 1) * 127.5 + 0.5).astype(np.uint8)

    def _velocity(
        self,
        latents: NDArray[np.float32],
        time: float,
        conditions: NDArray[np.float32],
        none: NDArray[np.float32],
        guidance: float,
    ) -> NDArray[np.float32]:
        count = len(latents)
        out = self.denoiser.run(
            None,
            {
                "latent": np.concatenate([latents, latents]),
                "time": np.full(2 * count, time, dtype=np.float32),
                "condition": np.concatenate([conditions, none]),
            },
        )[0]
        return out[count:] + guidance * (out[:count] - out[count:])


@dataclass(frozen=True)
class Drawn:
    """Films with what each was prompted with."""

    subjects: list[str]
    films: NDArray[np.uint8]


def draw_prompted(
    graphs: Graphs,
    places: dict[str, NDArray[np.float32]],
    each: int,
    steps: int,
    guidance: float,
    seed: int,
) -> Drawn:
    """`each` films of every subject, prompts in turn, every film with a seed of its own."""
    subjects, films = [], []
    for subject, embedded in tqdm(places.items(), desc=f"guidance {guidance}", mininterval=20):
        conditions = graphs.conditions(embedded)[np.arange(each) % len(embedded)]
        seeds = [seed + len(subjects) + index for index in range(each)]
        films.append(graphs.draw(conditions, seeds, steps, guidance))
        subjects += [subject] * each
    return Drawn(subjects, np.concatenate(films))


def agreement(subjects: list[str], logits: NDArray[np.floating]) -> dict[str, float]:
    """AUROC of each finding's logit: films prompted with it against films prompted with anything else."""
    named = np.array(subjects)
    return {code: auroc(named == code, logits[:, INDEX[code]]) for code in FINDINGS if (named == code).any()}


def mean_agreement(subjects: list[str], logits: NDArray[np.floating]) -> float:
    return float(np.mean(list(agreement(subjects, logits).values())))


def frechet(ours: Floats, theirs: Floats) -> float:
    """Fréchet distance of two Gaussians fitted to rows [N, D] (Heusel et al. 2017)."""
    gap = ours.mean(axis=0) - theirs.mean(axis=0)
    a, b = np.cov(ours.T), np.cov(theirs.T)
    values, vectors = np.linalg.eigh(a)
    root = (vectors * np.sqrt(values.clip(min=0))) @ vectors.T
    cross = np.linalg.eigvalsh(root @ b @ root).clip(min=0)
    return float(gap @ gap + np.trace(a) + np.trace(b) - 2 * np.sqrt(cross).sum())


def thumbs(images: NDArray[np.uint8]) -> NDArray[np.float32]:
    """[N, 1024] of mean 0 and length 1, whatever a film's brightness and contrast."""
    small = np.stack([letterbox(image, THUMB).ravel() for image in images]).astype(np.float32)
    small -= small.mean(axis=1, keepdims=True)
    return small / np.linalg.norm(small, axis=1, keepdims=True).clip(min=1e-6)


def nearest(ours: NDArray[np.floating], theirs: NDArray[np.floating]) -> Floats:
    """Distance 1 - cosine of each row to its nearest row of the others; rows of length 1."""
    return np.concatenate([1 - (part @ theirs.T).max(axis=1) for part in np.array_split(ours, 20)])


def beside(generated: Floats, held_out: Floats) -> dict[str, float]:
    """How near generated films come to training films, in the terms of real films that were never trained on."""
    low = float(np.quantile(held_out, 0.05))
    return {
        "generatedMedian": float(np.median(generated)),
        "generatedLeast": float(generated.min()),
        "heldOutMedian": float(np.median(held_out)),
        "heldOutLeast": float(held_out.min()),
        "heldOutFifthPercentile": low,
        "generatedNearerThanFifthPercentile": float((generated < low).mean()),
        "generatedNearerThanAnyHeldOut": float((generated < held_out.min()).mean()),
    }
