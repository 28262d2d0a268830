"""Texts in JSON values, whatever the contract."""

import re
from collections.abc import Iterator
from typing import Any

from adproof.answer import Answer
from adproof.words import expect

_HALF = re.compile("[\ud800-\udfff]")


def texts_of(value: Any, pointer: str) -> Iterator[tuple[str, str]]:
    """Every text in a value with its JSON pointer, where the value itself stands at `pointer`."""
    if isinstance(value, str):
        yield pointer, value
    elif isinstance(value, dict | list):
        for name, each in value.items() if isinstance(value, dict) else enumerate(value):
            yield from texts_of(each, f"{pointer}/{name}")


def expect_whole_characters(value: Any, *, of: Answer, pointer: str) -> None:
    """No text of a value at `pointer` of an answer has half a surrogate pair, which no letter is. Source: RFC 8259, 8.2."""
    if b"\\ud" not in of.body.lower():  # a half can only be written as an escape
        return
    for place, text in texts_of(value, pointer):
        found = _HALF.search(text)
        expect(not found, expected="characters of Unicode", received=ascii(found.group()) if found else "", of=of, pointer=place)
