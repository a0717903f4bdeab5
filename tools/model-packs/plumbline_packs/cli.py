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
    options = parser.parse_args()
    print(json.dumps(options.run(options), indent=2))


def run_tiny(options: argparse.Namespace) -> dict:
    from .radgrounder.tiny import make_tiny

    return make_tiny(options.folder)


if __name__ == "__main__":
    main()
