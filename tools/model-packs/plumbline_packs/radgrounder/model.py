"""PaliGemma-2 networks of the released architecture at any size."""

from dataclasses import dataclass

import torch
from tokenizers import Tokenizer
from transformers import Gemma2Config, PaliGemmaConfig, PaliGemmaForConditionalGeneration, SiglipVisionConfig

from .tokenizer import BOS, EOS, PAD


@dataclass(frozen=True)
class Size:
    """Everything that differs between PaliGemma-2-3B and a small one."""

    hidden: int
    layers: int
    heads: int
    kv_heads: int
    head_dim: int
    mlp: int
    vision_width: int
    vision_layers: int
    vision_heads: int
    vision_mlp: int
    image: int = 224
    patch: int = 14


PALIGEMMA2_3B = Size(
    hidden=2304, layers=26, heads=8, kv_heads=4, head_dim=256, mlp=9216,
    vision_width=1152, vision_layers=27, vision_heads=16, vision_mlp=4304,
)  # fmt: skip
"""`google/paligemma2-3b-pt-224`: Gemma 2 2B and SigLIP So400m/14."""


def build_model(size: Size, tokenizer: Tokenizer, seed: int) -> PaliGemmaForConditionalGeneration:
    """Randomly initialised, float32, with the attention implementation that published evaluation uses."""
    torch.manual_seed(seed)
    config = config_of(size, tokenizer)
    config._attn_implementation = "sdpa"
    return PaliGemmaForConditionalGeneration(config).eval()


def config_of(size: Size, tokenizer: Tokenizer) -> PaliGemmaConfig:
    """The released architecture's configuration, with as many embedding rows as the tokenizer has tokens."""
    vocab = tokenizer.get_vocab_size()
    tokens = {"pad_token_id": PAD, "bos_token_id": BOS, "eos_token_id": EOS}
    text = Gemma2Config(
        vocab_size=vocab,
        hidden_size=size.hidden,
        num_hidden_layers=size.layers,
        num_attention_heads=size.heads,
        num_key_value_heads=size.kv_heads,
        head_dim=size.head_dim,
        query_pre_attn_scalar=size.head_dim,
        intermediate_size=size.mlp,
        **tokens,
    )
    vision = SiglipVisionConfig(
        hidden_size=size.vision_width,
        num_hidden_layers=size.vision_layers,
        num_attention_heads=size.vision_heads,
        intermediate_size=size.vision_mlp,
        image_size=size.image,
        patch_size=size.patch,
        projection_dim=size.hidden,
        vision_use_head=False,
    )
    image_token = tokenizer.token_to_id("<image>")
    return PaliGemmaConfig(
        vision_config=vision.to_dict(),
        text_config=text.to_dict(),
        projection_dim=size.hidden,
        image_token_index=image_token,
        hidden_size=size.hidden,
        **tokens,
    )
