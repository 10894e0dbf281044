"""Remember that a step was done for exactly these inputs, so that the next start skips it."""

import hashlib
from pathlib import Path


def digest(*inputs):
    """SHA-256 over texts and the content of files, in order."""
    sha = hashlib.sha256()
    for item in inputs:
        sha.update(item.read_bytes() if isinstance(item, Path) else str(item).encode())
        sha.update(b"\0")
    return sha.hexdigest()


def is_done(stamp, value, outputs=()):
    """Whether `stamp` records `value` and every one of the `outputs` is still there."""
    return stamp.is_file() and stamp.read_text() == value and all(Path(output).exists() for output in outputs)


def mark(stamp, value):
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(value)
