"""Settings of the question answerer, the `[vqa]` section of a configuration."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class VqaConfig:
    version: str = "0.2.0"
    variant: str = "lite1"
    imagenet: bool = True
    size: int = 224
    """Side of the square picture in pixels."""
    likeness: float = 0.985
    """Correlation of thumbnails from which two pictures are one: neighbouring slices of one scan are mostly below it."""
    copies: int = 5
    """Varied copies of every training picture whose early features are kept, beside the picture as it is."""
    med_copies: int = 2
    """The same for VQA-Med's pictures, of which there are many."""
    nih: bool = True
    """Asks training films of NIH ChestX-ray14 for what their labels tell, except SLAKE's own."""
    nih_copies: int = 1
    nih_share: float = 0.3
    """Part of NIH's films that an epoch sees."""
    rad_repeats: int = 2
    """How often an epoch shows a picture of VQA-RAD, each time with other questions."""
    meaning: bool = True
    """Words and answers start from what MiniLM makes of them, and questions are taught to mean what it makes of them."""
    meaning_weight: float = 0.5
    forms: bool = True
    """First decides whether yes or no is asked for, then between the answers of that form."""
    width: int = 160
    heads: int = 4
    text_layers: int = 2
    hops: int = 2
    """How often the question looks at the picture."""
    fused: int = 256
    vocabulary: int = 1400
    """Most whole words beside single characters."""
    max_tokens: int = 32
    findings: bool = False
    """Shows the network what the shipped film reader finds: an attempt that `vqa-export` refuses."""
    dropout: float = 0.2
    trunk_epochs: int = 7
    """Of the whole network, so that the trunk's end learns radiology; the same for all seeds."""
    trunk_med_share: float = 0.35
    """Part of VQA-Med's pictures that such an epoch sees."""
    epochs: int = 3
    """Of everything behind the trunk, which stays fixed; one run a seed."""
    attempt_epochs: int = 3
    """Of each network of `vqa-attempts`."""
    fresh: bool = False
    """Draws everything behind the trunk anew for a seed, instead of going on from the network that trained the trunk.
    Needs 10 epochs and more, at `rate`."""
    batch: int = 32
    """Pictures a step, each with its questions."""
    questions: int = 6
    """Most questions of one picture in a step."""
    med_share: float = 0.4
    """Part of VQA-Med's pictures that an epoch sees; they are many and alike."""
    own_share: float = 0.25
    """Questions of our own about what the tables tell, beside the sets' questions."""
    disease_share: float = 0.2
    """Questions of our own whether the picture shows an abnormality: its own, or that of another picture of the organ."""
    outside_share: float = 0.03
    """Questions that are not about the picture, taught to be left unanswered."""
    trunk_rate: float = 4e-4
    rate: float = 1.5e-3
    going_on_rate: float = 8e-4
    weight_decay: float = 0.05
    smoothing: float = 0.05
    ema: float = 0.99
    word_dropout: float = 0.08
    head_weight: float = 0.5
    """Weight of the picture-only classes (modality, plane, organ)."""
    answered_accuracy: float = 0.75
    """The abstain threshold is the least at which validation's answered questions are this often right."""
    least_answered: float = 0.5
    """... and that still answers this part of them."""
    bfloat16: bool = False
    """Halves the time of training on a processor that multiplies such numbers (AMX)."""
    limit: int = 0
    """Most pictures of each set; 0 = all. For the smoke run."""
