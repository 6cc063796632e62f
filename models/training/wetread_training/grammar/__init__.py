"""Our own radiology English: slots, phrases, and a reader that checks what a sentence says."""

from .compose import compose
from .reader import Reading, agrees, disagreements, read_sentence
from .slots import Slots, sample_slots, slot_grid

__all__ = [
    "Reading",
    "Slots",
    "agrees",
    "compose",
    "disagreements",
    "read_sentence",
    "sample_slots",
    "slot_grid",
]
