"""The end of a run: adapters merged into plain weights, and these written as a pack that the workstation takes."""

import shutil
from pathlib import Path

import torch
from plumbline_packs.radgrounder.convert import NotDetection, Options, convert
from plumbline_packs.radgrounder.prefill import WrongAttention
from plumbline_packs.radgrounder.tokenizer import PAD
from tokenizers import Tokenizer

from .config import Config
from .failure import Failure
from .model import merged

MERGED, PACK = "merged", "pack"


def export(model: torch.nn.Module, tokenizer: Tokenizer, config: Config) -> dict[str, Path]:
    """
    Writes `merged` (a checkpoint like the published trainer's `final_model`) and, where the configuration names a pack, `pack`. Each is
    built beside its place and moved there when it is whole.

    :raises Failure: export-failed
    """
    plain = merged(model)
    plain.generation_config.pad_token_id = PAD
    places = {MERGED: replaced(config.output / MERGED, lambda folder: save(plain, tokenizer, folder))}
    if config.pack.name:
        about = config.pack
        options = Options(about.name, {"id": about.licence}, about.source, about.dtypes)
        places[PACK] = replaced(config.output / PACK, lambda folder: write_pack(places[MERGED], folder, options))
    return places


def save(model: torch.nn.Module, tokenizer: Tokenizer, folder: Path) -> None:
    model.save_pretrained(folder, safe_serialization=True)
    tokenizer.save(str(folder / "tokenizer.json"))


def write_pack(checkpoint: Path, folder: Path, options: Options) -> None:
    try:
        report = convert(checkpoint, folder, options)
    except (NotDetection, WrongAttention) as error:
        raise Failure("export-failed", str(error)) from error
    same = report["graphs"].get("fp32", {}).get("sameGreedyTokens", 1)
    if same < 1:
        raise Failure("export-failed", f"sameGreedyTokens {same}")


def replaced(place: Path, write) -> Path:
    partial = place.with_name(f"{place.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    write(partial)
    shutil.rmtree(place, ignore_errors=True)
    partial.rename(place)
    return place
