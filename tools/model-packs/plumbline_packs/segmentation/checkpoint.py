"""nnU-Net's trained weights: `fold_N/checkpoint_final.pth`."""

import pickle
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import nn

from ..pack.manifest import sha256_of
from .plans import Plan, build_network, read_plan


class UntrustedCheckpoint(Exception):
    """A pickle with more in it than tensors and plain values."""


@dataclass(frozen=True)
class Trained:
    plan: Plan
    network: nn.Module
    sha256: str
    trainer: str


def load_trained(folder: Path, fold: str = "0", *, trusted: bool = False) -> Trained:
    """
    :param trusted: nnU-Net's checkpoints are pickles that may hold any code. Without this only tensors and plain values are read,
        which is enough for most of them.
    """
    file = folder / f"fold_{fold}" / "checkpoint_final.pth"
    state = read_state(file, trusted)
    configuration = state["init_args"]["configuration"]
    plan = read_plan(folder, configuration)
    network = build_network(plan)
    network.load_state_dict(without_unused(state["network_weights"], network))
    return Trained(plan, network.eval(), sha256_of(file), state.get("trainer_name", "?"))


def read_state(file: Path, trusted: bool) -> dict:
    try:
        with torch.serialization.safe_globals(plain_numpy()):
            return torch.load(file, map_location="cpu", weights_only=not trusted)
    except pickle.UnpicklingError as error:
        raise UntrustedCheckpoint(f"{file}: holds more than numbers; --trust reads it, and runs what it holds") from error


def plain_numpy() -> list:
    """Numbers in the training log, under the names that numpy 1 and 2 write."""
    scalar = np._core.multiarray.scalar
    types = [np.dtype, type(np.dtype(np.float64)), type(np.dtype(np.float32)), type(np.dtype(np.int64))]
    return [*types, scalar, (scalar, "numpy.core.multiarray.scalar")]


def without_unused(weights: dict[str, torch.Tensor], network: nn.Module) -> dict[str, torch.Tensor]:
    """
    Compiled training prefixes names; deep supervision leaves output layers of lower resolutions that nothing uses here, of which
    the network has only what it was built with.
    """
    plain = {name.removeprefix("_orig_mod.").removeprefix("module."): value for name, value in weights.items()}
    known = network.state_dict()
    missing = known.keys() - plain.keys()
    if missing:
        raise KeyError(f"checkpoint lacks {sorted(missing)[:3]}")
    return {name: plain[name] for name in known}
