"""The embedded ads. Their form is judged on every page; here an ad is compared with the resource behind it."""

from adproof import expect, inconclusive, requirement, witness
from adproof.api.user_ads import BIGGEST_LIMIT, while_still

SHARED = ("itemId", "title", "categoryId", "priceModel")


@requirement("user_ads.ads.embedded-ad-agrees-with-its-resource")
def test_an_embedded_ad_agrees_with_its_resource(seller):
    def look(stock):
        page = seller.lists_own_ads(limit=BIGGEST_LIMIT)
        if not page.ads:
            inconclusive("there are no ads")
        for ad in {each.id: each for each in (*page.ads[:2], page.ads[-1])}.values():
            answer = seller.reads(ad)
            resource = answer.json_or_none if answer.status == 200 else None
            if not isinstance(resource, dict):
                inconclusive(f"the target does not serve single ads: {answer.asked} answered {answer.received}")
            for name in SHARED:
                if name in resource and name in ad.members:
                    witness(1, "shared members")
                    one, other = ad.members[name], resource[name]
                    expect(
                        one == other,
                        expected=f"{name} {one!r}",
                        received=f"{other!r}",
                        of=[page.answer, answer],
                        pointer=f"/{name}",
                    )

    while_still(seller, look)
