"""One ad by its id: a wider endpoint, judged where the target claims it."""

from adproof import expect, inconclusive, requirement, witness
from adproof.api.search.ads import ad as read


@requirement("search.details.shows-the-ad-of-the-search")
def test_an_ad_reads_as_the_search_showed_it(best, field):
    for known in list(field.base.ads.values())[:3]:
        answer = best.asks_for_details(known.id)
        body = answer.json
        shown = read(body.get("data")) if isinstance(body, dict) else None
        if (
            field.searcher.everything(field.base.narrowing).ads
            and known.id not in field.searcher.everything(field.base.narrowing).ids
        ):
            inconclusive("the ad has gone meanwhile")
        witness(1, "ads asked for")
        same = shown is not None and (shown.id, shown.title) == (known.id, known.title)
        expect(same, expected=f"ad {known.id} {known.title[:40]!r}", received="another ad or none", of=answer)


@requirement("search.details.unknown-adid-is-no-success")
def test_an_unknown_ad_is_no_success(best):
    answer = best.asks_for_details("9999999999999")
    body = answer.json_or_none
    witness(1, "unknown ads")
    success = answer.status == 200 and isinstance(body, dict) and body.get("success") is True
    expect(not success, expected="no success for an unknown adid", of=answer)
