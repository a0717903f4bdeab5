"""An export or a snapshot in the RefRad2D layout, read the way the published loaders do."""

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet as parquet

from ..failure import Failure

LANGUAGES = {"en": ("english", "keywords_eng"), "de": ("german", "keywords_de")}


@dataclass(frozen=True)
class Keyword:
    """Words of a caption and the class that they name."""

    surface: str
    class_id: int


@dataclass(frozen=True)
class Question:
    text: str
    answer: str
    choices: tuple[str, ...]


@dataclass(frozen=True)
class Texts:
    """What is known of an image in one language."""

    caption: str
    information: str
    question: str
    questions: tuple[Question, ...]
    keywords: tuple[Keyword, ...]


@dataclass(frozen=True)
class Image:
    image_id: str
    modality: str
    file: Path
    texts: dict[str, Texts]
    boxes: dict[int, tuple[float, float, float, float]]
    """Class id → x1, y1, x2, y2 in pixels of the slice, right and lower edges exclusive; the first box of a class counts."""

    def tagged(self, language: str) -> tuple[Keyword, ...]:
        """Keywords of a language that have a box."""
        return tuple(word for word in self.texts[language].keywords if word.class_id in self.boxes)


@dataclass(frozen=True)
class Dataset:
    train: list[Image]
    val: list[Image]


def read_dataset(root: Path, languages: tuple[str, ...]) -> Dataset:
    """:raises Failure: no-data, missing-images, no-samples"""
    rows = report_rows(root)
    segments = {key: entry for name in ("ct", "mr") for key, entry in segment_index(root, name).items()}
    splits = splits_of(root)
    images = {
        split: [image_of(root, row, segments.get(row["rsopid"], {}), languages) for row in rows if splits.get(row["rsopid"]) == split]
        for split in ("train", "val")
    }
    missing = [image.image_id for part in images.values() for image in part if not image.file.is_file()]
    if missing:
        raise Failure("missing-images", f"{len(missing)}, {missing[0]}")
    images = {split: [image for image in part if any(one.caption for one in image.texts.values())] for split, part in images.items()}
    if not images["train"]:
        raise Failure("no-samples", str(root))
    return Dataset(images["train"], images["val"])


def report_rows(root: Path) -> list[dict[str, Any]]:
    file = root / "refrad2d_vqa_dataset.parquet"
    try:
        return parquet.read_table(file).to_pylist()
    except (OSError, ValueError) as error:
        raise Failure("no-data", str(file)) from error


def segment_index(root: Path, name: str) -> dict[str, Any]:
    file = root / "refrad2d_segment" / f"rsopid_2_segment_v3_{name}.json"
    return read_json(file) if file.exists() else {}


def splits_of(root: Path) -> dict[str, str]:
    """
    `splits.json` names every image; the published lists only those that both languages ground, because its loaders cannot do
    with others.
    """
    file = root / "splits.json"
    if file.exists():
        return read_json(file)
    found = {}
    for split in ("train", "val"):
        for name in ("ct", "mr"):
            listed = root / f"split_v18/generated/filtered_{name}_splits/snippet2rsopids_{split}_{name}_only.json"
            for ids in (read_json(listed) if listed.exists() else {}).values():
                found.update(dict.fromkeys(ids, split))
    return found


def read_json(file: Path) -> dict[str, Any]:
    try:
        return json.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise Failure("no-data", str(file)) from error


def image_of(root: Path, row: dict[str, Any], entry: dict[str, Any], languages: tuple[str, ...]) -> Image:
    image_id = row["rsopid"]
    boxes: dict[int, tuple[float, float, float, float]] = {}
    for *box, class_id in entry.get("bboxes", []):
        boxes.setdefault(int(class_id), tuple(box))
    return Image(
        image_id,
        row["modality"],
        root / "dicoms_anon" / image_id[:2] / f"{image_id}.dcm.zst",
        {language: texts_of(row, entry, language) for language in languages},
        boxes,
    )


def texts_of(row: dict[str, Any], entry: dict[str, Any], language: str) -> Texts:
    column, keywords = LANGUAGES[language]
    texts = row[column] or {}
    asked = [*(texts.get("snippet_vqa") or []), *(texts.get("dicom_vqa") or [])]
    return Texts(
        (texts.get("CleanedSentence") or "").strip(),
        (texts.get("ReportKlinischeAngabenCleaned") or "").strip(),
        (texts.get("ReportFragestellungCleaned") or "").strip(),
        tuple(Question(one["question"], one["answer"], choices_of(one)) for one in asked),
        tuple(Keyword(surface, int(class_id)) for surface, _, class_id in entry.get(keywords, [])),
    )


def choices_of(question: dict[str, Any]) -> tuple[str, ...]:
    return tuple(question["choices"] or ()) if question["question_type"] == "multiple" else ()


def class_counts(images: list[Image]) -> Counter[int]:
    """On how many images each class has a box."""
    return Counter(class_id for image in images for class_id in image.boxes)
