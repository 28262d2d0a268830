"""What a page of a combination has to show, held against a base whose whole content is known. Raises violations only."""

from collections.abc import Callable, Mapping

from adproof.api.search import vocabulary
from adproof.api.search.actor import Search, Searcher
from adproof.api.search.ads import Ad
from adproof.api.search.bases import Base
from adproof.api.search.features import Feature
from adproof.api.search.found import Found, key_of
from adproof.api.search.ground import Combination, Ground, pages_of, slice_of
from adproof.api.search.relations import Moved, established, named
from adproof.api.search.text import Carries
from adproof.words import expect, follows

Placing = Mapping[str, str | None]
Reading = Callable[[Search], tuple[str | None, Found]]
Expectation = Callable[[Base, frozenset[str], Placing, Combination, Found], None]


def judge_page(ground: Ground, searchers: Mapping[str, Searcher], combination: Combination, holds: Expectation) -> Found:
    """Ask for one page of a combination and hold it against what is known; a difference has to come back from scratch."""
    searcher = searchers[combination.role]
    search = combination.search(ground.base)
    found = ground.look_as_sent(search, searcher).usable()
    try:
        holds(ground.base, ground.expected(combination.features), ground.placing, combination, found)
    except AssertionError:

        def afresh() -> None:
            base, expected, answer = ground.still(combination, searcher)
            if (combination.page or 1) > max(1, pages_of(len(expected), combination.effective)):
                raise Moved  # so many ads went that the page is beyond the last one
            holds(base, expected, ground.placing, combination, answer)

        established(afresh)
    return found


def counts(base: Base, expected: frozenset[str], placed: Placing, combination: Combination, found: Found) -> None:
    """total and max_page are those of the expected ads."""
    del base, placed
    wanted = len(expected)
    expect(found.total == wanted, expected=f"a total of {wanted}", received=f"a total of {found.total}", of=found.answer)
    pages = pages_of(wanted, combination.effective)
    right = found.max_page == pages or (not wanted and found.max_page == 1)
    expect(right, expected=f"max_page {pages}", received=f"max_page {found.max_page}", of=found.answer)


def cut(base: Base, expected: frozenset[str], placed: Placing, combination: Combination, found: Found) -> None:
    """The page holds its part of the expected ads, in order."""
    strange = found.ids - expected
    known = {id: base.ads[id].title for id in strange if id in base.ads}
    why = "which a filter leaves out" if known else "which are not in the unfiltered result"
    expect(not strange, expected="ads that every filter finds", received=f"ads {named(strange)}, {why}", of=found.answer)
    _placed(base, expected, placed, combination, found)


def in_place(base: Base, expected: frozenset[str], placed: Placing, combination: Combination, found: Found) -> None:
    """As `cut`, for rules about places: which ads there are and how they are ordered is left to the rules about that."""
    keys = [key for key in (key_of(each, combination.order) for each in found.ads) if key is not None]
    if found.ids <= expected and keys == sorted(keys):
        _placed(base, expected, placed, combination, found)
    else:
        _filled(expected, combination, found)


def _filled(expected: frozenset[str], combination: Combination, found: Found) -> None:
    start = ((combination.page or vocabulary.DEFAULT_PAGE) - 1) * combination.effective
    wanted = max(0, min(combination.effective, len(expected) - start))
    said = f"{len(found.ads)} ads"
    expect(len(found.ads) == wanted, expected=f"{wanted} ads", received=said, of=found.answer)


def _placed(base: Base, expected: frozenset[str], placed: Placing, combination: Combination, found: Found) -> None:
    _filled(expected, combination, found)
    ads = [base.ads[id] for id in expected if id in base.ads]
    keys = slice_of(ads, combination, placed.get(combination.order))
    if keys is not None:
        shown = [key_of(each, combination.order) for each in found.ads]
        at = next((place for place, (one, other) in enumerate(zip(shown, keys, strict=False)) if one != other), None)
        told = "the same keys" if at is None else f"{_plain(shown[at])} at place {at + 1} of the page"
        right = (
            f"{_plain(keys[at])} at place {at + 1} of the page ({combination.order})"
            if at is not None
            else "the keys of this page"
        )
        expect(shown == keys, expected=right, received=told, of=found.answer)


def _plain(key: float | None) -> str:
    return "no key" if key is None else f"{abs(key):.10g}"


