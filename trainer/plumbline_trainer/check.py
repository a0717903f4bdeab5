"""What a machine has and lacks for a run, as a list that a person can act on. Imports nothing heavy before it knows that it is there."""

import importlib.metadata
import importlib.util
import shutil
import sys
from pathlib import Path
from typing import Any

NEEDED = {
    "torch": "torch",
    "transformers": "transformers",
    "peft": "peft",
    "accelerate": "accelerate",
    "pyarrow": "pyarrow",
    "pydicom": "pydicom",
    "zstandard": "zstandard",
    "onnx": "onnx",
    "onnxruntime": "onnxruntime",
    "plumbline_packs": "plumbline-packs",
}
ROOM_GIB = 40


def check(base: Path | None = None, data: Path | None = None, output: Path | None = None) -> list[dict[str, Any]]:
    """:returns: one entry for each thing: `name`, `ok`, `detail`, and whether a run cannot do without (`needed`)"""
    found = [entry("python", sys.version_info >= (3, 10), sys.version.split()[0])]
    found += [package(module, name) for module, name in NEEDED.items()]
    found.append(device())
    if base:
        lacking = [name for name in ("config.json", "tokenizer.json") if not (base / name).is_file()]
        weights = any(base.glob("*.safetensors")) or any(base.glob("*.bin"))
        found.append(entry("base", not lacking and weights, str(base / (lacking or ["weights"])[0]) if lacking or not weights else str(base)))
    if data:
        table = data / "refrad2d_vqa_dataset.parquet"
        found.append(entry("data", table.is_file(), str(table)))
    if output:
        found.append(room(output))
    return found


def entry(name: str, ok: bool, detail: str, needed: bool = True, **more: Any) -> dict[str, Any]:
    return {"name": name, "ok": bool(ok), "detail": detail, "needed": needed, **more}


def package(module: str, name: str) -> dict[str, Any]:
    if importlib.util.find_spec(module) is None:
        return entry(name, False, f"pip install {name}")
    try:
        return entry(name, True, importlib.metadata.version(name))
    except importlib.metadata.PackageNotFoundError:
        return entry(name, True, "")


def device() -> dict[str, Any]:
    """A run without a GPU is possible; at full size nobody waits for it. `bytes`: memory of each, by which the workstation judges a recipe."""
    if importlib.util.find_spec("torch") is None:
        return entry("gpu", False, "torch", needed=False)
    import torch

    if not torch.cuda.is_available():
        return entry("gpu", False, "CUDA", needed=False)
    names = [torch.cuda.get_device_properties(at) for at in range(torch.cuda.device_count())]
    shown = ", ".join(f"{one.name} {one.total_memory / 2**30:.0f} GiB" for one in names)
    return entry("gpu", True, shown, needed=False, bytes=[one.total_memory for one in names])


def room(output: Path) -> dict[str, Any]:
    there = next(one for one in (output, *output.resolve().parents) if one.exists())
    free = shutil.disk_usage(there).free / 2**30
    return entry("disk", free >= ROOM_GIB, f"{free:.0f} GiB", needed=False)
