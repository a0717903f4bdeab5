"""
Trains a demo segmentation network. One whole phantom (or a shorter piece of it) a step; the last layer and the loss only at a sample of
voxels, half of them drawn evenly over the classes, because 60 heads at every voxel would cost more than the rest of the network.
"""

import argparse
import math
import time
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from ..segmentation.checkpoint import load_trained
from ..segmentation.plans import build_network, normalisation, read_plan
from .phantoms import class_labels, scans_in
from .segmentation_plan import CLASSES, PATCH, write_plan
from .segmentation_volumes import Volume, normalised, volume_of

SAMPLED = 12_000


def train(options: argparse.Namespace) -> None:
    torch.set_num_threads(options.threads)
    torch.set_flush_denormal(True)
    folder = options.work / options.modality.lower()
    volumes = [volume_of(scan) for scan in scans_in(options.data) if scan.modality == options.modality]
    names = {number: one.name for number, one in class_labels(options.data).items()}
    foreground = np.concatenate([one.image[one.labels > 0][::5] for one in volumes])
    write_plan(folder, options.modality, foreground, names)
    plan = read_plan(folder, "3d_fullres")
    torch.manual_seed(2)
    network = build_network(plan)
    if options.go_on:
        network.load_state_dict(load_trained(folder).network.state_dict())
    head = take_head(network)
    network.to(options.device)
    head.to(options.device)
    ready = [Volume(normalised(one.image, normalisation(plan)[0]), one.labels) for one in volumes]
    fit(network, head, ready, options)
    network.decoder.seg_layers[-1] = head
    save(folder, network.cpu())


def take_head(network: nn.Module) -> nn.Module:
    head = network.decoder.seg_layers[-1]
    network.decoder.seg_layers[-1] = nn.Identity()
    return head


def fit(network: nn.Module, head: nn.Module, volumes: list[Volume], options: argparse.Namespace) -> None:
    learnt = [*network.parameters(), *head.parameters()]
    optimiser = torch.optim.AdamW(learnt, lr=options.rate, betas=(0.9, 0.98), weight_decay=1e-3)
    random, mean, started = np.random.default_rng(5 if options.go_on else 4), None, time.time()
    for step in range(options.steps):
        share = step / options.steps
        for group in optimiser.param_groups:
            group["lr"] = options.rate * min(1, (step + 1) / 30) * (0.01 + 0.99 * (1 + math.cos(math.pi * share)) / 2)
        image, labels = piece(volumes[random.integers(len(volumes))], random)
        features = network(torch.from_numpy(image)[None, None].to(options.device))[0].flatten(1)
        at = torch.from_numpy(sample(labels, random))
        wanted = torch.from_numpy(labels.ravel().astype(np.int64))[at].to(options.device)
        logits = nn.functional.linear(features[:, at.to(options.device)].T, head.weight.flatten(1), head.bias)
        loss = loss_of(logits, wanted)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(learnt, 5.0)
        optimiser.step()
        mean = loss.item() if mean is None else 0.97 * mean + 0.03 * loss.item()
        if step % 25 == 24:
            print(options.modality, step + 1, f"{time.time() - started:.0f} s", f"{mean:.4f}", flush=True)


def piece(one: Volume, random: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """A patch: whole in the plane, anywhere along z, sometimes a short scan; contrast varied a little."""
    depth = int(random.integers(20, PATCH[0] + 1)) if random.random() < 0.25 else PATCH[0]
    first = int(random.integers(0, max(1, one.image.shape[0] - depth + 1)))
    image, labels = one.image[first : first + depth], one.labels[first : first + depth]
    image = image * random.uniform(0.92, 1.08) + random.uniform(-0.08, 0.08)
    places = []
    for size, wanted in zip(image.shape, PATCH, strict=True):
        spare = wanted - size
        low = spare // 2 if spare >= 0 else -int(random.integers(0, -spare + 1))
        places.append((low, size, wanted))
    return placed(image.astype(np.float32), places), placed(labels, places)


def placed(array: np.ndarray, places: list[tuple[int, int, int]]) -> np.ndarray:
    """Into a patch of zeros (as nnU-Net pads, in normalised numbers), cut where it is larger."""
    out = np.zeros(PATCH, array.dtype)
    target = tuple(slice(max(0, low), min(wanted, low + size)) for low, size, wanted in places)
    source = tuple(slice(max(0, -low), max(0, -low) + part.stop - part.start) for (low, _, _), part in zip(places, target, strict=True))
    out[target] = array[source]
    return out


def sample(labels: np.ndarray, random: np.random.Generator) -> np.ndarray:
    flat = labels.ravel()
    counts = np.bincount(flat, minlength=256)
    weights = 1 / counts[flat]
    evenly = random.choice(flat.size, SAMPLED // 2, p=weights / weights.sum())
    return np.concatenate((evenly, random.integers(0, flat.size, SAMPLED // 2)))


def loss_of(logits: Tensor, wanted: Tensor) -> Tensor:
    """Cross-entropy and soft Dice over the classes that are there."""
    shares = logits.softmax(dim=1)
    right = torch.zeros_like(shares).scatter_(1, wanted[:, None], 1)
    dice = (2 * (shares * right).sum(0) + 1) / (shares.sum(0) + right.sum(0) + 1)
    there = right.sum(0) > 0
    return cross_entropy(logits, wanted) + 1 - dice[there].mean()


def save(folder: Path, network: nn.Module) -> None:
    """As nnU-Net leaves it, so that the same exporter reads it."""
    (folder / "fold_0").mkdir(exist_ok=True)
    state = {
        "network_weights": network.state_dict(),
        "trainer_name": "plumbline_packs.demo.train_segmentation",
        "init_args": {"configuration": "3d_fullres", "fold": 0},
    }
    torch.save(state, folder / "fold_0" / "checkpoint_final.pth")


def ids_of(modality: str, names: dict[int, str]) -> dict[str, int]:
    """Label name → class id, for the exporter."""
    return {names[number]: number for number in CLASSES[modality]}
