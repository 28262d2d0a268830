"""The actor of `user_ads`: somebody logged in who lists ads. Stateless; the only place that knows the addresses."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

import httpx

from adproof.answer import Answer, Unusable
from adproof.api.user_ads.page import Ad, Link, Page
from adproof.api.user_ads.paging import BIGGEST_LIMIT, last_offset
from adproof.fuzz import Call
from adproof.secrets import mask
from adproof.target import Origin, UserAds
from adproof.transport import Client

LIST = "listUserAdvertisements"
LIST_UNENTITLED = "listUserAdvertisements, not entitled"
LIST_OF_ANOTHER = "listUserAdvertisements, of another user"
LIST_OTHERWISE = "listUserAdvertisements, asked in another way"
_READ = "readAdvertisement"
_HEXADECIMAL = re.compile("[0-9A-Fa-f-]+")


@dataclass(frozen=True)
class Stock:
    """What the collection was at one moment, as far as two pages show: to notice that it moved."""

    total: int
    first: tuple[str, ...]
    last: tuple[str, ...]


class Seller:
    """The logged-in user of the target file."""

    def __init__(self, client: Client, section: UserAds) -> None:
        self._client, self._section = client, section

    def __repr__(self) -> str:
        return "<seller>"

    @property
    def user(self) -> int:
        return self._section.user

    @property
    def other_user(self) -> int | None:
        return self._section.other_user

    def lists_own_ads(
        self, *, offset: object = None, limit: object = None, query: str | None = None, headers: Mapping[str, str] | None = None
    ) -> Page:
        """Asks for a page of the own collection; `query` is sent as it is, instead of the two parameters."""
        return Page(self.asks("GET", offset=offset, limit=limit, query=query, headers=headers))

    def lists_ads_of(self, user: object, *, offset: object = None, limit: object = None, query: str | None = None) -> Page:
        """Asks for a page of another user's collection, with the own token; `query` as it stands instead of a pair."""
        query, auth = query or _query(offset, limit), self._section.authorization
        return Page(self._client.send("GET", self._path(user), operation=LIST_OF_ANOTHER, query=query, auth=auth))

    def asks(
        self,
        method: str,
        *,
        offset: object = None,
        limit: object = None,
        query: str | None = None,
        headers: Mapping[str, str] | None = None,
        slash: str = "",
        content: bytes | None = None,
    ) -> Answer:
        """Any method on the own collection's address, logged in."""
        return self._client.send(
            method,
            self._path(self.user) + slash,
            operation=LIST if method == "GET" and not slash and not headers else LIST_OTHERWISE,
            query=query if query is not None else _query(offset, limit),
            headers=headers,
            content=content,
            auth=self._section.authorization,
        )

    def presents(self, authorization: str | None, *, offset: object = None, limit: object = None) -> Page:
        """Asks for a page of the own collection with other credentials than the own, or with none."""
        headers = {} if authorization is None else {self._section.authorization.header: authorization}
        path, query = self._path(self.user), _query(offset, limit)
        return Page(self._client.send("GET", path, operation=LIST_UNENTITLED, query=query, headers=headers))

    def spoiled_tokens(self) -> dict[str, str]:
        """The own credentials, longer, shorter and in other letters, by what was done to them. Evidence shows none of them."""
        own = self._section.authorization
        scheme, _, token = own.value.rpartition(" ")
        spoiled = {"with a letter behind it": token + "x", "cut short": token[:-1]}
        if not _HEXADECIMAL.fullmatch(token):  # a UUID is the same token in both cases
            spoiled["in other letters"] = token.swapcase()
        for how, value in spoiled.items():
            mask.learn(value, f"{own.name}, {how}")
        return {how: f"{scheme} {value}".strip() for how, value in spoiled.items() if value and value != token}

    def sends(self, call: Call) -> Page:
        """Sends a generated call for the own collection, logged in."""
        return Page(call.send(self._client, auth=self._section.authorization, path={"userId": self.user}))

    def fetches(self, link: Link) -> Page:
        """Follows a page link as it is written. One that leads to another origin is asked at the own one: tokens stay here."""
        if link.url is None:
            raise Unusable(f"the link {link} cannot be resolved")
        own = httpx.URL(self._client.base_url)
        if Origin.of(str(link.url)) != Origin.of(self._client.base_url):
            link_url = link.url.copy_with(scheme=own.scheme, host=own.host, port=own.port)
        else:
            link_url = link.url
        address = str(link_url.copy_with(fragment=None, username=None, password=None))
        return Page(self._client.send("GET", address, operation=LIST, auth=self._section.authorization))

    def reads(self, ad: Ad) -> Answer:
        """Asks for the resource behind an embedded ad."""
        if ad.id is None:
            raise Unusable("the ad has no itemId")
        path = f"/v1/advertisements/{quote(ad.id, safe='')}"
        return self._client.send("GET", path, operation=_READ, auth=self._section.authorization)

    def stock(self) -> Stock:
        """Total, first and last page, with the greatest limit. Raises Unusable where the target shows none."""
        first = self.lists_own_ads(offset=0, limit=BIGGEST_LIMIT)
        place = last_offset(first.total, BIGGEST_LIMIT)
        last = self.lists_own_ads(offset=place, limit=BIGGEST_LIMIT) if place else first
        return Stock(first.total, first.ids, last.ids)

    @staticmethod
    def _path(user: object) -> str:
        return f"/v1/users/{quote(str(user), safe='')}/advertisements"


def _query(offset: object, limit: object) -> str | None:
    given = {"offset": offset, "limit": limit}
    return "&".join(f"{name}={quote(str(value), safe='')}" for name, value in given.items() if value is not None) or None
