"""Decides whether a presigned address may be contacted: a target must not steer us to other machines of its own choice.

What the address says is judged first. Only a name that passes is looked up, and then judged by where it leads.
"""

import socket
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import parse_qsl, quote, urlsplit

import httpx

from adproof.secrets import Credential
from adproof.target import Origin, is_loopback

_LONGEST_ADDRESS = 8_192
_SHORTEST_SIGNATURE, _SHORTEST_SECRET = 6, 6
_Address = IPv4Address | IPv6Address
_METADATA_NAMES = ("metadata", "metadata.google.internal", "metadata.goog", "instance-data", "instance-data.ec2.internal")
_METADATA_ADDRESSES = frozenset({ip_address("fd00:ec2::254"), ip_address("100.100.100.200"), ip_address("168.63.129.16")})


@lru_cache(maxsize=256)
def resolved(host: str) -> tuple[_Address, ...]:
    """The addresses a name leads to; none when nobody knows it."""
    found: list[_Address] = []
    with suppress(OSError, UnicodeError):
        for each in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM):
            with suppress(ValueError):
                found.append(_plain(ip_address(str(each[4][0]).partition("%")[0])))
    return tuple(dict.fromkeys(found))


def objection(address: object, base_url: str, look_up: Callable[[str], tuple[_Address, ...]] = resolved) -> str | None:
    """Why this address must not be contacted, or None. `base_url` is the target's: its own neighbourhood is allowed."""
    if not isinstance(address, str) or not address.strip():
        return "there is no address"
    if len(address) > _LONGEST_ADDRESS:
        return f"the address has {len(address)} characters"
    if any(not each.isprintable() or each.isspace() for each in address):
        return "the address holds spaces or control characters"
    try:
        parts = urlsplit(address)
        port = parts.port
        httpx.URL(address)
    except (ValueError, httpx.InvalidURL, UnicodeError):
        return "the address cannot be read"
    if parts.scheme.lower() not in ("http", "https"):
        return f"its scheme is {parts.scheme or 'missing'!r}, not http or https"
    if not parts.hostname or port == 0:
        return "it names no host"
    if parts.username or parts.password:
        return "it carries a user name or a password"
    return _about_host(parts.hostname.rstrip(".").lower(), base_url, look_up)


def _about_host(host: str, base_url: str, look_up: Callable[[str], tuple[_Address, ...]]) -> str | None:
    if host in _METADATA_NAMES:
        return "it names a machine's metadata service"
    if is_loopback(base_url):
        literal = _literal(host)
        return _never_a_host(literal) if literal is not None and not literal.is_loopback else None
    if is_loopback(f"http://{_bracketed(host)}"):
        return "it points to this machine, and the target is elsewhere"
    literal = _literal(host)
    home = urlsplit(base_url).hostname or ""
    if literal is None and host == home.lower():
        return None  # where the target itself is
    addresses = (literal,) if literal is not None else look_up(host)
    for each in addresses:
        if each.is_loopback:
            return "it points to this machine, and the target is elsewhere"
        if (objection := _never_a_host(each)) is not None:
            return objection
    if any(each.is_private for each in addresses) and not _is_private(home, look_up):
        return "it points into a private network, and the target is not in one"
    return None


def _never_a_host(address: _Address) -> str | None:
    if address in _METADATA_ADDRESSES or address.is_link_local:
        return "it points to a link-local or metadata address"
    if address.is_unspecified or address.is_multicast or address.is_reserved:
        return "it points to an address that is no host's"
    return None


def _is_private(host: str, look_up: Callable[[str], tuple[_Address, ...]]) -> bool:
    literal = _literal(host)
    return any(each.is_private for each in ((literal,) if literal is not None else look_up(host)))


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _literal(host: str) -> _Address | None:
    """The address a host writes, also in the old shorthand forms that resolvers take (127.1, 0x7f000001, 2130706433)."""
    try:
        found = ip_address(host.partition("%")[0])
    except ValueError:
        return _shorthand(host)
    return _plain(found)


def _plain(address: _Address) -> _Address:
    mapped = getattr(address, "ipv4_mapped", None)
    return mapped if mapped is not None else address


def _shorthand(host: str) -> IPv4Address | None:
    parts = host.split(".")
    try:
        numbers = [int(part, 8) if part.startswith("0") and part.isdigit() and len(part) > 1 else int(part, 0) for part in parts]
    except ValueError:
        return None
    if not 1 <= len(numbers) <= 4 or any(number < 0 for number in numbers):
        return None
    if any(number > 255 for number in numbers[:-1]) or numbers[-1] >= 256 ** (5 - len(numbers)):
        return None
    value = numbers[-1]
    for place, number in enumerate(numbers[:-1]):
        value += number << (24 - 8 * place)
    return IPv4Address(value)


def tampered(address: object) -> str:
    """The same address with its signature altered: the last letters of the longest query value, or of the path's last part."""
    text = str(address)
    parts = urlsplit(text)
    values = [value for _, value in parse_qsl(parts.query)] or [parts.path.rpartition("/")[2]]
    signature = quote(max(values, key=len), safe="") if parts.query else max(values, key=len)
    where = text.find(signature)
    if len(signature) < _SHORTEST_SIGNATURE or where < 0:
        return text + "x"
    middle = where + len(signature) // 2
    return text[:middle] + ("b" if text[middle] == "a" else "a") + text[middle + 1 :]


def origins_differ(one: object, other: str) -> bool:
    return Origin.of(str(one)) != Origin.of(other)


def token_in(address: object, credential: Credential) -> bool:
    """Whether the secret part of a credential stands in an address, as it is or percent-encoded."""
    secret = credential.value.rpartition(" ")[2]
    return len(secret) >= _SHORTEST_SECRET and (secret in str(address) or quote(secret, safe="") in str(address))
