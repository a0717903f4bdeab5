"""A random pack of some 1 MB with golden answers: what the program's own inference is held against in its tests."""

import random
from pathlib import Path

import numpy as np
import torch
from torch import nn
from transformers import PaliGemmaForConditionalGeneration

from ..pack.manifest import write_json
from .export import export_graphs, write_side_files
from .images import pattern
from .model import Size, build_model
from .pack import describe, plan_of
from .parity import parity_report
from .phrases import QUESTIONS, SENTENCES, sampled_prompt
from .prompts import TASKS, Prompt, box_tag
from .reference import Answer, encode, generate
from .tokenizer import EOS, build_tokenizer, save_compact

TINY = Size(
    hidden=32, layers=3, heads=4, kv_heads=2, head_dim=16, mlp=64, vision_width=32, vision_layers=2, vision_heads=2, vision_mlp=64
)
IMAGES = 6
NEW_TOKENS = 24
WANTED = 208
BATCH = 8
# What tokenizers disagree about: added tokens beside spaces and letters, umlauts, runs of spaces, characters of no piece.
TEXTS = (
    f"Die {box_tag((100, 200, 300, 400), 5, 'Leber')} ist normal groß.",
    f"{box_tag((0, 7, 512, 512), 121, 'Brustwirbelsäule')}, {box_tag((1, 2, 3, 4), 52, 'Aorta')}",
    "Größe  3 cm\n\nkein Erguss \t (± 1 mm) – „unauffällig“ 😀",
    "<loc0001> <loc0002><seg000> id= id=<p bbox= </p></p>\n",
    " führendes Leerzeichen und nachfolgendes ",
)
# Two machines add in different orders; answers that hang on less than this are no test.
SMALLEST_MARGIN = 5e-3


def make_tiny(folder: Path, seed: int = 11) -> dict:
    """Writes the pack. Returns its parity report."""
    corpus = [*SENTENCES, *(text for pair in QUESTIONS for text in pair), *TASKS.values()]
    tokenizer = build_tokenizer(corpus, 420)
    save_compact(tokenizer, folder / "tokenizer.json")
    model = build_model(TINY, tokenizer, seed)
    widen(model, seed)
    write_side_files(model, folder / "tokenizer.json", folder)
    probes = export_graphs(model, folder)
    report = parity_report(model, tokenizer, folder, probes)
    write_json(folder / "parity.json", report)
    write_json(folder / "golden.json", golden(model, tokenizer, seed), compact=True)
    about = describe(
        "tiny-radgrounder",
        {"de": "Zufälliges Netz für Tests", "en": "Random network for tests"},
        {"de": "Kennt nichts; nur für Tests.", "en": "Knows nothing; for tests only."},
        "Randomly initialised weights",
    )
    plan_of(model, about, folder, ["fp32"])
    return report


def widen(model: PaliGemmaForConditionalGeneration, seed: int) -> None:
    """
    Weights as wide as a trained network's, and layers that outweigh the embedding they start from: with the usual start, and tied
    embeddings, every answer would repeat one token. `<eos>` is made likelier, so that some answers end.
    """
    torch.manual_seed(seed)
    for name, parameter in model.named_parameters():
        if "layernorm" in name and "language_model" in name:
            nn.init.normal_(parameter, mean=3 if "post_" in name else 0, std=0.5)
        elif parameter.dim() > 1 and "embed" not in name:
            wide = 3 if "q_proj" in name or "k_proj" in name else 1.6
            nn.init.normal_(parameter, std=wide / parameter[0].numel() ** 0.5)
    embeddings = model.get_input_embeddings().weight
    nn.init.normal_(embeddings, std=0.35)
    with torch.no_grad():
        embeddings[EOS] *= 1.6


def golden(model, tokenizer, seed: int) -> dict:
    """Prompts whose answers are the same alone and in a left-padded batch of eight, and hang on no rounding."""
    draw = random.Random(seed)
    cases: list[tuple[int, Prompt, list[int], Answer]] = []
    while len(cases) < WANTED:
        drawn = unseen(draw, {(image, prompt) for image, prompt, _, _ in cases})
        ids = [encode(tokenizer, prompt) for _, prompt in drawn]
        pixels = np.stack([pattern(image) for image, _ in drawn])
        together = generate(model, pixels, ids, NEW_TOKENS)
        alone = [generate(model, pixels[at : at + 1], [ids[at]], NEW_TOKENS)[0] for at in range(BATCH)]
        if min(answer.margin for answer in (*together, *alone)) < SMALLEST_MARGIN:
            continue
        if any(a.ids != b.ids for a, b in zip(together, alone, strict=True)):
            raise RuntimeError("padding changes what the reference generates")
        cases += [(image, prompt, given, answer) for (image, prompt), given, answer in zip(drawn, ids, alone, strict=True)]
    return {
        "about": "Greedy tokens of transformers 4.57.6 (PyTorch, float32, sdpa); no grammar, nothing masked. README of tools/model-packs.",
        "maxNewTokens": NEW_TOKENS,
        "batch": BATCH,
        "prompts": [entry(tokenizer, *case) for case in cases],
        "tokenizations": [{"text": text, "ids": tokenizer.encode(text, add_special_tokens=False).ids} for text in TEXTS],
    }


def unseen(draw: random.Random, seen: set[tuple[int, Prompt]]) -> list[tuple[int, Prompt]]:
    """A batch of images and prompts, none of them used before."""
    drawn: dict[tuple[int, Prompt], None] = {}
    while len(drawn) < BATCH:
        case = (draw.randrange(IMAGES), sampled_prompt(draw))
        if case not in seen:
            drawn[case] = None
    return list(drawn)


def entry(tokenizer, image: int, prompt: Prompt, given: list[int], answer: Answer) -> dict:
    return {
        "task": prompt.task,
        "language": prompt.language,
        "prefix": prompt.prefix,
        "image": image,
        "text": prompt.text,
        "inputIds": given,
        "tokens": answer.ids,
        "logProbs": [round(value, 4) for value in answer.log_probs],
        "output": tokenizer.decode(answer.ids, skip_special_tokens=False),
    }
