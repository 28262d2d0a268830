"""Writes the few TOML values that a target file needs: tables, text, numbers, truth values and flat lists."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


def document(table: Mapping[str, Any], path: tuple[str, ...] = ()) -> str:
    """A table as TOML text; nested mappings become sub-tables after the plain members."""
    plain = {key: value for key, value in table.items() if not isinstance(value, Mapping)}
    nested = {key: value for key, value in table.items() if isinstance(value, Mapping)}
    lines = [f"[{'.'.join(map(key_text, path))}]"] if path and plain else []
    lines += [f"{key_text(key)} = {value_text(value)}" for key, value in plain.items() if value is not None]
    blocks = ["\n".join(lines) + "\n"] if lines else []
    blocks += [document(value, (*path, key)) for key, value in nested.items()]
    return "\n".join(blocks)


def key_text(key: str) -> str:
    """A key, quoted only where TOML wants it."""
    bare = key.replace("-", "").replace("_", "")
    return key if bare.isalnum() and bare.isascii() else json.dumps(key)


def value_text(value: Any) -> str:
    """A plain value. JSON's text, number and truth forms are TOML's too."""
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(value_text, value)) + "]"
    return json.dumps(value, ensure_ascii=False)
