"""What every answer of the API keeps, whoever asked for it and why. The storage's answers are not judged here."""

from adproof import expect, law, schemas, witness
from adproof.api.creation import CLOCK_ALLOWANCE, Phase, Ticket, in_use, is_refusal, path_ids, succeeded, views_of

STORAGE, TOKENS, PREFLIGHT = "uploadImage", "requestToken", "preflight"
NAMED = {"createListing": "listing", "requestTicket": "ticket", "createPublication": "publication"}
OBJECTS = {"createImprint", "createListing", "requestTicket", "createPublication", "getListing", "getPublication"}
CREATED = {"createImprint": "imprint", "createListing": "listing", "createPublication": "publication"}
WRITES = {"updateListing", "deleteListing", "attachMedia", "deleteMedia", "reorderMedia", "republish", "updatePublicationState"}

given_before = {}
addresses = {}
last_seen = {}
touched = set()
published = set()


def is_problem(answer):
    """Whether the body speaks as a problem object does."""
    body = answer.json_or_none
    return isinstance(body, dict) and bool({"title", "detail", "type"} & set(body)) and isinstance(body.get("status"), int)


@law("creation.robustness.no-input-breaks-the-target")
def no_answer_is_an_internal_error(answer):
    if answer.operation == STORAGE:
        return
    witness(1, "answers")
    broken = answer.status >= 500 and answer.status not in (502, 503, 504)
    expect(not broken, expected="an acceptance or a refusal", received=answer.received, of=answer)


@law("creation.operations.no-content-has-no-body")
def no_content_has_no_body(answer):
    if answer.operation == STORAGE:
        return
    witness(1, "answers that could have been a 204 with a body")
    if answer.status == 204:
        body = answer.body + answer.stray
        expect(not body, expected="no body behind a 204", received=f"{len(body)} bytes: {body[:40]!r}", of=answer)


@law("creation.operations.answers-follow-their-schema")
def a_success_is_a_json_object(answer):
    if answer.operation in OBJECTS and succeeded(answer) and answer.status != 204:
        witness(1, "successful answers")
        kind = answer.media_type
        expect(kind.endswith(("/json", "+json")), expected="a JSON media type", received=kind or "none", of=answer)
        problem = answer.broken or answer.json_problem or "; ".join(answer.json_findings)
        expect(not problem, expected="a JSON body", received=f"{problem}: {answer.text[:60]!r}", of=answer)
        body = answer.json_or_none
        fine = isinstance(body, dict) or (isinstance(body, str) and is_its_own_id(answer))
        expect(fine, expected="a JSON object", received=answer.text[:80], of=answer)


def is_its_own_id(answer):
    """Whether the target's file says that the whole body is the id; the reference prints the schema as a string, too."""
    dialect, kind = in_use(), CREATED.get(answer.operation)
    return dialect is not None and kind is not None and dialect.pointers.get(kind) == ""


@law("creation.problem.refusal-carries-a-problem-object")
def a_refusal_carries_a_problem(answer):
    if answer.status in (400, 404, 415) and answer.operation not in (STORAGE, TOKENS, PREFLIGHT):
        witness(1, "refusals")
        body = answer.json_or_none
        fine = isinstance(body, dict) and isinstance(body.get("status"), int)
        expect(fine, expected="a problem object with its status", received=answer.text[:80] or "an empty body", of=answer)


@law("creation.problem.status-is-the-http-status")
def the_status_inside_is_the_status_outside(answer):
    if answer.status < 400 or answer.operation in (STORAGE, TOKENS):
        return
    witness(1, "refusals that could have carried a problem object")
    if is_problem(answer):
        inside = answer.json["status"]
        expect(inside == answer.status, expected=f"status {answer.status}", received=str(inside), of=answer, pointer="/status")


@law("creation.problem.members-have-the-documented-types")
def members_have_their_types(answer):
    if is_refusal(answer) and answer.operation not in (STORAGE, TOKENS) and is_problem(answer):
        conforms("creation/problem.schema.json", "creation.problem.members-have-the-documented-types", answer)


