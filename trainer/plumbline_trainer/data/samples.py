"""Picks become tensors: prompt and answer as text, ids and labels, pictures, padded batches."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch
from plumbline_packs.radgrounder.prompts import Prompt, clinical_prefix
from plumbline_packs.radgrounder.reference import encode
from plumbline_packs.radgrounder.tokenizer import EOS, PAD
from tokenizers import Tokenizer
from torch import Tensor

from .mixture import Pick
from .pictures import Picture, augmented, model_input, read_samples
from .targets import box_bins, tag_caption

STYLES = ("none", "information", "question", "both")
IGNORED = -100


@dataclass(frozen=True)
class Reading:
    """How picks are read."""

    tokenizer: Tokenizer
    image_size: int
    image_tokens: int
    image_token: int
    max_tokens: int
    seed: int
    augment: bool = False
    """Off also means: always the whole prefix, as the published validation has it."""


class Samples(torch.utils.data.Dataset):
    """:param pick: What the sample of each number is about; the same number gives the same sample."""

    def __init__(self, pick: Callable[[int], Pick], length: int, reading: Reading, *, is_training: bool) -> None:
        self.pick, self.length, self.reading, self.is_training = pick, length, reading, is_training

    def __len__(self) -> int:
        return self.length

    def __getitem__(self, number: int) -> dict[str, Any]:
        pick = self.pick(number)
        draw = random.Random(f"{self.reading.seed} {number} sample") if self.is_training else None
        picture = Picture(read_samples(pick.image.file), dict(pick.image.boxes))
        if draw and self.reading.augment:
            picture = augmented(picture, draw)
        prompt, target = text_of(pick, picture, draw)
        ids, answer = self.encoded(prompt, target)
        pixels = model_input(picture, pick.image.modality, self.reading.image_size)
        return {"prompt": ids, "answer": answer, "pixels": pixels, "task": prompt.task}

    def encoded(self, prompt: Prompt, target: str) -> tuple[list[int], list[int]]:
        tokenizer = self.reading.tokenizer
        ids = encode(tokenizer, prompt)
        answer = tokenizer.encode(target, add_special_tokens=False).ids
        if prompt.task != "ground":
            answer = answer[: max(1, self.reading.max_tokens - len(ids))]
        return ids, [*answer, EOS]


def text_of(pick: Pick, picture: Picture, draw: random.Random | None) -> tuple[Prompt, str]:
    """What is asked and what is answered; a grounding whose boxes were all cut off becomes a report, as published."""
    texts = pick.image.texts[pick.language]
    if pick.task == "vqa":
        question = texts.questions[pick.question]
        return Prompt("vqa", pick.language, "\n".join((question.text, *question.choices))), question.answer
    style = draw.choice(STYLES) if draw else "both"
    information = texts.information if style in ("information", "both") else ""
    asked = texts.question if style in ("question", "both") and texts.question != information else ""
    prefix = clinical_prefix(pick.language, information, asked)
    height, width = picture.samples.shape
    bins = {class_id: box_bins(box, width, height) for class_id, box in picture.boxes.items()}
    words = tuple(word for word in pick.image.tagged(pick.language) if word.class_id in bins)
    if pick.task == "report" or not words:
        return Prompt("report", pick.language, prefix), texts.caption
    return Prompt("ground", pick.language, prefix), tag_caption(texts.caption, words, bins)


def collate(samples: list[dict[str, Any]], reading: Reading) -> dict[str, Tensor]:
    """
    Left-padded: image tokens, prompt, answer. `token_type_ids` are 0 up to the answer and 1 in it, which is what makes transformers see
    the prompt both ways and the answer forwards only.
    """
    rows = [[reading.image_token] * reading.image_tokens + one["prompt"] for one in samples]
    widths = [len(row) + len(one["answer"]) for row, one in zip(rows, samples, strict=True)]
    width = max(widths)

    def padded(fill: int, before: Callable[[list[int]], list[int]], answer: Callable[[list[int]], list[int]]) -> Tensor:
        lines = [before(row) + answer(one["answer"]) for row, one in zip(rows, samples, strict=True)]
        return torch.tensor([[fill] * (width - len(line)) + line for line in lines])

    return {
        "input_ids": padded(PAD, lambda row: row, lambda ids: ids),
        "attention_mask": padded(0, lambda row: [1] * len(row), lambda ids: [1] * len(ids)),
        "token_type_ids": padded(0, lambda row: [0] * len(row), lambda ids: [1] * len(ids)),
        "labels": padded(IGNORED, lambda row: [IGNORED] * len(row), lambda ids: ids),
        "pixel_values": torch.stack([one["pixels"] for one in samples]),
    }
