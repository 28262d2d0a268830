"""Rules about refusals: their bodies, their language, their headers."""

from __future__ import annotations

from uuid import uuid4

from .values import Call, Detail, Json, Refusal

HELP = "https://api.marktplaats.nl/docs/v1/errors"
MESSAGES = {
    "pagination-invalid": (
        "De combinatie van offset en limit wordt niet ondersteund.",
        "This combination of offset and limit is not supported.",
    ),
    "unauthorized": ("U heeft geen toegang tot deze gegevens.", "You have no access to this data."),
    "validation-failure": ("Een of meer waarden zijn onjuist.", "One or more values are not accepted."),
    "not-a-number": ("De waarde is geen geheel getal.", "The value is not a whole number."),
    "given-more-than-once": ("De waarde is meer dan eens gegeven.", "The value is given more than once."),
    "advertisement-not-found": ("De advertentie bestaat niet.", "There is no such advertisement."),
    "not-found": ("Dit adres bestaat niet.", "There is nothing at this address."),
    "method-not-allowed": ("Deze methode wordt niet ondersteund.", "This method is not supported here."),
    "not-acceptable": ("Het antwoord is er alleen als JSON.", "The answer is available as JSON only."),
    "internal-server-error": ("Er ging iets mis.", "Something went wrong."),
}


def language(call: Call) -> str:
    """Dutch, unless English is preferred."""
    weights = {"nl": 0.0, "en": 0.0}
    for part in call.headers.get("accept-language", "").lower().split(","):
        tag, _, weight = part.partition(";q=")
        name = tag.strip().split("-")[0]
        if name in weights:
            weights[name] = max(weights[name], quality(weight))
    return "en" if weights["en"] > weights["nl"] else "nl"


def quality(text: str) -> float:
    """The weight of an element of a list header; 1 without one, 0 if it cannot be read."""
    try:
        return float(text) if text else 1.0
    except ValueError:
        return 0.0


def message(code: str, tongue: str) -> str:
    """What a person reads about a code."""
    dutch, english = MESSAGES[code]
    return english if tongue == "en" else dutch


def problem(refusal: Refusal, call: Call) -> Json:
    """The body of a refusal; it says nothing about what it keeps back."""
    tongue = language(call)
    members: Json = {
        "_links": {"help": {"href": f"{HELP}/{refusal.code}"}},
        "logref": str(uuid4()),
        "statuscode": refusal.status,
        "code": refusal.code,
        "message": message(refusal.code, tongue),
    }
    if refusal.details:
        members["details"] = [detail_body(detail, tongue) for detail in refusal.details]
    return members


def detail_body(detail: Detail, tongue: str) -> Json:
    """One field error."""
    text = message(detail.code, tongue)
    return {"field": detail.field, "code": detail.code, "message": text, "value": detail.value}


def problem_headers(refusal: Refusal, call: Call) -> dict[str, str]:
    """The language, and for 401 how to authenticate."""
    headers = {"content-language": language(call)}
    if refusal.status == 401:
        headers["www-authenticate"] = 'Bearer realm="advertisements"'
    return headers
