"""TotalSegmentator's own program on a processor, with weights of one's own and PyTorch or ONNX Runtime for the networks."""

import os
from pathlib import Path

import numpy as np
import onnxruntime
import torch

# Sub-modes of map_tasks_config.py, by the names that packs have.
MODES = {
    "total": ("total", [291, 292, 293, 294, 295], 1.5, "nnUNetTrainerNoMirroring"),
    "total-fast": ("total", 297, 3.0, "nnUNetTrainer_4000epochs_NoMirroring"),
    "total-fastest": ("total", 298, 6.0, "nnUNetTrainer_4000epochs_NoMirroring"),
    "total-mr": ("total_mr", [850, 851], 1.5, "nnUNetTrainer_2000epochs_NoMirroring"),
    "total-mr-fast": ("total_mr", 852, 3.0, "nnUNetTrainer_2000epochs_NoMirroring"),
    "total-mr-fastest": ("total_mr", 853, 6.0, "nnUNetTrainer_2000epochs_NoMirroring"),
}


def predict(mode: str, volume: Path, weights: Path, *, pack: Path | None = None, force_split: bool = False) -> np.ndarray:
    """
    :param pack: Where the networks lie as ONNX; they then run in ONNX Runtime, everything else as ever.
    :returns: label of the task for each voxel, in the volume's own array order
    """
    os.environ["TOTALSEG_WEIGHTS_PATH"] = str(weights)
    from totalsegmentator.config import setup_nnunet

    setup_nnunet()
    from totalsegmentator.nnunet import nnUNet_predict_image

    task, datasets, spacing, trainer = MODES[mode]
    with networks_of(pack):
        image, _, _ = nnUNet_predict_image(
            volume, None, datasets, folds=[0], trainer=trainer, resample=spacing, task_name=task, nr_threads_resampling=1,
            nr_threads_saving=1, force_split=force_split, quiet=True, device="cpu",
        )
    return np.asarray(image.dataobj)


class networks_of:
    """Puts a pack's networks in the place of nnU-Net's while it lasts."""

    def __init__(self, pack: Path | None):
        self.pack = pack

    def __enter__(self):
        if self.pack is None:
            return
        from nnunetv2.inference.predict_from_raw_data import nnUNetPredictor

        self.predictor, self.own, pack = nnUNetPredictor, nnUNetPredictor._internal_maybe_mirror_and_predict, self.pack
        sessions = {}

        def run(predictor, tile):
            number = predictor.plans_manager.dataset_name[7:10]
            file = pack / f"part-{number}.onnx"
            if file not in sessions:
                sessions[file] = onnxruntime.InferenceSession(file)
            return torch.from_numpy(sessions[file].run(None, {"input": tile.numpy()})[0])

        nnUNetPredictor._internal_maybe_mirror_and_predict = run

    def __exit__(self, *_):
        if self.pack is not None:
            self.predictor._internal_maybe_mirror_and_predict = self.own
