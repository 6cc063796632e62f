"""What the gate tells apart, what it repairs, and why it refuses. The manifest carries these lists."""

from __future__ import annotations

ACCEPT_CLASS = "frontal-chest"

GATE_CLASSES = (
    ACCEPT_CLASS,
    "lateral-chest",
    "other-radiograph",
    "ct",
    "mr",
    "us",
    "other-medical",
    "non-medical",
    "inverted",
    "rotated-90",
    "rotated-180",
    "rotated-270",
    "cropped",
    "unreadable",
)
"""Order of `gate_logits`. `rotated-90` = turned 90 degrees clockwise, `numpy.rot90(picture, -1)`.

A frontal film that is inverted *and* turned is `inverted`: it is repaired and judged again. A picture of another
kind keeps its class however it is turned.
"""

REPAIRS = ("inverted", "rotated-90", "rotated-180", "rotated-270")
"""Classes whose fault can be undone without loss."""

MOST_REPAIRS = 2

REFUSAL_REASONS = {
    "lateral-chest": "scope.lateral-view",
    "other-radiograph": "scope.other-radiograph",
    "ct": "scope.modality-ct",
    "mr": "scope.modality-mr",
    "us": "scope.modality-us",
    "other-medical": "scope.not-radiograph",
    "non-medical": "scope.not-medical",
    "inverted": "scope.inverted",
    "rotated-90": "scope.rotated",
    "rotated-180": "scope.rotated",
    "rotated-270": "scope.rotated",
    "cropped": "scope.cropped",
    "unreadable": "scope.unreadable",
}

OUT_OF_DISTRIBUTION = "scope.out-of-distribution"

VIEWS = ("PA", "AP")
"""Order of `view_logits`."""

INDEX = {name: position for position, name in enumerate(GATE_CLASSES)}
