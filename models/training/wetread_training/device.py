"""Where training runs: the CPU in float32, or CUDA in bfloat16."""

from __future__ import annotations

import contextlib

import torch


def choose_device(name: str) -> torch.device:
    """`auto` takes CUDA where there is one."""
    if name == "auto":
        name = "cuda" if torch.cuda.is_available() else "cpu"
    device = torch.device(name)
    if device.type == "cuda":
        torch.backends.cudnn.benchmark = True
        torch.backends.cuda.matmul.allow_tf32 = True
        torch.backends.cudnn.allow_tf32 = True
    return device


def autocast(device: torch.device) -> contextlib.AbstractContextManager[None]:
    """bfloat16 on CUDA; nothing on the CPU."""
    if device.type == "cuda":
        return torch.autocast("cuda", dtype=torch.bfloat16)
    return contextlib.nullcontext()


LAYOUTS = {"cpu": torch.channels_last, "cuda": torch.channels_last}


def quick_layout(device: torch.device) -> torch.memory_format:
    """The layout of pictures and weights that the device convolves fastest."""
    return LAYOUTS[device.type]
