"""Writes `manifest.json`, the file by which a pack says what it is; the rules are in `src/main/formats/model-pack`."""

import hashlib
import importlib.metadata
import json
from dataclasses import dataclass
from pathlib import Path

from .. import __version__

MANIFEST_FILE = "manifest.json"
LIBRARIES = ("torch", "transformers", "onnx", "onnxruntime", "numpy", "tokenizers")


@dataclass(frozen=True)
class About:
    """What a person reads about a pack; texts in both languages."""

    name: str
    version: str
    title: dict[str, str]
    limits: dict[str, str]
    licence: dict[str, str]
    source: str
    source_sha256: str | None = None


def write_manifest(folder: Path, about: About, kind: str, plan_key: str, plan: dict) -> dict:
    """Hashes every file of the folder and writes the manifest beside them. Returns it."""
    manifest = {
        "schema": 1,
        "name": about.name,
        "version": about.version,
        "title": about.title,
        "limits": about.limits,
        "licence": about.licence,
        "provenance": {
            "source": about.source,
            "sourceSha256": about.source_sha256,
            "tool": f"plumbline-packs {__version__}",
            "libraries": library_versions(),
        },
        "files": [
            {"path": path, "bytes": (folder / path).stat().st_size, "sha256": sha256_of(folder / path)}
            for path in files_in(folder)
        ],
        "kind": kind,
        plan_key: plan,
    }
    write_json(folder / MANIFEST_FILE, manifest)
    return manifest


def files_in(folder: Path) -> list[str]:
    found = (path for path in folder.rglob("*") if path.is_file())
    paths = sorted(path.relative_to(folder).as_posix() for path in found)
    return [path for path in paths if path != MANIFEST_FILE]


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def library_versions() -> dict[str, str]:
    return {name: importlib.metadata.version(name) for name in LIBRARIES}


def write_json(path: Path, value: object, *, compact: bool = False) -> None:
    layout = {"separators": (",", ":")} if compact else {"indent": 2}
    path.write_text(json.dumps(value, ensure_ascii=False, **layout) + "\n", encoding="utf-8")
