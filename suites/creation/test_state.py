"""Pausing and resuming a publication by the state call."""

import uuid
from contextlib import suppress

import pytest

from adproof import Unusable, claimed, expect, follows, inconclusive, requirement, scenario, step, witness
from adproof.api.creation import Phase, assert_problem, assert_refused, assert_status, is_refusal, paused_early, succeeded

ODD_STATES = ["STOPPED", "", "DELETED", "PAUSED,RESUMED", "ACTIVE"]


@scenario(
    "creation.state.pausing-is-a-204",
    "creation.state.paused-publication-is-not-live",
    "creation.state.resuming-is-a-204",
    "creation.state.resumed-publication-is-live-again",
)
def test_a_publication_is_paused_and_resumed(seller, shelf):
    ad = shelf.live_ad()
    with suppress(Unusable):
        paused_early(shelf)  # looked at again at the end of the run
    where = (ad.listing.uuid, ad.publication.uuid)

    with step("creation.state.pausing-is-a-204"):
        assert_status(seller.pauses(*where), 204, "pausing a live publication")

    with step("creation.state.paused-publication-is-not-live"):
        assert_comes_to(seller, where, Phase.PAUSED, away_from=ad.word)

    with step("creation.state.resuming-is-a-204"):
        assert_status(seller.resumes(*where), 204, "resuming a paused publication")

    with step("creation.state.resumed-publication-is-live-again"):
        assert_comes_to(seller, where, Phase.LIVE, back_to=ad.word)


def assert_comes_to(seller, where, phase, *, away_from=None, back_to=None):
    """The single read and the list come to this phase and stay there; where the target has no word for it, a change is enough."""
    has_word = phase in seller.dialect.states.values() and claimed("creation.states")

    def there(view):
        if back_to is not None:
            return view.status == back_to
        return view.phase is phase or (not has_word and view.status not in (None, away_from))

    seen = seller.patience.until("state", lambda: seller.reads_publication(*where), there)
    witness(1, "changes of state")
    expect(seen.came, expected=f"a {phase} publication", received=f"{seen.value.status!r}", of=seen.value.answer)
    stays = seller.patience.stays("state", lambda: seller.reads_publication(*where), there)
    expect(stays.came, expected=f"a publication that stays {phase}", received=f"{stays.value.status!r}", of=stays.value.answer)
    entry = seller.patience.until(
        "state", lambda: seller.lists_publications(where[0]).of(where[1]), lambda view: view is None or there(view)
    )
    said = f"{entry.value.status!r}" if entry.value else "no entry"
    expect(
        entry.came, expected=f"a {phase} publication in the list", received=said, of=entry.value.answer if entry.value else None
    )


@requirement("creation.state.requested-state-is-required")
def test_a_request_without_a_state_is_refused(seller, shelf):
    ad = shelf.kept("steady ad", shelf.live_ad)
    assert_refused(seller.requests_state(ad.listing.uuid, ad.publication.uuid, None), "a request without a state")


@requirement("creation.state.unknown-state-is-refused")
def test_another_state_is_refused(seller, shelf):
    ad = shelf.kept("steady ad", shelf.live_ad)
    for state in ODD_STATES:
        assert_refused(seller.requests_state(ad.listing.uuid, ad.publication.uuid, state), f"the state {state!r}")


@requirement("creation.state.refused-state-is-a-400-problem")
@pytest.mark.parametrize("state", [None, "STOPPED"], ids=["missing", "unknown"])
def test_a_refused_state_is_a_400(seller, shelf, state):
    ad = shelf.kept("steady ad", shelf.live_ad)
    assert_problem(seller.requests_state(ad.listing.uuid, ad.publication.uuid, state), 400)


@requirement("creation.state.refused-request-changes-nothing")
def test_a_refused_request_changes_nothing(seller, shelf):
    ad = shelf.live_ad()
    answers = [seller.requests_state(ad.listing.uuid, ad.publication.uuid, state) for state in (None, *ODD_STATES)]
    if not all(is_refusal(each) for each in answers):
        inconclusive("a missing or unknown state was not refused")
    assert_still(seller, ad, answers)


@requirement("creation.state.mismatch-is-a-400")
def test_a_publication_below_another_listing_is_a_400(seller, shelf):
    ad, other = shelf.live_ad(), shelf.listing()
    answers = [seller.pauses(other.uuid, ad.publication.uuid)]
    assert_status(answers[0], 400, "a mismatch of publication and listing")
    assert_still(seller, ad, answers)


@requirement("creation.state.mismatch-names-both-ids")
def test_the_refusal_of_a_mismatch_names_both(seller, shelf):
    ad, other = shelf.kept("steady ad", shelf.live_ad), shelf.listing()
    answer = assert_refused(seller.pauses(other.uuid, ad.publication.uuid))
    assert_names(answer, ad.publication.uuid, other.uuid)


@requirement("creation.state.unknown-publication-is-a-404")
def test_an_unknown_publication_is_a_404(seller, shelf):
    assert_status(seller.pauses(shelf.kept("steady ad", shelf.live_ad).listing.uuid, str(uuid.uuid4())), 404)


@requirement("creation.state.unknown-publication-is-named")
def test_the_refusal_names_the_unknown_publication(seller, shelf):
    nobodys = str(uuid.uuid4())
    answer = assert_refused(seller.pauses(shelf.kept("steady ad", shelf.live_ad).listing.uuid, nobodys))
    assert_names(answer, nobodys)


def assert_names(answer, *ids):
    """In words: `instance` repeats the path, and so the ids, of any request."""
    body = answer.json_or_none
    said = " ".join(str(value) for name, value in body.items() if name != "instance") if isinstance(body, dict) else answer.text
    for each in ids:
        expect(each.lower() in said.lower(), expected=f"a text that names {each}", received=answer.text[:160], of=answer)


@requirement("creation.state.second-pause")
def test_pausing_twice(seller, shelf):
    ad = shelf.live_ad()
    where = (ad.listing.uuid, ad.publication.uuid)
    if not succeeded(seller.pauses(*where)):
        inconclusive("the pause was not accepted")
    seller.patience.until("state", lambda: seller.reads_publication(*where), lambda view: view.status != ad.word)
    again = seller.pauses(*where)
    seen = seller.patience.until("state", lambda: seller.reads_publication(*where), lambda view: view.status != ad.word)
    expect(
        seen.came, expected="a publication that stays paused", received=f"{seen.value.status!r}", of=[again, seen.value.answer]
    )
    follows("creation.state.second-pause", "refused" if is_refusal(again) else "accepted", of=again)


def assert_still(seller, ad, answers):
    read = lambda: seller.reads_publication(ad.listing.uuid, ad.publication.uuid)  # noqa: E731
    seen = seller.patience.stays("state", read, lambda view: view.status == ad.word)
    witness(1, "live publications")
    expect(seen.came, expected=f"{ad.word!r} still", received=f"{seen.value.status!r}", of=[*answers, seen.value.answer])
