"""The object storage on its own port: takes uploads to presigned URLs, serves images."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from .media_rules import ENDINGS
from .rules import Rules
from .storage_rules import StorageRefusal

MEDIA_TYPES = {ending: media_type for media_type, ending in ENDINGS.items()}


def refusal(problem: StorageRefusal) -> Response:
    body = f'<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>{problem.code}</Code></Error>'
    return Response(body, problem.status, problem.headers, media_type="application/xml")


def storage_routes(rules: Rules) -> list[BaseRoute]:
    async def upload(request: Request) -> Response:
        try:
            rules.check_upload(request)
        except StorageRefusal as problem:
            return refusal(problem)
        key = request.path_params["key"]
        rules.keep_bytes(key, await request.body())
        rules.store.note_upload(key, rules.now())
        return Response(status_code=rules.upload_status())

    async def image(request: Request) -> Response:
        place = rules.images / request.path_params["key"]
        if place.parent != rules.images or not place.is_file():
            return refusal(StorageRefusal(404, "NoSuchKey"))
        return Response(place.read_bytes(), media_type=MEDIA_TYPES.get(place.suffix, "application/octet-stream"))

    return [Route("/uploads/{key}", upload, methods=["PUT"]), Route("/images/{key}", image)]
