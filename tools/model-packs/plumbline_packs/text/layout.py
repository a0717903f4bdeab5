"""What stands in a sentence-embedding folder besides the network: pooling, dense layers behind it, words put before a text."""

import json
from dataclasses import dataclass, field
from pathlib import Path

import torch
from torch import Tensor, nn

MODES = {
    "pooling_mode_mean_tokens": "mean",
    "pooling_mode_cls_token": "cls",
    "pooling_mode_lasttoken": "last",
}
ACTIVATIONS = {"Identity": nn.Identity, "Tanh": nn.Tanh, "GELU": nn.GELU, "ReLU": nn.ReLU}


class NotSupported(Exception):
    """The folder wants something that a pack cannot say."""


@dataclass
class Layout:
    """How vectors of tokens become that of a text."""

    pooling: str = "mean"
    normalised: bool = True
    dense: list[nn.Module] = field(default_factory=list)
    max_tokens: int | None = None
    prompts: dict[str, str] = field(default_factory=dict)
    default_prompt: str | None = None


def read_layout(checkpoint: Path) -> Layout:
    """
    Of a sentence-transformers folder what its modules say; of any other folder the mean of all tokens at length 1.

    :raises NotSupported: for modules and settings that change a vector in a way that is not known here
    """
    modules = read_json(checkpoint / "modules.json")
    if modules is None:
        return Layout()
    layout = Layout(normalised=False)
    for module in sorted(modules, key=lambda one: one["idx"]):
        folder = checkpoint / module["path"]
        kind = module["type"].rsplit(".", 1)[-1]
        if kind == "Transformer":
            layout.max_tokens = (read_json(folder / "sentence_bert_config.json") or {}).get("max_seq_length")
        elif kind == "Pooling":
            layout.pooling = pooling_of(read_json(folder / "config.json") or {}, folder)
        elif kind == "Dense":
            layout.dense.append(dense_of(folder))
        elif kind == "Normalize":
            layout.normalised = True
        else:
            raise NotSupported(f"{folder}: module {kind}")
    settings = read_json(checkpoint / "config_sentence_transformers.json") or {}
    layout.prompts = settings.get("prompts") or {}
    layout.default_prompt = settings.get("default_prompt_name")
    return layout


def pooling_of(config: dict, folder: Path) -> str:
    wanted = [name for name, on in config.items() if name.startswith("pooling_mode_") and on]
    if len(wanted) != 1 or wanted[0] not in MODES:
        raise NotSupported(f"{folder}: pooling by {', '.join(wanted) or 'nothing'}")
    if config.get("include_prompt", True) is not True:
        raise NotSupported(f"{folder}: pooling without the tokens of the prompt")
    return MODES[wanted[0]]


def dense_of(folder: Path) -> nn.Module:
    config = read_json(folder / "config.json") or {}
    name = config.get("activation_function", "torch.nn.modules.activation.Tanh").rsplit(".", 1)[-1]
    if name not in ACTIVATIONS:
        raise NotSupported(f"{folder}: activation {name}")
    linear = nn.Linear(config["in_features"], config["out_features"], bias=config.get("bias", True))
    linear.load_state_dict({key.removeprefix("linear."): value.float() for key, value in weights_in(folder).items()})
    return nn.Sequential(linear, ACTIVATIONS[name]())


def weights_in(folder: Path) -> dict[str, Tensor]:
    safe = folder / "model.safetensors"
    if safe.exists():
        from safetensors.torch import load_file

        return load_file(str(safe))
    return torch.load(folder / "pytorch_model.bin", map_location="cpu", weights_only=True)


def read_json(path: Path):
    return json.loads(path.read_text("utf-8")) if path.exists() else None
