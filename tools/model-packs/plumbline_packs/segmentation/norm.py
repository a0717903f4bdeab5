"""Instance normalisation whose sums are as exact in ONNX Runtime as they are in PyTorch."""

import copy

import torch
from torch import nn


class StepwiseNorm(nn.Module):
    """
    What `nn.InstanceNorm3d` computes, with means taken one axis after the other. ONNX Runtime's own operator adds up all voxels of a
    channel in single precision, one by one: of a million voxels the result is wrong by 4e-5, measured, where PyTorch's and this
    one are by less than 1e-6. In a network of thirty such layers that decides labels.
    """

    def __init__(self, norm: nn.InstanceNorm3d):
        super().__init__()
        shape = (1, -1, 1, 1, 1)
        self.weight = nn.Parameter(norm.weight.detach().reshape(shape))
        self.bias = nn.Parameter(norm.bias.detach().reshape(shape))
        self.eps = norm.eps

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        centred = x - mean(x)
        return centred * (self.weight / torch.sqrt(mean(centred * centred) + self.eps)) + self.bias


def mean(x: torch.Tensor) -> torch.Tensor:
    for axis in (4, 3, 2):
        x = x.mean(dim=axis, keepdim=True)
    return x


def with_stepwise_norms(network: nn.Module) -> nn.Module:
    """A copy of a network in which every affine instance normalisation is a stepwise one."""
    out = copy.deepcopy(network)
    for module in list(out.modules()):
        for name, child in module.named_children():
            if isinstance(child, nn.InstanceNorm3d) and child.affine and not child.track_running_stats:
                setattr(module, name, StepwiseNorm(child))
    return out.eval()
