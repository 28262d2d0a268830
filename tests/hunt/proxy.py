"""A reverse proxy on loopback that hands every request and answer to one deed.

The reference is launched as a process of its own, as any target would be; the proxy writes the target file with its own
address in the place of the reference's.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
import time
import tomllib
from pathlib import Path
from typing import Any

import httpx
import uvicorn

from .frame import Answer, Asked, Deed, Memory

HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "content-encoding", "te", "upgrade", "host"}
READY = "adproof-reference ready "


class Reference:
    """The target behind the proxy, launched as a process."""

    def __init__(self, contract: str, folder: Path, options: tuple[str, ...] = ()) -> None:
        command = [sys.executable, "-m", "adproof.reference", "--contract", contract, "--port", "0", "--print-target", *options]
        self.target, self.log = folder / "reference.toml", folder / "reference.log"
        with self.target.open("w") as out, self.log.open("w") as err:
            self.process = subprocess.Popen(command, stdout=out, stderr=err)
        self.origin = self.wait()

    def wait(self, seconds: float = 60.0) -> str:
        until = time.monotonic() + seconds
        while time.monotonic() < until and self.process.poll() is None:
            for line in self.log.read_text().splitlines():
                if line.startswith(READY) and self.target.read_text().strip():
                    return line.removeprefix(READY).strip()
            time.sleep(0.05)
        self.end()
        raise RuntimeError(f"the reference did not come up:\n{self.log.read_text()}")

    def end(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Proxy:
    """The ASGI application: one deed, one memory, one reference."""

    def __init__(self, deed: Deed, reference: Reference) -> None:
        self.deed, self.upstream = deed, httpx.URL(reference.origin)
        self.text = reference.target.read_text()
        target = next(iter(tomllib.loads(self.text)["targets"].values()))[deed.contract]
        self.memory: Memory = {"target": target, "outside": self.outside}
        self.client: httpx.AsyncClient | None = None
        self.origin, self.errors, self.bites = "", 0, 0

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            return
        try:
            answer = await self.acted(await asked_of(scope, receive))
        except Exception as error:  # a slip of a deed must be seen, and never taken for a violation
            self.errors += 1
            print(f"hunt: {self.deed.name}: {error!r}", file=sys.stderr)
            answer = Answer(503, (("content-type", "text/plain"), ("retry-after", "1")), b"the hunt itself failed")
        await sent(answer, scope["method"], send)

    async def acted(self, asked: Asked) -> Answer:
        """The deed's answer; a bite is an answer that is not the reference's own to this request, or a write nobody asked for."""
        untouched: list[Answer] = []
        wrote = False

        async def ask(other: Asked) -> Answer:
            nonlocal wrote
            answer = await self.ask(other)
            if other == asked:
                untouched.append(answer)
            wrote = wrote or (other != asked and other.method != "GET")
            return answer

        answer = await self.deed.act(asked, ask, self.memory)
        self.bites += wrote or not any(answer is own or same(answer, own) for own in untouched)
        return answer

    async def ask(self, asked: Asked) -> Answer:
        target = asked.path + (f"?{asked.query}" if asked.query else "")
        url = self.upstream.copy_with(raw_path=target.encode("latin-1"))
        return await self.fetch(asked.method, url, asked.headers, asked.body)

    async def outside(self, method: str, url: str, headers: Any = (), body: bytes = b"") -> Answer:
        """Any other address of the reference, such as its storage."""
        return await self.fetch(method, httpx.URL(url), tuple(headers), body)

    async def fetch(self, method: str, url: httpx.URL, headers: tuple[tuple[str, str], ...], body: bytes) -> Answer:
        if self.client is None:
            limits = httpx.Limits(max_connections=None, max_keepalive_connections=50)
            self.client = httpx.AsyncClient(timeout=60, limits=limits, trust_env=False)
            self.client.headers.clear()
        kept = [
            (k.encode("latin-1"), v.encode("latin-1")) for k, v in headers if k.lower() not in HOP_BY_HOP | {"accept-encoding"}
        ]
        had_body = bool(body) or any(k.lower() == "content-length" for k, _ in headers)
        reply = await self.client.request(method, url, headers=kept, content=body if had_body else None)
        back = [(k.decode("latin-1"), v.decode("latin-1")) for k, v in reply.headers.raw]
        return Answer(reply.status_code, tuple((k, v) for k, v in back if k.lower() not in HOP_BY_HOP), reply.content)

    def serve(self) -> None:
        """Serves in a thread of its own until the process ends it with `stop`."""
        config = uvicorn.Config(
            self, host="127.0.0.1", port=0, log_level="critical", lifespan="off", server_header=False, date_header=False
        )
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=lambda: asyncio.run(self.server.serve()), daemon=True)
        self.thread.start()
        until = time.monotonic() + 20
        while not self.server.started and time.monotonic() < until:
            time.sleep(0.02)
        port = self.server.servers[0].sockets[0].getsockname()[1]
        self.origin = self.memory["origin"] = f"http://127.0.0.1:{port}"

    def stop(self) -> None:
        self.server.should_exit = True
        self.server.force_exit = True
        self.thread.join(10)

    def write_target(self, path: Path) -> Path:
        own = str(self.upstream).rstrip("/")
        path.write_text(self.text.replace(own, self.origin))
        return path


def same(one: Answer, other: Answer) -> bool:
    """Whether two answers say the same, however their JSON is written."""
    return one.status == other.status and (one.body == other.body or (one.json is not None and one.json == other.json))


async def asked_of(scope: dict[str, Any], receive: Any) -> Asked:
    body, more = b"", True
    while more:
        message = await receive()
        body, more = body + message.get("body", b""), message.get("more_body", False)
    headers = tuple((k.decode("latin-1"), v.decode("latin-1")) for k, v in scope["headers"])
    path = (scope.get("raw_path") or scope["path"].encode()).decode("latin-1").split("?")[0]
    return Asked(scope["method"], path, scope["query_string"].decode("latin-1"), headers, body)


async def sent(answer: Answer, method: str, send: Any) -> None:
    headers = [(k.encode("latin-1"), v.encode("latin-1")) for k, v in answer.headers]
    bodiless = answer.status == 204 or answer.status == 304 or method == "HEAD"
    if not answer.chunked and not bodiless:
        headers.append((b"content-length", str(len(answer.body)).encode()))
    if answer.close:
        headers.append((b"connection", b"close"))
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    body = b"" if bodiless else answer.body
    if answer.chunked and body:
        for start in range(0, len(body), 700):
            await send({"type": "http.response.body", "body": body[start : start + 700], "more_body": True})
        body = b""
    await send({"type": "http.response.body", "body": body})
