"""A data set in the RefRad2D layout and a base checkpoint, both small and made here."""

import io
import json
import random
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as parquet
import pytest
import zstandard
from plumbline_packs.radgrounder.model import Size, build_model
from plumbline_packs.radgrounder.prompts import LABELS, TASKS
from plumbline_packs.radgrounder.tokenizer import build_tokenizer, save_compact
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian, SecondaryCaptureImageStorage, generate_uid

SIDE = 64
TINY = Size(
    hidden=32, layers=2, heads=2, kv_heads=1, head_dim=16, mlp=64, vision_width=32, vision_layers=2, vision_heads=2, vision_mlp=64,
    image=112,
)
ORGANS = {5: ("liver", "Leber"), 1: ("spleen", "Milz")}
SENTENCES = ("Enlarged liver.", "Normal spleen.", "Leberzyste.", "Milz unauffällig.", "What is seen?", "Was ist zu sehen?", "Yes", "Nein")


def image_file(root: Path, name: str) -> Path:
    return root / "dicoms_anon" / name[:2] / f"{name}.dcm.zst"


def write_picture(root: Path, name: str, box: tuple[int, int, int, int], modality: str) -> None:
    x1, y1, x2, y2 = box
    stored = np.full((SIDE, SIDE), 900, np.uint16)
    stored[y1:y2, x1:x2] = 1100
    dataset = Dataset()
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    dataset.file_meta.MediaStorageSOPClassUID = SecondaryCaptureImageStorage
    dataset.file_meta.MediaStorageSOPInstanceUID = generate_uid()
    dataset.SOPClassUID, dataset.Modality = SecondaryCaptureImageStorage, modality
    dataset.Rows = dataset.Columns = SIDE
    dataset.SamplesPerPixel, dataset.PhotometricInterpretation = 1, "MONOCHROME2"
    dataset.BitsAllocated, dataset.BitsStored, dataset.HighBit, dataset.PixelRepresentation = 16, 16, 15, 0
    dataset.RescaleSlope, dataset.RescaleIntercept = 1, -1000
    dataset.PixelData = stored.tobytes()
    buffer = io.BytesIO()
    dataset.save_as(buffer, enforce_file_format=True)
    file = image_file(root, name)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(zstandard.compress(buffer.getvalue()))


def texts(caption: str, question: tuple[str, str] | None) -> dict:
    asked = [{"question": question[0], "answer": question[1], "question_type": "open", "choices": []}] if question else []
    return {
        "CleanedSentence": caption,
        "ReportFragestellungCleaned": "",
        "ReportKlinischeAngabenCleaned": "Staging.",
        "dicom_vqa": [],
        "snippet_vqa": asked,
    }


def write_dataset(root: Path, images: int = 10) -> Path:
    """Every fifth image for validation; every third without questions; one in four is MR."""
    draw = random.Random(3)
    rows, splits, segments = [], {}, {"ct": {}, "mr": {}}
    for number in range(images):
        name, modality = f"im{number:03d}", "MR" if number % 4 == 3 else "CT"
        class_id = 5 if number % 3 else 1
        english, german = ORGANS[class_id]
        left, top = draw.randrange(4, 20), draw.randrange(4, 20)
        box = (left, top, left + draw.randrange(12, 40), top + draw.randrange(12, 40))
        write_picture(root, name, box, modality)
        de = "Leberzyste." if class_id == 5 else "Milz unauffällig."
        en = "Enlarged liver." if class_id == 5 else "Normal spleen."
        question = None if number % 3 == 2 else ("What is seen?", english.capitalize())
        rows.append({"rsopid": name, "modality": modality, "body_part": "", "english": texts(en, question), "german": texts(de, None)})
        segments[modality.lower()][name] = {
            "keywords_eng": [[english, "x", class_id]],
            "keywords_de": [[german, "x", class_id]],
            "bboxes": [[*box, class_id]],
        }
        splits[name] = "val" if number % 5 == 4 else "train"
    parquet.write_table(pa.Table.from_pylist(rows), root / "refrad2d_vqa_dataset.parquet")
    (root / "refrad2d_segment").mkdir(exist_ok=True)
    for name, entries in segments.items():
        (root / "refrad2d_segment" / f"rsopid_2_segment_v3_{name}.json").write_text(json.dumps(entries))
    (root / "splits.json").write_text(json.dumps(splits))
    return root


def tokenizer_of():
    return build_tokenizer([*SENTENCES, *TASKS.values(), *LABELS["en"], *LABELS["de"]], 200)


def write_base(folder: Path) -> Path:
    tokenizer = tokenizer_of()
    build_model(TINY, tokenizer, 7).save_pretrained(folder)
    save_compact(tokenizer, folder / "tokenizer.json")
    return folder


@pytest.fixture(scope="session")
def data(tmp_path_factory) -> Path:
    return write_dataset(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="session")
def base(tmp_path_factory) -> Path:
    return write_base(tmp_path_factory.mktemp("base"))


SMALL = {
    "epochs": 1, "batchSize": 4, "accumulation": 2, "optimizer": "adamw", "learningRate": 3e-3, "precision": "fp32",
    "gradientCheckpointing": False, "evalEvery": 20, "saveEvery": 20, "logEvery": 1,
}  # fmt: skip


@pytest.fixture
def config_file(tmp_path, data, base):
    def write(**change) -> Path:
        file = tmp_path / "train.json"
        given = {"base": str(base), "data": str(data), "output": str(tmp_path / "run"), **SMALL, **change}
        file.write_text(json.dumps(given))
        return file

    return write
