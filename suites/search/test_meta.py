"""meta: what was searched, and how much was found. Echoes and arithmetic are laws; here they are driven and compared."""

import pytest

from adproof import expect, inconclusive, requirement, witness
from adproof.api.search import relations, vocabulary
from adproof.api.search.sent import same_text

# The document's own example, then what address decoding gets wrong.
TERMS = [
    "iphone 16 pro",
    "fahrrad",
    "Fahrrad",
    "München",
    "Käse & Brot",
    "1+1",
    "100% Wolle",
    "Rabatt %41 Wolle",
    "a=b",
    "größe/maß",
    "straße #4",
    "Ölgemälde, antik",
    "Wohnzimmerschrank Eiche massiv mit Vitrine und Beleuchtung, Breite 240 cm, Höhe 205 cm, gebraucht",
    "GROSS und klein, Straße und STRASSE, é ñ ø",
    "ab/cd:ef;gh?ij@kl!mn$op(qr)st",
]
BLANKS = ["  fahrrad", "fahrrad  ", "rotes  fahrrad"]
# The document's example (2023-01-01T00:00:00Z), an odd second, a summer day, a leap day.
MOMENTS = [1672531200, 1672531199, 1688212799, 1709208001, 1711846859, 1]


@requirement("search.meta.query-echoes-the-term")
@pytest.mark.parametrize("term", TERMS)
def test_the_term_comes_back_letter_for_letter(best, term):
    found = best.finds(query=term, limit=1).usable()
    witness(1, "terms")
    shown = found.meta.get("query")
    expect(isinstance(shown, str) and same_text(shown, term), expected=repr(term), received=repr(shown)[:80], of=found.answer)


@requirement("search.meta.query-keeps-every-blank")
@pytest.mark.parametrize("term", BLANKS)
def test_the_term_comes_back_with_every_blank(best, term):
    found = best.finds(query=term, limit=1).usable()
    witness(1, "terms with blanks")
    shown = found.meta.get("query")
    expect(shown == term, expected=repr(term), received=repr(shown)[:80], of=found.answer)


@requirement("search.meta.exclude-echoes-the-keywords")
@pytest.mark.parametrize(
    "keywords", ["case,reparatur", "größe", "eins,zwei,drei,vier,fünf,sechs,sieben", "Wohnzimmerschrankbeleuchtung"]
)
def test_the_keywords_come_back(best, keywords):
    witness(best.finds(exclude=keywords, limit=1).usable().succeeded, "lists of keywords")


@requirement("search.meta.sort-echoes-the-order")
@pytest.mark.parametrize("sort", vocabulary.SORTS)
def test_the_order_comes_back(best, sort):
    witness(best.finds(sort=sort, limit=1).usable().succeeded, "orders")


@requirement("search.meta.date-from-echoes-the-instant")
@pytest.mark.parametrize("second", MOMENTS)
def test_the_start_comes_back_as_the_same_instant(best, second):
    witness(best.finds(upload_date_from=second, limit=1).usable().succeeded, "instants")


@requirement("search.meta.date-to-echoes-the-instant")
@pytest.mark.parametrize("second", MOMENTS)
def test_the_end_comes_back_as_the_same_instant(best, second):
    witness(best.finds(upload_date_to=second, limit=1).usable().succeeded, "instants")


@requirement("search.meta.total-ignores-page-limit-and-sort")
def test_total_does_not_depend_on_page_limit_or_order(best, wide, field):
    tally = relations.Tally("searches with several pages")
    for narrowing in (field.base.narrowing, wide):
        pages = best.recalls({**narrowing, "limit": 2}).max_page
        others = [{"limit": 2, "page": page} for page in {2, min(50, pages)} if page <= pages]
        others += [{"limit": 1}, {"limit": 7}, {"limit": best.maximum}, *({"sort": sort} for sort in vocabulary.SORTS)]

        def holds(narrowing=narrowing, others=others):
            same, found = [best.finds(**narrowing, limit=2)], []
            for other in others:
                found.append(best.asks({**narrowing, **other}))
                same.append(best.finds(**narrowing, limit=2))
            if len({each.total for each in same}) > 1:
                raise relations.Moved
            for each in found:
                wanted, said = f"a total of {same[0].total}, as on page 1", f"a total of {each.total}"
                expect(each.total == same[0].total, expected=wanted, received=said, of=[same[0].answer, each.answer])

        tally.judge(holds)
        witness(best.recalls({**narrowing, "limit": 2}).total > 2, "searches with several pages")
    if not tally.decided:
        tally.close()


@requirement("search.meta.total-is-the-same-for-every-role")
def test_every_role_is_told_the_same_total(searchers, wide, field):
    best = field.searcher
    tally = relations.Tally("searches with every key")
    for narrowing in (wide, field.base.narrowing, {}):

        def holds(narrowing=narrowing):
            before = best.finds(**narrowing, limit=1)
            answers, known = [], {before.total}
            for each in searchers.values():
                answers.append(each.finds(**narrowing, limit=1))
                known.add(best.finds(**narrowing, limit=1).total)
            if len(known) > 1:
                raise relations.Moved
            for each in answers:
                said = f"a total of {each.total}"
                expect(
                    each.total == before.total,
                    expected=f"a total of {before.total}",
                    received=said,
                    of=[before.answer, each.answer],
                )

        tally.judge(holds)
        witness(best.recalls({**narrowing, "limit": 1}).total, "ads counted")
    tally.close()


@requirement("search.meta.total-counts-the-matches")
def test_total_counts_the_ads_that_are_delivered(grounds):
    for each in grounds:
        known = len(each.base.ids)
        witness(known, "ads counted one by one")
        step = max(1, known // 3)

        def holds(before, pages):
            ids = {id for page in pages for id in page.ids}
            for page in pages:
                said = f"a total of {page.total}"
                wanted = f"a total of {len(before.ids)} ads that can be seen"
                expect(page.total == len(before.ids), expected=wanted, received=said, of=[before.answer, page.answer])
            witness(len(ids), "ads counted on pages")

        each.relate(
            holds, *({**each.base.narrowing, "limit": step, "page": page} for page in range(1, -(-known // step) + 1)), pages=True
        )


@requirement("search.meta.other-filters-in-meta")
@pytest.mark.parametrize("sort", ["newest", "price_asc"])
def test_further_filters_are_asked_for_together(best, stock, sort):
    """The law notes whether meta shows them: under every order, or under none."""
    ids = stock.categories().most_common(1)
    if not stock.places or not ids:
        inconclusive("no place or no category is known")
    best.finds(category=ids[0][0], location_id=stock.places[0].id, radius=50, sort=sort, limit=1).usable()
