"""Checkpoints that are whole: one that was being written when the power went is never gone on from."""

import shutil
from pathlib import Path

WHOLE = "whole"


def mark_whole(folder: Path) -> None:
    """Written last."""
    (folder / WHOLE).touch()


def last_whole(output: Path) -> Path | None:
    """The newest whole checkpoint; half-written ones are removed."""
    found = sorted(output.glob("checkpoint-*"), key=step_of, reverse=True)
    for folder in found:
        if not (folder / WHOLE).exists():
            shutil.rmtree(folder, ignore_errors=True)
    return next((folder for folder in found if (folder / WHOLE).exists()), None)


def step_of(folder: Path) -> int:
    return int(folder.name.rsplit("-", 1)[-1])
