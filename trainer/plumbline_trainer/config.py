"""What a run is told: one JSON file, every field with the value of the published recipe where there is one."""

import dataclasses
import json
import math
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from .failure import Failure

TASKS = ("ground", "report", "vqa")
TOKEN_GROUPS = ("markup", "locations", "segments")


@dataclass(frozen=True)
class Lora:
    """Low-rank adapters on the attention and MLP matrices of the language model."""

    rank: int = 16
    alpha: int = 32
    dropout: float = 0.05
    # Adapters on the vision encoder's attention as well; the published recipe freezes it.
    vision: bool = False
    # The projector is small and, as published, trained whole.
    projector: bool = True
    # Whose embedding rows are trained; they are tied to the output rows.
    tokens: tuple[str, ...] = TOKEN_GROUPS


@dataclass(frozen=True)
class Mixture:
    """
    `dynamic`: batches alternate between tasks by weight, and within a task strata (modality, language, rarest class) are drawn with
    probability proportional to size ** power. `concatenate`: what the published code does, every image once an epoch, shuffled.
    """

    mode: str = "dynamic"
    ground: float = 0.5
    report: float = 0.2
    vqa: float = 0.3
    power: float = 0.5


@dataclass(frozen=True)
class Pack:
    """How the pack is named that the merged model is written as; none where the name is empty."""

    name: str = "radgrounder-tuned"
    licence: str = "Gemma"
    source: str = "PaliGemma 2, tuned on curated pairs"
    dtypes: tuple[str, ...] = ("fp32",)


@dataclass(frozen=True)
class Config:
    base: Path
    """Folder of a PaliGemma 2 or RadGrounder checkpoint with `tokenizer.json`."""
    data: Path
    """Export or snapshot in the RefRad2D layout."""
    output: Path
    stop: Path = Path()
    """File that has the run save and end once it is there; `train.stop` beside `train.json` unless told otherwise."""
    seed: int = 42
    epochs: float = 6
    """Over the images of the training split; `steps` counts before it where it is not 0."""
    steps: int = 0
    batchSize: int = 24
    """Samples a device and a forward pass."""
    accumulation: int = 12
    optimizer: str = "adafactor"
    learningRate: float = 5e-5
    warmupRatio: float = 0.1
    weightDecay: float = 0.01
    maxGradNorm: float = 1.0
    method: str = "lora"
    """`full` trains projector and language model whole, as published."""
    precision: str = "bf16"
    attention: str = "sdpa"
    """`eager` keeps Gemma 2's attention cap, as the published training; packs and the published evaluation drop it."""
    gradientCheckpointing: bool = True
    augment: bool = False
    languages: tuple[str, ...] = ("de", "en")
    maxTokens: int = 512
    """Of prompt and answer of reports and questions; grounding targets are never cut."""
    evalEvery: int = 100
    evalSamples: int = 512
    saveEvery: int = 100
    keep: int = 3
    logEvery: int = 1
    workers: int = 0
    lora: Lora = field(default_factory=Lora)
    mixture: Mixture = field(default_factory=Mixture)
    pack: Pack = field(default_factory=Pack)

    @property
    def stop_file(self) -> Path | None:
        """None for a run that no file is to end: one whose configuration was not read from a file."""
        return None if self.stop == Path() else self.stop


CHOICES = {
    "optimizer": ("adafactor", "adamw"),
    "method": ("lora", "full"),
    "precision": ("bf16", "fp32"),
    "attention": ("sdpa", "eager"),
    "mode": ("dynamic", "concatenate"),
}
POSITIVE = ("batchSize", "accumulation", "learningRate", "rank", "alpha", "maxTokens", "saveEvery", "evalEvery", "keep", "logEvery")


def read_config(file: Path) -> Config:
    """Paths may be relative to the file. :raises Failure: bad-config with the field"""
    try:
        given = json.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise Failure("bad-config", f"{file}: {type(error).__name__}") from error
    config = parsed(Config, given, "")
    at = file.resolve().parent
    places = {name: at / getattr(config, name) for name in ("base", "data", "output", "stop")}
    if config.stop == Path():
        places["stop"] = file.resolve().with_suffix(".stop")
    config = dataclasses.replace(config, **places)
    if config.steps <= 0 and not config.epochs > 0:
        raise Failure("bad-config", "epochs")
    weights = (config.mixture.ground, config.mixture.report, config.mixture.vqa)
    if min(weights) < 0 or sum(weights) <= 0:
        raise Failure("bad-config", "mixture")
    return config


def parsed(kind: type, given: Any, where: str) -> Any:
    if not isinstance(given, dict):
        raise Failure("bad-config", where or "{…}")
    types = get_type_hints(kind)
    unknown = set(given) - set(types)
    if unknown:
        raise Failure("bad-config", f"{where}{min(unknown)}")
    values = {name: value_of(types[name], value, f"{where}{name}") for name, value in given.items()}
    missing = [one.name for one in dataclasses.fields(kind) if one.name not in values and is_required(one)]
    if missing:
        raise Failure("bad-config", f"{where}{missing[0]}")
    return kind(**values)


def is_required(one: dataclasses.Field) -> bool:
    return one.default is dataclasses.MISSING and one.default_factory is dataclasses.MISSING


def value_of(kind: Any, value: Any, where: str) -> Any:
    """A JSON value as its field wants it; a whole number will do for a fraction, nothing else is converted."""
    name = where.rsplit(".", 1)[-1]
    if dataclasses.is_dataclass(kind):
        return parsed(kind, value, f"{where}.")
    if get_origin(kind) is tuple and isinstance(value, list):
        return tuple(value_of(get_args(kind)[0], one, where) for one in value)
    if kind is Path and isinstance(value, str) and value:
        return Path(value)
    if kind is float and isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
        fits = value > 0 if name in POSITIVE else value >= 0
    elif kind is int and isinstance(value, int) and not isinstance(value, bool):
        fits = value > 0 if name in POSITIVE else value >= 0
    else:
        fits = type(value) is kind
    if not fits or value not in CHOICES.get(name, (value,)):
        raise Failure("bad-config", where)
    return float(value) if kind is float else value
