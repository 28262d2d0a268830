"""Laws from the schemas: a keyword that enforces a requirement names it, and is booked on it when an answer breaks it."""

from adproof import Answer, law, schemas, violated, witness
from adproof.api.search.found import Found, found_in
from adproof.api.search.memory import asking_role, memory

ENVELOPE, AD, AD_AS_SHOWN = (f"search/{name}.schema.json" for name in ("search-answer", "ad", "ad-as-shown"))
META, ROLES = "search/meta.schema.json", "search/roles.schema.json"
MOST_EXPLAINED = 40  # ads of one answer that are explained in detail

_latest = (None, {})


def requirements_of(schema, own=True):
    """Every requirement that a schema file names."""
    if isinstance(schema, dict):
        for name, value in schema.items():
            if name == "x-requirement":
                yield value
            else:
                yield from requirements_of(value)
    elif isinstance(schema, list):
        for each in schema:
            yield from requirements_of(each)


def findings(answer: Answer):
    """What an answer breaks, by requirement: the first finding of each."""
    global _latest
    if _latest[0] is not answer:
        _latest = (answer, first_findings(found_in(answer)))
    return _latest[1]


def first_findings(found: Found):
    body = found.answer.json_or_none
    frame = body
    if isinstance(body, dict) and found.entries is not None:
        frame = {**body, "data": {**found.data, "ads": []}}  # the ads are judged one by one below
    broken = {}
    for each in schemas.check(ENVELOPE, frame):
        broken.setdefault(each.requirement, each)
    explained = 0
    unread = [] if len(found.delivered) == len(found.entries or ()) else list(enumerate(found.entries))
    for place, entry in [*unread, *((place, ad.raw) for place, ad in memory.news(found))]:
        for schema in (AD, AD_AS_SHOWN):
            for each in schemas.check(schema, entry):
                at = schemas.Finding(f"/data/ads/{place}{each.pointer}", each.message, each.requirement)
                broken.setdefault(each.requirement, at)
                explained += 1
        if explained >= MOST_EXPLAINED:
            break
    return broken


def shape_law(id: str, about_ads: bool):
    def a_keyword_holds(answer: Answer) -> None:
        if answer.operation != "searchAds" or asking_role() is None or not 200 <= answer.status < 300:
            return
        found, body = found_in(answer), answer.json_or_none
        if not isinstance(body, dict) or body.get("success") is False:
            return
        witness(len(found.entries or ()) if about_ads else 1, "ads" if about_ads else "answers")
        broken = findings(answer).get(id)
        if broken is not None:
            violated(
                expected=f"what the schema says of {place_of(broken.pointer)}",
                received=broken.message,
                of=answer,
                pointer=broken.pointer,
            )

    return a_keyword_holds


def place_of(pointer: str) -> str:
    """A pointer without its numbers, so that one kind of break has one name."""
    return "/".join(each for each in pointer.split("/") if not each.isdecimal()) or "the answer"


FRAME = {*requirements_of(schemas.load(ENVELOPE)), *requirements_of(schemas.load(META))} - {
    "search.envelope.answer-is-a-json-object"
}
ADS = {*requirements_of(schemas.load(AD)), *requirements_of(schemas.load(AD_AS_SHOWN))}

for each in sorted(FRAME | ADS):
    law(each)(shape_law(each, each in ADS))
