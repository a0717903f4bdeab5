"""What PyTorch says: greedy generation by stock transformers, the oracle of parity reports and golden files."""

from dataclasses import dataclass

import numpy as np
import torch
from tokenizers import Tokenizer
from transformers import PaliGemmaForConditionalGeneration

from .prompts import BOS, Prompt
from .tokenizer import EOS, PAD


@dataclass(frozen=True)
class Answer:
    """Generated ids up to and with `<eos>`, their log probabilities, and the smallest lead of a chosen over the next token."""

    ids: list[int]
    log_probs: list[float]
    margin: float


def encode(tokenizer: Tokenizer, prompt: Prompt) -> list[int]:
    """Ids from `<bos>` on."""
    return tokenizer.encode(BOS + prompt.text, add_special_tokens=False).ids


def batch_of(prompts: list[list[int]], image_token: int, image_tokens: int) -> tuple[np.ndarray, np.ndarray]:
    """Left-padded ids with the image tokens in front, and their mask, [b, n] int64."""
    rows = [[image_token] * image_tokens + ids for ids in prompts]
    width = max(len(row) for row in rows)
    ids = np.array([[PAD] * (width - len(row)) + row for row in rows], np.int64)
    mask = np.array([[0] * (width - len(row)) + [1] * len(row) for row in rows], np.int64)
    return ids, mask


@torch.no_grad()
def generate(
    model: PaliGemmaForConditionalGeneration, pixels: np.ndarray, prompts: list[list[int]], limit: int
) -> list[Answer]:
    """Nothing masked, no grammar. One batch, on the device and in the numeric type that the model has."""
    config = model.config
    ids, mask = batch_of(prompts, config.image_token_index, config.text_config.num_image_tokens)
    result = model.generate(
        input_ids=torch.from_numpy(ids).to(model.device),
        attention_mask=torch.from_numpy(mask).to(model.device),
        pixel_values=torch.from_numpy(pixels).to(model.device, model.dtype),
        max_new_tokens=limit,
        do_sample=False,
        eos_token_id=EOS,
        pad_token_id=PAD,
        output_logits=True,
        return_dict_in_generate=True,
    )
    logits = torch.stack(result.logits, dim=1).float().cpu()
    return [
        answer(tokens, scores)
        for tokens, scores in zip(result.sequences[:, ids.shape[1] :].tolist(), logits, strict=True)
    ]


def answer(tokens: list[int], logits: torch.Tensor) -> Answer:
    length = tokens.index(EOS) + 1 if EOS in tokens else len(tokens)
    top = logits[:length].topk(2, dim=-1).values
    chosen = torch.tensor(tokens[:length])[:, None]
    log_probs = logits[:length].log_softmax(dim=-1).gather(1, chosen)[:, 0]
    return Answer(tokens[:length], log_probs.tolist(), float((top[:, 0] - top[:, 1]).min()))
