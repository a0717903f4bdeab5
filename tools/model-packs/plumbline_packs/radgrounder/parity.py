"""PyTorch against ONNX Runtime on the same input: the report that lies in every RadGrounder pack."""

from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from transformers import PaliGemmaForConditionalGeneration

from ..pack.manifest import library_versions
from .images import pattern
from .prompts import Prompt
from .reference import batch_of, encode, generate
from .runtime import PackRuntime
from .tokenizer import EOS

PROMPTS = (
    Prompt("report", "en", ""),
    Prompt("ground", "de", "Klinische angaben: Tumorstaging."),
    Prompt("vqa", "en", "Is the liver visible?"),
    Prompt("vqa", "de", "Ist eine Niere zu sehen?"),
)


def parity_report(
    model: PaliGemmaForConditionalGeneration, tokenizer: Tokenizer, folder: Path, dtypes: dict[str, dict], limit: int = 32
) -> dict:
    """
    :param dtypes: What was measured about each type's attention.
    :returns: for each type the largest absolute errors and the share of greedy tokens that are the same
    """
    said = Said(model, tokenizer, limit)
    graphs = {dtype: {"attention": attention, **compared(said, folder, dtype)} for dtype, attention in dtypes.items()}
    return {"reference": "PyTorch float32, sdpa", "libraries": library_versions(), "graphs": graphs}


class Said:
    """What PyTorch says to the prompts, asked once."""

    def __init__(self, model: PaliGemmaForConditionalGeneration, tokenizer: Tokenizer, limit: int) -> None:
        self.model, self.limit = model, limit
        size = model.config.vision_config.image_size
        self.pixels = np.stack([pattern(seed, size) for seed in range(len(PROMPTS))])
        self.prompts = [encode(tokenizer, prompt) for prompt in PROMPTS]
        self.expected = expectation(model, self.pixels, self.prompts)
        self.answers = [one.ids for one in generate(model, self.pixels, self.prompts, limit)]


def compared(said: Said, folder: Path, dtype: str) -> dict[str, float]:
    """A pack's graphs of one type in ONNX Runtime, against it."""
    runtime, model = PackRuntime(folder, dtype), said.model
    found = errors(model, runtime, said.pixels, said.prompts, said.expected)
    return found | {"sameGreedyTokens": same_tokens(model, runtime, said.pixels, said.prompts, said.answers, said.limit)}


@torch.no_grad()
def expectation(model, pixels: np.ndarray, prompts: list[list[int]]) -> dict[str, np.ndarray]:
    ids, mask = batch_of(prompts, model.config.image_token_index, model.config.text_config.num_image_tokens)
    given = torch.from_numpy(pixels).to(model.device, model.dtype)
    tokens = {"input_ids": ids, "attention_mask": mask}
    output = model(pixel_values=given, **{name: torch.from_numpy(value).to(model.device) for name, value in tokens.items()})
    features = model.model.get_image_features(given)
    found = {"image_features": features, "logits": output.logits[:, -1:]}
    return {name: value.float().cpu().numpy() for name, value in found.items()}


def errors(model, runtime: PackRuntime, pixels: np.ndarray, prompts, expected) -> dict[str, float]:
    ids, mask = batch_of(prompts, model.config.image_token_index, model.config.text_config.num_image_tokens)
    (features,) = runtime.vision.run(None, {"pixel_values": pixels})
    logits, _ = runtime.prefill(pixels, ids, mask, model.config.image_token_index)
    return {
        "maxErrorImageFeatures": worst(features, expected["image_features"]),
        "maxErrorLogits": worst(logits, expected["logits"]),
        "largestLogit": float(np.abs(expected["logits"]).max()),
    }


def same_tokens(model, runtime: PackRuntime, pixels, prompts, answers, limit: int) -> float:
    ids, mask = batch_of(prompts, model.config.image_token_index, model.config.text_config.num_image_tokens)
    found = runtime.generate(pixels, ids, mask, image_token=model.config.image_token_index, eos=EOS, limit=limit)
    pairs = [pair for row in zip(answers, found, strict=True) for pair in zip(*row, strict=False)]
    return sum(a == b for a, b in pairs) / len(pairs)


def worst(found: np.ndarray, expected: np.ndarray) -> float:
    return float(np.abs(found.astype(np.float64) - expected).max())
