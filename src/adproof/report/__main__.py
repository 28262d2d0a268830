"""python -m adproof.report DIR/results.json: render the reports of a finished run again, beside its results."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from adproof.report import render

_USAGE = "usage: python -m adproof.report DIR/results.json"


def main(arguments: list[str]) -> int:
    """0 when every report was written, 4 for a wrong argument or an unreadable file."""
    if len(arguments) != 1 or arguments[0].startswith("-"):
        print(_USAGE, file=sys.stderr)
        return 4
    source = Path(arguments[0])
    try:
        results = json.loads(source.read_text(encoding="utf-8"))
        if not isinstance(results, dict):
            raise ValueError("it holds no object")
        render(results, source.parent)
    except (OSError, ValueError) as problem:
        print(f"cannot render {source}: {problem}", file=sys.stderr)
        return 4
    print(f"rendered {source.parent / 'report.html'}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
