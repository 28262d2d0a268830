"""Publications observed: every poll of every view, from the acknowledgement until long after the status has settled."""

from adproof import claimed, expect, inconclusive, requirement, weak, witness
from adproof.api.creation import Phase, shows_timelines


@requirement("creation.publication.status-settles-in-time")
def test_the_status_settles_in_time(seller, shelf):
    deadline = seller.section.publish_deadline
    for each in shelf.course().timelines:
        shows_timelines(each, late(each, deadline))
        if each.settled_after is None and each.final and each.final.phase is Phase.UNMAPPED:
            inconclusive(f"the status stays {each.final.status!r}, which the target's file does not map")
        witness(1, "publications")
        finding = late(each, deadline)
        expect(finding is None, expected=f"a settled status within {deadline:g} s", received=str(finding), of=each.answers)


def late(timeline, deadline):
    """Never settled and settled too late are different findings."""
    if timeline.settled_after is None:
        return f"never settled: {'; '.join(timeline.words)}"
    if timeline.settled_after > deadline:
        return f"too slow: settled after {timeline.settled_after:.1f} s ({'; '.join(timeline.words)})"
    return None


@requirement("creation.publication.accepted-publication-goes-live")
def test_an_accepted_publication_goes_live(shelf):
    for each in settled(shelf):
        if each.final.phase is Phase.UNMAPPED and claimed("creation.states.live"):
            inconclusive(f"the status {each.final.status!r} is not mapped by the target's file, which says what live is")
        if each.final.phase is Phase.UNMAPPED:
            weak(f"the target's file does not map the status {each.final.status!r}")
            witness(1, "publications with a status that is not mapped")
            continue
        witness(1, "publications")
        live = [point for point in each.points if point.phase is Phase.LIVE]
        expect(live, expected="a live status", received="; ".join(each.words), of=each.answers)


@requirement("creation.publication.settled-status-stays")
def test_a_settled_status_stays(seller, shelf):
    for each in settled(shelf):
        looks = [point for point in each.points if point.seconds > each.settled_after]
        witness(len(looks), "looks after the status had settled")
        expect_no_relapse(each)
        expect_no_relapse_later(seller, each)


def expect_no_relapse(timeline):
    relapse, vanished = timeline.relapse(), timeline.vanished()
    if relapse:
        finding = (
            "flaps"
            if any(point.status == relapse[0].status for point in timeline.points if point.seconds > relapse[1].seconds)
            else "falls back"
        )
        said = f"{finding}: {relapse[1].status!r} {relapse[1].seconds - relapse[0].seconds:.1f} s after {relapse[0].status!r}"
        shows_timelines(timeline, finding)
        expect(False, expected="a settled status that stays", received=said, of=[relapse[0].answer, relapse[1].answer])
    if vanished:
        said = f"vanishes from the {vanished[1].view}: {vanished[1].answer.received}"
        expect(False, expected="a publication that stays", received=said, of=[vanished[0].answer, vanished[1].answer])


def expect_no_relapse_later(seller, timeline):
    """Once more, now: by then other tests have asked a lot."""
    wanted = timeline.publication
    view = seller.reads_publication(wanted.listing, wanted.uuid)
    same = view.status == timeline.final.status or Phase.UNMAPPED in (view.phase, timeline.final.phase)
    said = f"{view.status!r} ({view.answer.received})"
    expect(same, expected=f"the settled status {timeline.final.status!r}", received=said, of=view.answer)


@requirement("creation.publication.views-agree")
def test_list_and_single_read_agree(shelf):
    for each in settled(shelf, by_one_view=True):
        one, other = each.of("list"), each.of("single")
        pairs = [(left, right) for left, right in zip(one, other, strict=False) if left.status and right.status]
        if not pairs:
            inconclusive("only one view shows a status")
        witness(len(pairs), "pairs of looks")
        since = each.settled_after or 0.0  # when only one view settled, the deadline has passed
        agreed = [left for left, right in pairs if left.status == right.status and left.seconds >= since]
        last = pairs[-1]
        said = f"list {last[0].status!r}, single read {last[1].status!r}"
        if not agreed:
            shows_timelines(each, "views never agree")
        expect(
            agreed and last[0].status == last[1].status,
            expected="the same status in both",
            received=said,
            of=[each.answer for each in last],
        )


@requirement("creation.ids.publication-keeps-its-uuid")
def test_a_publication_keeps_its_uuid(seller, shelf):
    for each in settled(shelf):
        wanted = each.publication
        later = seller.reads_publication(wanted.listing, wanted.uuid)
        listed = seller.lists_publications(wanted.listing)
        witness(1, "publications")
        fine = later.found and (later.id is None or later.id.lower() == wanted.uuid.lower())
        expect(fine, expected=wanted.uuid, received=f"{later.id} ({later.answer.received})", of=later.answer)
        expect(
            wanted.uuid.lower() in listed.ids, expected=f"{wanted.uuid} in the list", received=f"{listed.ids}", of=listed.answer
        )


def settled(shelf, by_one_view=False):
    """The timelines that came to an end, or that did so in one view at least."""
    timelines = [
        each
        for each in shelf.course().timelines
        if each.settled_after is not None or (by_one_view and any(point.phase is Phase.LIVE for point in each.points))
    ]
    if not timelines:
        inconclusive("no publication settled")
    return timelines
