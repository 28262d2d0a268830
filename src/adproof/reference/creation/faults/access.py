"""Faults of isolation, of the token, and of how refusals and successes are written down."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from starlette.responses import HTMLResponse, Response

from ..access import AccessRules
from ..answers import JSON, AnswerRules
from ..problems import CrashError, OAuthProblem, Problem
from ..records import SELLER, Account, Listing
from ..rules import Rules
from ..switchboard import fault

# isolation: a fault opens some operations to every account

OPENED = (
    ("foreign-listing-readable", "read a listing", ("getListing",), "other-account-reads-no-listing"),
    ("foreign-listing-updatable", "update a listing", ("updateListing",), "other-account-updates-nothing"),
    ("foreign-listing-deletable", "delete a listing", ("deleteListing",), "other-account-deletes-nothing"),
    ("foreign-listing-takes-images", "attach images", ("attachMedia",), "other-account-attaches-nothing"),
    ("foreign-images-deletable", "delete images", ("deleteMedia",), "other-account-removes-no-image"),
    ("foreign-images-orderable", "reorder images", ("orderMedia",), "other-account-removes-no-image"),
    ("foreign-listing-publishable", "publish a listing", ("createPublication",), "other-account-publishes-nothing"),
    ("foreign-publications-listed", "list publications", ("listPublications",), "other-account-reads-no-publication"),
    ("foreign-publication-readable", "read one publication", ("getPublication",),
     "other-account-reads-no-publication"),
    ("foreign-publication-pausable", "pause a publication", ("updatePublicationState",),
     "other-account-changes-no-state"),
)  # fmt: skip


def opened(operations: tuple[str, ...]) -> Callable[..., bool]:
    def anyone_may(rules: Rules, account: Account, owner: str, operation: str) -> bool:
        return operation in operations or AccessRules.may_use(rules, account, owner, operation)

    return anyone_may


for _name, _can, _operations, _requirement in OPENED:
    fault(_name, "may_use", f"Another account can {_can}.", f"isolation.{_requirement}", subtle=True)(opened(_operations))


# tokens

MISSING, UNKNOWN = "token.missing-token-is-refused", "token.unknown-token-is-refused"


@fault("single-read-needs-no-token", "account_of", "One publication can be read without a token.",
       MISSING, subtle=True)  # fmt: skip
def open_read(rules: Rules, authorization: str | None, operation: str) -> Account | None:
    if authorization is None and operation == "getPublication":
        return SELLER
    return AccessRules.account_of(rules, authorization, operation)


@fault("image-deletion-needs-no-token", "account_of", "Images can be deleted without a token.",
       MISSING, subtle=True)  # fmt: skip
def open_deletion(rules: Rules, authorization: str | None, operation: str) -> Account | None:
    if authorization is None and operation == "deleteMedia":
        return SELLER
    return AccessRules.account_of(rules, authorization, operation)


@fault("media-request-needs-no-token", "account_of", "Tickets are given without a token.",
       MISSING, UNKNOWN, subtle=True)  # fmt: skip
def open_tickets(rules: Rules, authorization: str | None, operation: str) -> Account | None:
    found = AccessRules.account_of(rules, authorization, operation)
    return found or (SELLER if operation == "requestTicket" else None)


@fault("any-token-accepted", "account_of", "Any bearer token passes for the seller's.", UNKNOWN)  # fmt: skip
def any_token(rules: Rules, authorization: str | None, operation: str) -> Account | None:
    found = AccessRules.account_of(rules, authorization, operation)
    return found or (SELLER if rules.token_in(authorization) else None)


@fault("update-without-token-takes-effect", "refuse_stranger", "An update without a token is refused, but made.",
       MISSING, UNKNOWN, subtle=True)  # fmt: skip
async def refused_after_the_work(rules: Rules, operation: str, act_as: Callable[[Account], Awaitable[Any]]) -> Problem:
    if operation == "updateListing":
        await act_as(SELLER)
    return await AccessRules.refuse_stranger(rules, operation, act_as)


@fault("issued-token-useless", "issue_token", "An issued token is not accepted by the API.",
       "token.issued-token-works", subtle=True)  # fmt: skip
def not_noted(rules: Rules, account: Account) -> dict[str, Any]:
    return {**AccessRules.issue_token(rules, account), "access_token": rules.fresh()}


@fault("token-type-is-mac", "issue_token", "The token's type is not bearer.", "token.type-is-bearer")  # fmt: skip
def mac(rules: Rules, account: Account) -> dict[str, Any]:
    return {**AccessRules.issue_token(rules, account), "token_type": "mac"}


@fault("token-lifetime-is-text", "issue_token", "The token's lifetime is text.",
       "token.answer-has-token-type-and-lifetime", subtle=True)  # fmt: skip
def text_lifetime(rules: Rules, account: Account) -> dict[str, Any]:
    return {**AccessRules.issue_token(rules, account), "expires_in": "3600"}


@fault("any-audience-accepted", "token_client", "A token is given for any audience.",
       "token.wrong-audience-is-refused", subtle=True)  # fmt: skip
def any_audience(rules: Rules, form: Mapping[str, str]) -> Account:
    wanted = {**form, "audience": "consumer-goods-api"} if form.get("audience") else form
    return AccessRules.token_client(rules, wanted)


@fault("grant-type-optional", "token_client", "A token request needs no grant type.",
       "token.missing-grant-type-is-refused", subtle=True)  # fmt: skip
def default_grant(rules: Rules, form: Mapping[str, str]) -> Account:
    return AccessRules.token_client(rules, {"grant_type": "client_credentials", **form})


@fault("any-grant-type-accepted", "token_client", "A token request may have any grant type.",
       "token.wrong-grant-type-is-refused")  # fmt: skip
def any_grant(rules: Rules, form: Mapping[str, str]) -> Account:
    wanted = {**form, "grant_type": "client_credentials"} if form.get("grant_type") else form
    return AccessRules.token_client(rules, wanted)


@fault("audience-optional", "token_client", "A token request needs no audience.",
       "token.missing-field-is-refused", subtle=True)  # fmt: skip
def default_audience(rules: Rules, form: Mapping[str, str]) -> Account:
    return AccessRules.token_client(rules, {"audience": "consumer-goods-api", **form})


@fault("secret-not-checked", "client", "A client id is enough for a token.",
       "token.wrong-secret-is-refused", "token.wrong-secret-is-an-invalid-client")  # fmt: skip
def id_only(rules: Rules, client_id: str, _secret: str) -> Account:
    return AccessRules.client(rules, client_id, f"{client_id}-secret")


@fault("secret-compared-by-its-beginning", "client", "A secret may go on after the right one.",
       "token.wrong-secret-is-refused", "token.wrong-secret-is-an-invalid-client", subtle=True)  # fmt: skip
def beginning_only(rules: Rules, client_id: str, secret: str) -> Account:
    return AccessRules.client(rules, client_id, secret[: len(client_id) + len("-secret")])


@fault("wrong-secret-is-an-odd-error", "client", "A wrong secret is refused with an undocumented code.",
       "token.wrong-secret-is-an-invalid-client", "token.error-code-is-a-documented-one", subtle=True)  # fmt: skip
def odd_error(rules: Rules, client_id: str, secret: str) -> Account:
    try:
        return AccessRules.client(rules, client_id, secret)
    except OAuthProblem as problem:
        raise OAuthProblem("wrong_secret", problem.description) from None


# answers

ALL_404 = ("listing.unknown-listing-is-a-404-problem", "update.unknown-listing-is-a-404-problem",
           "delete.unknown-listing-is-a-404-problem")  # fmt: skip
OTHERS = ("ticket.unsupported-type-is-a-415-problem", "state.refused-state-is-a-400-problem",
          "imprint.content-is-required", "imprint.broken-json-is-refused")  # fmt: skip
SHAPE, TYPES = "problem.refusal-carries-a-problem-object", "problem.members-have-the-documented-types"


@fault("problem-status-differs", "problem_body", "A problem's status is always 400.",
       "problem.status-is-the-http-status", *ALL_404, *OTHERS, SHAPE, subtle=True)  # fmt: skip
def always_400(rules: Rules, operation: str, problem: Problem, path: str, query: str) -> Any:
    return {**AnswerRules.problem_body(rules, operation, problem, path, query), "status": 400}


@fault("problem-status-is-text", "problem_body", "A problem's status is text.",
       SHAPE, TYPES, "problem.status-is-the-http-status", *ALL_404, *OTHERS, subtle=True)  # fmt: skip
def text_status(rules: Rules, operation: str, problem: Problem, path: str, query: str) -> Any:
    return {**AnswerRules.problem_body(rules, operation, problem, path, query), "status": str(problem.status)}


@fault("problem-type-is-no-uri", "problem_body", "A problem's type is a phrase.",
       "problem.type-is-a-uri-reference", TYPES, *ALL_404, *OTHERS, subtle=True)  # fmt: skip
def phrase(rules: Rules, operation: str, problem: Problem, path: str, query: str) -> Any:
    body = AnswerRules.problem_body(rules, operation, problem, path, query)
    return {**body, "type": "listing <not found>"} if "type" in body else body


@fault("problem-is-a-page", "problem_answer", "Refusals are HTML pages.", SHAPE, *ALL_404, *OTHERS,
       "ticket.refused-type-names-the-supported", "state.mismatch-names-both-ids",
       "state.unknown-publication-is-named")  # fmt: skip
def page(_rules: Rules, _operation: str, problem: Problem, _path: str, _query: str) -> Response:
    return HTMLResponse(f"<html><h1>{problem.status}</h1></html>", problem.status)


@fault("deletion-problem-is-empty", "problem_answer", "The refusal of an unknown listing's deletion is empty.",
       "delete.unknown-listing-is-a-404-problem", SHAPE, subtle=True)  # fmt: skip
def empty_refusal(rules: Rules, operation: str, problem: Problem, path: str, query: str) -> Response:
    if operation == "deleteListing":
        return Response(status_code=problem.status)
    return AnswerRules.problem_answer(rules, operation, problem, path, query)


@fault("no-content-with-content", "done", "An answer with 204 has a body.",
       "operations.no-content-has-no-body")  # fmt: skip
def with_content(rules: Rules, operation: str, _value: Any = None) -> Response:
    answer = JSON({}, rules.status_of(operation))
    answer.headers["content-length"] = "2"  # left out otherwise, and the body with it
    return answer


STATUS_FAULTS = (
    ("update-answers-200", "updateListing", "update.update-is-a-204"),
    ("image-deletion-answers-200", "deleteMedia", "images.deletion-is-a-204"),
    ("state-answers-200", "updatePublicationState", "state.pausing-is-a-204"),
    ("republish-answers-202", "updatePublication", "republish.publishing-again-is-a-204"),
)
AFTER = {"updatePublicationState": ("state.resuming-is-a-204",), "updatePublication": ("republish.pausing-is-a-204",)}


def answering(operation: str, status: int) -> Callable[..., int]:
    def other_status(rules: Rules, asked: str) -> int:
        return status if asked == operation else AnswerRules.status_of(rules, asked)

    return other_status


for _name, _operation, _requirement in STATUS_FAULTS:
    _status = 202 if _name.endswith("202") else 200
    fault(_name, "status_of", f"Success is answered with {_status} where 204 is documented.", _requirement,
          *AFTER.get(_operation, ()), subtle=True)(answering(_operation, _status))  # fmt: skip


@fault("malformed-id-crashes", "find_listing", "An id that is no UUID ends in a server error.",
       "robustness.no-input-breaks-the-target", "robustness.malformed-id-is-refused",
       "operations.generated-requests-get-a-verdict", subtle=True)  # fmt: skip
def needs_a_uuid(rules: Rules, uuid: str) -> Listing | None:
    if len(uuid) != 36:
        raise CrashError
    return rules.store.listing(uuid)


@fault("large-amount-crashes", "kept", "An amount beyond 32 bits ends in a server error.",
       "robustness.no-input-breaks-the-target", "operations.generated-requests-get-a-verdict", subtle=True)  # fmt: skip
def small_amounts(_rules: Rules, fields: dict[str, Any]) -> dict[str, Any]:
    price = fields.get("price")
    if price is not None and abs(price["amount"]) >= 2**31:
        raise CrashError
    return fields
