"""What holds for the texts of every ad, and for an ad that is delivered more than once."""

import re

from adproof import expect, law, witness
from adproof.api.user_ads import page_of, plain_page_of, sightings

HALF = re.compile("[\ud800-\udfff]")
DAMAGE = re.compile("\ufffd|Ã[\u00a0-\u00bf\u201a-\u203a\u0152-\u0178]|â€")
TITLES = ("title", "description")


def texts_of(value, pointer=""):
    """Every text in a value, with its pointer."""
    if isinstance(value, str):
        yield pointer, value
    elif isinstance(value, dict | list):
        inner = value.items() if isinstance(value, dict) else enumerate(value)
        for name, each in inner:
            yield from texts_of(each, f"{pointer}/{name}")


@law("user_ads.ads.texts-are-whole-characters")
def texts_are_whole_characters(answer):
    page = page_of(answer)
    halved = page and b"\\ud" in answer.body.lower()  # a half can only be written as an escape
    for ad in (page.ads_or_none or ()) if page else ():
        witness(1, "ads")
        for pointer, text in texts_of(ad.members) if halved else ():
            found = HALF.search(text)
            received = ascii(found.group()) if found else ""
            expect(not found, expected="characters of Unicode", received=received, of=answer, pointer=ad.pointer + pointer)


@law("user_ads.ads.texts-survive-their-encoding")
def texts_survive_their_encoding(answer):
    page = page_of(answer)
    for ad in (page.ads_or_none or ()) if page else ():
        for name in TITLES:
            text = ad.members.get(name)
            if isinstance(text, str):
                witness(not text.isascii(), "texts with letters beyond ASCII")
                found = DAMAGE.search(text)
                received = repr(found.group()) if found else ""
                expect(
                    not found,
                    expected=f"a {name} as people write it",
                    received=received,
                    of=answer,
                    pointer=f"{ad.pointer}/{name}",
                )


@law("user_ads.ads.same-ad-reads-the-same-everywhere")
def an_ad_is_seen_again(answer):
    """Only looks: an ad may be edited between two pages, so what differs is asked for again in the end."""
    if page := plain_page_of(answer):
        witness(sightings.sees(page), "ads seen on two pages")
