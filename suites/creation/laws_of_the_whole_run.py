"""What holds over the whole run: what worked keeps working, and nothing turns up where it does not belong."""

from adproof import expect, law, witness
from adproof.api.creation import Phase, asking, in_use, is_refusal, memory, succeeded, views_of

# An ordinary call is one that the documents promise to take. Which requirement promises that:
PROMISED = {
    "createImprint": "creation.imprint.creation-returns-a-uuid",
    "createListing": "creation.listing.creation-returns-a-uuid",
    "requestTicket": "creation.ticket.request-returns-a-ticket-uuid",
    "uploadImage": "creation.upload.url-takes-the-image-directly",
    "attachMedia": "creation.attach.ticket-attaches-the-image",
    "createPublication": "creation.publication.publishing-returns-a-uuid",
    "updateListing": "creation.update.update-succeeds",
}
EXCUSED = {429, 502, 503, 504}
refused_once = {}
ends = {}


def taken_each_time(operation):
    """Refused now and then: an ordinary call was refused, and one just like it is accepted later.

    An account may be full: a listing refused says nothing of those taken while the account holds fewer.
    """

    def judge(answer):
        asked = asking()
        if asked is None or not asked.ordinary or answer.operation != operation or answer.perhaps_done:
            return
        witness(1, "ordinary calls")
        known = memory().alive(asked.listing)
        alike = (operation, asked.kind, known.images if known else 0)  # a target may bound the images of a listing
        held = memory().held if operation == "createListing" else 0
        earlier, held_then = refused_once.get(alike, (None, 0))
        if succeeded(answer) and earlier is not None and held >= held_then:
            del refused_once[alike]
            said = f"{earlier.received} once, and {answer.received} later"
            expect(False, expected="an ordinary call is taken each time", received=said, of=[earlier, answer])
        elif answer.status >= 400 and answer.status not in EXCUSED:
            refused_once.setdefault(alike, (answer, held))

    return judge


for _operation, _id in PROMISED.items():
    law(_id)(taken_each_time(_operation))


@law("creation.listing.uuid-works-in-the-next-step")
def a_listing_that_was_read_can_be_read(answer):
    asked = asking()
    known = memory().alive(asked.listing) if asked is not None and asked.own else None
    if known is None or answer.operation != "getListing" or answer.perhaps_done:
        return
    witness(1, "reads of listings that were created")
    gone = is_refusal(answer) and answer.status not in EXCUSED
    said = f"{answer.received}, {known.age:.1f} s after its creation"
    expect(not (gone and known.seen), expected="a listing that could be read before", received=said, of=answer)
    if gone:
        memory().doubted.setdefault(asked.listing.lower(), answer)


@law("creation.isolation.publication-belongs-to-its-listing")
def a_publication_is_shown_below_its_listing_only(answer):
    asked, dialect = asking(), in_use()
    if asked is None or dialect is None or not asked.own or not asked.listing or not succeeded(answer):
        return
    if answer.operation == "getPublication":
        home = memory().homes.get(asked.publication.lower())
        witness(home is not None, "reads of a publication")
        said = f"publication {asked.publication} of listing {home}"
        expect(home in (None, asked.listing.lower()), expected="nothing of another listing", received=said, of=answer)
    for publication, _ in views_of(dialect, answer):
        home = memory().homes.get(publication, asked.listing.lower())
        witness(1, "publications shown")
        said = f"publication {publication} of listing {home}"
        expect(home == asked.listing.lower(), expected="nothing of another listing", received=said, of=answer)


@law("creation.publication.like-ads-end-alike")
def like_ads_end_alike(answer):
    """Rejected now and then: an ad that differs from others in its number only."""
    dialect = in_use()
    for publication, view in views_of(dialect, answer) if dialect else ():
        known = memory().alike.get(publication)
        if known is None or view.phase not in (Phase.LIVE, Phase.FAILED):
            continue
        kind = known.kind
        witness(1, "ads like others")
        ends.setdefault((kind, view.phase), (view.status, answer))
        if (kind, Phase.LIVE) in ends and (kind, Phase.FAILED) in ends:
            (live, one), (failed, other) = ends[kind, Phase.LIVE], ends.pop((kind, Phase.FAILED))
            said = f"{live!r} and {failed!r}"
            expect(False, expected=f"one end for all ads {kind}", received=said, of=[one, other])


@law("creation.ids.publication-keeps-its-uuid")
def a_publication_that_was_read_can_be_read(answer):
    asked = asking()
    if asked is None or answer.operation != "getPublication" or not asked.own or answer.perhaps_done:
        return
    known = memory().alive(asked.listing)
    own = known is not None and memory().homes.get(asked.publication.lower()) == asked.listing.lower()
    if own and asked.publication.lower() in memory().shown:
        witness(1, "later reads of a publication")
        gone = is_refusal(answer) and answer.status not in EXCUSED
        expect(not gone, expected="a publication that could be read before", received=answer.received, of=answer)
