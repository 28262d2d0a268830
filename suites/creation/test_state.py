"""Pausing and resuming a publication by the state call."""

import uuid
from contextlib import suppress

from adproof import Unusable, claimed, expect, follows, inconclusive, requirement, scenario, step, witness
from adproof.api.creation import (
    Phase,
    assert_problem,
    assert_refused,
    assert_status,
    assert_still,
    fields,
    is_refusal,
    paused_early,
    paused_while_pending,
    succeeded,
)

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
        paused_while_pending(shelf)
    where = (ad.listing.uuid, ad.publication.uuid)

    with step("creation.state.pausing-is-a-204"):
        assert_status(seller.pauses(*where), 204, "pausing a live publication")

    with step("creation.state.paused-publication-is-not-live"):
        assert_comes_to(seller, where, Phase.PAUSED, away_from=ad.word)

        seller.pauses(*where)  # once more, which changes nothing, accepted or not

    with step("creation.state.resuming-is-a-204"):
        assert_status(seller.resumes(*where), 204, "resuming a paused publication")

    with step("creation.state.resumed-publication-is-live-again"):
        assert_comes_to(seller, where, Phase.LIVE, back_to=ad.word)
        if twin := shelf.twin_of(ad):  # the newest of two
            there = (twin.listing.uuid, twin.publication.uuid)
            if succeeded(seller.pauses(*there)):
                assert_comes_to(seller, there, Phase.PAUSED, away_from=twin.word)
                seller.resumes(*there)
                assert_comes_to(seller, there, Phase.LIVE, back_to=twin.word)


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
    for phase, state, answer in odd_requests(seller, shelf)[0]:
        if state is None:
            assert_refused(answer, f"a request without a state for a {phase} publication")


@requirement("creation.state.unknown-state-is-refused")
def test_another_state_is_refused(seller, shelf):
    for phase, state, answer in odd_requests(seller, shelf)[0]:
        if state is not None:
            assert_refused(answer, f"the state {state!r} for a {phase} publication")


@requirement("creation.state.refused-state-is-a-400-problem")
def test_a_refused_state_is_a_400(seller, shelf):
    for phase, _, answer in odd_requests(seller, shelf)[0]:
        if phase is not Phase.PENDING:  # there, something else may be wrong as well
            assert_problem(answer, 400)


@requirement("creation.state.refused-request-changes-nothing")
def test_a_refused_request_changes_nothing(seller, shelf):
    tries, places = odd_requests(seller, shelf)
    answers = [answer for *_, answer in tries]
    if not all(is_refusal(each) for each in answers):
        inconclusive("a missing or unknown state was not refused")
    for where, word in places:
        assert_still(shelf, where, word, answers)


def odd_requests(seller, shelf):
    """Every odd state, and none at all, for a live, a paused and a pending publication; and where the first two are."""

    def run():
        live, paused, (listing, pending) = shelf.steady_ad(), paused_early(shelf), shelf.published()
        places = {
            Phase.PENDING: (listing.uuid, pending.uuid),
            Phase.LIVE: (live.listing.uuid, live.publication.uuid),
            Phase.PAUSED: paused.where,
        }
        tries = [
            (phase, state, seller.requests_state(*where, state))
            for phase, where in places.items()
            for state in (None, *ODD_STATES)
        ]
        return tries, [(places[Phase.LIVE], live.word), (paused.where, paused.word)]

    return shelf.kept("odd requests", run)


@requirement("creation.state.mismatch-is-a-400")
def test_a_publication_below_another_listing_is_a_400(seller, shelf):
    tries, places = mismatches(seller, shelf)
    for phase, state, answer in tries:
        assert_status(answer, 400, f"{state} for a {phase} publication below another listing")
    for where, word in places:
        assert_still(shelf, where, word, [answer for *_, answer in tries])


@requirement("creation.state.mismatch-names-both-ids")
def test_the_refusal_of_a_mismatch_names_both(seller, shelf):
    for *_, answer in mismatches(seller, shelf)[0]:
        assert_refused(answer)
        path = answer.url.path.split("/")
        assert_names(answer, *(each for each in path if fields.is_uuid(each)))


def mismatches(seller, shelf):
    """Both states for a live, a paused and a pending publication, below a bare listing and below a published one."""

    def run():
        live, paused, (listing, pending) = shelf.steady_ad(), paused_early(shelf), shelf.published()
        places = (
            (Phase.PENDING, (listing.uuid, pending.uuid)),
            (Phase.LIVE, (live.listing.uuid, live.publication.uuid)),
            (Phase.PAUSED, paused.where),
        )
        strangers = {Phase.PENDING: live.listing.uuid, Phase.LIVE: paused.where[0], Phase.PAUSED: live.listing.uuid}
        tries = []
        for phase, (_, publication) in places:
            for state, other in (("PAUSED", strangers[phase]), ("RESUMED", strangers[phase]), ("PAUSED", shelf.plain().uuid)):
                tries.append((phase, state, seller.requests_state(other, publication, state)))
        return tries, [(places[1][1], live.word), (paused.where, paused.word)]

    return shelf.kept("mismatches", run)


@requirement("creation.state.unknown-publication-is-a-404")
def test_an_unknown_publication_is_a_404(seller, shelf):
    assert_status(seller.pauses(shelf.steady_ad().listing.uuid, str(uuid.uuid4())), 404)


@requirement("creation.state.unknown-publication-is-named")
def test_the_refusal_names_the_unknown_publication(seller, shelf):
    nobodys = str(uuid.uuid4())
    answer = assert_refused(seller.pauses(shelf.steady_ad().listing.uuid, nobodys))
    assert_names(answer, nobodys)


def assert_names(answer, *ids):
    """In words: `instance` repeats the path, and so the ids, of any request."""
    body = answer.json_or_none
    said = " ".join(str(value) for name, value in body.items() if name != "instance") if isinstance(body, dict) else answer.text
    for each in ids:
        expect(each.lower() in said.lower(), expected=f"a text that names {each}", received=answer.text[:160], of=answer)


@requirement("creation.state.second-pause")
def test_pausing_twice(seller, shelf):
    paused = paused_early(shelf)
    again = seller.pauses(*paused.where)
    assert_still(shelf, paused.where, paused.word, [again])
    follows("creation.state.second-pause", "refused" if is_refusal(again) else "accepted", of=again)
