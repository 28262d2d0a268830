"""Who is judged: target files as checked values. Unknown keys are errors, credentials come from variables and stay masked."""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from adproof.secrets import Credential

Role = Literal["free", "basic", "pro", "enterprise"]
# What a contract's wider operations are called. A claim of another name is no error: a file may be written for a later adproof.
KNOWN_CLAIMS = {
    "creation": ("update", "delete", "images", "state", "republish", "imprints", "token"),
    "search": ("locations", "categories", "details", "live"),
}


def _http_address(address: str) -> str:
    try:
        parts = urlsplit(address)
        usable = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        usable = False  # a port that is no number, a bracket that is not closed
    if not usable or not address.isascii() or not address.isprintable() or " " in address:
        raise ValueError("has to be an absolute http or https address")
    if parts.username is not None or parts.password is not None:
        raise ValueError("must not carry credentials; put them into a variable and name it as ${NAME}")
    if parts.query or parts.fragment:
        raise ValueError("must not have a query or a fragment; paths are joined to it")
    return address.rstrip("/")


def _header(name: str) -> Any:
    def build(value: Any) -> Any:
        return Credential(value.name, name, value.template, value.value) if isinstance(value, Credential) else value

    return BeforeValidator(build)


Address = Annotated[str, AfterValidator(_http_address)]
_FROM_VARIABLE = WithJsonSchema({"type": "string", "description": "a text with ${VARIABLE}; literal for loopback targets only"})
Authorization = Annotated[Credential, _header("Authorization"), _FROM_VARIABLE]
AdsKey = Annotated[Credential, _header("ads_key"), _FROM_VARIABLE]
Secret = Annotated[Credential, _FROM_VARIABLE]
Seconds = Annotated[float, Field(gt=0, le=3600)]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class UserAds(_Section):
    """The contract `user_ads`: whose ads are listed, and by which token."""

    base_url: Address
    user: int = Field(ge=0)
    authorization: Authorization
    other_user: int | None = Field(default=None, ge=0)


class Search(_Section):
    """The contract `search`: where, and one key per role that is to be judged."""

    base_url: Address
    keys: dict[Role, AdsKey] = Field(min_length=1)
    claims: tuple[str, ...] = ()

    @property
    def second_key(self) -> Credential | None:
        """The key of another role than the first, for rows that compare two roles."""
        return next(iter(list(self.keys.values())[1:]), None)


class TokenEndpoint(_Section):
    """Where access tokens are issued (a wider operation of `creation`)."""

    url: Address
    client_id: Secret
    client_secret: Secret
    audience: str = "consumer-goods-api"


class Creation(_Section):
    """The contract `creation`: the target's words for the document's words."""

    base_url: Address
    authorization: Authorization
    paths: Literal["guide", "reference"] | dict[str, str] = "guide"
    imprint: str | None = None
    other_authorization: Authorization | None = None
    other_imprint: str | None = None
    listing: dict[str, Any] = Field(default_factory=lambda: {"title": "Test", "description": "Test", "category": "Spielzeug"})
    publication: dict[str, Any] = Field(default_factory=dict)
    attach: dict[str, Any] | None = None
    order: dict[str, Any] | None = None
    fields: dict[str, str] = Field(default_factory=dict)
    states: dict[str, tuple[str, ...]] = Field(default_factory=dict)  # live, pending, paused, failed, gone
    claims: tuple[str, ...] = ()
    publish_deadline: Seconds = 60.0
    ticket_wait: float = Field(default=120.0, ge=0, le=3600)
    token: TokenEndpoint | None = None


class Waiver(_Section):
    """An admitted failure: exactly this requirement in exactly this way, for a reason, for a time."""

    requirement: str
    signature: str
    reason: str = Field(min_length=3)
    owner: str = Field(min_length=1)
    expires: datetime.date


def _per_second(rate: Any) -> Any:
    if isinstance(rate, str):
        found = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*/\s*(s|m|h)\s*", rate)
        if not found:
            raise ValueError("is written like '20/s', '600/m' or '1000/h'")
        return float(found[1]) / {"s": 1, "m": 60, "h": 3600}[found[2]]
    return rate


class Target(_Section):
    """Everything a run needs to know of what it judges. A section that is None is a contract that is not claimed."""

    name: str = "target"
    rate: Annotated[float | None, BeforeValidator(_per_second)] = Field(default=None, gt=0, description="such as '20/s'")
    deadline: Seconds = Field(default=60.0, description="longest time for one exchange, in seconds")
    creation: Creation | None = None
    search: Search | None = None
    user_ads: UserAds | None = None
    waivers: tuple[Waiver, ...] = ()

    def section(self, contract: str) -> Creation | Search | UserAds | None:
        section: Creation | Search | UserAds | None = getattr(self, contract)
        return section

    @property
    def contracts(self) -> tuple[str, ...]:
        """The claimed contracts, by name."""
        return tuple(name for name in ("creation", "search", "user_ads") if self.section(name) is not None)

    @property
    def unknown_claims(self) -> tuple[str, ...]:
        """Claims that no requirement needs, as `contract.claims.name`: worth a word, never an error."""
        return tuple(
            f"{contract}.claims.{claim}"
            for contract, known in KNOWN_CLAIMS.items()
            for claim in getattr(self.section(contract), "claims", ())
            if claim not in known
        )

    def claims(self, need: str) -> bool:
        """Whether a dotted path such as `search.keys.pro` or `creation.claims.delete` leads to something."""
        place: Any = self
        for word in need.split("."):
            if isinstance(place, Mapping):
                place = place.get(word)
            elif isinstance(place, tuple | list):
                place = word if word in place else None
            else:
                place = getattr(place, word, None)
            if place is None or place in ((), {}, ""):
                return False
        return True


def json_schema() -> dict[str, Any]:
    """The JSON Schema of an adproof.toml, for editors; schemas/adproof/target.schema.json holds it."""
    schema = Target.model_json_schema(ref_template="#/$defs/{model}")
    definitions = schema.pop("$defs", {})
    schema["properties"]["rate"] = {
        "type": "string",
        "pattern": r"^\s*\d+(\.\d+)?\s*/\s*[smh]\s*$",
        "description": "such as 20/s",
    }
    del schema["properties"]["name"]  # the name is the table's
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://adproof.example.test/schemas/adproof/target.schema.json",
        "title": "adproof.toml",
        "description": "The targets that adproof may judge.",
        "type": "object",
        "properties": {"targets": {"type": "object", "additionalProperties": {"$ref": "#/$defs/Target"}, "minProperties": 1}},
        "required": ["targets"],
        "additionalProperties": False,
        "$defs": {"Target": schema, **definitions},
    }


@dataclass(frozen=True)
class Origin:
    """Scheme, host and port of an address: credentials never travel to another one."""

    scheme: str
    host: str
    port: int

    @classmethod
    def of(cls, address: str) -> "Origin":
        parts = urlsplit(address)
        return cls(parts.scheme, parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80))


def is_loopback(address: str) -> bool:
    """Whether an address names this machine, without asking any name server."""
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return False
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
