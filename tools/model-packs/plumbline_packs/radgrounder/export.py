"""A RadGrounder detection checkpoint (stock PaliGemma 2) → the graphs of a pack, in the file layout of transformers.js."""

import copy
import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import torch
from transformers import PaliGemmaForConditionalGeneration

from ..pack.manifest import write_json
from ..pack.onnx_files import Signature, export, quantise, store_as_half
from .graphs import Decoder, EmbedTokens, VisionEncoder
from .prefill import check_attention
from .runtime import graph_file

GRAPHS = ("vision_encoder", "embed_tokens", "decoder_model_merged")


def export_graphs(
    model: PaliGemmaForConditionalGeneration,
    folder: Path,
    *,
    dtypes: Sequence[str] = ("fp32",),
    softcap: bool = False,
    half_storage: bool = False,
) -> dict[str, dict]:
    """
    Writes the graphs in each numeric type and refuses a decoder whose attention is not PaliGemma's.

    :param softcap: Published evaluation runs with scaled-dot-product attention, which drops the attention cap; True keeps it.
    :param half_storage: The float32 graphs keep their weights as float16 (small packs for CPUs).
    :returns: what was measured about the attention, by type
    """
    hidden = model.config.text_config.hidden_size
    probes = {}
    if not {"fp32", "int8"}.isdisjoint(dtypes):
        export_float(model, folder, "fp32", softcap=softcap)
    if half_storage:
        convert(folder, "fp32", store_as_half)
    for dtype in dtypes:
        if dtype == "fp16":
            export_float(copy.deepcopy(model).half(), folder, "fp16", softcap=softcap)
        elif dtype == "int8":
            convert(folder, "int8", quantise)
        decoder = folder / graph_file("decoder_model_merged", dtype)
        probes[dtype] = vars(check_attention(decoder, hidden, exact=dtype != "int8"))
    if "int8" in dtypes and "fp32" not in dtypes:
        remove(folder, "fp32")
    return probes


def export_float(model, folder: Path, dtype: str, *, softcap: bool) -> None:
    text, size = model.config.text_config, model.config.vision_config.image_size
    width = torch.float16 if dtype == "fp16" else torch.float32
    export(
        VisionEncoder(model),
        (torch.zeros(1, 3, size, size),),
        Signature(["pixel_values"], ["image_features"], {"pixel_values": {0: "batch"}, "image_features": {0: "batch"}}),
        folder / graph_file("vision_encoder", dtype),
    )
    export(
        EmbedTokens(model),
        (torch.zeros(1, 2, dtype=torch.int64),),
        Signature(["input_ids"], ["inputs_embeds"], {"input_ids": BY_TOKEN, "inputs_embeds": BY_TOKEN}),
        folder / graph_file("embed_tokens", dtype),
    )
    cache = torch.zeros(2, text.num_key_value_heads, 3, text.head_dim, dtype=width)
    example = (
        torch.randn(2, 4, text.hidden_size),
        torch.ones(2, 7, dtype=torch.int64),
        torch.full((2, 4), 4, dtype=torch.int64),
        *[cache] * (2 * text.num_hidden_layers),
    )
    decoder = folder / graph_file("decoder_model_merged", dtype)
    export(Decoder(model, softcap=softcap), example, decoder_signature(text.num_hidden_layers), decoder)


BY_TOKEN = {0: "batch", 1: "sequence"}


def decoder_signature(layers: int) -> Signature:
    names = [f"{layer}.{part}" for layer in range(layers) for part in ("key", "value")]
    past = [f"past_key_values.{name}" for name in names]
    present = [f"present.{name}" for name in names]
    return Signature(
        ["inputs_embeds", "attention_mask", "position_ids", *past],
        ["logits", *present],
        {
            "inputs_embeds": BY_TOKEN,
            "attention_mask": {0: "batch", 1: "total"},
            "position_ids": BY_TOKEN,
            "logits": {0: "batch", 1: "scored"},
            **{name: {0: "batch", 2: "past"} for name in past},
            **{name: {0: "batch", 2: "total"} for name in present},
        },
    )


def convert(folder: Path, dtype: str, change) -> None:
    for graph in GRAPHS:
        source, target = folder / graph_file(graph, "fp32"), folder / graph_file(graph, dtype)
        change(source, target)


def remove(folder: Path, dtype: str) -> None:
    for graph in GRAPHS:
        file = folder / graph_file(graph, dtype)
        file.unlink()
        file.with_name(f"{file.name}_data").unlink(missing_ok=True)


def write_side_files(model: PaliGemmaForConditionalGeneration, tokenizer_file: Path, folder: Path) -> None:
    """The JSON files that transformers.js and the program read beside the graphs."""
    folder.mkdir(parents=True, exist_ok=True)
    config = json.loads(model.config.to_json_string(use_diff=False))
    config.pop("_name_or_path", None)
    write_json(folder / "config.json", config)
    eos, bos, pad = (getattr(model.config.text_config, f"{name}_token_id") for name in ("eos", "bos", "pad"))
    write_json(folder / "generation_config.json", {"bos_token_id": bos, "eos_token_id": eos, "pad_token_id": pad})
    write_json(folder / "preprocessor_config.json", preprocessor(model.config.vision_config))
    if tokenizer_file.resolve() != (folder / "tokenizer.json").resolve():
        shutil.copyfile(tokenizer_file, folder / "tokenizer.json")
    write_json(
        folder / "tokenizer_config.json",
        {"tokenizer_class": "GemmaTokenizer", "padding_side": "left", "add_bos_token": False, "add_eos_token": False}
        | {"bos_token": "<bos>", "eos_token": "<eos>", "pad_token": "<pad>", "unk_token": "<unk>"},
    )


def preprocessor(vision) -> dict:
    """For transformers.js; the program brings pixels to the model's range itself, as the published loaders do."""
    size = vision.image_size
    return {
        "image_processor_type": "SiglipImageProcessor",
        "processor_class": "PaliGemmaProcessor",
        "image_seq_length": (size // vision.patch_size) ** 2,
        "do_resize": True,
        "do_rescale": True,
        "do_normalize": True,
        "do_convert_rgb": True,
        "image_mean": [0.5, 0.5, 0.5],
        "image_std": [0.5, 0.5, 0.5],
        "rescale_factor": 1 / 255,
        "resample": 3,
        "size": {"height": size, "width": size},
    }
