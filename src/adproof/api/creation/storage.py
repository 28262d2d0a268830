"""The way to the storage: guarded before anything is sent, without credentials, with a deadline of its own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urljoin

from adproof.answer import Answer, Unusable
from adproof.api.creation import guard
from adproof.rate import Rate
from adproof.transport import BadAddress, Client, Limits
from adproof.words import EnvironmentProblem

_LONGEST_UPLOAD, _LONGEST_WAIT = 15.0, 60.0
_ELSEWHERE = (307, 308)


@dataclass(frozen=True)
class Upload:
    """What became of an upload: an answer, an objection (nothing was sent), or the silence of the storage."""

    answer: Answer | None = None
    objection: str | None = None
    silence: str | None = None

    @property
    def taken(self) -> bool:
        return self.answer is not None and 200 <= self.answer.status < 300

    @property
    def says(self) -> str:
        """What happened, in one line."""
        if self.answer is not None:
            return self.answer.received
        return f"nothing was sent: {self.objection}" if self.objection else f"no answer: {self.silence}"

    def needed(self) -> "Upload":
        """Raises Unusable unless the image was taken."""
        if not self.taken:
            raise Unusable(f"the image could not be uploaded ({self.says})", of=self.answer)
        return self


@dataclass
class Storage:
    """Remembers that the storage did not answer, so that its silence is waited for once and not in every test."""

    client: Client
    base_url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    method: str = "PUT"
    _silent: str | None = None

    @classmethod
    def beside(cls, client: Client, base_url: str, method: str = "PUT") -> "Storage":
        """A client of its own for addresses that the target hands out, which are asked with `method`."""
        limits = Limits(min(_LONGEST_UPLOAD, client.limits.deadline), waiting=_LONGEST_WAIT, read_only=client.limits.read_only)
        return cls(Client(client.contract, base_url, Rate(None, Path("no-rate")), limits), base_url, method=method)

    def objects_to(self, address: object) -> str | None:
        """Why this address must not be contacted, or None; nothing is sent."""
        return guard.objection(address, self.base_url)

    def takes(self, address: object, image: bytes, media_type: str, redirects: int = 2) -> Upload:
        """Try to upload, also where the storage sends the same request to another place. Never raises for what a storage does."""
        objection = self.objects_to(address)
        if objection is not None:
            return Upload(objection=objection)
        if self._silent is not None:
            return Upload(silence=self._silent)
        try:
            headers = {"Content-Type": media_type, "Accept": "*/*", **self.headers}
            answer = self.client.send(self.method, str(address), operation="uploadImage", headers=headers, content=image)
        except BadAddress as wrong:
            return Upload(objection=str(wrong))
        except EnvironmentProblem as silence:
            self._silent = str(silence)
            return Upload(silence=self._silent)
        elsewhere = answer.headers.get("location") if answer.status in _ELSEWHERE else None
        if elsewhere and redirects:
            return self.takes(urljoin(str(answer.url), elsewhere), image, media_type, redirects - 1)
        return Upload(answer)
