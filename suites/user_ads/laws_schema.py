"""What the schemas of the document demand of every page and every error: one law for each requirement they name."""

from adproof import expect, law, schemas, witness
from adproof.api.user_ads import LIST, LIST_UNENTITLED, error_of, page_of

PAGE, ERROR = "user_ads/advertisement-page.schema.json", "user_ads/error.schema.json"
PARTS = ("advertisement", "links", "link", "price-model")
FALLBACK = {PAGE: "user_ads.representation.page-keeps-its-schema", ERROR: "user_ads.errors.error-has-its-members"}


def named_in(value):
    """Every requirement that a schema names beside a keyword."""
    if isinstance(value, list):
        return set().union(*map(named_in, value))
    if not isinstance(value, dict):
        return set()
    own = value.get("x-requirement")
    return ({own} if isinstance(own, str) else set()).union(*map(named_in, value.values()))


last_found = []  # all laws see one answer after the other


def findings(schema, answer):
    if not last_found or last_found[0] is not answer:
        value = error_of(answer) if schema == ERROR else answer.json_or_none
        last_found[:] = [answer, schemas.check(schema, value)]
    return last_found[1]


def _register(id, schema, applies, count):
    @law(id)
    def keeps_its_schema(answer):
        if not applies(answer):
            return
        witness(count(answer), "values that the schema describes")
        for finding in findings(schema, answer):
            expect(
                (finding.requirement or FALLBACK[schema]) != id,
                expected="an answer that keeps its schema",
                received=f"{finding.pointer or 'the body'}: {finding.message}",
                of=answer,
                pointer=finding.pointer,
            )


def _is_error(answer):
    """Refusals by OAuth have a form of their own, and those of other methods come from frameworks."""
    if answer.operation not in (LIST, LIST_UNENTITLED) or answer.json_or_none is None:
        return False
    return answer.status == 400 or (answer.status == 401 and "code" in error_of(answer))


def _ads_of(answer):
    return len(page_of(answer).ads_or_none or ())


def _one(answer):
    return 1


def _register_all():
    for id in named_in([schemas.load(PAGE), *(schemas.load(f"user_ads/{part}.schema.json") for part in PARTS)]):
        about_ads = id.startswith("user_ads.ads.")
        _register(id, PAGE, page_of, _ads_of if about_ads else _one)
    for id in named_in(schemas.load(ERROR)):
        _register(id, ERROR, _is_error, _one)


_register_all()
