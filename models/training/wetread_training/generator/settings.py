"""Settings of the picture generator; the section [generator] of a configuration."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class GeneratorConfig:
    version: str = "0.1.0"
    reader: str = "../wetread-cxr"
    """Film reader, from models/training, whose space of texts and films the pictures hang on: its folder, or that of
    its versions, of which the newest is taken."""
    size: int = 128
    """Side of a generated picture in pixels."""
    aspect: float = 1.25
    """Films of other hospitals that are longer than this are left out; the others are cropped to a square."""

    channels: int = 8
    """Numbers of a latent cell; a cell stands for 8 x 8 pixels."""
    coder_width: int = 24
    coder_steps: int = 1000
    coder_batch: int = 16
    coder_crop: int = 64
    """Side of the training crops, in pixels."""
    coder_rate: float = 1e-3
    edge_weight: float = 1.0
    """Weight of the loss on differences between neighbouring pixels."""
    latent_noise: float = 0.1
    """Noise added to latents in training, in parts of their spread, so that the decoder forgives the flow's errors."""

    variants: int = 4
    """Moved copies of each film whose latents the flow is trained on (the first is the film as it is)."""
    directions: int = 320
    """Directions of the mixture's denoiser, on which the network builds."""
    groups: int = 128
    """Most groups of films alike, each a Gaussian of the mixture."""
    width: int = 128
    layers: int = 4
    heads: int = 4
    steps: int = 12000
    minutes: float = 0
    """Ends the flow's training after so long, whatever `steps` says; 0 = no limit."""
    batch: int = 32
    rate: float = 2e-3
    weight_decay: float = 0.02
    ema: float = 0.999
    drop: float = 0.12
    """Part of the films that are trained without a condition, for guidance."""
    text_share: float = 0.5
    """Part of the films whose condition comes from a phrase about them, by the prompt's own way."""
    condition_noise: float = 0.35
    """Standard deviation of noise on conditions read from a film, which would name that film."""
    phrases: int = 5000
    """Phrases of our own, drawn once; each film is told by those that are true of it."""
    save_every: int = 200
    """Steps between checkpoints."""

    mapper_steps: int = 1500
    sharpness: float = 0.06
    """Falling-off of a film's say in what a phrase stands for, in units of how well the film fits it."""

    flow_steps: int = 16
    """Steps from noise to picture in the product."""
    guidance: float = 2.5
    """How far a picture follows its prompt, where `generator-report` has chosen nothing else."""
    guidances: tuple[float, ...] = (1.0, 3.0, 4.5, 6.5)
    """Tried on validation prompts."""
    guidance_films: int = 4
    """Films of each subject and guidance."""
    guidance_slack: float = 0.02
    """Agreement that a smaller guidance may cost."""
    report_films: int = 16
    """Films of each subject in the report."""
    least_similarity: float = 0.84
    """Cosine to a phrase about chest films that a prompt without any chest word must have: chosen on 40 texts of our own, 16 of chest films."""
    parity: float = 1e-3
