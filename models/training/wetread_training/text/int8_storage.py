"""Weight matrices stored as int8 with a scale per channel; arithmetic stays float32.

The counterpart of `half_storage.py`: weights are rounded in PyTorch first, so that what is measured is what is
shipped, and the file then holds the rounded values exactly.
"""

from __future__ import annotations

import copy
from typing import TypeVar

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn

LEAST_VALUES = 4096
LEVELS = 127

Model = TypeVar("Model", bound=nn.Module)


def _rounded(weight: Tensor) -> Tensor:
    """Each row to 255 levels, symmetric about 0."""
    scale = weight.abs().amax(dim=1, keepdim=True).clamp(min=1e-12) / LEVELS
    return torch.round(weight / scale) * scale


@torch.no_grad()
def round_weights(model: Model) -> Model:
    """A copy whose linear and embedding matrices hold only values that int8 with a scale per row can."""
    rounded = copy.deepcopy(model).cpu().eval()
    for module in rounded.modules():
        if isinstance(module, (nn.Linear, nn.Embedding)) and module.weight.numel() >= LEAST_VALUES:
            module.weight.copy_(_rounded(module.weight))
    return rounded


def _channel_axis(node: onnx.NodeProto, name: str) -> int | None:
    """Axis of the rows that were rounded together, by how the matrix is used; None when it is something else."""
    if node.op_type == "Gather" and node.input[0] == name:
        return 0
    if node.op_type == "MatMul" and node.input[1] == name:
        return 1
    if node.op_type == "Gemm" and node.input[1] == name:
        transposed = any(item.name == "transB" and item.i == 1 for item in node.attribute)
        return 0 if transposed else 1
    return None


def _split(values: NDArray[np.float32], axis: int) -> tuple[NDArray[np.int8], NDArray[np.float32]] | None:
    """int8 values and scales, or None when they would not give the matrix back."""
    scale = np.maximum(np.abs(values).max(axis=1 - axis, keepdims=True), 1e-12).astype(np.float32) / LEVELS
    short = np.rint(values / scale).astype(np.int8)
    return (short, scale.ravel()) if np.allclose(short * scale, values, rtol=1e-4, atol=1e-6) else None


def store_int8(model: onnx.ModelProto) -> onnx.ModelProto:
    """Replaces float matrices by int8, cast and multiplied in the graph, where that gives them back.

    Runtimes fold Cast and Mul when they load. DequantizeLinear they keep, and may fuse it into a product with
    rounded activations: onnxruntime 1.32 does, and is then off by several thousandths.
    """
    graph = model.graph
    users = {name: node for node in graph.node for name in node.input}
    nodes = []
    for tensor in list(graph.initializer):
        values = numpy_helper.to_array(tensor)
        if tensor.data_type != TensorProto.FLOAT or values.ndim != 2 or values.size < LEAST_VALUES:
            continue
        axis = _channel_axis(users[tensor.name], tensor.name) if tensor.name in users else None
        split = None if axis is None else _split(values, axis)
        if split is None:
            continue
        name = tensor.name
        graph.initializer.remove(tensor)
        graph.initializer.append(numpy_helper.from_array(split[0], f"{name}_int8"))
        graph.initializer.append(numpy_helper.from_array(np.expand_dims(split[1], 1 - axis), f"{name}_scale"))
        nodes.append(helper.make_node("Cast", [f"{name}_int8"], [f"{name}_levels"], to=TensorProto.FLOAT))
        nodes.append(helper.make_node("Mul", [f"{name}_levels", f"{name}_scale"], [name]))
    rest = list(graph.node)
    del graph.node[:]
    graph.node.extend([*nodes, *rest])
    return model
