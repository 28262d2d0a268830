"""Laws on the frame of every answer: JSON, message, success, request id."""

import re

from adproof import Answer, expect, law, witness
from adproof.api.search.found import found_in
from adproof.api.search.judged import deep, documented, may_be_refused, must_be_served
from adproof.api.search.memory import asking_role, memory

UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
REFUSALS_IN_A_ROW = 3
CREDENTIALS_REFUSED = (401, 403)
PASSING = (0, 401, 408, 425, 429)  # may be another thing's trouble, so that it counts only when it lasts


@law("search.envelope.documented-request-succeeds")
def a_documented_request_succeeds(answer: Answer) -> None:
    found, role = documented(answer), asking_role()
    if found is None:
        return
    if found.succeeded:
        memory.accepted.add(role)
        memory.cleared("refused", str(answer.url))
        witness(1, "documented requests")
        return
    if answer.status in CREDENTIALS_REFUSED and role not in memory.accepted:
        return  # a key that never worked is a matter of the target's file
    if deep(found) or (answer.status < 500 and may_be_refused(found)):
        return
    times = memory.doubted("refused", str(answer.url))
    denied = answer.status < 500 and answer.status not in PASSING
    recurs = answer.retried > 0  # the same request was asked twice
    failing = answer.status == 500 and (memory.doubted("failing", "any") >= REFUSALS_IN_A_ROW or recurs)
    if times >= REFUSALS_IN_A_ROW or failing or (denied and must_be_served(found)):
        said = answer.received + (f", {times} times in a row" if times > 1 else "")
        expect(False, expected="success true for a documented request", received=said, of=answer)


@law("search.envelope.answer-is-a-json-object")
def an_answer_is_one_json_object(answer: Answer) -> None:
    if not documented(answer) or answer.status >= 300:
        return
    witness(1, "answers")
    expect(not answer.broken, expected="a whole body", received=f"a body that is {answer.broken}", of=answer)
    expect(not answer.json_problem, expected="a JSON object", received=f"no JSON: {answer.json_problem}", of=answer)
    expect(
        isinstance(answer.json_or_none, dict), expected="a JSON object", received=type(answer.json_or_none).__name__, of=answer
    )
    expect(not answer.json_findings, expected="strict JSON", received="; ".join(answer.json_findings[:3]), of=answer)


@law("search.envelope.media-type-is-json")
def an_answer_is_declared_as_json(answer: Answer) -> None:
    if documented(answer) and answer.status < 300:
        witness(1, "answers")
        media = answer.media_type
        is_json = media == "application/json" or media.endswith("+json")
        expect(is_json, expected="application/json", received=media or "no media type", of=answer)


@law("search.envelope.success-is-answered-with-200")
def success_is_answered_with_200(answer: Answer) -> None:
    body = answer.json_or_none
    if answer.operation == "searchAds" and isinstance(body, dict) and body.get("success") is True:
        witness(1, "answers that report success")
        expect(answer.status == 200, expected="200 beside success true", received=str(answer.status), of=answer)


@law("search.envelope.request-id-is-unique")
def a_request_id_is_never_used_twice(answer: Answer) -> None:
    body = answer.json_or_none
    id = body.get("request_id") if isinstance(body, dict) else None
    if answer.operation != "searchAds" or not isinstance(id, str) or not id:
        return
    before = memory.request_ids.setdefault(id, answer.exchange)
    witness(len(memory.request_ids) > 1, "answers with a request id")
    expect(
        before == answer.exchange, expected="a request id of its own", received=f"{id}, as answered before in {before}", of=answer
    )


@law("search.envelope.request-id-is-a-uuid")
def a_request_id_is_a_uuid(answer: Answer) -> None:
    body = answer.json_or_none
    id = body.get("request_id") if isinstance(body, dict) else None
    if answer.operation == "searchAds" and isinstance(id, str):
        witness(1, "request ids")
        expect(UUID.fullmatch(id), expected="a UUID", received=repr(id[:60]), of=answer, pointer="/request_id")


@law("search.robustness.refusal-delivers-no-ads")
def a_refusal_delivers_no_ads(answer: Answer) -> None:
    if answer.operation == "searchAds" and answer.status >= 400:
        witness(1, "refusals")
        delivered = len(found_in(answer).delivered)
        expect(
            not delivered, expected="no ads beside an error status", received=f"{delivered} ads with {answer.status}", of=answer
        )


@law("search.robustness.odd-values-are-answered-in-json")
def a_refusal_is_json_without_success(answer: Answer) -> None:
    if answer.operation == "searchAds" and 400 <= answer.status < 500 and answer.status not in (414, 429, 431):
        witness(1, "refusals")
        body = answer.json_or_none
        expect(isinstance(body, dict), expected="a JSON object", received=answer.json_problem or answer.received, of=answer)
        expect(body.get("success") is not True, expected="no success beside an error status", received="success true", of=answer)
