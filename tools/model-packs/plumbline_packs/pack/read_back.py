"""
Weights out of a pack's graphs back into the PyTorch network that they were exported from.

The exporter keeps the names of parameters except where it folds something into them: matrices of linear layers are transposed and lose
theirs, and so do RMS norms (which multiply by 1 + weight). These are told by their order, which is that of the calls.
"""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn


class NotThisNetwork(Exception):
    """The graph was exported from another network."""


class Weights:
    """What a graph holds, float32, whichever type it is stored in."""

    def __init__(self, file: Path) -> None:
        graph = onnx.load(str(file)).graph
        stored = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
        widened = {node.output[0]: node.input[0] for node in graph.node if node.op_type == "Cast" and node.input[0] in stored}
        values = {name: value for name, value in stored.items() if value.dtype.kind == "f"}
        values |= {name: stored[source] for name, source in widened.items()}
        self.values = {name: torch.from_numpy(value.astype(np.float32)) for name, value in values.items()}
        self.nodes = list(graph.node)

    def in_order(self, operator: str, prefix: str) -> list[Tensor]:
        """Nameless operands of an operator, in the order in which the graph runs."""
        names = [name for node in self.nodes if node.op_type == operator for name in node.input]
        return [self.values[name] for name in names if name in self.values and name.startswith(prefix)]


def read_named(module: nn.Module, weights: Weights, *, unused: tuple[str, ...] = ()) -> None:
    """
    :param unused: What the names of parameters begin with that the network has and does not use.
    :raises NotThisNetwork: where another parameter has no value of its name and shape
    """
    for name, parameter in module.named_parameters():
        if name.startswith(unused):
            continue
        fill(parameter, weights.values.get(name), name)


def read_traced(module: nn.Module, weights: Weights, call: Callable[[], object], norm: type[nn.Module]) -> None:
    """
    For graphs of transformers: linear layers and RMS norms by their order, everything else by name.

    :param call: Runs the module once.
    :param norm: Class of norms that multiply by 1 + weight.
    """
    linear, norms = called(module, nn.Linear, call), called(module, norm, call)
    matrices, scales = weights.in_order("MatMul", "onnx::MatMul"), weights.in_order("Mul", "onnx::Mul")
    if len(linear) != len(matrices) or len(norms) != len(scales):
        raise NotThisNetwork(f"{len(matrices)} matrices and {len(scales)} norms for {len(linear)} and {len(norms)}")
    by_order = {id(one.weight) for one in (*linear, *norms)}
    for layer, matrix in zip(linear, matrices, strict=True):
        fill(layer.weight, matrix.T, "MatMul")
    for layer, scale in zip(norms, scales, strict=True):
        fill(layer.weight, scale - 1, "Mul")
    for name, parameter in module.named_parameters():
        if id(parameter) not in by_order:
            fill(parameter, weights.values.get(name), name)


def called(module: nn.Module, kind: type[nn.Module], call: Callable[[], object]) -> list[nn.Module]:
    """Submodules of a kind in the order in which one forward pass comes to them."""
    order: list[nn.Module] = []
    hooks = [one.register_forward_pre_hook(lambda one, _: order.append(one)) for one in module.modules() if isinstance(one, kind)]
    try:
        with torch.no_grad():
            call()
    finally:
        for hook in hooks:
            hook.remove()
    return order


@torch.no_grad()
def fill(parameter: Tensor, value: Tensor | None, name: str) -> None:
    if value is None or parameter.shape != value.shape:
        raise NotThisNetwork(f"{name}: {None if value is None else tuple(value.shape)} for {tuple(parameter.shape)}")
    parameter.copy_(value)
