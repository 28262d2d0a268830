"""Laws on ads that no schema can say: lists of one length, dates that are not ahead, texts that survived their way."""

import html
import re
import time

from adproof import Answer, expect, law, witness
from adproof.api.search import instants
from adproof.api.search.judged import ours
from adproof.api.search.memory import memory
from adproof.api.texts import expect_whole_characters

AHEAD = instants.DAY
ENTITY = re.compile(r"&(amp|lt|gt|quot|nbsp|[aou]uml|szlig|#\d{2,5}|#x[0-9a-fA-F]{2,4});")
BROKEN_UMLAUT = re.compile("Ã[\u00a4\u00b6\u00bc\u009f\u201e\u2013\u0153\u0178]|\ufffd")


def entries(answer: Answer, *path: str):
    """The objects at a path of every ad, with the ad's place."""
    found = ours(answer)
    for place, ad in memory.news(found) if found and found.succeeded else ():
        part = ad.raw
        for name in path:
            part = part.get(name) if isinstance(part, dict) else None
        if isinstance(part, dict) or not path:
            yield place, part if path else ad.raw


def equally_long(id: str, part: str, one: str, other: str, parts_of):
    @law(id)
    def the_lists_are_equally_long(answer: Answer) -> None:
        for place, entry in entries(answer, part):
            first, second = entry.get(one), parts_of(entry.get(other))
            if isinstance(first, list) and isinstance(second, list):
                witness(len(first) > 0, f"ads with {one}")
                said = f"{len(first)} and {len(second)}"
                wanted = f"as many entries in {other} as in {one}"
                expect(len(first) == len(second), expected=wanted, received=said, of=answer, pointer=f"/data/ads/{place}/{part}")


def same(value):
    return value


def parts(value):
    return [each for each in value.split("|") if each.strip()] if isinstance(value, str) else None


equally_long("search.ad.badges-have-their-texts", "seller", "badges", "badges_text", same)
equally_long("search.ad.categories-have-their-texts", "metadata", "categories", "categories_text", same)
equally_long("search.ad.details-have-their-texts", "metadata", "details", "details_text", parts)


@law("search.ad.dates-lie-in-the-past")
def no_date_lies_more_than_a_day_ahead(answer: Answer) -> None:
    now = answer.date.timestamp() if answer.date else time.time()
    for place, ad in entries(answer):
        for name in ("upload_date", "scrape_time"):
            value = instants.instant(ad[name]) if isinstance(ad.get(name), str) else None
            if value is not None:
                witness(1, "dates")
                wanted = f"{name} up to now ({instants.iso(now)})"
                expect(
                    value <= now + AHEAD, expected=wanted, received=str(ad[name]), of=answer, pointer=f"/data/ads/{place}/{name}"
                )


@law("search.ad.texts-are-whole-characters")
def texts_are_whole_characters(answer: Answer) -> None:
    for place, ad in entries(answer):
        witness(1, "ads")
        expect_whole_characters(ad, of=answer, pointer=f"/data/ads/{place}")


MARKS = "&<>"  # a service that writes entities writes all of these as entities


def is_escaped(answer: Answer, entity: str) -> bool:
    """Whether the service wrote an entity, not the seller: then no text has the letter itself, nor any mark."""
    letter, found = html.unescape(entity), ours(answer)
    known = (*memory.ads.values(), *(found.delivered if found else ()))
    bare = "".join(ENTITY.sub("", each.title + each.description) for each in known)
    return letter != entity and not any(each in bare for each in (letter, *MARKS))


@law("search.ad.text-survives-its-encoding")
def texts_survive_their_way(answer: Answer) -> None:
    for place, ad in entries(answer):
        for name in ("title", "description"):
            text = ad.get(name)
            if isinstance(text, str):
                witness(not text.isascii(), "texts with letters beyond ASCII")
                entity = ENTITY.search(text)
                found = BROKEN_UMLAUT.search(text) or (entity if entity and is_escaped(answer, entity.group()) else None)
                said = repr(found.group()) if found else ""
                expect(
                    not found,
                    expected=f"a {name} as people write it",
                    received=said,
                    of=answer,
                    pointer=f"/data/ads/{place}/{name}",
                )
