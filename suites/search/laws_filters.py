"""Laws on what each filter lets through: every ad of every answer is held against every filter that was sent."""

from itertools import combinations, product

from adproof import Answer, law, violated, witness
from adproof.api.search import geo, instants, text
from adproof.api.search.judged import around_a_known_place, documented, successful
from adproof.api.search.memory import memory
from adproof.api.search.text import Carries

MOST_POINTS = 40
NEAREST = 4
ENOUGH = 5  # ads of a page whose share without the term says something


@law("search.exclude.excluded-word-is-absent")
def no_ad_has_an_excluded_word(answer: Answer) -> None:
    found = documented(answer)
    if not found or not found.sent.keywords:
        return
    witness(sum(each in memory.words for each in found.sent.keywords), "keywords that some ad carries")
    for keyword in found.sent.keywords:
        for place, ad in enumerate(found.delivered):
            if keyword in text.pieces(ad.title) or keyword in text.pieces(ad.description):
                field = "title" if keyword in text.pieces(ad.title) else "description"
                said, pointer = f"ad {ad.id} with {keyword!r} in its {field}", f"/data/ads/{place}/{field}"
                violated(expected="no ad with an excluded keyword", received=said, of=answer, pointer=pointer)


@law("search.category.found-ads-list-the-category")
def every_ad_lists_a_requested_category(answer: Answer) -> None:
    found = documented(answer)
    if not found or not found.sent.categories:
        return
    wanted = {each.lstrip("0") for each in found.sent.categories}
    witness(any(wanted.isdisjoint(each.categories) for each in memory.ads.values()), "searches that leave an ad's category out")
    for place, ad in enumerate(found.delivered):
        if wanted.isdisjoint(each.lstrip("0") for each in ad.categories):
            said = f"ad {ad.id} with {', '.join(ad.categories) or 'no category'}"
            asked, pointer = found.sent.text("category"), f"/data/ads/{place}/metadata/categories"
            violated(expected=f"ads of category {asked}", received=said, of=answer, pointer=pointer)


def date_law(id: str, name: str, wrong):
    side = "before" if name.endswith("from") else "after"

    @law(id)
    def the_bound_holds(answer: Answer) -> None:
        found = documented(answer)
        bound = found and found.sent.date(name)
        if not bound:
            return
        outside = any(each.uploaded is not None and wrong(each.uploaded, bound) for each in memory.ads.values())
        witness(outside, f"bounds with ads {side} them")
        for place, ad in enumerate(found.delivered):
            if ad.uploaded is not None and wrong(ad.uploaded, bound):
                said = f"ad {ad.id} of {ad.raw.get('upload_date')}"
                wanted = f"no ad uploaded {side} {instants.iso(bound)}"
                violated(expected=wanted, received=said, of=answer, pointer=f"/data/ads/{place}/upload_date")


date_law("search.date.from-bounds-the-upload-date", "upload_date_from", instants.surely_before)
date_law("search.date.to-bounds-the-upload-date", "upload_date_to", instants.surely_after)


@law("search.location.radius-bounds-the-diameter")
def two_ads_are_at_most_twice_the_radius_apart(answer: Answer) -> None:
    found = documented(answer)
    if not found or not around_a_known_place(found):
        return
    radius = found.sent.circle[1]
    bound = geo.allowed(2 * radius)
    points = outermost([each.point for each in found.delivered if each.point])
    elsewhere = any(each.point and points and geo.distance(each.point, points[0]) > bound for each in memory.ads.values())
    witness(elsewhere, "searches around a place that leave distant ads out")
    for one, other in combinations(points, 2):
        apart = geo.distance(one, other)
        if apart > bound:
            said = f"ads {apart:.1f} km apart, at {one} and {other}"
            violated(expected=f"ads at most {2 * radius:g} km apart for a radius of {radius:g} km", received=said, of=answer)


def outermost(points):
    """The points farthest from the middle: the farthest pair is among them, as good as always."""
    distinct = list(dict.fromkeys(points))
    if len(distinct) <= MOST_POINTS:
        return distinct
    middle = tuple(sum(each[axis] for each in distinct) / len(distinct) for axis in (0, 1))
    return sorted(distinct, key=lambda each: -geo.distance(each, middle))[:MOST_POINTS]


@law("search.location.results-of-two-radii-fit-together")
def results_of_two_radii_fit_together(answer: Answer) -> None:
    found = successful(answer)
    if not found or not around_a_known_place(found):
        return
    place, radius = found.sent.circle
    mine = list(dict.fromkeys(each.point for each in found.delivered if each.point))
    for other, seen in sorted(memory.circles[place].items()):
        near, far = (mine[:NEAREST], list(seen)) if radius < other else (mine, list(seen)[:NEAREST])
        bound = geo.allowed(radius + other)
        if other != radius:
            witness(bool(near and far), "pairs of results around one place")
        for one, two in product(near, far):
            apart = geo.distance(one, two)
            if apart > bound:
                known = one if one in seen else two
                wanted = f"ads within {radius:g} km and {other:g} km of one place at most {radius + other:g} km apart"
                violated(expected=wanted, received=f"{apart:.1f} km apart", of=[seen[known], answer] if known in seen else answer)


@law("search.query.found-ads-carry-the-term")
def most_ads_have_the_word_or_one_close_to_it(answer: Answer) -> None:
    """Some may have a word of the same meaning instead; who has a word at all says finds-every-ad-with-the-word."""
    found = documented(answer)
    word = found and found.sent.text("query")
    if not word or not text.plain(word):
        return
    others = any(each.carries(word) is Carries.NO for each in list(memory.ads.values())[:200])
    witness(others, "words that some ad has nothing of")
    strange = [each for each in enumerate(found.delivered) if each[1].carries(word) is Carries.NO]
    telling = len(found.delivered) >= ENOUGH or found.number("total") == len(found.delivered)
    if strange and telling and 4 * len(strange) >= 3 * len(found.delivered):
        (place, ad), count = strange[0], f"{len(strange)} of {len(found.delivered)} ads have nothing like it"
        wanted, said = f"ads with {word!r} or a word close to it", f"{count}, ad {ad.id} {ad.title[:60]!r} for one"
        violated(expected=wanted, received=said, of=answer, pointer=f"/data/ads/{place}")
