"""Second faults for rules that one fault alone would prove, and faults that follow no reading of an open passage."""

from __future__ import annotations

from dataclasses import replace

from ..protocol import Reply
from ..rules import Book, Rule
from ..store import Store
from ..values import DEFAULT_LIMIT, Ads, Advertisement, Call, Json, Page, Point, Refusal
from .consequences import CONTENT, LINKS

BOOK = Book()
fault = BOOK.fault


@fault("problem", "access.refusals-hold-no-ads", "access.another-users-refusal-tells-nothing")
def foreign_refusal_shows_an_ad(rule: Rule[Json], refusal: Refusal, call: Call) -> Json:
    """The refusal of a collection names an ad of it."""
    body = rule(refusal, call)
    return {**body, "_embedded": {"mp:advertisements": [{"itemId": "m1"}]}} if refusal.status == 401 else body


@fault("problem", "errors.no-stack-trace-is-shown", subtle=True)
def far_pairs_show_their_origin(rule: Rule[Json], refusal: Refusal, call: Call) -> Json:
    """A misfit with an offset of more than one digit tells where in the code it was found."""
    body = rule(refusal, call)
    far = refusal.code == "pagination-invalid" and any(len(value) > 1 for value in call.values("offset"))
    return {**body, "message": f"{body['message']} at nl.example.Pages.check(Pages.java:88)"} if far else body


@fault("problem_headers", "errors.message-follows-the-language")
def language_is_kept_for_small_limits(rule: Rule[dict[str, str]], refusal: Refusal, call: Call) -> dict[str, str]:
    """Refusals of limits below 10 are Dutch for everybody."""
    headers = rule(refusal, call)
    small = any(len(value) == 1 for value in call.values("limit"))
    return {**headers, "content-language": "nl"} if small else headers


@fault("advertisement", "ads.self-names-the-item", "ads.embedded-ad-agrees-with-its-resource")
def selves_name_the_category(rule: Rule[Json], ad: Advertisement, page: Page | None) -> Json:
    """An ad's own address carries its category instead of its id."""
    body = rule(ad, page)
    return {**body, "_links": {**body["_links"], "self": {"href": f"/v1/advertisements/{ad.level2}"}}}


@fault("advertisement", "ads.price-model-has-a-type", "representation.page-keeps-its-schema")
def types_of_prices_are_numbers(rule: Rule[Json], ad: Advertisement, page: Page | None) -> Json:
    """The type of a price model is a number."""
    return {**rule(ad, page), "priceModel": {**ad.price_model, "modelType": 1}}


@fault("advertisement", "representation.page-keeps-its-schema")
def sellers_are_arrays(rule: Rule[Json], ad: Advertisement, page: Page | None) -> Json:
    """The seller is an array of one."""
    body = rule(ad, page)
    return {**body, "seller": [body["seller"]]}


@fault("advertisement", "representation.links-have-a-string-href")
def sellers_link_in_parts(rule: Rule[Json], ad: Advertisement, page: Page | None) -> Json:
    """The href of the seller's link is an array of path segments."""
    body = rule(ad, page)
    return {**body, "_links": {**body["_links"], "mp:seller": {"href": ["v1", "users", str(ad.seller_id)]}}}


@fault("advertisement", "representation.attribute-values-may-be-embedded")
def attributes_come_without_a_limit_only(rule: Rule[Json], ad: Advertisement, page: Page | None) -> Json:
    """Attribute values are embedded, but not where the call names a limit."""
    limited = page is not None and bool(page.call.values("limit"))
    return rule(replace(ad, attributes={}) if limited else ad, page)


@fault("content", "content.order-holds-still", *CONTENT)
def every_other_call_is_backwards(rule: Rule[Ads], store: Store, page: Page) -> Ads:
    """Every other call gets its page in reverse order."""
    return rule(store, page)[:: -1 if page.call.serial % 2 else 1]


@fault("content", "limit.page-never-exceeds-100", "limit.page-never-exceeds-the-limit", subtle=True)
def largest_page_starts_again(rule: Rule[Ads], store: Store, page: Page) -> Ads:
    """A first page of 100 is filled with the same ads again, and holds one too many."""
    ads = rule(store, page)
    return (ads * (101 // len(ads) + 1))[:101] if ads and page.limit == DEFAULT_LIMIT and page.is_first() else ads


@fault("defaults", "defaults.no-parameters-mean-0-and-100", subtle=True)
def bare_calls_get_a_page_less_one(rule: Rule[Point], call: Call) -> Point:
    """Without any parameter the limit is 99."""
    return rule(call) if call.query else (0, DEFAULT_LIMIT - 1)


@fault("defaults", "defaults.missing-offset-means-0")
def missing_offset_skips_ten(rule: Rule[Point], call: Call) -> Point:
    """With a limit of 1, 2, 5 or 10 and no offset, the page at offset 10 is served."""
    return (10, 0) if not call.values("offset") and call.values("limit") in (["1"], ["2"], ["5"], ["10"]) else rule(call)


@fault("served_limit", "operations.bad-calls-are-never-served", "limit.negative-limit-yields-no-ads")
def negative_limits_lose_their_sign(rule: Rule[int], limit: int) -> int:
    """A negative limit is read without its sign, up to the largest page."""
    return rule(min(-limit, DEFAULT_LIMIT)) if limit < 0 else rule(limit)


@fault("next_point", "links.next-is-present-while-ads-remain", *LINKS)
def nothing_comes_next(_rule: object, _page: Page) -> Point | None:
    """No page links the one after."""
    return None


@fault("last_point", "links.last-on-the-last-page")
def last_pages_of_odd_limits_link_themselves(rule: Rule[Point | None], page: Page) -> Point | None:
    """The last page links itself as the last one where the limit is odd."""
    return (page.offset, page.limit) if page.is_last() and page.limit % 2 else rule(page)


@fault("href", "links.self-may-leave-defaults-out")
def selves_of_bare_calls_change(rule: Rule[str], page: Page, point: Point, rel: str) -> str:
    """The self link of a call without parameters carries them every other time."""
    link = rule(page, point, rel)
    return link.partition("?")[0] if rel == "self" and not page.call.query and page.call.serial % 2 else link


@fault("item_link", "representation.item-link-is-templated")
def item_links_come_and_go(rule: Rule[Json], page: Page) -> Json:
    """Only pages of an even limit link their elements."""
    return rule(page) if page.limit % 2 == 0 else {}


@fault("finish", "protocol.trailing-slash-is-left-open", "operations.no-input-is-a-server-error")
def trailing_slash_fails(rule: Rule[Reply], call: Call, reply: Reply) -> Reply:
    """The address with a slash behind it is a server error."""
    return rule(call, replace(reply, status=500) if call.path.endswith("/") else reply)