def judge_set(ground: Ground, features: tuple[Feature, ...]) -> Found:
    """Ask for features together and hold the result against what each of them finds alone."""
    search = ground.narrowed(*features)
    found = ground.look(search).usable()
    if found.ids == ground.expected(features) and found.total == len(found.ids):
        return found

    def afresh() -> None:
        stayed, alone, (together,) = ground.afresh(features, search)
        expected = frozenset(stayed).intersection(*alone)
        lost, gained = expected - together.ids, (together.ids & frozenset(stayed)) - expected
        expect(not lost, expected="every ad that each filter finds", received=f"without {named(lost)}", of=together.answer)
        expect(not gained, expected="no ad that a filter leaves out", received=f"with {named(gained)}", of=together.answer)

    established(afresh)
    return found


def judge_feature(ground: Ground, feature: Feature, *, missing: str, strange: str | None = None) -> tuple[int, int]:
    """Hold what one feature finds against what the document surely demands of each ad of the base.

    What is found in excess is judged where `strange` says what is expected instead. Returns how many ads had to be found and
    how many had to be left out.
    """
    must, must_not = demanded(feature, ground.base.ads)
    alone = ground.alone.get(feature, frozenset())
    if must <= alone and not (strange and must_not & alone):
        return len(must), len(must_not)

    def afresh() -> None:
        stayed, (now,), (again,) = ground.afresh([feature], ground.narrowed(feature))
        wanted, unwanted = demanded(feature, stayed)
        lost, extra = wanted - now - again.ids, unwanted & now & again.ids
        expect(not lost, expected=missing, received=f"without {named(lost)}", of=again.answer)
        if strange:
            expect(not extra, expected=strange, received=f"with {named(extra)}", of=again.answer)

    established(afresh)
    return len(must), len(must_not)


def demanded(feature: Feature, ads: Mapping[str, Ad]) -> tuple[frozenset[str], frozenset[str]]:
    """The ads a feature surely has to find, and those it surely has to leave out."""
    admitted = {id: feature.admits(ad) for id, ad in ads.items()}
    return (
        frozenset(id for id, said in admitted.items() if said is Carries.YES),
        frozenset(id for id, said in admitted.items() if said is Carries.NO),
    )


def note_in_orders(ground: Ground, id: str, read: Reading, readings: str) -> None:
    """Note what a silent passage means here, read under two orders; `readings` tells which there are."""
    reading, found = ground.settle_in_orders(read)
    said = "none of them, or another under another order"
    expect(reading, expected=f"{readings}, under every order", received=said, of=found.answer)
    follows(id, str(reading), of=found.answer)


def only_removes(ground: Ground, kind: str, wider: str) -> int:
    """No feature of a kind brings in an ad that the base does not have. Returns how many ads the features remove."""

    def holds(before: Found, results: list[Found]) -> None:
        extra = results[0].ids - before.ids
        expect(not extra, expected=wider, received=f"also {named(extra)}", of=[before.answer, results[0].answer])

    features = [each for each in ground.alone if each.kind == kind]
    for each in features:
        ground.relate(holds, ground.narrowed(each))
    return sum(len(ground.base.ids - ground.alone[each]) for each in features)


def same_total(searcher: Searcher, wide: Search, search: Search) -> None:
    """A search that must change nothing has the total of the wide one, as asked before and after it."""

    def holds() -> None:
        before, found, after = (searcher.asks({**each, "limit": 1}) for each in (wide, search, wide))
        least, most = sorted((before.total, after.total))
        said = f"a total of {found.total}"
        expect(least <= found.total <= most, expected=f"a total of {most}", received=said, of=[before.answer, found.answer])

    established(holds)


def without(ground: Ground, *keywords: str) -> Search:
    """The narrow search of a ground without the ads that carry any of these keywords."""
    return {**ground.base.narrowing, "exclude": ",".join(keywords)}


def all_find_the_same(_: Found, results: list[Found]) -> None:
    """Every search finds the ads of the first one, and counts as many."""
    first, *others = results
    for each in others:
        same = each.ids == first.ids and each.total == first.total
        said = f"{len(each.ids)} ads, a total of {each.total}"
        expect(same, expected=f"the same {len(first.ids)} ads", received=said, of=[first.answer, each.answer])
