"""What the schemas of the document demand of every page and every error: one law for each requirement they name."""

from adproof import expect, law, schemas, witness
from adproof.api.user_ads import LIST, LIST_OF_ANOTHER, LIST_UNENTITLED, error_of, page_of

PAGE, ERROR = "user_ads/advertisement-page.schema.json", "user_ads/error.schema.json"
AD = "user_ads/advertisement.schema.json"
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


EXPLAINED = 3  # ads of one page whose faults are explained: explaining costs a hundred times what deciding does
last_found = []  # all laws see one answer after the other


def findings(schema, answer):
    """Pointer, message and requirement of what the answer breaks."""
    if not last_found or last_found[0] is not answer:
        last_found[:] = [answer, list(_in_error(answer) if schema == ERROR else _in_page(answer))]
    return last_found[1]


def _in_error(answer):
    for each in schemas.check(ERROR, error_of(answer)):
        yield each.pointer, each.message, each.requirement or FALLBACK[ERROR]


def _in_page(answer):
    """The page without its ads, then the ads one by one."""
    page = page_of(answer)
    whole = page.ads_or_none is not None and page.keys
    bare = {**page.body, "_embedded": {**page.body["_embedded"], **{key: [] for key in page.keys}}} if whole else page.body
    for each in schemas.check(PAGE, bare):
        yield each.pointer, each.message, each.requirement or FALLBACK[PAGE]
    unfit = 0
    for ad in page.ads_or_none or ():
        found = schemas.check(AD, ad.members)
        unfit += bool(found)
        for each in found:
            yield ad.pointer + each.pointer, each.message, each.requirement or FALLBACK[PAGE]
        if unfit == EXPLAINED:
            return


def _register(id, schema, applies, count):
    @law(id)
    def keeps_its_schema(answer):
        if not applies(answer):
            return
        witness(count(answer), "values that the schema describes")
        for pointer, message, broken in findings(schema, answer):
            received = f"{pointer or 'the body'}: {message}"
            expect(broken != id, expected="an answer that keeps its schema", received=received, of=answer, pointer=pointer)


def _is_error(answer):
    """Refusals of a token may have OAuth's form, and those of other methods come from frameworks."""
    if answer.operation not in (LIST, LIST_OF_ANOTHER, LIST_UNENTITLED) or answer.json_or_none is None:
        return False
    api_form = answer.operation == LIST_OF_ANOTHER or "code" in error_of(answer)
    return answer.status == 400 or (answer.status == 401 and api_form)


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
