"""What holds for every page, whoever asked for it: its form, the place it names, how many ads it holds."""

import re

from adproof import expect, follows, law, violated, witness
from adproof.api.user_ads import BIGGEST_LIMIT, LIST, answer_to_listing, page_of, plain_page_of


@law("user_ads.representation.answer-is-plain-json")
def a_page_is_plain_json(answer):
    if answer.operation == LIST and answer.status == 200 and answer.method == "GET":
        witness(1, "served pages")
        received = f"Content-Type {answer.headers.get('content-type', '(none)')}"
        expect(answer.media_type == "application/json", expected="Content-Type application/json", received=received, of=answer)


@law("user_ads.representation.body-is-one-strict-json-object")
def a_page_is_one_strict_json_object(answer):
    if answer.operation == LIST and answer.status == 200 and answer.method == "GET":
        witness(1, "served pages")
        wrong = answer.broken or answer.json_problem or "; ".join(answer.json_findings)
        if not wrong and not isinstance(answer.json_or_none, dict):
            wrong = "is no object"
        expect(not wrong, expected="one complete JSON object", received=f"a body that {wrong}", of=answer)


@law("user_ads.representation.counts-are-whole-numbers")
def counts_are_written_without_a_fraction(answer):
    if page := page_of(answer):
        witness(1, "served pages")
        for name in ("offset", "limit", "totalCount"):
            value = page.body.get(name)
            whole = not isinstance(value, float) or value.is_integer()  # 0.0 is the same number
            expect(whole, expected=f"{name} as an integer", received=f"{value!r}", of=answer, pointer=f"/{name}")


@law("user_ads.representation.embedded-ads-have-one-key")
def ads_are_embedded_under_one_key(answer):
    page = page_of(answer)
    embedded = page.body.get("_embedded") if page else None
    embedded = embedded if isinstance(embedded, dict) else {}
    if page and len(page.keys) == 2:
        same = embedded[page.keys[0]] == embedded[page.keys[1]]
        expect(same, expected="the same ads under both keys", received="two different arrays", of=answer, pointer="/_embedded")
        follows("user_ads.representation.embedded-ads-have-one-key", "both", of=answer)
    elif page and page.keys:
        reading = "plural" if page.keys[0].endswith("s") else "singular"
        follows("user_ads.representation.embedded-ads-have-one-key", reading, of=answer)
    elif embedded and page.pair and page.count("totalCount") and page.pair.ads(page.count("totalCount")):
        due = "ads under mp:advertisements or mp:advertisement"
        violated(expected=due, received=f"{list(embedded)[:5]}", of=answer, pointer="/_embedded")


@law("user_ads.representation.empty-page-has-one-form")
def an_empty_page_has_one_form(answer):
    page = plain_page_of(answer)
    if page and page.ads_or_none is None and not page.pair.ads(page.count("totalCount") or 0):
        violated(expected="an empty array, or none", received=f"{page.body.get('_embedded')!r}", of=answer, pointer="/_embedded")
    if page and page.ads_or_none == ():
        form = "empty-array" if page.keys else "empty-embedded" if "_embedded" in page.body else "no-embedded"
        follows("user_ads.representation.empty-page-has-one-form", form, of=answer)


@law("user_ads.representation.describedby-and-curies-are-present")
def a_page_links_its_documentation(answer):
    if page := plain_page_of(answer):
        witness(1, "served pages")
        links = page.body.get("_links")
        missing = [rel for rel in ("describedby", "curies") if not isinstance(links, dict) or not links.get(rel)]
        expect(
            not missing,
            expected="links describedby and curies",
            received=f"no {', '.join(missing)}",
            of=answer,
            pointer="/_links",
        )


@law("user_ads.representation.self-is-present")
def a_page_links_itself(answer):
    if page := plain_page_of(answer):
        witness(1, "served pages")
        expect("self" in page.links, expected="a self link", received="none", of=answer, pointer="/_links/self")


def curie_names(holder):
    links = holder.get("_links")
    curies = links.get("curies") if isinstance(links, dict) else None
    return {each.get("name") for each in curies if isinstance(each, dict)} if isinstance(curies, list) else set()


@law("user_ads.representation.curies-declare-mp")
def curies_declare_mp(answer):
    page = plain_page_of(answer)
    links = page.body.get("_links") if page else None
    if isinstance(links, dict) and "curies" in links:
        witness(1, "pages with curies")
        curies = links["curies"]
        told = (
            [each for each in curies if isinstance(each, dict) and each.get("name") == "mp"] if isinstance(curies, list) else []
        )
        good = any("{rel}" in str(each.get("href")) and each.get("templated") is True for each in told)
        expect(good, expected="an array with the templated curie mp", received=f"{curies!r}", of=answer, pointer="/_links/curies")


