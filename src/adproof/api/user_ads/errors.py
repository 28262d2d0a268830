"""Errors as the target tells them: as one object, as a list of objects, or wrapped. Nothing here judges."""

from typing import Any

from adproof.answer import Answer

_WRAPPERS = ("errors", "error", "_errors", "fault")
_CODES = ("code", "errorCode", "error_code", "error")


def told_as_json(answer: Answer) -> bool:
    """Whether the media type is JSON, or one of those that are written in it."""
    return answer.media_type == "application/json" or answer.media_type.endswith("+json")


def error_form(answer: Answer) -> str | None:
    """Which of the admissible forms an error body has; None when it is no JSON object or array that tells a code."""
    value = answer.json_or_none
    if isinstance(value, list):
        return "list" if _codes(value) else None
    if not isinstance(value, dict):
        return None
    if _codes(value, wrapped=False):
        return "object"
    return "wrapped" if _codes(value) else None


def codes_of(answer: Answer) -> tuple[str, ...]:
    """The codes an error body tells, in whatever form; details do not count."""
    return _codes(answer.json_or_none)


def error_of(answer: Answer) -> dict[str, Any]:
    """The error object itself: the body, the first of a list, or what is wrapped; empty when there is none."""
    value = answer.json_or_none
    if isinstance(value, dict) and not _codes(value, wrapped=False):
        value = next((value[name] for name in _WRAPPERS if isinstance(value.get(name), dict | list)), value)
    if isinstance(value, list):
        value = value[0] if value else None
    return value if isinstance(value, dict) else {}


def _codes(value: Any, *, wrapped: bool = True) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(code for each in value[:20] if isinstance(each, dict) for code in _codes(each, wrapped=False))
    if not isinstance(value, dict):
        return ()
    own = next((value[name] for name in _CODES if isinstance(value.get(name), str)), None)
    if own is not None:
        return (own,)
    return next((found for name in _WRAPPERS if wrapped and (found := _codes(value.get(name), wrapped=False))), ())
