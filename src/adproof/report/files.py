"""Writing so that a file is either whole or not there: a temporary neighbour, then a rename."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path


def write(path: Path, content: str | bytes, *, executable: bool = False) -> None:
    """Write a file in one step; text becomes UTF-8, and what UTF-8 cannot carry is spelled out."""
    data = content.encode("utf-8", "backslashreplace") if isinstance(content, str) else content
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        beside.write_bytes(data)
        if executable:
            beside.chmod(beside.stat().st_mode | 0o111)
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def replace_folder(folder: Path, files: dict[str, tuple[str | bytes, bool]]) -> None:
    """Exchange a whole folder for `files` (relative path to content and whether it is executable)."""
    fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        fresh.chmod(0o755)
        for name, (content, executable) in files.items():
            (fresh / name).parent.mkdir(parents=True, exist_ok=True)
            write(fresh / name, content, executable=executable)
        if folder.is_dir():
            shutil.rmtree(folder)
        if files:
            os.replace(fresh, folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
