"""Faults in the form of a page: media type, JSON, counts, embedded key, fixed links."""

from __future__ import annotations

from dataclasses import replace

from ..protocol import Reply
from ..rules import Book, Rule
from ..values import Call, Json, Page
from .consequences import WALKS

BOOK = Book()
fault = BOOK.fault
NOT_SERVED = (  # what is judged on pages that are served, and these are none
    "access.another-user-is-unauthorized",
    "access.malformed-credentials-are-not-served",
    "access.missing-token-is-401",
    "access.wrong-token-is-401",
    "defaults.default-limit-takes-part-in-the-rule",
    "defaults.missing-limit-means-100",
    "limit.maximum-is-accepted",
    "offset.huge-numbers-are-handled",
    "offset.listed-valid-pairs-are-accepted",
    "offset.multiple-beyond-the-end-is-valid",
    "offset.multiple-of-limit-is-accepted",
    "offset.unusual-spelling-is-read-or-refused",
    "operations.good-calls-have-documented-answers",
    "protocol.condition-without-etag",
    "protocol.head-is-left-open",
    "representation.ads-are-an-array",
)


@fault("content_type", "operations.good-calls-have-documented-answers", "representation.answer-is-plain-json")
def hal_media_type(rule: Rule[str], call: Call, status: int) -> str:
    """Pages are marked with the media type of HAL."""
    return "application/hal+json" if status == 200 else rule(call, status)


@fault("content_type", "representation.answer-is-plain-json", subtle=True)
def later_pages_have_hal_media_type(rule: Rule[str], call: Call, status: int) -> str:
    """From the second page on the media type is that of HAL."""
    later = status == 200 and call.values("offset") not in ([], ["0"])
    return "application/hal+json" if later else rule(call, status)


@fault("finish", "representation.body-is-one-strict-json-object", subtle=True)
def member_named_twice(rule: Rule[Reply], call: Call, reply: Reply) -> Reply:
    """A page names its total twice."""
    body = reply.body.replace(b'"totalCount":', b'"totalCount":0,"totalCount":', 1)
    return rule(call, replace(reply, body=body))


@fault("finish", "representation.body-is-one-strict-json-object", subtle=True)
def body_in_latin_1(rule: Rule[Reply], call: Call, reply: Reply) -> Reply:
    """Letters with accents are written in Latin-1."""
    return rule(call, replace(reply, body=reply.body.decode().encode("latin-1")))


@BOOK.part("body", body_in_latin_1)
def _(rule: Rule[Json], page: Page, members: Json) -> Json:
    return rule(page, {**members, "note": "Alle prijzen in één valuta"})


@fault("counts", "representation.counts-are-whole-numbers", "representation.page-keeps-its-schema")
def total_is_text(rule: Rule[Json], page: Page) -> Json:
    """The total is written as text."""
    return {**rule(page), "totalCount": str(page.total)}


@fault("counts", "representation.counts-are-whole-numbers", "representation.page-keeps-its-schema", subtle=True)
def offset_is_text_on_later_pages(rule: Rule[Json], page: Page) -> Json:
    """From the second page on the offset is written as text."""
    return {**rule(page), "offset": str(page.offset)} if page.offset else rule(page)


@fault("counts", "representation.counts-are-whole-numbers", "representation.page-keeps-its-schema", subtle=True)
def total_missing_beyond_the_end(rule: Rule[Json], page: Page) -> Json:
    """Beyond the end the total is left out."""
    members = rule(page)
    return {key: members[key] for key in ("offset", "limit")} if page.is_beyond() else members


@fault("counts", "defaults.applied-limit-is-repeated", subtle=True)
def limit_repeated_as_default(rule: Rule[Json], page: Page) -> Json:
    """With an offset of 0 in the query the body says limit 100."""
    return {**rule(page), "limit": 100} if page.call.values("offset") == ["0"] else rule(page)


@fault("body", "defaults.applied-limit-is-repeated", *WALKS, subtle=True)
def limit_repeated_as_page_size(rule: Rule[Json], page: Page, members: Json) -> Json:
    """On a short last page the body's limit is the number of ads on it."""
    held = len(members["_embedded"]["mp:advertisements"])
    short = page.is_last() and page.offset and held < page.limit
    return rule(page, {**members, "limit": held} if short else members)


