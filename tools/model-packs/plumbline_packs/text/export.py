"""A sentence-embedding model in a Hugging Face folder → pack: what an evaluation matches mentions by."""

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from transformers import AutoTokenizer

from ..pack.manifest import About, library_versions, write_json, write_manifest
from ..pack.onnx_files import Signature, export, quantise, session, store_as_half
from .layout import Layout, NotSupported, read_json, read_layout
from .network import TextVector, TokenVectors, load_network, reference_vectors

FILE = "model.onnx"
SELF_TEST = "self-test.json"
#: How far a vector of length 1 may lie from PyTorch's float32, on any machine.
TOLERANCES = {"fp32": 1e-4, "fp16": 1e-2, "int8": 0.15}
#: Mentions as they stand in captions, in both languages, with what trips tokenizers: umlauts, sharp s, digits, brackets,
#: a ligature, a raised digit, a space that does not break.
TEXTS = (
    "liver",
    "Leber",
    "left kidney",
    "linke Niere",
    "right middle lobe of the lung",
    "Mittellappen der rechten Lunge",
    "gallbladder",
    "Gallenblasenwand",
    "vertebral body L4",
    "Lendenwirbelkörper 4",
    "Processus spinosus (C7)",
    "great vessels",
    "große Gefäße",
    "small-bowel loops, distended",
    "Ösophagus",
    "MILZ",
    "4\u00a0cm² große Zyste",
    "ﬁbrous capsule",
)


class WrongVectors(Exception):
    """The graph gives other vectors than PyTorch."""


@dataclass(frozen=True)
class Options:
    """What is not told by the folder. None: as the folder says."""

    languages: tuple[str, ...] = ("de", "en")
    precision: str = "fp32"
    prefix: str | None = None
    prompt: str | None = None
    pooling: str | None = None
    max_tokens: int | None = None


def convert(checkpoint: Path, folder: Path, about: About, options: Options) -> dict:
    """
    :returns: the parity report
    :raises NotSupported: what a pack cannot say
    :raises WrongVectors: the exported graph is not the network
    """
    layout = read_layout(checkpoint)
    layout.pooling = options.pooling or layout.pooling
    network = load_network(checkpoint)
    tokenizer = AutoTokenizer.from_pretrained(checkpoint, use_fast=True, local_files_only=True)
    prefix = prefix_of(layout, options)
    max_tokens = longest(network.config, tokenizer, layout, options)
    folder.mkdir(parents=True, exist_ok=True)
    save_tokenizer(tokenizer, folder)
    vectors = reference_vectors(network, tokenizer, list(TEXTS), layout, prefix=prefix, max_tokens=max_tokens).numpy()
    inputs = export_graph(network, tokenizer, layout, folder / FILE, options.precision)
    plan = {
        "onnx": FILE,
        "inputs": inputs,
        "output": "sentence_embedding" if layout.dense else "last_hidden_state",
        "pooling": "none" if layout.dense else layout.pooling,
        "normalisation": "l2" if layout.normalised else "none",
        "prefix": prefix,
        "maxTokens": max_tokens,
        "width": vectors.shape[1],
        "precision": options.precision,
        "languages": list(options.languages),
        "selfTest": {"file": SELF_TEST, "tolerance": TOLERANCES[options.precision]},
    }
    report = parity(folder, plan, tokenizer, vectors)
    write_json(folder / "parity.json", report)
    references = [{"text": text, "vector": [float(value) for value in row]} for text, row in zip(TEXTS, vectors, strict=True)]
    write_json(folder / SELF_TEST, {"references": references}, compact=True)
    write_manifest(folder, about, "text-embedding", "textEmbedding", plan)
    return report


def prefix_of(layout: Layout, options: Options) -> str:
    if options.prefix is not None:
        return options.prefix
    name = options.prompt or layout.default_prompt
    if name is None:
        return ""
    if name not in layout.prompts:
        raise NotSupported(f"no prompt {name!r}; there are {', '.join(layout.prompts) or 'none'}")
    return layout.prompts[name]


