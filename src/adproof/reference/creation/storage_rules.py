"""What the object storage accepts and keeps. It knows no accounts, only what the gateway signed."""

from __future__ import annotations

import hmac

from starlette.requests import Request

from .ground import Ground
from .media_rules import signature


class StorageRefusal(Exception):
    """In the words of object storages: a status, a code, and headers that say what to do."""

    def __init__(self, status: int, code: str, **headers: str) -> None:
        super().__init__(code)
        self.status, self.code, self.headers = status, code, {name.replace("_", "-"): value for name, value in headers.items()}


class StorageRules(Ground):
    def check_upload(self, request: Request) -> None:
        """The URL is as it was signed, and its time has not passed. API credentials have no place here."""
        key, query = request.path_params["key"], request.query_params
        if "authorization" in request.headers:
            raise StorageRefusal(400, "InvalidArgument")
        try:
            expires = int(query.get("X-Expires", ""))
        except ValueError:
            raise StorageRefusal(403, "AccessDenied") from None
        if not hmac.compare_digest(signature(key, expires).encode(), query.get("X-Signature", "").encode()):
            raise StorageRefusal(403, "SignatureDoesNotMatch")
        if self.now() >= expires:
            raise StorageRefusal(403, "AccessDenied")

    def keep_bytes(self, key: str, content: bytes) -> None:
        (self.images / key).write_bytes(content)

    def upload_status(self) -> int:
        return 200
