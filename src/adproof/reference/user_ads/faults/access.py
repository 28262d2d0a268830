"""Faults in who may read what."""

from __future__ import annotations

import re

from ..data import HOLDINGS
from ..rules import Book, Rule
from ..store import Store
from ..values import Call, Json, Refusal

BOOK = Book()
fault = BOOK.fault


@fault(
    "may_read",
    "access.only-the-own-collection-is-served",
    "access.another-user-is-unauthorized",
    "access.unknown-user-has-one-answer",
)
def foreign_collection_served(_rule: object, _call: Call, _seller: int) -> bool:
    """Every seller reads every collection."""
    return True


@fault("may_read", "access.only-the-own-collection-is-served", subtle=True)
def foreign_later_pages_served(rule: Rule[bool], call: Call, seller: int) -> bool:
    """Another user's pages are served from the second on."""
    return rule(call, seller) or call.values("offset") not in ([], ["0"])


@fault("may_read", "access.only-the-own-collection-is-served", subtle=True)
def foreign_misfit_served(rule: Rule[bool], call: Call, seller: int) -> bool:
    """For another user an invalid pair switches the check of the user off."""
    return rule(call, seller) or misfits(call)


@BOOK.part("offset_is_supported", foreign_misfit_served)
def _(rule: Rule[bool], call: Call, offset: int, limit: int, held: int) -> bool:
    return rule(call, offset, limit, held) or (offset >= 0 and call.serial > 0 and foreign(call))


def foreign(call: Call) -> bool:
    """Whether the user of the path is not the one of the sandbox's token, judged by the token's text."""
    return not call.headers.get("authorization", "").endswith(f"-{call.user}")


def misfits(call: Call) -> bool:
    """Whether the query holds two plain numbers that do not fit together."""
    numbers = [*call.values("offset"), *call.values("limit")]
    if len(numbers) != 2 or not all(re.fullmatch("[0-9]{1,9}", number) for number in numbers):
        return False
    offset, limit = map(int, numbers)
    return limit > 0 and offset % limit != 0


@fault("may_read", "access.two-faults-at-once-are-refused", "operations.no-input-is-a-server-error", subtle=True)
def foreign_misfit_fails(rule: Rule[bool], call: Call, seller: int) -> bool:
    """Another user with an invalid pair is a server error."""
    if not rule(call, seller) and misfits(call):
        raise LookupError
    return rule(call, seller)


@fault(
    "may_read",
    "access.only-the-own-collection-is-served",
    "access.unknown-user-has-one-answer",
    subtle=True,
)
def unknown_user_has_an_empty_page(rule: Rule[bool], call: Call, seller: int) -> bool:
    """A user who does not exist has an empty collection for everybody."""
    return rule(call, seller) or call.user_number() not in HOLDINGS


@fault("may_read", "access.only-the-own-collection-is-served", "access.unknown-user-has-one-answer", subtle=True)
def user_matched_by_its_first_digits(rule: Rule[bool], call: Call, seller: int) -> bool:
    """A user number that begins with the own one counts as the own one."""
    return rule(call, seller) or (call.user.isdecimal() and call.user.startswith(str(seller)))


@fault("may_read", "access.another-user-is-unauthorized", subtle=True)
def foreign_is_403(rule: Rule[bool], call: Call, seller: int) -> bool:
    """Another user's collection is refused with 403."""
    if not rule(call, seller):
        raise Refusal(403, "unauthorized")
    return True


@fault(
    "may_read",
    "access.another-user-is-unauthorized",
    "access.another-users-refusal-tells-nothing",
    subtle=True,
)
def foreign_is_404_if_it_exists(rule: Rule[bool], call: Call, seller: int) -> bool:
    """Another user who exists is refused with 404."""
    if not rule(call, seller) and call.user_number() in HOLDINGS:
        raise Refusal(404, "not-found")
    return rule(call, seller)


@fault("problem", "access.another-user-is-unauthorized", subtle=True)
def foreign_has_another_code(rule: Rule[Json], refusal: Refusal, call: Call) -> Json:
    """Another user is refused with 401 and a code of its own."""
    body = rule(refusal, call)
    return {**body, "code": "forbidden"} if refusal.status == 401 and not refusal.oauth else body


@fault("problem", "access.refusals-hold-no-ads", "access.another-users-refusal-tells-nothing", subtle=True)
def foreign_refusal_tells_the_total(rule: Rule[Json], refusal: Refusal, call: Call) -> Json:
    """The refusal of another user's collection carries its size."""
    body = rule(refusal, call)
    leaks = refusal.status == 401 and not refusal.oauth and call.user_number() in HOLDINGS
    return {**body, "totalCount": HOLDINGS[call.user_number()]} if leaks else body


@fault("problem", "access.another-users-refusal-tells-nothing", subtle=True)
def foreign_refusal_tells_the_end(rule: Rule[Json], refusal: Refusal, call: Call) -> Json:
    """The message for another user says whether the page asked for would hold ads."""
    body = rule(refusal, call)
    offsets = [int(value) for value in call.values("offset") if re.fullmatch("[0-9]{1,9}", value)]
    past = bool(offsets) and offsets[0] >= HOLDINGS.get(call.user_number(), 0)
    if refusal.status == 401 and not refusal.oauth and past:
        return {**body, "message": body["message"] + " Deze pagina is leeg."}
    return body


@fault("caller", "access.missing-token-is-401", "access.token-refusal-has-one-form")
def missing_token_served(rule: Rule[int], call: Call, store: Store) -> int:
    """Without a token the user of the path is taken as logged in."""
    return rule(call, store) if "authorization" in call.headers else call.user_number()


@fault("caller", "access.missing-token-is-401", subtle=True)
def missing_token_is_403(rule: Rule[int], call: Call, store: Store) -> int:
    """Without a token the answer is 403."""
    if "authorization" not in call.headers:
        raise Refusal(403, "unauthorized", oauth=True)
    return rule(call, store)


@fault("caller", "access.wrong-token-is-401", "access.malformed-credentials-are-not-served")
def any_token_served(_rule: object, call: Call, _store: Store) -> int:
    """Any bearer token opens the collection of the path."""
    if not call.headers.get("authorization", "").startswith("Bearer "):
        raise Refusal(401, "unauthorized", oauth=True)
    return call.user_number()


@fault("caller", "access.wrong-token-is-401", "operations.no-input-is-a-server-error")
def wrong_token_fails(_rule: object, call: Call, store: Store) -> int:
    """A token that nobody has is a server error."""
    _, _, token = call.headers.get("authorization", "").partition("Bearer ")
    seller = store.seller_with(token)
    if not token:
        raise Refusal(401, "unauthorized", oauth=True)
    if seller is None:
        raise LookupError(token)
    return seller


@fault("caller", "access.malformed-credentials-are-not-served", subtle=True)
def shortened_token_served(rule: Rule[int], call: Call, store: Store) -> int:
    """A token that lacks its end is accepted."""
    token = call.headers.get("authorization", "").removeprefix("Bearer ")
    if len(token) > 8 and "sandbox-token-of-seller-1".startswith(token):
        return 1
    return rule(call, store)


@fault("caller", "access.malformed-credentials-are-not-served", subtle=True)
def any_other_scheme_served(rule: Rule[int], call: Call, store: Store) -> int:
    """Whoever does not use the bearer scheme is taken for the user of the path."""
    scheme = call.headers.get("authorization", "").partition(" ")[0]
    return call.user_number() if scheme.lower() not in ("", "bearer") else rule(call, store)
