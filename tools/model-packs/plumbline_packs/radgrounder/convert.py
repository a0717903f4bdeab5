"""A trained RadGrounder detection checkpoint → pack."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer
from transformers import PaliGemmaForConditionalGeneration

from ..pack.manifest import About, sha256_of, write_json
from .export import export_graphs, write_side_files
from .pack import plan_of
from .parity import parity_report
from .tokenizer import LOCATIONS, MARKUP, SEGMENTS

LIMITS = {
    "de": "RadGrounder, umgewandelt. Für Forschung; keine Medizinproduktzulassung.",
    "en": "RadGrounder, converted. For research; not a medical device.",
}


class NotDetection(Exception):
    """The checkpoint is no RadGrounder detection model; says why."""


@dataclass(frozen=True)
class Options:
    name: str
    licence: dict[str, str]
    source: str
    dtypes: Sequence[str] = ("fp32",)
    softcap: bool = False
    box_order: str = "xyxy"


def convert(checkpoint: Path, folder: Path, options: Options) -> dict:
    """
    :param checkpoint: The folder that the published trainer writes (`final_model`), with `tokenizer.json`. Weights may be `.bin` shards.
    :returns: the parity report
    """
    tokenizer = Tokenizer.from_file(str(checkpoint / "tokenizer.json"))
    model = load(checkpoint, tokenizer)
    write_side_files(model, checkpoint / "tokenizer.json", folder)
    probes = export_graphs(model, folder, dtypes=options.dtypes, softcap=options.softcap)
    report = parity_report(model, tokenizer, folder, probes)
    write_json(folder / "parity.json", report)
    about = About(
        name=options.name,
        version="1.0.0",
        title={"de": options.name, "en": options.name},
        limits=LIMITS,
        licence=options.licence,
        source=options.source,
        source_sha256=weights_hash(checkpoint),
    )
    plan_of(model, about, folder, options.dtypes, box_order=options.box_order)
    return report


def load(checkpoint: Path, tokenizer: Tokenizer) -> PaliGemmaForConditionalGeneration:
    """In float32, whatever the checkpoint is stored in: bfloat16 widens without loss."""
    model = PaliGemmaForConditionalGeneration.from_pretrained(
        checkpoint, dtype=torch.float32, attn_implementation="sdpa", local_files_only=True
    ).eval()
    if model.config.text_config.model_type != "gemma2":
        raise NotDetection(f"text model {model.config.text_config.model_type}: not PaliGemma 2")
    wanted = [*LOCATIONS, *SEGMENTS, "<image>", *MARKUP]
    ids = [tokenizer.token_to_id(token) for token in wanted]
    missing = [token for token, number in zip(wanted, ids, strict=True) if number is None]
    if missing:
        raise NotDetection(f"tokenizer.json lacks {missing[:3]}")
    rows = model.get_input_embeddings().weight.shape[0]
    if max(ids) >= rows:
        raise NotDetection(f"{rows} embedding rows for token {max(ids)}")
    if ids[len(LOCATIONS) + len(SEGMENTS)] != model.config.image_token_index:
        raise NotDetection(f"<image> is {ids[-4]} in tokenizer.json and {model.config.image_token_index} in config.json")
    return model


def weights_hash(checkpoint: Path) -> str | None:
    """Of the weights file; of the index where they are in shards, which holds no hashes itself: then none."""
    files = [*checkpoint.glob("*.safetensors"), *checkpoint.glob("pytorch_model*.bin")]
    return sha256_of(files[0]) if len(files) == 1 else None
