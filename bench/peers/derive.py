"""Peer of the derivation suite: boxes of slices by nibabel and OpenCV, as a script of the field does it.

Usage: derive.py FILE AXIS:INDEX ...; prints {"seconds": processor time}. One thread, so that this is also the time it takes.
"""

import json
import os
import sys
import time

os.environ["OMP_NUM_THREADS"] = "1"
import cv2  # noqa: E402
import nibabel  # noqa: E402
import numpy  # noqa: E402

cv2.setNumThreads(1)


def boxes(mask):
    """One box per class: 8-connected components, then their union."""
    found = {}
    for label in numpy.unique(mask):
        if label == 0:
            continue
        count, _, stats, _ = cv2.connectedComponentsWithStats((mask == label).astype(numpy.uint8), connectivity=8)
        parts = stats[1:count]
        low = parts[:, :2].min(axis=0)
        high = (parts[:, :2] + parts[:, 2:4]).max(axis=0)
        found[int(label)] = [*low.tolist(), *high.tolist()]
    return found


def main():
    file, *wanted = sys.argv[1:]
    begun = time.process_time()
    image = nibabel.as_closest_canonical(nibabel.load(file))
    volume = image.get_fdata(dtype=numpy.float32)[::-1, ::-1]
    for one in wanted:
        axis, index = map(int, one.split(":"))
        # Not numpy.take, which copies the whole volume first because it is a flipped view.
        plane = volume[(slice(None),) * axis + (index,)]
        plane = plane if axis == 2 else plane[:, ::-1]
        boxes(plane.T)
    print(json.dumps({"seconds": time.process_time() - begun}))


main()