@law("user_ads.representation.prefixed-relations-have-a-curie")
def prefixes_are_declared(answer):
    if not (page := plain_page_of(answer)):
        return
    declared = curie_names(page.body).union(*(curie_names(ad.members) for ad in page.ads_or_none or ()))
    embedded = page.body.get("_embedded")
    relations = {rel for _, rel, _ in page.all_links()} | set(embedded if isinstance(embedded, dict) else ())
    prefixes = {found[1] for rel in relations if (found := re.match(r"([\w.-]+):(?!//)", rel))}
    witness(prefixes, "prefixed relations")
    expect(
        prefixes <= declared,
        expected=f"curies for {sorted(prefixes)}",
        received=f"curies {sorted(map(str, declared))}",
        of=answer,
    )


@law("user_ads.defaults.applied-offset-is-repeated")
def the_applied_offset_is_repeated(answer):
    page = plain_page_of(answer)
    if page and (told := page.count("offset")) is not None:
        witness(1, "served pages")
        due = page.pair.offset
        expect(told == due, expected=f"offset {due}", received=f"offset {told}", of=answer, pointer="/offset")


@law("user_ads.defaults.applied-limit-is-repeated")
def the_applied_limit_is_repeated(answer):
    page = plain_page_of(answer)
    if page and (told := page.count("limit")) is not None and page.asked.limit == page.pair.limit:
        witness(1, "served pages")
        due = page.pair.limit
        expect(told == due, expected=f"limit {due}", received=f"limit {told}", of=answer, pointer="/limit")


@law("user_ads.offset.other-offset-is-refused")
def a_misaligned_pair_is_never_served(answer):
    page = answer_to_listing(answer)
    if page and page.asked.pair and page.asked.pair.misaligned:
        witness(1, "misaligned pairs")
        expect(answer.status not in (200, 206), expected="a refusal, since the offset is no multiple of the limit", of=answer)


@law("user_ads.limit.page-never-exceeds-the-limit")
def a_page_never_exceeds_its_limit(answer):
    page = page_of(answer)
    if page and page.ads_or_none is not None and page.asked.limit is not None:
        witness(page.ads, "ads on pages")
        most = page.asked.limit
        expect(len(page.ads) <= most, expected=f"at most {most} ads", received=f"{len(page.ads)} ads", of=answer)


@law("user_ads.limit.page-never-exceeds-100")
def a_page_never_exceeds_the_maximum(answer):
    page = page_of(answer)
    if page and page.ads_or_none is not None:
        witness(page.ads, "ads on pages")
        expect(
            len(page.ads) <= BIGGEST_LIMIT, expected=f"at most {BIGGEST_LIMIT} ads", received=f"{len(page.ads)} ads", of=answer
        )


@law("user_ads.limit.larger-limit-is-not-applied")
def a_larger_limit_is_never_applied(answer):
    page = answer_to_listing(answer)
    if page is None or page.asked.limit is None or page.asked.limit <= BIGGEST_LIMIT:
        return
    witness(1, "calls with a larger limit")
    claimed = [page.count("limit"), *(link.asked.limit for link in page.links.values())] if page.served else []
    too_large = [limit for limit in claimed if limit is not None and limit > BIGGEST_LIMIT]
    expect(not too_large, expected=f"no limit above {BIGGEST_LIMIT}", received=f"limit {too_large}", of=answer, pointer="/limit")


@law("user_ads.content.page-is-full-or-ends-the-collection")
def a_page_is_full_or_ends_the_collection(answer):
    page = plain_page_of(answer)
    total = page.count("totalCount") if page else None
    if total is not None and page.ads_or_none is not None:
        witness(1, "pages with a total")
        due, held = page.pair.ads(total), len(page.ads)
        expect(
            held == due, expected=f"{due} of {total} ads at {page.pair}", received=f"{held} ads", of=answer, pointer="/_embedded"
        )


@law("user_ads.content.an-ad-stands-on-one-page")
def an_ad_stands_once_on_a_page(answer):
    page = page_of(answer)
    ids = [ad.id for ad in page.ads_or_none or ()] if page else []
    witness(ids, "ads on pages")
    expect(len(set(ids)) == len(ids), expected="different ads", received=f"{len(ids)} ads with {len(set(ids))} ids", of=answer)
