"""Who may do what: bearer tokens, ownership, and the token endpoint. Refusals have no effect."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from .ground import Ground
from .problems import OAuthProblem, Problem
from .records import ACCOUNTS, Account, Listing

AUDIENCE = "consumer-goods-api"
TOKEN_SECONDS = 3600


class AccessRules(Ground):
    def token_in(self, authorization: str | None) -> str | None:
        """The token of the header; the scheme's case does not matter."""
        scheme, _, token = (authorization or "").partition(" ")
        return token.strip() if scheme.lower() == "bearer" and token.strip() else None

    def account_of(self, authorization: str | None, _operation: str) -> Account | None:
        """The account whose token this is: one of the fixed ones, or one that the token endpoint issued."""
        token = self.token_in(authorization)
        if token is None:
            return None
        for account in ACCOUNTS.values():
            if secrets.compare_digest(account.token.encode(), token.encode("utf-8", "replace")):
                return account
        name = self.store.token_account(token, self.now())
        return ACCOUNTS[name] if name else None

    async def refuse_stranger(self, _operation: str, _act_as: Callable[[Account], Awaitable[Any]]) -> Problem:
        """Without a valid token nothing is done; `act_as` would do it, and is only there for faults."""
        return Problem(401, "Full authentication is required to access this resource")

    def may_use(self, account: Account, owner: str, _operation: str) -> bool:
        """Each account sees and changes its own things only."""
        return account.name == owner

    def foreign_listing(self) -> Problem:
        """A foreign listing looks like one that does not exist."""
        return Problem(404, "Listing not found")

    def unknown_listing(self, _account: Account, _uuid: str, _operation: str) -> Listing:
        raise Problem(404, "Listing not found")

    def token_client(self, form: Mapping[str, str]) -> Account:
        """The account whose client credentials the form carries."""
        for field in ("grant_type", "client_id", "client_secret", "audience"):
            if not form.get(field):
                raise OAuthProblem("invalid_request", f"Missing parameter: {field}")
        if form["grant_type"] != "client_credentials":
            raise OAuthProblem("unsupported_grant_type", "Only client_credentials is supported")
        if form["audience"] != AUDIENCE:
            raise OAuthProblem("invalid_request", f"The audience has to be {AUDIENCE}")
        return self.client(form["client_id"], form["client_secret"])

    def client(self, client_id: str, client_secret: str) -> Account:
        for account in ACCOUNTS.values():
            if (account.client_id, account.client_secret) == (client_id, client_secret):
                return account
        raise OAuthProblem("invalid_client", "Client authentication failed")

    def issue_token(self, account: Account) -> dict[str, Any]:
        value = secrets.token_urlsafe(32)
        self.store.add_token(value, account.name, self.now() + TOKEN_SECONDS)
        return {"access_token": value, "token_type": "bearer", "expires_in": TOKEN_SECONDS}

    def oauth_status(self, _error: str) -> int:
        return 400
