"""What holds for the texts of every ad, and for an ad that is delivered more than once."""

import re

from adproof import law, witness
from adproof.api.texts import expect_whole_characters
from adproof.api.user_ads import ads_of, expect_of, plain_page_of, sightings

DAMAGE = re.compile("\ufffd|Ã[\u00a0-\u00bf\u201a-\u203a\u0152-\u0178]|â€")
TITLES = ("title", "description")


@law("user_ads.ads.texts-are-whole-characters")
def texts_are_whole_characters(answer):
    for ad in ads_of(answer):
        witness(1, "ads")
        expect_whole_characters(ad.members, of=answer, pointer=ad.pointer)


@law("user_ads.ads.texts-survive-their-encoding")
def texts_survive_their_encoding(answer):
    for ad in ads_of(answer):
        for name in TITLES:
            text = ad.members.get(name)
            if isinstance(text, str):
                witness(not text.isascii(), "texts with letters beyond ASCII")
                found = DAMAGE.search(text)
                said = repr(found.group()) if found else ""
                expect_of(ad, not found, expected=f"a {name} as people write it", received=said, of=answer, member=name)


@law("user_ads.ads.same-ad-reads-the-same-everywhere")
def an_ad_is_seen_again(answer):
    """Only looks: an ad may be edited between two pages, so what differs is asked for again in the end."""
    if page := plain_page_of(answer):
        witness(sightings.sees(page), "ads seen on two pages")
