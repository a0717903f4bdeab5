"""How fast samples are read and prepared: where that is slower than the steps, `workers` has to be more."""

import time
from typing import Any

from tokenizers import Tokenizer
from transformers import PaliGemmaForConditionalGeneration

from ..assembly import picker, reading_of
from ..config import Config
from ..data.refrad2d import Dataset
from ..data.samples import Samples, collate


def measure_reading(
    model: PaliGemmaForConditionalGeneration, tokenizer: Tokenizer, config: Config, dataset: Dataset, samples: int
) -> dict[str, Any]:
    """In one process, from files to a batch's tensors."""
    reading = reading_of(model, tokenizer, config)
    drawn = Samples(picker(config, dataset.train), samples, reading, is_training=True)
    collate([drawn[0]], reading)
    started = time.perf_counter()
    for first in range(0, samples, config.batchSize):
        collate([drawn[number] for number in range(first, min(samples, first + config.batchSize))], reading)
    return {"reading": {"samples": samples}, "samplesPerSecond": samples / (time.perf_counter() - started)}
