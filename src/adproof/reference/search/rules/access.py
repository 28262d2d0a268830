"""Keys: the header ads_key names the role, and nobody without a key is served."""

from __future__ import annotations

from typing import Any

from ..asked import Crash, Desk, Refused
from ..rule import Rule

KEYS = {
    "sandbox-key-free-4f21a9": "free",
    "sandbox-key-basic-c07d35": "basic",
    "sandbox-key-pro-91be60": "pro",
    "sandbox-key-enterprise-d8a714": "enterprise",
}


@Rule
def role_of(_: Desk, key: str | None) -> str | None:
    """The role of a key; None for a missing or unknown one."""
    return KEYS.get(key or "")


@role_of.fault("access.wrong-key-delivers-no-ads", "access.refused-key-is-answered-with-401")
def access_unknown_key_is_free(_: Desk, key: str | None) -> str | None:
    """An unknown key is served as a free one."""
    return KEYS.get(key, "free") if key else None


@role_of.fault("access.missing-key-delivers-no-ads", "access.refused-key-is-answered-with-401")
def access_no_key_is_free(_: Desk, key: str | None) -> str | None:
    """A request without a key is served as a free one."""
    return KEYS.get(key) if key else "free"


@role_of.fault(
    "access.key-in-ads-key-is-accepted",
    "envelope.documented-request-succeeds",
    "defaults.bare-request-succeeds",
)
def access_key_wanted_elsewhere(_: Desk, _key: str | None) -> str | None:
    """The key is not looked for in the header ads_key, and a request without one is answered with 400."""
    raise Refused(400, "api-key is missing")


@Rule
def refusal_status(_: Desk) -> int:
    """The status for a missing or unknown key."""
    return 401


@refusal_status.fault("access.refused-key-is-answered-with-401", "robustness.odd-values-are-answered-in-json", subtle=True)
def access_refused_with_200(_: Desk) -> int:
    """A refused key is answered with 200 and success false."""
    return 200


@refusal_status.variant()
def access_refused_with_403(_: Desk) -> int:
    """A refused key is answered with 403."""
    return 403


@Rule
def refusal_data(_: Desk) -> dict[str, Any]:
    """What else stands in the answer to a refused key: nothing."""
    return {}


@refusal_data.fault("access.wrong-key-delivers-no-ads", "access.missing-key-delivers-no-ads", subtle=True)
def access_refusal_reports_success(_: Desk) -> dict[str, Any]:
    """A refused key is answered with 401, but success is true."""
    return {"success": True, "data": None}


@Rule
def shown_role(_: Desk, role: str, _page: int) -> str:
    """The role as meta shows it."""
    return role


@shown_role.fault("meta.role-is-that-of-the-key")
def access_enterprise_shown_as_pro(_: Desk, role: str, _page: int) -> str:
    """The role of an enterprise key is shown as pro."""
    return "pro" if role == "enterprise" else role


@shown_role.fault("meta.role-is-documented", "meta.role-is-that-of-the-key")
def access_role_with_capital(_: Desk, role: str, _page: int) -> str:
    """The role is shown with a capital letter."""
    return role.capitalize()


@shown_role.fault("meta.role-is-that-of-the-key", subtle=True)
def access_role_shown_as_free_from_page_2(_: Desk, role: str, page: int) -> str:
    """From page 2 on the role is shown as free."""
    return role if page == 1 else "free"


@Rule
def declared(_: Desk, _media: str | None) -> None:
    """A search has no body, so it need not declare one."""


@declared.fault("access.content-type-of-a-get")
def access_no_content_type_crashes(_: Desk, media: str | None) -> None:
    """A search without a Content-Type is a server error."""
    if media is None:
        raise Crash


@declared.variant(reading=("access.content-type-of-a-get", "needed"))
def access_content_type_needed(_: Desk, media: str | None) -> None:
    """A search without a Content-Type is refused."""
    if media is None:
        raise Refused(415, "Content-Type is missing")