def longest(config, tokenizer, layout: Layout, options: Options) -> int:
    """The shortest of what the network, its tokenizer and its folder allow; tokenizers write huge numbers for "no limit"."""
    told = [options.max_tokens, layout.max_tokens, tokenizer.model_max_length]
    places = getattr(config, "max_position_embeddings", None)
    if places is not None:
        # RoBERTa counts positions from the one behind its padding token.
        told.append(places - 1 - config.pad_token_id if "roberta" in config.model_type else places)
    return min([number for number in told if number] + [8192])


def save_tokenizer(tokenizer, folder: Path) -> None:
    """`tokenizer.json` and `tokenizer_config.json`; other files of a tokenizer say the same in other ways."""
    with tempfile.TemporaryDirectory() as scratch:
        tokenizer.save_pretrained(scratch)
        whole = read_json(Path(scratch) / "tokenizer.json")
        if whole is None:
            raise NotSupported("the tokenizer has no tokenizer.json")
        # Lengths are the pack's to say.
        write_json(folder / "tokenizer.json", {**whole, "truncation": None, "padding": None}, compact=True)
        config = read_json(Path(scratch) / "tokenizer_config.json") or {}
    # Paths of the maker's machine.
    config.pop("name_or_path", None)
    write_json(folder / "tokenizer_config.json", config)


def export_graph(network, tokenizer, layout: Layout, target: Path, precision: str) -> list[str]:
    """:returns: names of the graph's inputs"""
    tokens = TokenVectors(network)
    module, output = (TextVector(tokens, layout), "sentence_embedding") if layout.dense else (tokens, "last_hidden_state")
    asked = tokenizer(["left kidney", "große Gefäße, links"], padding=True, return_tensors="pt")
    names = ["input_ids", "attention_mask"]
    if "token_type_ids" in asked and getattr(network.config, "type_vocab_size", 0) > 1:
        names.append("token_type_ids")
    free = {name: {0: "batch", 1: "tokens"} for name in names}
    free[output] = {0: "batch"} if layout.dense else {0: "batch", 1: "tokens"}
    # With hidden states as the only result nothing is kept for further tokens.
    network.config.use_cache = False
    export(module, tuple(asked[name] for name in names), Signature(names, [output], free), target)
    if precision == "fp16":
        store_as_half(target, target)
    if precision == "int8":
        whole = target.with_name(f"whole-{target.name}")
        target.rename(whole)
        quantise(whole, target)
        whole.unlink()
    return names


def parity(folder: Path, plan: dict, tokenizer, expected: np.ndarray) -> dict:
    """ONNX Runtime with the pack's own rules against PyTorch, text by text."""
    runtime = session(folder / plan["onnx"])
    distances = []
    for text, row in zip(TEXTS, expected, strict=True):
        asked = tokenizer(plan["prefix"] + text, truncation=True, max_length=plan["maxTokens"], return_tensors="np")
        (found,) = runtime.run([plan["output"]], {name: asked[name].astype(np.int64) for name in plan["inputs"]})
        vector = pooled(found[0], plan["pooling"])
        distances.append(float(np.linalg.norm(vector / np.linalg.norm(vector) - row / np.linalg.norm(row))))
    report = {
        "reference": "PyTorch float32 on a CPU",
        "libraries": library_versions(),
        "texts": len(TEXTS),
        "largestDistance": max(distances),
        "tolerance": plan["selfTest"]["tolerance"],
    }
    # Another machine's sums have to fit in as well.
    if not max(distances) <= report["tolerance"] / 2:
        raise WrongVectors(json.dumps(report))
    return report


def pooled(found: np.ndarray, pooling: str) -> np.ndarray:
    """:param found: [n, width], or [width] where the graph has pooled"""
    if pooling == "none":
        return found
    return {"mean": found.mean(axis=0), "cls": found[0], "last": found[-1]}[pooling]
