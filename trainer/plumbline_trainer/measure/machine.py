"""What figures were taken on."""

import importlib.metadata
import os
import shutil
import subprocess
from datetime import UTC, datetime
from typing import Any

import torch

LIBRARIES = ("torch", "transformers", "peft", "accelerate", "numpy")


def machine(device: str) -> dict[str, Any]:
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "device": gpu() if device.startswith("cuda") else {"name": "cpu"},
        "cores": os.cpu_count(),
        "cuda": torch.version.cuda,
        "libraries": {name: importlib.metadata.version(name) for name in LIBRARIES},
    }


def gpu() -> dict[str, Any]:
    properties = torch.cuda.get_device_properties(0)
    return {"name": properties.name, "bytes": properties.total_memory, "driver": driver()}


def driver() -> str | None:
    if not shutil.which("nvidia-smi"):
        return None
    query = ["nvidia-smi", "--query-gpu=driver_version", "--format=csv,noheader"]
    return subprocess.run(query, capture_output=True, text=True, check=False).stdout.strip().splitlines()[0]


class Memory:
    """Bytes of a GPU that a piece of work takes at most, and what PyTorch keeps for it; nothing on a processor."""

    def __init__(self, device: str) -> None:
        self.is_gpu = device.startswith("cuda")
        if self.is_gpu:
            torch.cuda.empty_cache()
            torch.cuda.reset_peak_memory_stats()

    def peak(self) -> dict[str, int]:
        if not self.is_gpu:
            return {}
        return {"gpuBytes": torch.cuda.max_memory_allocated(), "gpuBytesKept": torch.cuda.max_memory_reserved()}


def wait(device: str) -> None:
    """Until the device has done what it was given: clocks are read behind it."""
    if device.startswith("cuda"):
        torch.cuda.synchronize()
