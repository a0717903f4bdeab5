"""
Trains the demo RadGrounder: a PaliGemma-2 network of 1.8 million parameters that knows phantoms.

All of it is trained from scratch on one CPU core. What makes that possible: several texts for each encoded image, logits only where
a target stands, and location tokens that are taught as neighbours on an axis (a gaussian over bins instead of one right bin).
"""

import argparse
import math
import random
import time
from dataclasses import dataclass, fields
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn.functional import log_softmax
from transformers import PaliGemmaForConditionalGeneration

from ..radgrounder.model import build_model
from ..radgrounder.reference import encode
from ..radgrounder.tokenizer import EOS, PAD, build_tokenizer, save_compact
from .corpus import DEMO, Corpus
from .samples import LONG_SHARE, Sample, draw_question, draw_text
from .train_vision import Regions, train_vision

PIECES = 700
BINS = 513
REACH = 9


@dataclass(frozen=True)
class Batch:
    pixels: Tensor
    ids: Tensor
    """[b, n]: prompt, target, right-padded."""
    prompt_lengths: Tensor
    lengths: Tensor

    def to(self, device: str) -> "Batch":
        return Batch(*(getattr(self, part.name).to(device) for part in fields(self)))


def draw_batch(corpus: Corpus, tokenizer: Tokenizer, draw: random.Random, images: int, texts: int) -> Batch:
    """:param texts: A slice; twice as many where they are short questions."""
    items = draw.sample(corpus.items, images)
    write, texts = (draw_text, texts) if draw.random() < LONG_SHARE else (draw_question, 2 * texts)
    rows, prompts = [], []
    for item in items:
        for _ in range(texts):
            prompt, target = encoded(tokenizer, write(corpus.writer, item.scan, item.one, draw))
            rows.append(prompt + target)
            prompts.append(len(prompt))
    lengths = [len(row) for row in rows]
    ids = torch.full((len(rows), max(lengths)), PAD)
    for at, row in enumerate(rows):
        ids[at, : len(row)] = torch.tensor(row)
    pixels = torch.from_numpy(corpus.pixels[[item.row for item in items]]).float() / 127.5 - 1
    return Batch(pixels, ids, torch.tensor(prompts), torch.tensor(lengths))


def encoded(tokenizer: Tokenizer, sample: Sample) -> tuple[list[int], list[int]]:
    target = tokenizer.encode(sample.target, add_special_tokens=False).ids
    return encode(tokenizer, sample.prompt), [*target, EOS]


