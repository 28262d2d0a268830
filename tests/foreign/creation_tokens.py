"""The token endpoint of the foreign gateway."""

import secrets
import time
from urllib.parse import parse_qsl

from tests.foreign.creation_world import CLIENT, SECRET, Reply


def token(w, ask):
    """The token endpoint; its errors have the shape of OAuth."""
    form = dict(parse_qsl(ask.body.decode("latin-1"), keep_blank_values=True))
    form = {"audience": "consumer-goods-api"} | form if w.on("audience-optional") else form

    def refused(error, status=400):
        return Reply(status, {"error": error, "error_description": "refused"})

    if not all(form.get(each) for each in ("grant_type", "client_id", "client_secret", "audience")):
        return refused("invalid_request")
    if form["grant_type"] != "client_credentials" and not w.on("any-grant-accepted"):
        return refused("unsupported_grant_type")
    if form["client_id"] != CLIENT or (form["client_secret"] != SECRET and not w.on("any-secret-accepted")):
        return refused("invalid_client", 401 if w.on("client-refused-401") else 400)
    audience = form["audience"]
    longer = w.on("longer-audience-accepted") and audience.startswith("consumer-goods-api")
    if audience != "consumer-goods-api" and not longer and not w.on("any-audience-accepted"):
        return refused("invalid_request")
    value = f"tok-{secrets.token_hex(16)}"
    w.tokens[value] = time.time() + 4
    if w.on("issued-token-useless"):
        w.tokens.pop(value)
    kind = "mac" if w.on("token-type-mac") else "Bearer" if w.on("token-type-capital") else "bearer"
    given = {"access_token": value, "token_type": kind, "expires_in": 4}
    if w.on("expires-in-text"):
        given["expires_in"] = "4"
    return Reply(200, given | ({"scope": "goods", "refresh_token": None} if w.on("extra-fields") else {}))
