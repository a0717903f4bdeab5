"""Plumbline's command against TotalSegmentator's program: same random weights, same volumes.

    python parity.py WORK CT.nii.gz MR.nii.gz [CASE …]

Prints one JSON line a case. WORK keeps weights, packs and results: what is there is not made again.
"""

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import nibabel as nib
import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools" / "model-packs"))

import volumes  # noqa: E402
from plumbline_packs.segmentation.convert import convert_task  # noqa: E402
from random_weights import write_all  # noqa: E402
from reference import MODES, predict  # noqa: E402


@dataclass(frozen=True)
class Case:
    """`number`: which of the parity tests; `split`: in thirds, whatever the size; `alike`: the network runs in ONNX Runtime on both sides."""

    number: int
    mode: str
    volume: str
    split: bool = False
    alike: bool = False

    @property
    def name(self) -> str:
        return "-".join([self.mode, self.volume, *(["split"] if self.split else []), *(["alike"] if self.alike else [])])


CASES = [
    Case(8, "total-fast", "ct-3mm"),
    Case(8, "total-fast", "ct-3mm", alike=True),
    Case(8, "total-fast", "ct-5mm-lps"),
    Case(8, "total-fastest", "ct-5mm-lps"),
    Case(8, "total-fastest", "ct-5mm-lps", alike=True),
    Case(9, "total", "ct-5mm-lps"),
    Case(9, "total", "ct-5mm-lps", alike=True),
    Case(9, "total", "ct-column"),
    Case(9, "total", "ct-column", alike=True),
    Case(10, "total", "ct-column", split=True),
    Case(10, "total", "ct-column", split=True, alike=True),
    Case(11, "total-mr", "mr-oblique-masked"),
    Case(11, "total-mr", "mr-oblique-masked", alike=True),
    Case(11, "total-mr-fast", "mr-oblique-masked"),
    Case(11, "total-mr-fast", "mr-oblique-masked", alike=True),
    Case(11, "total-mr-fastest", "mr-oblique-masked"),
    Case(12, "total-mr", "smaller-than-patch"),
    Case(12, "total-mr", "smaller-than-patch", alike=True),
    Case(12, "total-fast", "one-slice"),
    Case(12, "total-fast", "one-slice", alike=True),
    Case(12, "total-fast", "empty"),
    Case(12, "total-fast", "empty", alike=True),
    Case(12, "total-mr", "exact-float"),
    Case(12, "total-mr", "exact-float", alike=True),
    Case(12, "total", "too-thin"),
]


def packs(work: Path, weights: Path) -> None:
    for mode in MODES:
        folder = work / "packs" / mode
        if not (folder / "manifest.json").exists():
            convert_task(mode, weights, folder)


def split_pack(folder: Path) -> Path:
    """The same pack with TotalSegmentator's force_split."""
    copy = folder.with_name(f"{folder.name}-split")
    shutil.copytree(folder, copy, dirs_exist_ok=True)
    manifest = json.loads((copy / "manifest.json").read_text())
    manifest["segmentation"]["split"] = {"voxels": 0, "slices": 0, "margin": 20}
    (copy / "manifest.json").write_text(json.dumps(manifest))
    return copy


def ours(case: Case, work: Path, volume: Path) -> np.ndarray | str:
    """:returns: labels, or the message of a refusal"""
    pack = work / "packs" / case.mode
    # What the other side runs its networks in is of no importance here.
    output = work / "ours" / f"{case.name.removesuffix('-alike')}.nii.gz"
    if not output.exists():
        command = [ROOT / "bin" / "plumbline", "segment", "--model", split_pack(pack) if case.split else pack, "--input", volume]
        done = subprocess.run([*command, "--output", output], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            return done.stderr.strip().splitlines()[-1]
    return np.asarray(nib.load(output).dataobj)


def theirs(case: Case, work: Path, volume: Path) -> np.ndarray | str:
    output = work / "theirs" / f"{case.name}.npy"
    if not output.exists():
        output.parent.mkdir(exist_ok=True)
        try:
            pack = work / "packs" / case.mode if case.alike else None
            np.save(output, predict(case.mode, volume, work / "weights", pack=pack, force_split=case.split))
        except Exception as error:  # noqa: BLE001 what TotalSegmentator says is the result
            return f"{type(error).__name__}: {error}"
    return np.load(output)


def compared(ours: np.ndarray, theirs: np.ndarray) -> dict:
    wanted = (ours != 0) | (theirs != 0)
    differ = int((ours != theirs)[wanted].sum())
    dice = {}
    for label in np.union1d(ours, theirs):
        voxels = int((theirs == label).sum())
        if label != 0:
            dice[int(label)] = (voxels, 2 * int(((ours == label) & (theirs == label)).sum()) / (voxels + int((ours == label).sum())))
    least = [min((value for voxels, value in dice.values() if low <= voxels < high), default=None)
             for low, high in ((1000, np.inf), (100, 1000))]
    foreground = int(wanted.sum())
    return {"voxels": ours.size, "foreground": foreground, "differ": differ, "agreement": 1 - differ / max(1, foreground),
            "classes": len(dice), "leastDiceFrom1000": least[0], "leastDiceFrom100": least[1]}


def main(work: Path, ct: Path, mr: Path, wanted: list[str]) -> None:
    weights = work / "weights"
    if not weights.exists():
        write_all(weights)
    packs(work, weights)
    files = volumes.make(work / "volumes", ct, mr)
    for case in CASES:
        if wanted and case.name not in wanted:
            continue
        found, expected = ours(case, work, files[case.volume]), theirs(case, work, files[case.volume])
        refused = isinstance(found, str) or isinstance(expected, str)
        result = {"ours": str(found), "theirs": str(expected)} if refused else compared(found, expected)
        print(json.dumps({"test": case.number, "case": case.name, **result}), flush=True)


if __name__ == "__main__":
    main(*(Path(arg).resolve() for arg in sys.argv[1:4]), sys.argv[4:])
