"""Inputs of the parity cases, made of a real CT and a real MR volume."""

from pathlib import Path

import nibabel as nib
import numpy as np
from scipy.ndimage import zoom


def turned(degrees: float) -> np.ndarray:
    """Around an axis that is none of the scanner's."""
    axis = np.array([1.0, 2.0, 3.0]) / np.sqrt(14)
    angle = np.radians(degrees)
    cross = np.array([[0, -axis[2], axis[1]], [axis[2], 0, -axis[0]], [-axis[1], axis[0], 0]])
    return np.eye(3) + np.sin(angle) * cross + (1 - np.cos(angle)) * cross @ cross


def write(file: Path, data: np.ndarray, affine: np.ndarray, dtype=np.int16) -> Path:
    nib.save(nib.Nifti1Image(data.astype(dtype), affine), file)
    return file


def resampled(image: nib.Nifti1Image, spacing) -> nib.Nifti1Image:
    """Any image in another grid will do as an input; how it was made is of no importance."""
    data = zoom(image.get_fdata(), np.array(image.header.get_zooms()) / spacing, order=1, mode="nearest")
    affine = image.affine @ np.diag([*(np.array(spacing) / image.header.get_zooms()), 1])
    return nib.Nifti1Image(data, affine)


def as_lps(image: nib.Nifti1Image) -> nib.Nifti1Image:
    wanted = nib.orientations.axcodes2ornt("LPS")
    return image.as_reoriented(nib.orientations.ornt_transform(nib.io_orientation(image.affine), wanted))


def make(folder: Path, ct_file: Path, mr_file: Path) -> dict[str, Path]:
    ct, mr = nib.load(ct_file), nib.load(mr_file)
    folder.mkdir(parents=True, exist_ok=True)
    thick = as_lps(resampled(ct, (0.9, 0.9, 5.0)))
    column = as_lps(resampled(ct.slicer[45:85, 30:70], (0.9, 0.9, 5.0)))
    masked = mr.get_fdata() * (mr.get_fdata() > 40)
    oblique = mr.affine.copy()
    oblique[:3, :3] = turned(10) @ mr.affine[:3, :3] * [0.7, 0.7, 1.6]
    small = ct.get_fdata()[40:70, 30:60, 50:75]
    fraction = np.where(small > -500, small, -500) + 0.375
    return {
        "ct-3mm": write(folder / "ct-3mm.nii.gz", ct.get_fdata(), ct.affine, np.int32),
        "ct-5mm-lps": write(folder / "ct-5mm-lps.nii.gz", np.round(thick.get_fdata()), thick.affine),
        "ct-column": write(folder / "ct-column.nii.gz", np.round(column.get_fdata()), column.affine),
        "mr-oblique-masked": write(folder / "mr-oblique-masked.nii.gz", masked, oblique),
        "mr-3mm": write(folder / "mr-3mm.nii.gz", mr.get_fdata(), mr.affine),
        "smaller-than-patch": write(folder / "smaller-than-patch.nii.gz", small, np.diag([-2.0, 2.5, 3.0, 1])),
        "one-slice": write(folder / "one-slice.nii.gz", ct.get_fdata()[:, :, 60:61], ct.affine),
        "empty": write(folder / "empty.nii.gz", np.zeros((40, 30, 20)), np.diag([3.0, 3, 3, 1])),
        "exact-float": write(folder / "exact-float.nii.gz", fraction, np.diag([1.5, 1.5, 1.5, 1]), np.float32),
        "too-thin": write(folder / "too-thin.nii.gz", ct.get_fdata()[:, :, 60:61], ct.affine @ np.diag([1, 1, 0.1, 1])),
    }
