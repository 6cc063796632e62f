"""Settings of the scope gate, the `[gate]` section of a configuration."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class GateConfig:
    epochs: int = 30
    rate: float = 2e-3
    hidden: int = 96
    dropout: float = 0.5
    weight_decay: float = 0.05
    grid: int = 3
    """The middle map is pooled to grid x grid: coarse enough to be cheap, fine enough to tell which way is up."""
    passes: float = 0.5
    """Scales how many copies of each picture are drawn; 1 = about 9,000 training pictures. Half decides as well."""
    per_fault: int = 80
    """Pictures of each fault in the validation and in the test part."""
    per_source: int = 100
    """Most frontal films that one auxiliary source gives to the validation and to the test part."""
    limit: int = 0
    """Most pictures that one set may give to one part; 0 = all. For the smoke run."""
    false_refusals: float = 0.01
    """Share of real frontal films in validation that the thresholds may cost."""
    novelty_dimensions: int = 96
    novelty_shrinkage: float = 0.1
    """Share of the mean variance mixed into every component's variance."""
