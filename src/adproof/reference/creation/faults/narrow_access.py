"""Faults of isolation and of tokens that hide behind a refusal, or need a request that is almost right; and of odd statuses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from starlette.responses import Response

from ..access import AUDIENCE, AccessRules
from ..answers import JSON, AnswerRules
from ..problems import OAuthProblem, Problem
from ..publication_rules import PublicationRules
from ..records import ACCOUNTS, Account, Listing, Publication, State
from ..rules import Rules
from ..switchboard import fault, instead_of
from .access import with_content

# isolation: another account's call is refused, and done


def adds_an_image(rules: Rules, listing: Listing) -> None:
    rules.store.add_image(listing.uuid, f"{rules.settings.storage_origin}/images/{rules.fresh()}.jpg", rules.now())


def publishes(rules: Rules, listing: Listing) -> None:
    rules.publish(listing, None)


def clears_the_description(rules: Rules, listing: Listing) -> None:
    rules.store.set_fields(listing.uuid, listing.fields | {"description": ""})


def deletes(rules: Rules, listing: Listing) -> None:
    rules.delete_listing(listing)


REFUSED_AND_DONE = (
    ("foreign-attach-refused-and-made", "attach", "attachMedia", "attaches-nothing", adds_an_image),
    ("foreign-publishing-refused-and-made", "publishing", "createPublication", "publishes-nothing", publishes),
    ("foreign-update-refused-and-half-made", "update", "updateListing", "updates-nothing", clears_the_description),
    ("foreign-deletion-refused-and-made", "deletion", "deleteListing", "deletes-nothing", deletes),
)


def done_before_the_refusal(operation: str, effect: Callable[[Rules, Listing], None]) -> Callable[..., Listing]:
    def owned(rules: Rules, account: Account, uuid: str, asked: str) -> Listing:
        listing = rules.find_listing(uuid)
        if asked == operation and listing is not None and listing.account != account.name and not listing.deleted:
            effect(rules, listing)
        return PublicationRules.owned_listing(rules, account, uuid, asked)

    return owned


for _name, _what, _operation, _clause, _effect in REFUSED_AND_DONE:
    fault(_name, "owned_listing", f"Another account's {_what} is refused, and yet has an effect.",
          f"isolation.other-account-{_clause}", subtle=True)(done_before_the_refusal(_operation, _effect))  # fmt: skip


@fault("foreign-paused-publication-resumable", "owned_listing", "Another account can resume what is paused.",
       "isolation.other-account-changes-no-state", subtle=True)  # fmt: skip
def open_while_paused(rules: Rules, account: Account, uuid: str, operation: str) -> Listing:
    listing = rules.find_listing(uuid)
    paused = listing is not None and any(each.state == State.PAUSED for each in rules.publications_of(listing))
    if operation == "updatePublicationState" and listing is not None and paused:
        return listing
    return PublicationRules.owned_listing(rules, account, uuid, operation)


def anyones(rules: Rules, listing: Listing, uuid: str, operation: str, opened: str) -> Publication:
    found = rules.store.publications(uuid=uuid)
    if found and found[0].account != listing.account and operation == opened:
        return found[0]
    return PublicationRules.publication_of(rules, listing, uuid, operation)


@fault("foreign-publication-read-below-an-own-listing", "publication_of", "Who has a listing reads every publication below it.",
       "isolation.other-account-reads-no-publication", subtle=True)  # fmt: skip
def read_below_an_own(rules: Rules, listing: Listing, uuid: str, operation: str) -> Publication:
    return anyones(rules, listing, uuid, operation, "getPublication")


@fault("foreign-publication-resumed-below-an-own-listing", "publication_of", "Who has a listing can resume every publication.",
       "isolation.other-account-changes-no-state", subtle=True)  # fmt: skip
def resumed_below_an_own(rules: Rules, listing: Listing, uuid: str, operation: str) -> Publication:
    return anyones(rules, listing, uuid, operation, "updatePublicationState")


# tokens


@fault("issued-token-creates-nothing", "account_of", "An issued token is good for everything but a new listing.",
       "token.issued-token-works", subtle=True)  # fmt: skip
def reads_only(rules: Rules, authorization: str | None, operation: str) -> Account | None:
    fixed = rules.token_in(authorization) in {account.token for account in ACCOUNTS.values()}
    return AccessRules.account_of(rules, authorization, operation) if fixed or operation != "createListing" else None


@fault("token-without-a-type", "issue_token", "A token comes without its type.",
       "token.answer-has-token-type-and-lifetime", "token.type-is-bearer")  # fmt: skip
def typeless(rules: Rules, account: Account) -> dict[str, Any]:
    issued = AccessRules.issue_token(rules, account)
    return {name: value for name, value in issued.items() if name != "token_type"}


@fault("token-type-is-bearer-token", "issue_token", "The token's type is BearerToken.", "token.type-is-bearer",
       subtle=True)  # fmt: skip
def bearer_token(rules: Rules, account: Account) -> dict[str, Any]:
    return {**AccessRules.issue_token(rules, account), "token_type": "BearerToken"}


@fault("missing-grant-type-without-a-code", "token_client", "The refusal of a missing grant type has no error code.",
       "token.missing-grant-type-is-refused")  # fmt: skip
def codeless(rules: Rules, form: Mapping[str, str]) -> Account:
    if not form.get("grant_type"):
        raise OAuthProblem("", "Missing parameter: grant_type")
    return AccessRules.token_client(rules, form)


@fault("grant-type-compared-by-its-beginning", "token_client", "A grant type may lack its last letters.",
       "token.wrong-grant-type-is-refused", subtle=True)  # fmt: skip
def shortened_grant(rules: Rules, form: Mapping[str, str]) -> Account:
    given, whole = form.get("grant_type"), "client_credentials"
    return AccessRules.token_client(rules, {**form, "grant_type": whole} if given and whole.startswith(given) else form)


@fault("audience-compared-by-its-beginning", "token_client", "An audience may go on after the right one.",
       "token.wrong-audience-is-refused", subtle=True)  # fmt: skip
def longer_audience(rules: Rules, form: Mapping[str, str]) -> Account:
    fits = form.get("audience", "").startswith(AUDIENCE)
    return AccessRules.token_client(rules, {**form, "audience": AUDIENCE} if fits else form)


# statuses and bodies


@fault("attach-answers-with-content", "done", "Only the 204 that answers an attach has a body.",
       "operations.no-content-has-no-body", subtle=True)  # fmt: skip
def attached_with_content(rules: Rules, operation: str, value: Any = None) -> Response:
    return with_content(rules, operation) if operation == "attachMedia" else AnswerRules.done(rules, operation, value)


@fault("unsupported-type-calls-itself-a-400", "problem_body", "The refusal of a media type is a 415 that says 400.",
       "problem.status-is-the-http-status", "ticket.unsupported-type-is-a-415-problem", subtle=True)  # fmt: skip
def says_400(rules: Rules, operation: str, problem: Problem, path: str, query: str) -> Any:
    body = AnswerRules.problem_body(rules, operation, problem, path, query)
    return {**body, "status": 400} if problem.status == 415 else body


def requested_last(rules: Rules, operation: str) -> str | None:
    """The state that this call of the operation asked for."""
    asked: tuple[str, str] = rules.notes.get("requested", ("", ""))
    return asked[1] if asked[0] == operation else None


def noting_a_change(rules: Rules, publication: Publication, requested: str) -> None:
    PublicationRules.change_state(rules, publication, requested)
    rules.notes["requested"] = ("updatePublicationState", requested)


def noting_a_republish(rules: Rules, publication: Publication, requested: str) -> None:
    PublicationRules.republish(rules, publication, requested)
    rules.notes["requested"] = ("updatePublication", requested)


@fault("resuming-answers-200", "status_of", "Resuming, unlike pausing, is answered with 200.",
       "state.resuming-is-a-204", subtle=True)  # fmt: skip
def resumed_200(rules: Rules, operation: str) -> int:
    return 200 if requested_last(rules, operation) == "RESUMED" else AnswerRules.status_of(rules, operation)


instead_of("creation.resuming-answers-200", "change_state")(noting_a_change)


@fault("republish-into-paused-answers-202", "status_of", "A republish that pauses is answered with 202.",
       "republish.pausing-is-a-204", subtle=True)  # fmt: skip
def paused_202(rules: Rules, operation: str) -> int:
    pausing = operation == "updatePublication" and requested_last(rules, operation) == "PAUSED"
    return 202 if pausing else AnswerRules.status_of(rules, operation)


instead_of("creation.republish-into-paused-answers-202", "republish")(noting_a_republish)


@fault("listing-read-as-a-list", "shown", "A listing is read as a list of one.",
       "listing.reading-returns-the-listing", "operations.answers-follow-their-schema")  # fmt: skip
def list_of_one(rules: Rules, operation: str, value: Any) -> Response:
    return JSON([value]) if operation == "getListing" else AnswerRules.shown(rules, operation, value)
