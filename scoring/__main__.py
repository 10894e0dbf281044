"""`python -m scoring evaluate FILE`: the result of a score sheet, without Django and without a database.

Exit 0 and the result as one line of JSON; 2 and one line on standard error where the sheet or the call is refused.
"""

import json
import os
import sys
from pathlib import Path

from scoring.sheets import SheetError, loads, result_dict
from scoring.sheets.form import shown

USAGE = "usage: python -m scoring evaluate FILE (a score sheet as JSON; - reads standard input)"
LARGEST = 1024 * 1024
LONGEST_NAME = 4096
REFUSED = 2
INTERRUPTED = 130


def main(arguments: list[str]) -> int:
    """The exit code of one call."""
    if arguments in (["-h"], ["--help"]):
        return _say(USAGE)
    if len(arguments) != 2 or arguments[0] != "evaluate":
        return _refuse(USAGE)
    try:
        sheet = loads(_content(arguments[1]))
    except SheetError as error:
        return _refuse(str(error))
    return _say(json.dumps(result_dict(sheet.result())))


def _content(name: str) -> bytes:
    """What the file holds; SheetError with its name where it cannot be read."""
    try:
        if name == "-":
            content = sys.stdin.buffer.read(LARGEST + 1) if sys.stdin else b""
        else:
            with Path(name).open("rb") as file:
                content = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "is not a name of a file"
        raise SheetError(shown(name, longest=LONGEST_NAME), shown(reason)) from None
    if len(content) > LARGEST:
        raise SheetError(shown(name, longest=LONGEST_NAME), "is larger than 1 MiB, which no score sheet is")
    return content


def _say(line: str) -> int:
    if not sys.stdout:
        return _refuse("standard output: is closed")
    try:
        print(line, flush=True)
    except OSError as error:
        # Nobody reads on, or the disk is full: Python would complain once more when it flushes at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _refuse(f"standard output: {error.strerror}")
    return 0


def _refuse(line: str) -> int:
    if sys.stderr:
        print(line, file=sys.stderr)
    return REFUSED


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
