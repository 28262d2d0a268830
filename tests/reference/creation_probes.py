"""One long story of calls that reaches the rules of the reference for creation, without a socket."""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime
from typing import Any
from uuid import uuid1, uuid4

import httpx
from starlette.applications import Starlette

from adproof.reference.creation import FAULTS, VARIANTS, routes
from adproof.reference.creation.records import OTHER, SELLER
from adproof.reference.creation.service import TOKEN_PATH
from adproof.reference.options import Options
from adproof.reference.switches import select

LISTING = {"title": "Teddy", "description": "Ein Bär mit Knopf im Ohr.", "category": "Spielzeug"}
FORM = {"grant_type": "client_credentials", "client_id": SELLER.client_id, "client_secret": SELLER.client_secret,
        "audience": "consumer-goods-api"}  # fmt: skip
FORMS: tuple[dict[str, str], ...] = (
    {}, {"grant_type": ""}, {"grant_type": "client_credential"}, {"audience": "consumer-goods-apis"}, {"audience": "others"},
)  # fmt: skip
PNG, JPEG = "image/png", "image/jpeg"
NAMES = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|[0-9a-f]{64}|[0-9a-f]{32}")
MOMENTS, EXPIRY = re.compile(r"\d{4}-\d\d-\d\dT[\d:]+Z"), re.compile(r"X-Expires=\d+")
A_WHILE = 0.02  # longer than the reference takes to publish here


async def a_while() -> None:
    """In several steps, so that on a busy machine the worker has its turn as well."""
    for _ in range(10):
        await asyncio.sleep(A_WHILE / 10)


