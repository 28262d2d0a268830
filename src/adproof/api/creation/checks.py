"""Assertions in the guide's words.

Where no status is documented, any 2xx accepts and any 4xx refuses; the effect is judged beside it.
"""

from collections.abc import Callable
from typing import Any

from adproof import schemas
from adproof.answer import Answer, Unusable
from adproof.api.creation import fields
from adproof.api.creation.asking import memory
from adproof.api.creation.book import book
from adproof.api.creation.seller import Seller
from adproof.api.creation.things import Created, ListingView, is_refusal, succeeded
from adproof.words import expect, violated, weak, witness


def assert_accepted(answer: Answer, what: str = "the request") -> Answer:
    """Any 2xx. An answer that was only got by asking twice proves nothing when it refuses: the first may have been served."""
    witness(1, "answers that could have been a refusal")
    if answer.perhaps_done and is_refusal(answer):
        raise Unusable(f"{what} had to be sent again after a lost answer, and was then refused", of=answer)
    expect(succeeded(answer), expected=f"{what} is accepted (2xx)", received=answer.received, of=answer)
    return answer


def assert_refused(answer: Answer, what: str = "the request", status: int | None = None) -> Answer:
    """Any 4xx, or the documented one."""
    witness(1, "answers that could have been an acceptance")
    wanted = "4xx" if status is None else str(status)
    held = is_refusal(answer) if status is None else answer.status == status
    expect(held, expected=f"{what} is refused ({wanted})", received=answer.received, of=answer)
    return answer


def assert_status(answer: Answer, status: int, what: str = "the request") -> Answer:
    witness(1, "answers that could have had another status")
    expect(answer.status == status, expected=f"{what} is answered with {status}", received=answer.received, of=answer)
    return answer


def assert_names_a_uuid(created: Created) -> str:
    """A 2xx that names a UUID of the new thing. Raises Unusable where an account may have used up what it is allowed."""
    if is_refusal(created.answer) and memory().has_many(created.answer.operation):
        raise Unusable(f"no further {created.kind} is taken ({created.answer.received})", of=created.answer)
    assert_accepted(created.answer, f"creating a {created.kind}")
    found = created.id
    said = "no id" if found is None else repr(found)
    where = created.dialect.pointers.get(created.kind)
    expect(
        fields.is_uuid(found),
        expected=f"the answer names the {created.kind}'s UUID",
        received=said,
        of=created.answer,
        pointer=where,
    )
    return str(found)


def assert_problem(answer: Answer, status: int) -> None:
    """A problem object whose status is the answer's."""
    assert_status(answer, status)
    body = answer.json_or_none
    expect(isinstance(body, dict), expected="a problem object", received=answer.text[:80] or "an empty body", of=answer)
    found = schemas.check("creation/problem.schema.json", body)
    said = f"{found[0].pointer or '(whole)'} {found[0].message}" if found else ""
    expect(not found, expected="a problem object", received=said, of=answer, pointer=found[0].pointer if found else None)


def assert_appears(
    seller: Seller, kind: str, read: Callable[[], Any], holds: Callable[[Any], bool], expected: str, says: Callable[[Any], str]
) -> Any:
    """An effect that may come late, but comes before the target's deadline. Returns the observation that showed it."""
    seen = seller.patience.until(kind, read, holds)
    if not seen.came:
        answer = getattr(seen.value, "answer", None)
        violated(expected=f"{expected} within {seller.section.publish_deadline:g} s", received=says(seen.value), of=answer)
    return seen.value


def assert_as_booked(seller: Seller, listing: str, adds_images: bool | None, when: str, answer: Answer | None = None) -> None:
    """The listing shows, with all its publications, what the calls made of it: now or by the deadline."""
    page = book().pages[listing.lower()]
    if not page.sure:
        weak("what a call did could not be told, so nothing was compared with it")
        return

    def look() -> tuple[tuple[str, str] | None, Answer]:
        view = seller.reads_listing(listing)
        found = page.differs(view, adds_images, book().usual(page))
        if found or not page.publications:
            return found, view.answer
        shown = seller.lists_publications(listing)
        return page.lacks(shown), shown.answer

    seen = seller.patience.until("model", look, lambda each: each[0] is None)
    witness(len(page.echoed) + page.images + len(page.publications), "fields, images and publications")
    (expected, received), last = seen.value[0] or ("", ""), seen.value[1]
    of = [last] if answer is None else [answer, last]
    expect(seen.came, expected=f"{when}, {expected}", received=received, of=of)


def assert_unchanged(seller: Seller, listing: str, before: ListingView, why: str) -> None:
    """The listing reads as before, now and after a quiet while."""
    seen = seller.patience.stays("image", lambda: seller.reads_listing(listing), lambda view: view.content == before.content)
    witness(before.found, "listings that could have changed")
    if not seen.came:
        received = f"{difference(before, seen.value)} ({seen.value.answer.status})"
        violated(expected=f"the listing as before: {why}", received=received, of=[before.answer, seen.value.answer])
    if before.images is None:
        weak("listings show no list of images, so images could not be compared")


def difference(before: ListingView, after: ListingView) -> str:
    """What changed between two reads, in a few words."""
    if not after.found:
        return f"no listing any more: {after.answer.received}"
    if before.images != after.images:
        return f"{len(after.images or ())} images instead of {len(before.images or ())}, or in another order"
    if before.text("title") != after.text("title"):
        return f"the title {after.text('title')!r:.60} instead of {before.text('title')!r:.60}"
    if before.text("description") != after.text("description"):
        return f"the description {after.text('description')!r:.60} instead of {before.text('description')!r:.60}"
    return f"the id {after.id!r} instead of {before.id!r}"
