"""The network that is trained: a PaliGemma 2 checkpoint with the markup tokens, adapters on it or parts of it open."""

from pathlib import Path

import torch
from peft import LoraConfig, PeftModel, get_peft_model
from plumbline_packs.radgrounder.tokenizer import LOCATIONS, MARKUP, SEGMENTS
from tokenizers import AddedToken, Tokenizer
from transformers import PaliGemmaForConditionalGeneration

from .config import Config, Lora
from .failure import Failure

GROUPS = {"markup": MARKUP, "locations": LOCATIONS[:513], "segments": SEGMENTS[:122]}
# By the whole path: SigLIP's matrices have the same names.
DECODER = r".*language_model\.layers\.\d+\.(self_attn\.[qkvo]_proj|mlp\.(gate|up|down)_proj)"
ENCODER = r".*vision_tower\..*\.self_attn\.(q_proj|k_proj|v_proj|out_proj)"


def shape_free_attention() -> None:
    """
    Attention without cuDNN, which PyTorch prefers on Hopper cards: it plans anew for every length it has not seen, some 50 ms each time,
    and here hardly two batches have the same.
    """
    torch.backends.cuda.enable_cudnn_sdp(False)


def dtype_of(precision: str) -> torch.dtype:
    return {"bf16": torch.bfloat16, "fp16": torch.float16, "fp32": torch.float32}[precision]


def load_tokenizer(base: Path) -> Tokenizer:
    """With the detection variant's markup, in its order, behind whatever the checkpoint has. :raises Failure: no-base"""
    file = base / "tokenizer.json"
    if not file.is_file():
        raise Failure("no-base", str(file))
    tokenizer = Tokenizer.from_file(str(file))
    missing = [token for token in (*LOCATIONS, *SEGMENTS, "<image>") if tokenizer.token_to_id(token) is None]
    if missing:
        raise Failure("not-paligemma", f"tokenizer.json: {missing[0]}")
    new = [token for token in MARKUP if tokenizer.token_to_id(token) is None]
    tokenizer.add_special_tokens([AddedToken(token, normalized=False, special=True) for token in new])
    return tokenizer


def load_base(base: Path, tokenizer: Tokenizer, dtype: torch.dtype, attention: str) -> PaliGemmaForConditionalGeneration:
    """
    The embedding table gets exactly the tokenizer's rows, as published: new tokens take over rows that the released checkpoint holds
    spare.

    :raises Failure: no-base, not-paligemma
    """
    try:
        model = PaliGemmaForConditionalGeneration.from_pretrained(
            base, dtype=dtype, attn_implementation=attention, local_files_only=True
        )
    except (OSError, ValueError, RuntimeError) as error:
        raise Failure("no-base", f"{base}: {type(error).__name__}") from error
    if model.config.text_config.model_type != "gemma2":
        raise Failure("not-paligemma", model.config.text_config.model_type)
    rows = tokenizer.get_vocab_size()
    if model.get_input_embeddings().weight.shape[0] != rows:
        model.resize_token_embeddings(rows, mean_resizing=False)
    return model


def for_training(model: PaliGemmaForConditionalGeneration, config: Config, tokenizer: Tokenizer) -> torch.nn.Module:
    """The vision encoder is frozen unless adapters on it are asked for."""
    model.config.use_cache = False
    if config.method == "lora":
        return get_peft_model(model, adapters(config.lora, tokenizer))
    for parameter in model.model.vision_tower.parameters():
        parameter.requires_grad_(False)
    return model


def adapters(lora: Lora, tokenizer: Tokenizer) -> LoraConfig:
    trained = sorted({tokenizer.token_to_id(token) for group in lora.tokens for token in GROUPS[group]})
    return LoraConfig(
        r=lora.rank,
        lora_alpha=lora.alpha,
        lora_dropout=lora.dropout,
        target_modules=f"({DECODER})|({ENCODER})" if lora.vision else DECODER,
        modules_to_save=["multi_modal_projector"] if lora.projector else None,
        trainable_token_indices={"embed_tokens": trained} if trained else None,
        task_type="CAUSAL_LM",
    )


def merged(model: torch.nn.Module) -> PaliGemmaForConditionalGeneration:
    """Plain weights in float32 with tied embeddings again."""
    plain = model.float().merge_and_unload() if isinstance(model, PeftModel) else model.float()
    plain.tie_weights()
    if plain.lm_head.weight.data_ptr() != plain.get_input_embeddings().weight.data_ptr():
        raise Failure("export-failed", "lm_head")
    plain.config.use_cache = True
    return plain.eval()


def parameter_counts(model: torch.nn.Module) -> dict[str, int]:
    every = list(model.parameters())
    return {
        "parameters": sum(one.numel() for one in every),
        "trainable": sum(one.numel() for one in every if one.requires_grad),
    }
