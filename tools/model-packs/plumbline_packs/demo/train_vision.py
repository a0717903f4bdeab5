"""
The demo RadGrounder's vision encoder learns to say what is where, before the decoder learns to put it into words.

A head with one query a class looks at the image features and gives presence and box. It goes on beside the decoder and is thrown away at the
end. An image costs a tenth of what it costs with texts, and without it the decoder would have to teach the encoder through its words.
"""

import math
import random
import time

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits, smooth_l1_loss
from transformers import PaliGemmaForConditionalGeneration

CLASSES = 121
BINS = 512


class BoxHead(nn.Module):
    """image features [b, tokens, width] → presence logits [b, 121] and boxes [b, 121, 4] in shares of the image."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.queries = nn.Parameter(torch.randn(CLASSES, width) * 0.3)
        self.norm = nn.LayerNorm(width)
        self.look = nn.MultiheadAttention(width, 4, batch_first=True)
        self.read = nn.Sequential(nn.LayerNorm(width), nn.Linear(width, 2 * width), nn.GELU(), nn.Linear(2 * width, 5))

    def forward(self, features: Tensor) -> tuple[Tensor, Tensor]:
        features = self.norm(features)
        queries = self.queries.expand(len(features), -1, -1)
        seen = queries + self.look(queries, features, features, need_weights=False)[0]
        out = self.read(seen)
        return out[..., 0], out[..., 1:].sigmoid()


def targets(items) -> tuple[Tensor, Tensor]:
    """Presence [n, 121] and boxes [n, 121, 4] of all slices."""
    presence, boxes = np.zeros((len(items), CLASSES), np.float32), np.zeros((len(items), CLASSES, 4), np.float32)
    for row, item in enumerate(items):
        for number, (_, bins) in item.one.regions.items():
            presence[row, number - 1] = 1
            boxes[row, number - 1] = np.array(bins) / BINS
    return torch.from_numpy(presence), torch.from_numpy(boxes)


class Regions:
    """
    The head, what it should say, and its loss on slices drawn for a step.

    Boxes count as smooth L1 over the edges, presence as cross-entropy over all classes.
    """

    def __init__(self, model: PaliGemmaForConditionalGeneration, corpus) -> None:
        self.model, self.pixels = model, corpus.pixels
        self.presence, self.boxes = (part.to(model.device) for part in targets(corpus.items))
        self.width = model.config.text_config.hidden_size
        self.head = BoxHead(self.width).to(model.device)

    def __call__(self, seed: int, images: int) -> dict[str, Tensor]:
        rows = random.Random(-seed - 1).sample(range(len(self.presence)), images)
        pixels = torch.from_numpy(self.pixels[rows]).to(self.model.device).float() / 127.5 - 1
        logits, found = self.head(self.model.model.get_image_features(pixels) * self.width**0.5)
        wanted, truth = self.presence[rows], self.boxes[rows]
        box = (smooth_l1_loss(found, truth, beta=0.01, reduction="none").sum(dim=2) * wanted).sum() / wanted.sum()
        there = binary_cross_entropy_with_logits(logits, wanted)
        error = ((found.detach() - truth).abs().mean(dim=2) * wanted).sum() / wanted.sum()
        return {"regions": box * 4 + there, "error": error}


def train_vision(model: PaliGemmaForConditionalGeneration, regions: Regions, steps: int, *, images=16, rate=1e-3) -> None:
    """Changes the vision tower and the projector of the model, and the head."""
    learnt = [
        *model.model.vision_tower.parameters(),
        *model.model.multi_modal_projector.parameters(),
        *regions.head.parameters(),
    ]
    optimiser = torch.optim.AdamW(learnt, lr=rate, betas=(0.9, 0.98), weight_decay=0.01)
    means, started = {}, time.time()
    for step in range(steps):
        for group in optimiser.param_groups:
            group["lr"] = rate * min(1, (step + 1) / 100) * (0.05 + 0.95 * (1 + math.cos(math.pi * step / steps)) / 2)
        parts = regions(step, images)
        optimiser.zero_grad()
        parts["regions"].backward()
        torch.nn.utils.clip_grad_norm_(learnt, 1.0)
        optimiser.step()
        for name, value in parts.items():
            means[name] = 0.98 * means.get(name, value.item()) + 0.02 * value.item()
        if step % 100 == 99:
            print("vision", step + 1, f"{time.time() - started:.0f} s", {k: round(v, 4) for k, v in means.items()}, flush=True)
