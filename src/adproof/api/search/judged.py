"""Which answers the laws of the search judge, and the limit that was in effect for them."""

from adproof.answer import Answer
from adproof.api.search import vocabulary
from adproof.api.search.found import Found, found_in
from adproof.api.search.memory import asking_role, memory

_LEEWAY = 20  # ads that may have gone since a total was told
DEEP = 10_000  # ads before a page; search engines often bound how far a result can be paged


def ours(answer: Answer) -> Found | None:
    """The reading of a search that was sent with a key of ours; None for any other answer."""
    return found_in(answer) if answer.operation == "searchAds" and asking_role() is not None else None


def documented(answer: Answer) -> Found | None:
    """The reading of a documented search that was sent with a key of ours."""
    found = ours(answer)
    return found if found is not None and found.sent.documented else None


def successful(answer: Answer) -> Found | None:
    """The reading of a documented search that brought a result with meta."""
    found = documented(answer)
    return found if found is not None and found.succeeded and found.meta else None


def must_be_served(found: Found) -> bool:
    """Whether a documented search has nothing that a service may refuse: ids that it gave out, a page that is there."""
    sent = found.sent
    known = not sent.categories or set(sent.categories) <= memory.sure_categories
    placed = sent.circle is None or around_a_known_place(found)
    before = ((sent.page or 1) - 1) * limit_in_effect(found)
    there = not before or before + _LEEWAY < memory.totals.get(sent.narrowing, 0)
    return sent.ordinary and known and placed and there and not deep(found)


def may_be_refused(found: Found) -> bool:
    """Whether a client's error is one of the answers that are left open, however often it comes."""
    sent = found.sent
    unknown = not set(sent.categories or ()) <= memory.categories
    elsewhere = sent.circle is not None and not around_a_known_place(found)
    return unknown or elsewhere or sent.crossed or sent.extreme or perhaps_beyond_the_last(found)


def perhaps_beyond_the_last(found: Found) -> bool:
    """Whether a page may be beyond the last one by the total that was told last: what happens then is left open."""
    before = ((found.sent.page or 1) - 1) * limit_in_effect(found)
    return before > 0 and before >= memory.totals.get(found.sent.narrowing, 0)


def around_a_known_place(found: Found) -> bool:
    """Whether a search is around a place that the target itself gave out: what an unknown one finds is left open."""
    return found.sent.circle is not None and found.sent.circle[0] in memory.places


def limit_in_effect(found: Found) -> int:
    """The smaller of the requested limit and the maximum of the key's role."""
    role = asking_role()
    asked = found.sent.limit or vocabulary.DEFAULT_LIMIT
    return asked if role is None else min(asked, vocabulary.maximum(role))


def deep(found: Found) -> bool:
    """Whether a page lies so deep in a very broad search that a service may leave it out: no document promises its reach."""
    return ((found.sent.page or 1) - 1) * limit_in_effect(found) >= DEEP


def order_in_effect(found: Found) -> str:
    """The order asked for, or the default."""
    return found.sent.sort or vocabulary.DEFAULT_SORT