@fault("counts", "defaults.applied-offset-is-repeated")
def offset_repeated_as_page_number(rule: Rule[Json], page: Page) -> Json:
    """The body's offset is the number of the page."""
    return {**rule(page), "offset": page.offset // page.limit}


@fault("counts", "defaults.applied-offset-is-repeated", subtle=True)
def offset_beyond_the_end_repeated_as_the_end(rule: Rule[Json], page: Page) -> Json:
    """Beyond the end the body's offset is the total."""
    return {**rule(page), "offset": page.total} if page.is_beyond() else rule(page)


@fault("embedded", "representation.ads-are-an-array", "representation.page-keeps-its-schema", subtle=True)
def single_ad_is_no_array(rule: Rule[Json], page: Page, ads: list[Json]) -> Json:
    """A single ad stands there without an array."""
    return {"mp:advertisements": ads[0]} if len(ads) == 1 else rule(page, ads)


@fault("embedded", "representation.embedded-ads-have-one-key", subtle=True)
def last_page_has_the_other_key(rule: Rule[Json], page: Page, ads: list[Json]) -> Json:
    """The last of several pages uses the relation's name in the singular."""
    last = page.is_last() and page.offset
    return {"mp:advertisement": ads} if last else rule(page, ads)


@fault(
    "embedded",
    "representation.empty-page-has-one-form",
    "representation.ads-are-an-array",
    "offset.huge-numbers-are-handled",
    subtle=True,
)
def empty_page_says_null(rule: Rule[Json], page: Page, ads: list[Json]) -> Json:
    """A page without ads says null."""
    return rule(page, ads) if ads else {"mp:advertisements": None}


@fault("body", "representation.empty-page-has-one-form", subtle=True)
def empty_page_flips(rule: Rule[Json], page: Page, members: Json) -> Json:
    """Right after the end an empty page has no embedded part, further on it has."""
    drops = page.is_beyond() and page.offset < page.total + page.limit
    return rule(page, {key: member for key, member in members.items() if not drops or key != "_embedded"})


@fault(
    "documentation",
    "representation.describedby-and-curies-are-present",
    "representation.prefixed-relations-have-a-curie",
    "representation.curies-declare-mp",
)
def no_curies(rule: Rule[Json], page: Page) -> Json:
    """Pages declare no curies."""
    return {"describedby": rule(page)["describedby"]}


@fault("documentation", "representation.describedby-and-curies-are-present", subtle=True)
def later_pages_undocumented(rule: Rule[Json], page: Page) -> Json:
    """From the second page on the link to the documentation is missing."""
    return {"curies": rule(page)["curies"]} if page.offset else rule(page)


@fault("documentation", "representation.curies-declare-mp", "representation.page-keeps-its-schema", subtle=True)
def curies_are_one_object(rule: Rule[Json], page: Page) -> Json:
    """The curies are one object instead of an array."""
    return {**rule(page), "curies": rule(page)["curies"][0]}


@fault("documentation", "representation.curies-declare-mp", "representation.templated-links-say-so", subtle=True)
def curie_templated_as_text(rule: Rule[Json], page: Page) -> Json:
    """The curie's templated is the text true."""
    return {**rule(page), "curies": [{**rule(page)["curies"][0], "templated": "true"}]}


@fault("documentation", "representation.curies-declare-mp", subtle=True)
def curie_without_variable(rule: Rule[Json], page: Page) -> Json:
    """The curie's address has no place for the relation."""
    curie = rule(page)["curies"][0]
    return {**rule(page), "curies": [{**curie, "href": curie["href"].replace("{rel}", "rel")}]}


@fault(
    "documentation",
    "representation.prefixed-relations-have-a-curie",
    "representation.curies-declare-mp",
    subtle=True,
)
def curie_has_another_name(rule: Rule[Json], page: Page) -> Json:
    """The curie declares another prefix than the relations use."""
    return {**rule(page), "curies": [{**rule(page)["curies"][0], "name": "ecg"}]}


@fault("documentation", "representation.links-have-a-string-href", subtle=True)
def describedby_is_bare(rule: Rule[Json], page: Page) -> Json:
    """The link to the documentation is a bare string."""
    return {**rule(page), "describedby": rule(page)["describedby"]["href"]}


@fault("self_point", "representation.self-is-present", "links.middle-page-has-all-five")
def no_self(_rule: object, _page: Page) -> None:
    """Pages carry no self link."""
    return


@fault("finish", "representation.own-collection-is-served", *NOT_SERVED)
def pages_are_partial_content(rule: Rule[Reply], call: Call, reply: Reply) -> Reply:
    """Pages with a limit in the query are answered with 206."""
    partial = reply.status == 200 and call.gives("limit")
    return rule(call, replace(reply, status=206) if partial else reply)


@fault(
    "finish",
    "representation.body-is-one-strict-json-object",
    "representation.own-collection-is-served",
    *NOT_SERVED,
)
def body_wrapped_in_an_array(rule: Rule[Reply], call: Call, reply: Reply) -> Reply:
    """A page is wrapped in an array."""
    wrapped = replace(reply, body=b"[" + reply.body + b"]") if reply.status == 200 else reply
    return rule(call, wrapped)


@fault("finish", "representation.body-is-one-strict-json-object", subtle=True)
def page_of_one_ends_in_a_comma(rule: Rule[Reply], call: Call, reply: Reply) -> Reply:
    """A page of a single ad ends in a comma."""
    one = call.values("limit") == ["1"] and reply.status == 200
    return rule(call, replace(reply, body=reply.body[:-1] + b",}") if one else reply)