def hidden_states(model: PaliGemmaForConditionalGeneration, batch: Batch) -> Tensor:
    """Final hidden state of every text position, [b, n, hidden]; the same mask and scaling as transformers' own forward pass."""
    features = model.model.get_image_features(batch.pixels)
    features = features.repeat_interleave(len(batch.ids) // len(features), dim=0)
    embeds = torch.cat((features, model.get_input_embeddings()(batch.ids)), dim=1)
    images = features.shape[1]
    total = embeds.shape[1]
    at = torch.arange(total, device=embeds.device)
    in_prefix = at[None, :] < (images + batch.prompt_lengths)[:, None]
    real = at[None, :] < (images + batch.lengths)[:, None]
    is_open = (in_prefix[:, None, :] | (at[None, None, :] <= at[None, :, None])) & real[:, None, :]
    bias = torch.where(is_open, 0.0, torch.finfo(torch.float32).min)[:, None]
    positions = (at + 1).expand(len(embeds), -1)
    output = model.model.language_model(
        inputs_embeds=embeds, attention_mask=bias, position_ids=positions, use_cache=False
    )
    return output.last_hidden_state[:, images:]


class Loss:
    """Cross-entropy over targets; for location tokens against a gaussian over neighbouring bins."""

    def __init__(self, first_location: int, device: str) -> None:
        self.first = first_location
        self.offsets = torch.arange(-REACH, REACH + 1, device=device)

    def __call__(self, model, hidden: Tensor, batch: Batch, sigma: float) -> dict[str, Tensor]:
        at = torch.arange(batch.ids.shape[1] - 1, device=batch.ids.device)[None]
        is_target = (at >= batch.prompt_lengths[:, None] - 1) & (at < batch.lengths[:, None] - 1)
        log_probs = log_softmax(model.lm_head(hidden[:, :-1][is_target]), dim=-1)
        wanted = batch.ids[:, 1:][is_target]
        bins = wanted - self.first
        is_location = (bins >= 0) & (bins < BINS)
        text = -log_probs[~is_location].gather(1, wanted[~is_location, None]).mean()
        location = self.location(log_probs[is_location], bins[is_location], sigma) if is_location.any() else text * 0
        count = is_location.float().mean()
        return {"total": text * (1 - count) + location * count * 2, "text": text, "location": location}

    def location(self, log_probs: Tensor, bins: Tensor, sigma: float) -> Tensor:
        near = bins[:, None] + self.offsets
        weights = torch.exp(-((self.offsets / sigma) ** 2) / 2) * ((near >= 0) & (near < BINS))
        weights = weights / weights.sum(dim=1, keepdim=True)
        return -(weights * log_probs.gather(1, near.clamp(0, BINS - 1) + self.first)).sum(dim=1).mean()


def smooth_locations(model: PaliGemmaForConditionalGeneration, first_location: int) -> None:
    """Location tokens start as points on a smooth curve, so that what is learnt for one bin holds for its neighbours."""
    generator = torch.Generator().manual_seed(1)
    angle = torch.arange(BINS)[:, None] / BINS * 2 * torch.pi * 2 ** torch.arange(-1, 6)[None]
    waves = torch.cat((angle.sin(), angle.cos()), dim=1)
    mixing = torch.randn(waves.shape[1], DEMO.hidden, generator=generator) * 0.03
    with torch.no_grad():
        model.get_input_embeddings().weight[first_location : first_location + BINS] = waves @ mixing


def train(options: argparse.Namespace) -> None:
    torch.set_num_threads(options.threads)
    torch.set_flush_denormal(True)
    options.work.mkdir(parents=True, exist_ok=True)
    corpus = Corpus(options.data, options.work)
    tokenizer = tokenizer_of(corpus, options.work)
    model = build_model(DEMO, tokenizer, seed=5)
    first = tokenizer.token_to_id("<loc0000>")
    smooth_locations(model, first)
    model.to(options.device)
    regions = Regions(model, corpus)
    optimiser = optimiser_of(model, regions, options.rate)
    step = restore(options.work, model, regions, optimiser)
    if options.vision_steps and not (options.work / "vision.done").exists():
        train_vision(model, regions, options.vision_steps)
        optimiser = optimiser_of(model, regions, options.rate)
        save(options.work, model, regions, optimiser, step)
        (options.work / "vision.done").touch()
    loss, model, started = Loss(first, options.device), model.train(), time.time()
    means: dict[str, float] = {}
    while step < options.steps:
        done = step / options.steps
        for group in optimiser.param_groups:
            group["lr"] = options.rate * min(1, (step + 1) / 100) * (0.02 + 0.98 * (1 + math.cos(math.pi * done)) / 2)
        batch = draw_batch(corpus, tokenizer, random.Random(step), options.images, options.texts).to(options.device)
        parts = loss(model, hidden_states(model, batch), batch, sigma=4 - 2.5 * done) | regions(step, 2 * options.images)
        optimiser.zero_grad()
        (parts["total"] + parts["regions"]).backward()
        torch.nn.utils.clip_grad_norm_([*model.parameters(), *regions.head.parameters()], 1.0)
        optimiser.step()
        step += 1
        for name, value in parts.items():
            means[name] = 0.98 * means.get(name, value.item()) + 0.02 * value.item()
        if step % 50 == 0:
            print(step, f"{time.time() - started:.0f} s", {k: round(v, 3) for k, v in means.items()}, flush=True)
        if step % 200 == 0 or step == options.steps:
            save(options.work, model, regions, optimiser, step)


def optimiser_of(model: PaliGemmaForConditionalGeneration, regions: Regions, rate: float) -> torch.optim.Optimizer:
    learnt = [*model.parameters(), *regions.head.parameters()]
    return torch.optim.AdamW(learnt, lr=rate, betas=(0.9, 0.98), weight_decay=0.01)


def tokenizer_of(corpus: Corpus, work: Path) -> Tokenizer:
    file = work / "tokenizer.json"
    if not file.exists():
        save_compact(build_tokenizer(corpus.texts(), PIECES), file)
    return Tokenizer.from_file(str(file))


def save(work: Path, model, regions: Regions, optimiser, step: int) -> None:
    partial = work / "checkpoint.partial"
    parts = {"model": model.state_dict(), "head": regions.head.state_dict(), "optimiser": optimiser.state_dict()}
    torch.save({**parts, "step": step}, partial)
    partial.replace(work / "checkpoint.pt")


def restore(work: Path, model, regions: Regions, optimiser) -> int:
    file = work / "checkpoint.pt"
    if not file.exists():
        return 0
    state = torch.load(file, weights_only=True, map_location=model.device)
    model.load_state_dict(state["model"])
    regions.head.load_state_dict(state["head"])
    optimiser.load_state_dict(state["optimiser"])
    return state["step"]
