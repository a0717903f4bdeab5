"""How far TotalSegmentator is from itself with the networks computed in double precision, and how far Plumbline is from that.

    python noise_floor.py WORK MODE VOLUME

WORK as parity.py leaves it, MODE and VOLUME as in its cases. What differs differs by rounding alone.
"""

import json
import sys
from pathlib import Path

import nibabel as nib
import numpy as np
from parity import compared
from reference import predict


def in_double(predictor, tile):
    return predictor.network.double()(tile.double()).float()


def main(work: Path, mode: str, volume: str) -> None:
    from nnunetv2.inference.predict_from_raw_data import nnUNetPredictor

    name = f"{mode}-{volume}"
    file = work / "volumes" / f"{volume}.nii.gz"
    theirs = np.load(work / "theirs" / f"{name}.npy")
    ours = np.asarray(nib.load(work / "ours" / f"{name}.nii.gz").dataobj)
    nnUNetPredictor._internal_maybe_mirror_and_predict = in_double
    exact = predict(mode, file, work / "weights")
    for who, labels in (("PyTorch in single precision", theirs), ("ONNX Runtime", ours)):
        print(json.dumps({"mode": mode, "volume": volume, "who": who, **compared(labels, exact)}), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), *sys.argv[2:4])
