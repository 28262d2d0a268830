"""One process, two ports: puts the contracts' routes on the API's port and the storage on the other."""

from __future__ import annotations

import socket
import sys
from collections.abc import Mapping

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from . import manners
from .contracts import Contract, storage_app
from .options import Options
from .switches import Switches


def listen(host: str, port: int) -> socket.socket:
    """A bound TCP socket, so that the real port is known before any route is built. Raises OSError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((host, port))
    return listener


async def refusal(_request: Request, problem: Exception) -> Response:
    """Answers what no contract answers: an unknown path, or a method a route does not have."""
    if not isinstance(problem, HTTPException):
        raise problem
    body = {"code": str(problem.detail).lower().replace(" ", "-"), "message": str(problem.detail)}
    return JSONResponse(body, problem.status_code, problem.headers)


class Ports:
    """Sends a request to the storage if it came in on the storage's port, else to the API."""

    def __init__(self, api: ASGIApp, storage: ASGIApp, storage_port: int) -> None:
        self.api, self.storage, self.storage_port = api, storage, storage_port

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        server = scope.get("server") or ("", 0)
        app = self.storage if server[1] == self.storage_port else self.api
        await app(scope, receive, send)


def application(contracts: Mapping[str, Contract], switches: Switches, options: Options) -> ASGIApp:
    """All contracts as one ASGI application."""
    routes = [
        route
        for name, contract in contracts.items()
        for route in manners.mannered(contract.routes(switches, options), name, switches, options)
    ]
    api = Starlette(routes=routes, exception_handlers={HTTPException: refusal})
    api.router.redirect_slashes = False
    storages = [app for contract in contracts.values() if (app := storage_app(contract, switches, options))]
    return Ports(api, storages[0] if storages else api, options.storage_port)


class Server(uvicorn.Server):
    """A uvicorn server that says on stdout and stderr when it listens."""

    def __init__(self, config: uvicorn.Config, origin: str, announcement: str) -> None:
        super().__init__(config)
        self.origin, self.announcement = origin, announcement

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Prints the target file first, so that it is whole when the ready line is read."""
        await super().startup(sockets)
        if self.announcement:
            print(self.announcement, flush=True)
        print(f"adproof-reference ready {self.origin}", file=sys.stderr, flush=True)


def serve(app: ASGIApp, sockets: list[socket.socket], origin: str, announcement: str) -> None:
    """Serves until a signal ends it; open connections get one second."""
    config = uvicorn.Config(
        app,
        http="httptools",
        loop="auto",
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=1,
        timeout_keep_alive=75,
    )
    Server(config, origin, announcement).run(sockets)
