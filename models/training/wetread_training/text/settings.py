"""Settings of the text side and of the joint space; the sections [text] and [align] of a configuration."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class TextConfig:
    """Tokenizer, text encoder and its masked-language training (stage `mlm`)."""

    open_i: bool = True
    """Read Open-i's report text. False keeps weights free of its CC BY-NC-ND terms."""
    layers: tuple[int, ...] = (0, 1, 2, 3)
    """Which of MiniLM's six layers are kept, in this order."""
    vocabulary: int = 5000
    """Most word pieces beside special tokens and single characters."""
    max_tokens: int = 64
    pretrained: bool = True
    """Start from MiniLM's weights; False starts from random ones (smoke run, no package needed)."""
    width: int = 384
    heads: int = 12
    dropout: float = 0.1
    epochs: int = 3
    """Walks over the corpus in masked-language training; 0 = stage switched off."""
    batch: int = 48
    rate: float = 4e-4
    mask_share: float = 0.15
    own_sentences: int = 4000
    """Sentences of our own grammar and templates beside the reports."""


@dataclass(frozen=True)
class AlignConfig:
    """Joint space of films and text (stage `align`)."""

    dimensions: int = 256
    steps: int = 900
    texts: int = 48
    """Texts a step."""
    films: int = 512
    """Films a step."""
    phantom_share: float = 0.25
    """Part of a step's films that are phantoms; 0 = none, and no phantom sentences."""
    open_i_share: float = 0.25
    """Part of a step's texts that are report sentences (where `text.open_i` is set)."""
    text_rate: float = 1e-4
    image_rate: float = 1e-3
    weight_decay: float = 0.02
    head_dropout: float = 0.1
    feature_dropout: float = 0.6
    """On trunk features: they know the training films by heart."""
    logit_noise: float = 1.0
    """Standard deviation added to training films' logits, which are surer than those of new films."""
    mirror: float = 0.5
    """Part of the films whose heat maps and sides are mirrored, so that side is read from the maps alone."""
    soft_targets: bool = True
    """Graded relevance (MedCLIP) instead of all or nothing."""
    teacher_weight: float = 0.6
    """Part of the target that comes from calibrated finding chances instead of labels."""
    image_weight: float = 0.25
    """Weight of the loss that ranks texts for a film."""
    bottom_weight: float = 0.5
    """Weight of the loss that puts the films that fit least at the end: denials live by it."""
    hard_weight: float = 1.0
    """Weight of the loss against minimal pairs: negation, side, finding exchanged; 0 = none."""
    save_every: int = 200
    """Steps between checkpoints."""
