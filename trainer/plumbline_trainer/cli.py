"""`plumbline-train CONFIG.json` trains, or goes on; `plumbline-train --check` says what is missing. Under torchrun: `-m plumbline_trainer.cli`."""

import argparse
import errno
import json
import sys
import traceback
from pathlib import Path

from .check import check
from .events import Events, own_output
from .failure import Failure


def main() -> None:
    parser = argparse.ArgumentParser(prog="plumbline-train", description=__doc__)
    parser.add_argument("config", type=Path, nargs="?", help="JSON; README.md has the fields")
    parser.add_argument("--check", action="store_true", help="say as JSON what is there and what is missing")
    for name in ("base", "data", "output"):
        parser.add_argument(f"--{name}", type=Path, help="with --check: looked at as well")
    options = parser.parse_args()
    if options.check:
        print(json.dumps(check(options.base, options.data, options.output)))
        return
    if options.config is None:
        parser.error("CONFIG.json is needed")
    sys.exit(train(options.config, Events(own_output())))


def train(file: Path, events: Events) -> int:
    """Whatever happens ends in one last line that says so. Details go to standard error, which is the log."""
    try:
        from .config import read_config

        config = read_config(file)
        from .run import run

        run(config, events)
        return 0
    except Failure as failure:
        traceback.print_exc()
        events.say("failed", code=failure.code, detail=failure.detail)
    except OSError as error:
        traceback.print_exc()
        events.say("failed", code="disk-full" if error.errno == errno.ENOSPC else "crashed", detail=str(error.filename or error.errno))
    except Exception as error:  # noqa: BLE001 - the last line is for every end
        traceback.print_exc()
        # The message may quote data; the log has it.
        is_memory = isinstance(error, MemoryError) or "out of memory" in str(error)
        events.say("failed", code="out-of-memory" if is_memory else "crashed", detail=type(error).__name__)
    return 1


if __name__ == "__main__":
    main()
