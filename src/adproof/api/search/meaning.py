"""What a search term may mean beyond its letters: a service may know words of the same meaning, and nobody says which."""

from collections.abc import Collection, Mapping

from adproof.api.search import text
from adproof.api.search.ads import Ad
from adproof.api.search.text import Carries


def unexplained(term: str, ads: Mapping[str, Ad], found: Collection[str]) -> frozenset[str]:
    """The ads found that have nothing like the term, and no other word that could have been taken for it.

    Another word could have been, when several ads of those looked at have it and every one of them was found; not so where
    more than half of all ads were found.
    """
    strange = {id for id in found if id in ads and ads[id].carries(term) is Carries.NO}
    if not strange or 2 * len(ads.keys() & set(found)) > len(ads):
        return frozenset(strange)
    carriers: dict[str, set[str]] = {}
    for id, ad in ads.items():
        for word in filter(text.plain, text.words(ad.title) | text.words(ad.description)):
            carriers.setdefault(word, set()).add(id)
    meant = [ids for ids in carriers.values() if len(ids) > 1 and ids <= set(found)]
    return frozenset(strange).difference(*meant)
