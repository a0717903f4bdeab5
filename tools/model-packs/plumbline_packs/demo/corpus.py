"""What the demo RadGrounder is trained on: rendered phantoms, slice by slice, as its encoder sees them."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from ..radgrounder.model import Size
from .phantoms import Scan, Slice, class_labels, scans_in
from ..vision.pixels import pixel_values
from .questions import TEXTS, QuestionWriter
from .samples import ASKED, INFORMATION

DEMO = Size(
    hidden=112, layers=3, heads=4, kv_heads=2, head_dim=32, mlp=336,
    vision_width=112, vision_layers=5, vision_heads=4, vision_mlp=336, patch=28,
)  # fmt: skip


@dataclass(frozen=True)
class Item:
    scan: Scan
    one: Slice
    row: int


class Corpus:
    """Slices with their pixels (uint8 in a file, they would not fit the memory of a small machine otherwise)."""

    def __init__(self, data: Path, work: Path) -> None:
        self.scans = scans_in(data)
        self.items = indexed(self.scans)
        self.pixels = pixels_on_disk(self.items, work / "pixels.u8")
        pool = {m: pooled(self.scans, m) for m in ("CT", "MR")}
        self.writer = QuestionWriter(class_labels(data), pool)

    def texts(self) -> list[str]:
        """For the tokenizer."""
        captions = {text for item in self.items for one in item.one.captions for text, _ in one.values()}
        labels = {label for one in self.writer.classes.values() for label in (one.de, one.en)}
        fixed = [text for texts in (*TEXTS.values(), *INFORMATION.values(), *ASKED.values()) for text in texts]
        return [*sorted(captions)[::7], *sorted(labels), *fixed * 50]


def indexed(scans: list[Scan]) -> list[Item]:
    found = [(scan, one) for scan in scans for one in scan.slices if one.regions]
    return [Item(scan, one, row) for row, (scan, one) in enumerate(found)]


def pooled(scans: list[Scan], modality: str) -> list[int]:
    found = {number for scan in scans if scan.modality == modality for one in scan.slices for number in one.regions}
    return sorted(found)


def pixels_on_disk(items: list[Item], file: Path) -> np.ndarray:
    shape = (len(items), 3, DEMO.image, DEMO.image)
    if file.exists() and file.stat().st_size == np.prod(shape):
        return np.memmap(file, np.uint8, "r", shape=shape)
    out = np.memmap(file, np.uint8, "w+", shape=shape)
    for scan in {item.scan: None for item in items}:
        mine = [item for item in items if item.scan == scan]
        image = scan.image()[[item.one.slice for item in mine]]
        values = pixel_values(image, scan.modality)
        out[mine[0].row : mine[-1].row + 1] = ((values + 1) * 127.5).round().to(torch.uint8).numpy()
    return out
