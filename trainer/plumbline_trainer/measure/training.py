"""Training steps of the trainer itself, with each of several settings: samples a second and memory."""

import gc
import io
import json
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from transformers.trainer_utils import SaveStrategy

from ..assembly import assemble
from ..config import Config
from ..data.refrad2d import Dataset
from ..events import Events
from ..model import dtype_of, parameter_counts
from .machine import Memory
from .network import random_network


@dataclass(frozen=True)
class Case:
    """Everything else has the value of the published recipe."""

    batchSize: int
    method: str = "lora"
    gradientCheckpointing: bool = True
    attention: str = "sdpa"
    optimizer: str = "adafactor"
    precision: str = "bf16"
    workers: int = 0


CASES = (
    Case(24),
    Case(24, gradientCheckpointing=False),
    Case(24, method="full"),
    Case(8),
    Case(1),
    Case(24, workers=8),
    Case(8, gradientCheckpointing=False),
    Case(1, method="full"),
    Case(24, attention="eager"),
    Case(24, method="full", attention="eager"),
    Case(64, workers=8),
    Case(24, method="full", optimizer="adamw"),
    Case(8, precision="fp32"),
)
WARM = 2


def measure_training(
    size: str, tokenizer: Tokenizer, config: Config, dataset: Dataset, *, device: str, cases: tuple[Case, ...], steps: int
) -> Iterator[dict[str, Any]]:
    """One record a case; a case that does not fit the memory says so."""
    for case in cases:
        gc.collect()
        memory = Memory(device)
        wanted = replace(config, **asdict(case), steps=WARM + steps)
        record: dict[str, Any] = {"training": asdict(case), "accumulation": config.accumulation}
        try:
            record |= run_case(size, tokenizer, wanted, dataset, device)
        except torch.cuda.OutOfMemoryError:
            record["outOfMemory"] = True
        yield record | memory.peak()


def run_case(size: str, tokenizer: Tokenizer, config: Config, dataset: Dataset, device: str) -> dict[str, Any]:
    model = random_network(size, tokenizer, dtype=dtype_of(config.precision), device=device, attention=config.attention)
    said = io.StringIO()
    with tempfile.TemporaryDirectory() as scratch:
        made = assemble(model, tokenizer, replace(config, output=Path(scratch)), replace(dataset, val=[]), Events(said))
        made.trainer.args.save_strategy = SaveStrategy.NO
        widths = Widths(made.trainer.data_collator)
        made.trainer.data_collator = widths
        made.trainer.train()
    steps = [line for line in map(json.loads, said.getvalue().splitlines()) if line["event"] == "step"]
    timed = steps[WARM:]
    return {
        "steps": len(timed),
        "samplesPerSecond": len(timed) / sum(1 / line["samplesPerSecond"] for line in timed),
        "losses": [line["loss"] for line in steps],
        # Batches that other processes put together are not seen here.
        "tokensPerSample": sum(widths.seen) / len(widths.seen) if widths.seen else None,
        **parameter_counts(made.trainer.model),
    }


class Widths:
    """A collator that notes how long its rows are, image tokens and padding included."""

    def __init__(self, collate) -> None:
        self.collate, self.seen = collate, []

    def __call__(self, samples: list[dict[str, Any]]) -> dict[str, torch.Tensor]:
        batch = self.collate(samples)
        self.seen.append(batch["input_ids"].shape[1])
        return batch
