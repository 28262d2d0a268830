"""The kept exchanges as an HTTP Archive (HAR 1.2), for the tools that read one."""

from __future__ import annotations

import io
import math
from urllib.parse import parse_qsl, urlsplit

import harfile

from adproof.report.model import Exchange, Headers, Results
from adproof.report.text import visible

_VERSION = "HTTP/1.1"


def archive(results: Results) -> str:
    """The archive as JSON text; bodies are as short as the results keep them, and say so."""
    out = io.StringIO()
    creator = harfile.Creator(name="adproof", version=visible(results.version))
    with harfile.HarFile(out, creator=creator, comment=visible(results.verdict.sentence)) as har:
        for each in results.exchanges.values():
            took = each.milliseconds if math.isfinite(each.milliseconds) else 0.0
            har.add_entry(
                startedDateTime=visible(each.started or results.run.started),
                time=took,
                request=_request(each),
                response=_response(each),
                timings=harfile.Timings(send=0, wait=took, receive=0),
                comment=visible(" ".join(part for part in (each.id, each.contract, each.operation, each.note) if part)),
            )
    return out.getvalue()


def _request(exchange: Exchange) -> harfile.Request:
    body = exchange.request_body
    media_type = _header(exchange.request_headers, "content-type")
    return harfile.Request(
        method=visible(exchange.method),
        url=visible(exchange.url.partition("#")[0]),
        httpVersion=_VERSION,
        headers=_records(exchange.request_headers),
        queryString=[harfile.Record(name=visible(name), value=visible(value)) for name, value in _query(exchange.url)],
        postData=harfile.PostData(mimeType=visible(media_type), text=_text(body)) if body is not None else None,
        bodySize=len(body.encode("utf-8", "surrogatepass")) if body is not None else 0,
    )


def _response(exchange: Exchange) -> harfile.Response:
    shortened = "the body is cut in this archive" if exchange.truncated else None
    return harfile.Response(
        status=exchange.status or 0,
        statusText=visible(exchange.reason_phrase) if exchange.status is not None else "no answer",
        httpVersion=_VERSION,
        headers=_records(exchange.response_headers),
        content=harfile.Content(
            size=exchange.response_bytes,
            mimeType=visible(_header(exchange.response_headers, "content-type")),
            text=_text(exchange.response_body),
            comment=shortened,
        ),
        redirectURL=visible(_header(exchange.response_headers, "location")),
        bodySize=exchange.response_bytes,
    )


def _query(url: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(urlsplit(url).query, keep_blank_values=True, errors="replace")
    except ValueError:
        return []


def _records(headers: Headers) -> list[harfile.Record]:
    return [harfile.Record(name=visible(name), value=visible(value)) for name, value in headers]


def _header(headers: Headers, name: str) -> str:
    return next((value for key, value in headers if key.lower() == name), "")


def _text(body: str | None) -> str | None:
    """JSON escapes control characters by itself; only lone surrogates have no place in an archive."""
    return body.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if body is not None else None
