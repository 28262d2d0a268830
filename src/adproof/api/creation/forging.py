"""Credentials that nobody issued: near the real one, malformed, or of another kind. Each is masked by its own name."""

import base64
from collections.abc import Iterator

from adproof import secrets
from adproof.secrets import Credential

_UNSIGNED = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJub2JvZHkifQ."  # a JWT without a signature


def forgeries(real: Credential, run_tag: str) -> Iterator[Credential]:
    """Every kind of forgery of a credential that can be told from it."""
    scheme, _, secret = real.value.rpartition(" ")
    middle, basic = len(secret) // 2, base64.b64encode(f"nobody-{run_tag}:nothing".encode()).decode()
    near = {
        "ALTERED": f"{secret[:middle]}{'b' if secret[middle] == 'a' else 'a'}{secret[middle + 1 :]}",
        "OTHER_ENDING": secret[:-4] + "".join("b" if each == "a" else "a" for each in secret[-4:]) if len(secret) > 8 else "",
        "LENGTHENED": f"{secret}xx",  # where tokens are base64, that is a byte more at least
        "OTHER_CASE": secret.swapcase(),
        "INVENTED": f"nobody-{run_tag}",
        "UNSIGNED": _UNSIGNED,
    }
    values = {name: f"{scheme} {each}".strip() for name, each in near.items() if each and each != secret}
    for name in values:
        secrets.mask.learn(near[name], name)  # some of them give the real one away
    if scheme:
        values |= {"EMPTY": scheme, "OTHER_SCHEME": f"Basic {basic}"}
    for name, value in values.items():
        if value != real.value:
            shown = f"{value.partition(' ')[0] if scheme else ''} ({name.lower()})".strip()
            yield Credential(f"{name}_{run_tag}", real.header, shown, value)
