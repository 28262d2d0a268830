"""The token endpoint: client credentials in a form, at an address of its own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from adproof import secrets
from adproof.answer import Answer
from adproof.api.creation import fields
from adproof.secrets import Credential
from adproof.target import TokenEndpoint
from adproof.transport import Client

GRANT = "client_credentials"


@dataclass(frozen=True)
class TokenClient:
    """A third party that asks for a token. Stateless."""

    client: Client
    endpoint: TokenEndpoint
    scheme: str = field(default="Bearer")

    def __repr__(self) -> str:
        return "<token client>"

    @property
    def form(self) -> dict[str, str]:
        """The four documented fields with the right values."""
        return {
            "grant_type": GRANT,
            "client_id": self.endpoint.client_id.value,
            "client_secret": self.endpoint.client_secret.value,
            "audience": self.endpoint.audience,
        }

    def asks(self, without: str | None = None, **changes: str) -> Answer:
        """Ask for a token; one field can be left out, others changed."""
        form = {name: value for name, value in {**self.form, **changes}.items() if name != without}
        return self._post(form)

    def _post(self, form: Mapping[str, str]) -> Answer:
        answer = self.client.send("POST", self.endpoint.url, operation="requestToken", form=form)
        secret = token_of(answer)
        if secret:
            secrets.mask.learn(secret, "ISSUED_TOKEN")
        return answer

    def credential(self, answer: Answer) -> Credential | None:
        """The issued token as a credential for the API."""
        secret = token_of(answer)
        if secret is None:
            return None
        value = f"{self.scheme} {secret}".strip()
        return Credential("ISSUED_TOKEN", "Authorization", f"{self.scheme} (issued)".strip(), value)


def token_of(answer: Answer) -> str | None:
    value: Any = answer.json_or_none
    found = value.get("access_token") if isinstance(value, dict) else None
    return found if isinstance(found, str) and fields.is_id(found[:100]) and found.isprintable() and found.isascii() else None


def lifetime_of(answer: Answer) -> float | None:
    """The seconds that an issued token says it lives, or None."""
    value: Any = answer.json_or_none
    found = value.get("expires_in") if isinstance(value, dict) else None
    return float(found) if isinstance(found, int | float) and not isinstance(found, bool) and 0 < found < 10**9 else None


def error_of(answer: Answer) -> str | None:
    """The error code of a refused token request."""
    value: Any = answer.json_or_none
    found = value.get("error") if isinstance(value, dict) else None
    return found if isinstance(found, str) else None
