"""PaliGemma 2 with random weights, as large as the released one and built where it is used."""

from pathlib import Path

import torch
from plumbline_packs.radgrounder.model import PALIGEMMA2_3B, Size, config_of
from plumbline_packs.radgrounder.prompts import LABELS, TASKS
from plumbline_packs.radgrounder.tokenizer import build_tokenizer, save_compact
from tokenizers import Tokenizer
from transformers import PaliGemmaForConditionalGeneration

from ..data.refrad2d import Dataset

SMALL = Size(
    hidden=32, layers=2, heads=2, kv_heads=1, head_dim=16, mlp=64, vision_width=32, vision_layers=2, vision_heads=2, vision_mlp=64,
    image=112,
)  # fmt: skip
SIZES = {"3b": PALIGEMMA2_3B, "small": SMALL}
PIECES = 2000
# Gemma's text tokens; locations begin behind them.
TEXT_TOKENS = {"3b": 256_000, "small": 0}
SEED = 7


def tokenizer_for(size: str, dataset: Dataset) -> Tokenizer:
    """Ids as the released one has them; pieces are learnt from the data, so that texts have about as many tokens as with it."""
    texts = [text for image in dataset.train for one in image.texts.values() for text in (one.caption, one.information, one.question)]
    asked = [text for image in dataset.train for one in image.texts.values() for each in one.questions for text in (each.text, each.answer)]
    fixed = [*TASKS.values(), *LABELS["en"], *LABELS["de"]]
    return build_tokenizer([*texts, *asked, *fixed], PIECES, text_tokens=TEXT_TOKENS[size])


def random_network(
    size: str, tokenizer: Tokenizer, *, dtype: torch.dtype, device: str, attention: str = "sdpa"
) -> PaliGemmaForConditionalGeneration:
    torch.manual_seed(SEED)
    with torch.device(device):
        return PaliGemmaForConditionalGeneration._from_config(
            config_of(SIZES[size], tokenizer), dtype=dtype, attn_implementation=attention
        ).eval()


def write_base(size: str, dataset: Dataset, folder: Path, device: str) -> None:
    """A folder that `base` of a configuration may name: a whole run, pack included, can be rehearsed with it."""
    tokenizer = tokenizer_for(size, dataset)
    random_network(size, tokenizer, dtype=torch.bfloat16, device=device).save_pretrained(folder)
    save_compact(tokenizer, folder / "tokenizer.json")