class Story:
    """Every answer in turn, with ids told by the order of their appearance."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self.http, self.told, self.names = http, [], {}

    def plain(self, text: str) -> str:
        def number(found: re.Match[str]) -> str:
            return f"#{self.names.setdefault(found[0], len(self.names))}"

        def side(found: re.Match[str]) -> str:
            return "ahead" if datetime.fromisoformat(found[0]) > datetime.now(UTC) else "behind"

        return NAMES.sub(number, MOMENTS.sub(side, EXPIRY.sub("then", text)))

    async def call(self, method: str, path: str, json: Any = ..., account: Any = SELLER, **more: Any) -> Any:
        headers = {"Authorization": f"Bearer {account.token}"} | ({"Content-Type": "application/json"} if json is not ... else {})
        body = {} if json is ... else {"json": json}
        answer = await self.http.request(method, f"/api/goods/v1{path}", headers=headers, **body, **more)
        self.told.append((method, self.plain(path), answer.status_code, self.plain(answer.text)))
        try:
            return answer.json()
        except ValueError:
            return {}

    async def create(self, **fields: Any) -> str:
        made = await self.call("POST", "/listing", LISTING | fields)
        return str(made.get("uuid"))

    async def ticket(self, media_type: str, uploads: int = 1) -> str:
        made = await self.call("POST", "/media", {"mediaType": media_type})
        for _ in range(uploads):
            answer = await self.http.put(made["signedPutUrl"], content=b"x")
            self.told.append(("upload", "", answer.status_code, ""))
        return str(made["ticketUuid"])

    async def attach(self, listing: str, ticket: Any, account: Any = SELLER) -> None:
        await self.call("PUT", f"/listing/{listing}/media", {"ticketUuid": ticket}, account)
        await self.call("GET", f"/listing/{listing}")

    async def publish(self, listing: str, body: Any, account: Any = SELLER) -> str:
        made = await self.call("POST", f"/listing/{listing}/publication", body, account)
        await a_while()
        await self.call("GET", f"/listing/{listing}/publications")
        return str(made.get("uuid"))


def told(*names: str) -> list[Any]:
    """The whole story, told to the reference with these switches on."""
    options = Options(port=1, storage_port=2, publish_after=A_WHILE / 10, ticket_seconds=3600.0, switched=names)
    app = Starlette(routes=routes(select(names, FAULTS, VARIANTS), options))

    async def run() -> list[Any]:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url=options.origin()) as http:
            story = Story(http)
            for chapter in (tokens, images, updates, publishing, strangers, deletions, crowds):
                try:
                    await chapter(story)
                except (httpx.HTTPError, KeyError, TypeError, IndexError) as stopped:
                    story.told.append((chapter.__name__, type(stopped).__name__))
            return story.told

    return asyncio.run(run())


async def tokens(story: Story) -> None:
    for change in FORMS:
        answer = await story.http.post(TOKEN_PATH, data={k: v for k, v in (FORM | change).items() if v})
        known = {name: value for name, value in answer.json().items() if name != "access_token"}
        story.told.append((change, answer.status_code, known))
    issued = (await story.http.post(TOKEN_PATH, data=FORM)).json()["access_token"]
    headers = {"Authorization": f"Bearer {issued}"}
    story.told.append((await story.http.post("/api/goods/v1/listing", json=LISTING, headers=headers)).status_code)


async def images(story: Story) -> None:
    listing, other = await story.create(), await story.create(title="Anderer")
    again = await story.create(description="Mit demselben Titel.")
    for media_type in (JPEG, PNG, JPEG, PNG):
        await story.attach(listing, spent := await story.ticket(media_type, 2))
    for ticket in (spent, listing, None, str(uuid4())):
        await story.attach(other, ticket)
    for _ in range(2):
        await story.attach(other, await story.ticket(PNG, 0))
    for each in (again, uuid1(), uuid4()):
        await story.call("GET", f"/listing/{each}")
    for _ in range(2):
        await story.call("PUT", f"/listing/{uuid4()}/media", {"ticketUuid": await story.ticket(PNG)})
    await story.call("POST", "/media", {"mediaType": "image/gif"})
    urls = (await story.call("GET", f"/listing/{listing}"))["urls"]
    for order in ((), urls[1:], [*urls[::-1], "http://example.test/a.png"], urls[::-1]):
        await story.call("PUT", f"/listing/{listing}/media/order", list(order))
        await story.call("GET", f"/listing/{listing}")
    for gone in ([urls[0] + "x"], urls[:2]):
        await story.call("DELETE", f"/listing/{listing}/media", params={"urls": ",".join(gone)})
        await story.call("GET", f"/listing/{listing}")


async def updates(story: Story) -> None:
    listing = await story.create()
    for _ in range(3):
        await story.attach(listing, await story.ticket(PNG))
    for change in ({"title": "Neu"}, {"price": {"type": "FIXED", "amount": 5}}, {"description": None}, {}):
        await story.call("PUT", f"/listing/{listing}", change)
        await story.call("GET", f"/listing/{listing}")


async def publishing(story: Story) -> None:
    imprints = [(await story.call("POST", "/imprints", {"content": f"Muster {each}"}))["uuid"] for each in range(3)]
    listing, other = await story.create(), await story.create()
    bodies = [{"imprintUuid": each} for each in imprints]
    pair = [await story.create(), await story.create()]
    await asyncio.gather(*(story.call("POST", f"/listing/{each}/publication", bodies[0]) for each in pair))
    one = await story.publish(listing, bodies[0])
    for publication in (one, uuid4()):
        place = f"/listing/{listing}/publication/{publication}"
        await story.call("GET", place)
        for state, body in (("PUBLISHED", {}), ("PUBLISHED", {"other": 1}), ("PUBLISHED", {"other": 1}), ("PAUSED", {})):
            await story.call("PUT", place, body, params={"requestedState": state})
            await a_while()
            await story.call("GET", place)
        for state in ("PAUSED", "PAUSED", "BANANA", "RESUMED", "RESUMED"):
            await story.call("PUT", f"{place}/state", params={"requestedState": state})
            await story.call("GET", place)
    for body in (bodies[0], bodies[0], bodies[1], {}):
        await story.publish(listing, body)
    for odd in (None, other):
        await story.publish(await story.create(), {"imprintUuid": odd})
    newest = f"/listing/{listing}/publication/{await story.publish(listing, bodies[2])}"
    for state in ("PAUSED", "RESUMED"):
        await story.call("PUT", f"{newest}/state", params={"requestedState": state})
        await story.call("GET", newest)
    for where, body in ((str(uuid4()), bodies[0]), (str(uuid4()), bodies[0]), (other, bodies[2])):
        await story.publish(where, body)


async def strangers(story: Story) -> None:
    listing, imprint = await story.create(), (await story.call("POST", "/imprints", {"content": "Muster"}))["uuid"]
    publication = await story.publish(listing, {"imprintUuid": imprint})
    await story.call("PUT", f"/listing/{listing}/publication/{publication}/state", params={"requestedState": "PAUSED"})
    place = f"/listing/{listing}"
    theirs = (await story.call("POST", "/listing", LISTING, OTHER))["uuid"]
    for ask in (
        ("PUT", f"{place}/media", {"ticketUuid": await story.ticket(PNG)}, OTHER),
        ("POST", f"{place}/publication", {"imprintUuid": imprint}, OTHER),
        ("PUT", f"{place}/publication/{publication}/state?requestedState=RESUMED", ..., OTHER),
        ("PUT", place, {"title": "Fremd"}, OTHER),
        ("GET", f"/listing/{theirs}/publication/{publication}", ..., OTHER),
        ("PUT", f"/listing/{theirs}/publication/{publication}/state?requestedState=RESUMED", ..., OTHER),
        ("DELETE", place, ..., OTHER),
    ):
        await story.call(*ask)
        await story.call("GET", place)
        await story.call("GET", f"{place}/publications")


async def deletions(story: Story) -> None:
    for images in range(3):
        listing = await story.create()
        for _ in range(images):
            await story.attach(listing, await story.ticket(PNG))
        for method in ("DELETE", "GET", "DELETE"):
            await story.call(method, f"/listing/{listing}")


async def crowds(story: Story) -> None:
    listing = await story.create()
    for _ in range(7):
        await story.attach(listing, await story.ticket(PNG))
