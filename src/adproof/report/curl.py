"""A recorded exchange as a curl command that survives any data.

What a target sent may come back in a command, so nothing is trusted: only credentials that the target's own file
names become shell variables, all other text is quoted, and whatever curl itself would interpret (globs, @files,
a leading dash, a personal .curlrc) is switched off.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote as percent

from adproof.report.model import Exchange, Results

LARGEST_INLINE_BODY = 2_000
_PLAIN = re.compile(r"[A-Za-z0-9_./:=,+%-]+")
_CREDENTIAL = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}|<credential ([A-Za-z_][A-Za-z0-9_]*)>")
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_BY_CURL_ITSELF = {"host", "content-length", "connection", "accept-encoding", "transfer-encoding"}
_SAFE_FOLDER = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,150}")


def credentials(results: Results) -> frozenset[str]:
    """The names of credentials in the target's configuration. Only these ever become shell variables."""
    return frozenset([*_names(results.target.contracts), *(str(each) for each in results.target.credentials)])


def _names(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for each in value.values():
            yield from _names(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _names(each)
    elif isinstance(value, str):
        yield from (braced or named for braced, named in _CREDENTIAL.findall(value))


def used(exchange: Exchange, names: frozenset[str]) -> list[str]:
    """The credentials an exchange needs, in order of appearance."""
    texts = [exchange.url, exchange.request_body or "", *(value for _, value in exchange.request_headers)]
    found = [name for text in texts for name, _ in _CREDENTIAL.findall(text) if name in names]
    return list(dict.fromkeys(found))


def quote(text: str) -> str:
    """One word for bash whatever it holds; what cannot be seen is spelled as escapes."""
    if _PLAIN.fullmatch(text) and not text.startswith(("-", "=")):
        return text
    if text.isprintable():
        return "'" + text.replace("'", "'\\''") + "'"
    return "$'" + "".join(_escaped(each) for each in text) + "'"


def _escaped(character: str) -> str:
    if character in "\\'":
        return "\\" + character
    if character.isprintable():
        return character
    if character in "\n\r\t":
        return {"\n": "\\n", "\r": "\\r", "\t": "\\t"}[character]
    return "".join(f"\\{byte:03o}" for byte in as_bytes(character))


def as_bytes(text: str) -> bytes:
    """UTF-8; a lone surrogate, which has no UTF-8, becomes the bytes it would have had."""
    return text.encode("utf-8", "surrogatepass")


def with_variables(text: str, names: frozenset[str]) -> str:
    """Quoted text in which the named credentials are shell variables."""
    words, end = [], 0
    for found in _CREDENTIAL.finditer(text):
        if found.group(1) in names:
            words += [quote(text[end : found.start()])] if found.start() > end else []
            words.append(f'"${{{found.group(1)}}}"')
            end = found.end()
    if end < len(text) or not words:
        words.append(quote(text[end:]))
    return "".join(words)


def arguments(exchange: Exchange, names: frozenset[str], body_file: str | None = None) -> Iterator[str]:
    """The arguments of curl that send this request again, each ready for bash. `body_file` is a ready word."""
    method = exchange.method if _TOKEN.fullmatch(exchange.method) else "GET"
    yield "--head" if method == "HEAD" else f"--request {quote(method)}"
    yield f"--url {with_variables(_address(exchange.url), names)}"
    sent = set()
    for name, value in exchange.request_headers:
        if _TOKEN.fullmatch(name) and name.lower() not in _BY_CURL_ITSELF:
            sent.add(name.lower())
            line = " ".join(value.splitlines())
            yield f"--header {with_variables(f'{name}: {line}' if line else f'{name};', names)}"
    yield from (f"--header {quote(name + ':')}" for name in ("Accept", "User-Agent") if name.lower() not in sent)
    if exchange.request_body is None:
        return
    if "content-type" not in sent:
        yield "--header Content-Type:"
    yield f"--data-binary @{body_file}" if body_file else f"--data-raw {with_variables(exchange.request_body, names)}"


def _address(url: str) -> str:
    """Only what curl takes: spaces, controls and non-ASCII percent-encoded, placeholders kept."""
    return percent(url, safe="".join(chr(code) for code in range(0x21, 0x7F)), errors="surrogatepass")


def needs_file(body: str | None) -> bool:
    """A body that no command line can carry."""
    return body is not None and ("\0" in body or len(body) > LARGEST_INLINE_BODY)


def body_name(exchange: Exchange) -> str:
    """The file that holds such a body."""
    return f"body-{folder_name(exchange.id)}"


def command(exchange: Exchange, names: frozenset[str], body_file: str = "body") -> str:
    """The exchange as one command of several lines, to be pasted into a shell; `body_file` holds a long body."""
    file = body_file if needs_file(exchange.request_body) else None
    return " \\\n  ".join(["curl -q --include --globoff --path-as-is", *arguments(exchange, names, file)])


def folder_name(id: str) -> str:
    """A requirement id as the name of a folder; anything odd becomes a hash."""
    if _SAFE_FOLDER.fullmatch(id):
        return id
    return "id-" + hashlib.sha256(as_bytes(id)).hexdigest()[:16]
