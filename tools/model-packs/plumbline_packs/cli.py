"""`plumbline-packs COMMAND`: see README.md."""

import argparse
import json
from pathlib import Path


def main() -> None:
    parser = argparse.ArgumentParser(prog="plumbline-packs", description=__doc__)
    commands = parser.add_subparsers(required=True)
    tiny = commands.add_parser("tiny-radgrounder", help="a random pack with golden answers, for the program's tests")
    tiny.add_argument("folder", type=Path)
    tiny.set_defaults(run=run_tiny)
    add_demo_trainer(commands)
    options = parser.parse_args()
    print(json.dumps(options.run(options), indent=2))


def add_demo_trainer(commands) -> None:
    train = commands.add_parser("train-demo-radgrounder", help="trains on rendered phantoms; goes on where it was stopped")
    train.add_argument("--data", type=Path, required=True, help="what demo/render-phantoms.ts wrote")
    train.add_argument("--work", type=Path, required=True, help="checkpoints")
    train.add_argument("--steps", type=int, default=6000)
    train.add_argument("--images", type=int, default=8, help="slices a step")
    train.add_argument("--texts", type=int, default=3, help="texts a slice, twice as many questions")
    train.add_argument("--rate", type=float, default=2e-3)
    train.add_argument("--threads", type=int, default=1)
    train.set_defaults(run=run_demo_training)


def run_demo_training(options: argparse.Namespace) -> dict:
    from .demo.train_radgrounder import train

    train(options)
    return {"steps": options.steps}


def run_tiny(options: argparse.Namespace) -> dict:
    from .radgrounder.tiny import make_tiny

    return make_tiny(options.folder)


if __name__ == "__main__":
    main()
