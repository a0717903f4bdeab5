"""Greedy generation by stock transformers: how long until the first token, how many a second after it, and memory."""

import gc
import time
from collections.abc import Iterator
from typing import Any

import numpy as np
import torch
from plumbline_packs.radgrounder.images import pattern
from plumbline_packs.radgrounder.prompts import Prompt
from plumbline_packs.radgrounder.reference import batch_of, encode
from plumbline_packs.radgrounder.tokenizer import EOS, PAD
from tokenizers import Tokenizer
from transformers import PaliGemmaForConditionalGeneration

from ..model import dtype_of
from .machine import Memory, wait
from .network import random_network

PROMPT = Prompt("ground", "en", "Clinical information: Staging.")
REPEATS = 5


def measure_generation(
    size: str, tokenizer: Tokenizer, *, device: str, precisions: tuple[str, ...], batches: tuple[int, ...], tokens: int
) -> Iterator[dict[str, Any]]:
    for precision in precisions:
        gc.collect()
        model = random_network(size, tokenizer, dtype=dtype_of(precision), device=device)
        for batch in batches:
            memory = Memory(device)
            record = {"generation": {"precision": precision, "batch": batch, "newTokens": tokens}}
            try:
                record |= times(model, tokenizer, batch, tokens, device)
            except torch.cuda.OutOfMemoryError:
                record["outOfMemory"] = True
            yield record | memory.peak()
        del model


def times(model: PaliGemmaForConditionalGeneration, tokenizer: Tokenizer, batch: int, tokens: int, device: str) -> dict[str, Any]:
    """Seconds to the first token are the middle of several; the rate is that of the tokens behind it, over the whole batch."""
    given = inputs(model, tokenizer, batch)
    seconds(model, given, 2, device)
    first = sorted(seconds(model, given, 1, device) for _ in range(REPEATS))[REPEATS // 2]
    whole = seconds(model, given, tokens, device)
    return {
        "promptTokens": given["input_ids"].shape[1],
        "secondsToFirstToken": first,
        "tokensPerSecond": batch * (tokens - 1) / (whole - first),
    }


def inputs(model: PaliGemmaForConditionalGeneration, tokenizer: Tokenizer, batch: int) -> dict[str, torch.Tensor]:
    vision = model.config.vision_config
    images = (vision.image_size // vision.patch_size) ** 2
    ids, mask = batch_of([encode(tokenizer, PROMPT)] * batch, model.config.image_token_index, images)
    pixels = np.stack([pattern(seed, vision.image_size) for seed in range(batch)])
    return {
        "input_ids": torch.from_numpy(ids).to(model.device),
        "attention_mask": torch.from_numpy(mask).to(model.device),
        "pixel_values": torch.from_numpy(pixels).to(model.device, model.dtype),
    }


@torch.no_grad()
def seconds(model: PaliGemmaForConditionalGeneration, given: dict[str, torch.Tensor], tokens: int, device: str) -> float:
    wait(device)
    started = time.perf_counter()
    model.generate(**given, min_new_tokens=tokens, max_new_tokens=tokens, do_sample=False, eos_token_id=EOS, pad_token_id=PAD)
    wait(device)
    return time.perf_counter() - started
