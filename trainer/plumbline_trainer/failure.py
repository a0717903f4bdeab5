"""What a run ends with when it cannot go on: a code that the workstation knows, and what it is about."""


class Failure(Exception):
    """:param code: One of `CODES`. :param detail: The file, field or value in question; no patient's text."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


CODES = (
    "bad-config",
    "no-base",
    "not-paligemma",
    "no-data",
    "no-samples",
    "missing-images",
    "bad-image",
    "nan-loss",
    "out-of-memory",
    "disk-full",
    "bad-checkpoint",
    "export-failed",
    "crashed",
)
