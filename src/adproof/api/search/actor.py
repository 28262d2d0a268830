"""A searcher: somebody with a key of one role, who searches as the document's example does."""

import time
from collections.abc import Callable, Mapping, Sequence

from adproof.answer import Answer
from adproof.api.search import vocabulary
from adproof.api.search.found import Found, found_in
from adproof.api.search.memory import asking_as, known_answers_will_do, memory, recalling
from adproof.api.search.places import ids_in
from adproof.secrets import Credential
from adproof.transport import Client

Search = Mapping[str, str | int | float]
MADE_UP_KEY = "no-key-that-anybody-has-6b1f"
_AGAIN = (0.05, 0.25)  # pauses before a doubtful answer is asked for again


class Searcher:
    """Searches with one key. Stateless, so that one serves a whole session."""

    def __init__(self, client: Client, role: str, key: Credential) -> None:
        self._client, self.role, self.key = client, role, key
        self.maximum = vocabulary.maximum(role)

    def __repr__(self) -> str:
        return f"<searcher with a {self.role} key>"

    def finds(self, **parameters: str | int | float) -> Found:
        """Search with documented parameters."""
        return self.asks(parameters)

    def recalls(self, search: Search) -> Found:
        """What this search found before, or finds now if it was never sent: for whatever does not need a fresh answer."""
        with recalling():
            return self.asks(search)

    def asks(self, search: Search) -> Found:
        """Search; an answer that only a hiccup could explain is asked for twice more, so that the laws can tell."""
        known = memory.recalls(self.role, search) if known_answers_will_do() else None
        if known is not None:
            return known
        found = self.sends(list(search.items()))
        for pause in _AGAIN:
            with asking_as(self.role):
                doubtful = memory.in_doubt(str(found.answer.url))
            if not doubtful:
                break
            time.sleep(pause)
            found = self.sends(list(search.items()))
        if found.succeeded:
            memory.remembers(self.role, search, found)
        return found

    def everything(self, search: Search) -> Found:
        """The first page at this role's maximum."""
        return self.asks({**search, "limit": self.maximum, "page": 1})

    def sends(
        self,
        pairs: Sequence[tuple[str, object]] | None = None,
        *,
        raw: str | None = None,
        headers: Mapping[str, str] | None = None,
        auth: Credential | None = None,
        anonymous: bool = False,
    ) -> Found:
        """Send exactly this query, once: for odd values and other ways to write a request.

        With a key or headers of its own it is no documented request, and the laws on these leave it alone.
        """
        said = {"Content-Type": "application/json"} if headers is None else headers
        key = None if anonymous else auth or self.key
        with asking_as(self.role if key is self.key and headers is None else None):
            answer = self._client.send(
                "GET", "/search", operation="searchAds", params=pairs or None, query=raw, headers=said, auth=key
            )
        found = found_in(answer)
        memory.sees(found)
        return found

    def searches_without_a_key(self) -> Found:
        """Search as nobody."""
        return self.sends([("limit", 1)], anonymous=True)

    def searches_with_an_unknown_key(self) -> Found:
        """Search with a key that nobody was given."""
        return self.sends([("limit", 1)], auth=Credential("a made-up key", self.key.header, "made-up", MADE_UP_KEY))

    def searches_with_the_header_in(self, letters: Callable[[str], str]) -> Found:
        """Search with the key's header written in other letters, such as capitals."""
        key = Credential(self.key.name, letters(self.key.header), self.key.template, self.key.value)
        return self.sends([("limit", 1)], auth=key)

    def asks_for_places(self, **parameters: str | int) -> Answer:
        """Search places by name."""
        answer = self._gets("/locations", "searchLocations", parameters)
        memory.places |= ids_in(answer)
        return answer

    def asks_for_categories(self) -> Answer:
        """List all categories."""
        return self._gets("/categories", "listCategories", {})

    def asks_for_details(self, adid: str) -> Answer:
        """One ad by its id."""
        return self._gets("/inserat", "showAd", {"id": adid})

    def _gets(self, path: str, operation: str, parameters: Search) -> Answer:
        headers = {"Content-Type": "application/json"}
        return self._client.send(
            "GET", path, operation=operation, params=list(parameters.items()) or None, headers=headers, auth=self.key
        )


def joined(*searches: Search) -> dict[str, str | int | float]:
    """Several narrowings as one search; of two date bounds the tighter one holds."""
    together: dict[str, str | int | float] = {}
    for search in searches:
        for name, value in search.items():
            if name in together and name == "upload_date_from":
                value = max(int(together[name]), int(value))
            elif name in together and name == "upload_date_to":
                value = min(int(together[name]), int(value))
            together[name] = value
    return together


def crossed(search: Search) -> bool:
    """Whether a search ends before it starts: whether that finds nothing or is refused is left open."""
    first, last = search.get("upload_date_from"), search.get("upload_date_to")
    return first is not None and last is not None and int(first) >= int(last)
