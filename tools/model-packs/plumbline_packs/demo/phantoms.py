"""Reads what `demo/render-phantoms.ts` wrote: volumes, labels, and what the program derives from each slice."""

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np


@dataclass(frozen=True)
class ClassLabel:
    """A class of the unified schema in both languages."""

    id: int
    name: str
    de: str
    en: str

    def label(self, language: str) -> str:
        return self.de if language == "de" else self.en


@dataclass(frozen=True)
class Slice:
    """`regions`: class id → (pixels, four bins x1 y1 x2 y2). `captions`: language → (plain, tagged), several."""

    slice: int
    z: float
    regions: dict[int, tuple[int, tuple[int, int, int, int]]]
    captions: list[dict[str, tuple[str, str]]]


@dataclass(frozen=True)
class Scan:
    folder: Path
    name: str

    @cached_property
    def record(self) -> dict:
        return json.loads((self.folder / f"{self.name}.json").read_text("utf-8"))

    @property
    def modality(self) -> str:
        return self.record["modality"]

    @property
    def spacing(self) -> tuple[float, float, float]:
        """x, y, z in mm."""
        return tuple(self.record["grid"]["spacing"])

    @property
    def shape(self) -> tuple[int, int, int]:
        """z, y, x."""
        return tuple(reversed(self.record["grid"]["dims"]))

    def image(self) -> np.ndarray:
        """[z, y, x] int16, HU or signal; LPS: x towards left, y towards posterior, z towards the head."""
        return np.fromfile(self.folder / f"{self.name}.image", np.int16).reshape(self.shape)

    def labels(self) -> np.ndarray:
        """[z, y, x] uint8, ids of the unified schema."""
        return np.fromfile(self.folder / f"{self.name}.labels", np.uint8).reshape(self.shape)

    @cached_property
    def slices(self) -> list[Slice]:
        return [slice_of(record) for record in self.record["slices"]]


def slice_of(record: dict) -> Slice:
    return Slice(
        record["slice"],
        record["z"],
        {class_id: (pixels, bins_of(tokens)) for class_id, pixels, tokens in record["regions"]},
        [{language: (text["plain"], text["tagged"]) for language, text in one.items()} for one in record["captions"]],
    )


def bins_of(tokens: str) -> tuple[int, int, int, int]:
    """`<loc0001><loc0002><loc0003><loc0004>` → numbers."""
    return tuple(int(part[4:]) for part in tokens.rstrip(">").split(">"))


def scans_in(folder: Path) -> list[Scan]:
    return [Scan(folder, path.stem) for path in sorted(folder.glob("*.json")) if path.name != "classes.json"]


def class_labels(folder: Path) -> dict[int, ClassLabel]:
    table = json.loads((folder / "classes.json").read_text("utf-8"))
    return {number: ClassLabel(number, name, *texts) for number, (name, texts) in enumerate(table.items(), 1)}
