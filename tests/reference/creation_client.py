"""Starts the reference with the creation contract as a process and speaks to it in the guide's steps."""

from __future__ import annotations

import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx

OTHER = {"Authorization": "Bearer sandbox-other-token"}
LISTING = {"title": "Teddy", "description": "Ein Bär.", "category": "Spielzeug"}


class Seller:
    """A client of one process; each method is one request and hands back the answer."""

    def __init__(self, section: dict[str, Any], http: httpx.Client) -> None:
        self.section, self.http = section, http

    def create(self, **fields: Any) -> str:
        return self.http.post("/listing", json={**LISTING, **fields}).json()["uuid"]

    def get(self, listing: str) -> httpx.Response:
        return self.http.get(f"/listing/{listing}")

    def urls(self, listing: str) -> list[str]:
        return self.get(listing).json()["urls"]

    def ticket(self, upload: bool = True, media_type: str = "image/png") -> dict[str, str]:
        ticket = self.http.post("/media", json={"mediaType": media_type}).json()
        if upload:
            assert httpx.put(ticket["signedPutUrl"], content=b"picture").status_code == 200
        return ticket

    def attach(self, listing: str, ticket: dict[str, str], **options: Any) -> httpx.Response:
        body = {"ticketUuid": ticket["ticketUuid"]}
        return self.http.put(f"/listing/{listing}/media", json=body, **options)

    def listing_with_images(self, count: int) -> tuple[str, list[str]]:
        listing = self.create()
        for _ in range(count):
            assert self.attach(listing, self.ticket()).status_code == 204
        return listing, self.urls(listing)

    def imprint(self) -> str:
        return self.http.post("/imprints", json={"content": "Muster GmbH"}).json()["uuid"]

    def publish(self, listing: str, imprint: str | None = None) -> str:
        body = {"imprintUuid": imprint or self.imprint()}
        return self.http.post(f"/listing/{listing}/publication", json=body).json()["uuid"]

    def status(self, listing: str, publication: str) -> str:
        return self.http.get(f"/listing/{listing}/publication/{publication}").json()["status"]

    def listed(self, listing: str) -> list[dict[str, Any]]:
        return self.http.get(f"/listing/{listing}/publications").json()

    def settles(self, listing: str, publication: str, wanted: str) -> bool:
        """Whether the status comes to the wanted word within three seconds."""
        ends = time.monotonic() + 3
        while time.monotonic() < ends:
            if self.status(listing, publication) == wanted:
                return True
            time.sleep(0.02)
        return False

    def change_state(self, listing: str, publication: str, **query: str) -> httpx.Response:
        return self.http.put(f"/listings/{listing}/publications/{publication}/state", params=query)


@contextmanager
def reference(*arguments: str) -> Iterator[Seller]:
    """The seller of a fresh process with these arguments, as its printed target file describes it."""
    command = [sys.executable, "-m", "adproof.reference", "--contract", "creation", "--print-target"]
    with subprocess.Popen([*command, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            assert process.stdout is not None
            ready = process.stderr.readline()
            assert ready.startswith("adproof-reference ready http://127.0.0.1:"), ready
            printed = ""
            while "client_secret" not in printed:
                printed += process.stdout.readline()
            section = tomllib.loads(printed)["targets"]["reference"]["creation"]
            headers = {"Authorization": section["authorization"]}
            with httpx.Client(base_url=section["base_url"], headers=headers, timeout=5) as http:
                yield Seller(section, http)
        finally:
            process.terminate()
            process.communicate(timeout=5)
