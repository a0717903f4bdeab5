"""`plumbline-measure`: what training and generation need of this machine, as JSON lines; random weights."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import torch

from ..config import Config
from ..data.refrad2d import Dataset, read_dataset
from ..events import Events, own_output
from ..model import shape_free_attention
from .generation import measure_generation
from .machine import machine
from .network import SIZES, random_network, tokenizer_for, write_base
from .reading import measure_reading
from .training import CASES, measure_training

ACCUMULATION, STEPS, TOKENS, SAMPLES = 2, 4, 128, 96


def main() -> None:
    parser = argparse.ArgumentParser(prog="plumbline-measure", description=__doc__)
    parser.add_argument("what", choices=("training", "generation", "base"), help="`base` writes a checkpoint of random weights to --output")
    parser.add_argument("--data", type=Path, required=True, help="export or snapshot in the RefRad2D layout: what is trained on")
    parser.add_argument("--output", type=Path)
    parser.add_argument("--size", choices=SIZES, default="3b")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--cases", type=int, default=len(CASES), help="how many of the settings or numeric types, the most telling first")
    parser.add_argument("--cudnn-attention", action="store_true", help="let PyTorch take cuDNN's attention, as it does by itself")
    options = parser.parse_args()
    if not options.cudnn_attention:
        shape_free_attention()
    dataset = read_dataset(options.data, ("de", "en"))
    if options.what == "base":
        if options.output is None:
            parser.error("--output is needed")
        write_base(options.size, dataset, options.output, options.device)
        return
    # Libraries print to standard output as well.
    say = Events(own_output()).say
    say("machine", size=options.size, cudnnAttention=options.cudnn_attention, **machine(options.device))
    for record in records(options, dataset):
        say("measured", **record)


def records(options: argparse.Namespace, dataset: Dataset) -> Iterator[dict[str, Any]]:
    tokenizer = tokenizer_for(options.size, dataset)
    if options.what == "generation":
        precisions = ("bf16", "fp16", "fp32")[: options.cases]
        yield from measure_generation(
            options.size, tokenizer, device=options.device, precisions=precisions, batches=(1, 8), tokens=TOKENS
        )
        return
    config = Config(options.data, options.data, options.data, accumulation=ACCUMULATION)
    small = random_network("small", tokenizer, dtype=torch.float32, device="cpu")
    yield measure_reading(small, tokenizer, config, dataset, SAMPLES)
    cases = CASES[: options.cases]
    yield from measure_training(options.size, tokenizer, config, dataset, device=options.device, cases=cases, steps=STEPS)


if __name__ == "__main__":
    main()
