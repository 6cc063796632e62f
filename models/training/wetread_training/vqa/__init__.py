"""Answers to questions about radiology pictures: the three public sets, one small network, its delivery."""

from .settings import VqaConfig

__all__ = ["VqaConfig"]