@law("creation.problem.type-is-a-uri-reference")
def the_type_is_a_uri_reference(answer):
    if is_refusal(answer) and answer.operation not in (STORAGE, TOKENS) and is_problem(answer) and "type" in answer.json:
        conforms("creation/problem.schema.json", "creation.problem.type-is-a-uri-reference", answer)


@law("creation.listing.fields-have-the-documented-types")
def the_fields_of_a_listing_have_their_types(answer):
    if answer.operation == "getListing" and succeeded(answer) and isinstance(answer.json_or_none, dict):
        conforms("creation/listing.schema.json", "creation.listing.fields-have-the-documented-types", answer)


@law("creation.ticket.answer-has-the-documented-names")
def a_ticket_has_its_documented_names(answer):
    if answer.operation == "requestTicket" and succeeded(answer):
        conforms("creation/media-ticket.schema.json", "creation.ticket.answer-has-the-documented-names", answer)


@law("creation.ticket.expiry-lies-ahead")
def every_expiry_lies_ahead(answer):
    dialect = in_use()
    if dialect is None or answer.operation != "requestTicket" or not succeeded(answer) or answer.date is None:
        return
    ticket = Ticket(answer, dialect, "ticket")
    if ticket.expiry is not None:
        witness(1, "expiries")
        said = f"{ticket.expiry.isoformat()} at {answer.date.isoformat()}"
        ahead = ticket.expiry > answer.date - CLOCK_ALLOWANCE
        expect(ahead, expected="an expiry after the answer's own Date", received=said, of=answer)


def conforms(schema, requirement, answer):
    witness(1, "bodies")
    found = [each for each in schemas.check(schema, answer.json_or_none) if each.requirement in (requirement, None)]
    if found:
        first = found[0]
        expect(False, expected="the documented names and types", received=first.message, of=answer, pointer=first.pointer)


@law("creation.ids.no-id-is-given-twice")
def no_id_is_given_twice(answer):
    dialect, kind = in_use(), NAMED.get(answer.operation)
    if dialect is None or kind is None or not succeeded(answer) or answer.perhaps_done:
        return
    id = dialect.find(kind, answer.json_or_none)
    if id is not None:
        witness(1, "ids")
        earlier = given_before.setdefault((kind, str(id).lower()), answer)
        same_place = kind == "publication" and earlier.url == answer.url  # publishing a listing again may name the same one
        fine = earlier is answer or same_place
        expect(fine, expected=f"a {kind} UUID of its own", received=f"{id} again", of=[earlier, answer])


@law("creation.ticket.each-ticket-has-its-own-url")
def no_address_is_given_twice(answer):
    dialect = in_use()
    if dialect is None or answer.operation != "requestTicket" or not succeeded(answer) or answer.perhaps_done:
        return
    address = Ticket(answer, dialect, "ticket").upload_url
    if address:
        witness(1, "addresses")
        earlier = addresses.setdefault(address, answer)
        said = "the address of an earlier ticket"
        expect(earlier is answer, expected="an address for each ticket", received=said, of=[earlier, answer])


@law("creation.publication.settled-status-stays")
def a_live_publication_stays_live(answer):
    """As long as nobody writes to its listing: whichever test looks, however late."""
    dialect = in_use()
    if dialect is None:
        return
    ids = path_ids(dialect, answer)
    if answer.operation in WRITES or (answer.operation == "createPublication" and ids & published):
        touched.update(ids)
    if answer.operation == "createPublication":
        published.update(ids)
    for publication, view in views_of(dialect, answer):
        key = (answer.operation, publication)
        before = last_seen.get(key)
        if before is not None and not (touched & ids):
            witness(1, "later looks at a live publication")
            fallen = view.phase in (Phase.PENDING, Phase.FAILED, Phase.PAUSED)
            said = f"{view.status!r} after {before.status!r}"
            expect(not fallen, expected="a status that stays", received=said, of=[before.answer, answer])
        if view.phase is Phase.LIVE:
            last_seen[key] = view
