"""onnxruntime sessions over exported encoders."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tqdm import tqdm

from .preprocess import letterbox, read_grey

Outputs = dict[str, NDArray[np.float32]]


def open_session(path: Path, threads: int = 2) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def run_squares(session: onnxruntime.InferenceSession, squares: NDArray[np.float32]) -> Outputs:
    """All outputs for float squares [N, S, S] in 0..1."""
    names = [output.name for output in session.get_outputs()]
    parts = [session.run(None, {"image": squares[i : i + 8, None]}) for i in range(0, len(squares), 8)]
    return {name: np.concatenate([part[j] for part in parts]) for j, name in enumerate(names)}


def run_files(session: onnxruntime.InferenceSession, paths: list[Path], size: int, name: str) -> Outputs:
    """All outputs for pictures read from disk with the float preprocessing of the product."""
    parts: list[Outputs] = []
    for start in tqdm(range(0, len(paths), 8), desc=f"read {name}", mininterval=10):
        squares = [letterbox(read_grey(path), size) / 255 for path in paths[start : start + 8]]
        parts.append(run_squares(session, np.stack(squares).astype(np.float32)))
    return {key: np.concatenate([part[key] for part in parts]) for key in parts[0]}
