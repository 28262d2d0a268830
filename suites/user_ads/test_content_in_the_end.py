"""What pages of the whole run showed in two ways, asked for again: an edit has passed by then, a fault of the page has not."""

from adproof import expect, requirement, witness
from adproof.api.user_ads import BIGGEST_LIMIT, differing, last_offset, sightings

DOUBTS = 6  # pairs of pages that are asked for again


@requirement("user_ads.ads.same-ad-reads-the-same-everywhere")
def test_an_ad_reads_the_same_on_every_page(seller, total):
    """Small, middle and large pages at the start and at the end, and all that the run has asked for before."""
    for limit in (1, 10, 50, BIGGEST_LIMIT):
        for offset in {0, limit, last_offset(total, limit)}:
            seller.lists_own_ads(offset=offset, limit=limit)
    for doubt in sightings.doubts(DOUBTS):
        one, other, again, further = (seller.lists_own_ads(offset=pair.offset, limit=pair.limit) for pair in (*doubt, *doubt))
        for first, second in in_two_ways(one, other, again, further):
            received = f"ad {first.id} with other {', '.join(differing(first, second))}"
            expect(not received, expected="the ad as on the other page", received=received, of=[again.answer, further.answer])


def in_two_ways(one, other, again, further):
    """Ads that each of two pages shows unchanged, and that differ between them: asked around each other, no edit explains it."""
    seen = [{ad.key: ad for ad in page.ads} for page in (one, other, again, further)]
    for key in sorted(set.intersection(*map(set, seen))):
        first, second, third, fourth = (each[key] for each in seen)
        witness(1, "ads asked for again")
        if not differing(first, third) and not differing(second, fourth) and differing(first, second):
            yield first, second
