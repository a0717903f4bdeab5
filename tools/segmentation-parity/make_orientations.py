"""Which array axis nibabel puts on which anatomical one, for hundreds of affines; see README.md."""

import json
import sys
from itertools import permutations, product

import numpy as np
from nibabel.orientations import io_orientation

TIE = 1e-9
AXES = [(1, 0, 0), (0, 1, 0), (0, 0, 1), (1, 1, 0), (1, 2, 3)]


def rotation(axis, degrees):
    """Rodrigues' formula."""
    x, y, z = np.array(axis) / np.linalg.norm(axis)
    cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    angle = np.radians(degrees)
    return np.eye(3) + np.sin(angle) * cross + (1 - np.cos(angle)) * cross @ cross


def turns():
    """All 48 ways of flips and permutations."""
    for order, signs in product(permutations(range(3)), product((1, -1), repeat=3)):
        yield np.eye(3)[:, order] * signs


def matrices(rng):
    for turn in turns():
        yield turn * rng.uniform(0.3, 6, 3)
        for degrees in (10, 30, 44, 44.9999, 45, 45.0001, 90):
            axis = AXES[rng.integers(len(AXES))]
            yield rotation(axis, degrees) @ turn * (rng.uniform(0.3, 6, 3) if rng.random() < 0.5 else 1.5)
        # As a header stores it, where the two components of 45 degrees are the same number.
        yield (rotation(AXES[rng.integers(3)], 45) @ turn * 1.5).astype(np.float32).astype(float)
        yield (rotation(rng.standard_normal(3), rng.uniform(0, 180)) + 0.2 * rng.standard_normal((3, 3))) * rng.uniform(0.3, 6, 3)
        yield rng.standard_normal((3, 3))


def answer(matrix):
    """Per anatomical axis: array axis, and whether it runs the other way."""
    affine = np.eye(4)
    affine[:3, :3] = matrix
    orientation = io_orientation(affine)
    arrays = [int(np.flatnonzero(orientation[:, 0] == row)[0]) for row in range(3)]
    return {"source": arrays, "flip": [bool(orientation[array, 1] < 0) for array in arrays]}


def answers(matrix, rng):
    """What nibabel says of affines that differ by rounding from this one: several answers where components are equal."""
    found = [answer(matrix)]
    for _ in range(40):
        other = answer(matrix * (1 + rng.uniform(-4e-16, 4e-16, (3, 3))))
        if other not in found:
            found.append(other)
    return found


def main(path):
    rng = np.random.default_rng(20260103)
    cases = [{"matrix": matrix.ravel().tolist(), "answers": answers(matrix, rng)} for matrix in matrices(rng)]
    print(len(cases), "affines, of which undecided:", sum(len(case["answers"]) > 1 for case in cases))
    with open(path, "w") as file:
        json.dump(cases, file, separators=(",", ":"))
        file.write("\n")


if __name__ == "__main__":
    main(sys.argv[1])
