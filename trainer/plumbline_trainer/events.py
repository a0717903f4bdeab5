"""What a run says: one JSON object a line on standard output, and nothing else there. The workstation reads it live."""

import json
import math
import os
import sys
from typing import Any, TextIO

VERSION = 1


class Events:
    """Only the first process of several says anything."""

    def __init__(self, out: TextIO) -> None:
        self.out = out
        self.speaks = int(os.environ.get("RANK", "0")) == 0

    def say(self, event: str, **fields: Any) -> None:
        if not self.speaks:
            return
        line = {"event": event, **{name: finite(value) for name, value in fields.items()}}
        self.out.write(json.dumps(line, ensure_ascii=False) + "\n")
        self.out.flush()


def own_output() -> TextIO:
    """Standard output for events alone: whatever a library prints goes to standard error from now on, which is the log."""
    out = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return out


def finite(value: Any) -> Any:
    """JSON has no NaN."""
    return None if isinstance(value, float) and not math.isfinite(value) else value
