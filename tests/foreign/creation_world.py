"""What the foreign gateway remembers: listings, tickets, bytes, publications, imprints, tokens, and which oddities are on."""

import json
import os
import re
import threading
import time
import uuid
from dataclasses import dataclass, field

UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
SELLER, OTHER = "tok-seller-7c1f9e", "tok-other-51ab20"
CLIENT, SECRET = "shop-451", "quite-secret-9921"


class Refused(Exception):
    """A request that is turned down with a problem body."""

    def __init__(self, status, detail, title=None):
        super().__init__(detail)
        self.status, self.detail, self.title = status, detail, title


@dataclass
class Reply:
    """What goes back: a status, a value (None: no body; bytes: as they are) and further headers."""

    status: int
    body: object = None
    headers: dict = field(default_factory=dict)


@dataclass
class Listing:
    uuid: str
    owner: str
    data: dict
    born: float
    images: list = field(default_factory=list)
    publications: list = field(default_factory=list)
    deleted: bool = False
    history: list = field(default_factory=list)

    def remember(self):
        self.history.append((time.time(), dict(self.data), list(self.images)))

    def at(self, moment):
        """Data and images as they stood then; the first version for moments before it."""
        past = [each for each in self.history if each[0] <= moment] or self.history[:1]
        return past[-1][1], past[-1][2]


@dataclass
class Ticket:
    uuid: str
    owner: str
    media_type: str
    until: float
    key: str
    uses: int = 0
    failed: bool = False
    uploads: int = 0
    later: int = 0  # attaches of other tickets since its own


@dataclass
class Publication:
    uuid: str
    listing: str
    imprint: str
    events: list

    def state(self, moment):
        return ([word for at, word in self.events if at <= moment] or [self.events[0][1]])[-1]

    def turn(self, *steps):
        """What was planned is off; from now on these (delay, word) steps happen."""
        now = time.time()
        self.events = [each for each in self.events if each[0] <= now] + [(now + delay, word) for delay, word in steps]


class World:
    """One gateway with its storage; everything happens under `lock` unless an oddity lets go of it."""

    def __init__(self, names):
        self.names = frozenset(names)
        self.lock = threading.RLock()
        self.listings, self.tickets, self.objects, self.publications, self.imprints = {}, {}, {}, {}, {}
        self.tokens = {}  # issued by the token endpoint: value -> until
        self.served = 0
        self.bites, self.bites_of, self.memory = 0, {}, {}  # of the second batch
        self.address = self.storage = ""

    def on(self, *names):
        return any(name in self.names for name in names)

    def new_id(self):
        if self.on("ids-version-7"):
            millis = int(time.time() * 1000).to_bytes(6, "big")
            raw = bytearray(millis + os.urandom(10))
            raw[6], raw[8] = raw[6] & 0x0F | 0x70, raw[8] & 0x3F | 0x80
            return str(uuid.UUID(bytes=bytes(raw)))
        if self.on("ids-version-1"):
            return str(uuid.uuid1())
        if self.on("ids-version-5"):
            return str(uuid.uuid5(uuid.NAMESPACE_URL, os.urandom(9).hex()))
        return str(uuid.uuid4())

    def shown(self, id):
        return id.upper() if self.on("ids-upper-case") else id

    def code(self, usual, created=True):
        """The success code where the document names none."""
        if self.on("codes-200"):
            return 200
        if self.on("codes-202"):
            return 202
        if self.on("codes-204") and not created:
            return 204
        return usual

    def listing(self, text, who, operation):
        """The listing of that name if `who` may touch it."""
        found = self.listings.get(self.id_of(text, "Listing"))
        if found is None or (found.deleted and not self.readable_once_deleted(operation)):
            if found is not None and self.on("gone-410"):
                raise Refused(410, "Listing was removed")
            raise Refused(404, "Listing not found")
        if found.owner != who and not self.open_to_others(found, operation):
            raise Refused(403, "Not yours") if self.on("foreign-403") else Refused(404, "Listing not found")
        return found

    def readable_once_deleted(self, operation):
        if operation == "get-listing":
            return self.on("delete-keeps-it-readable")
        return operation in ("list-publications", "read-publication") and not self.on("gone-410", "deleted-publications-404")

    def open_to_others(self, listing, operation):
        if self.on("foreign-get-published") and operation == "get-listing":
            return bool(listing.publications)
        if self.on("foreign-get-with-images") and operation == "get-listing":
            return bool(listing.images)
        return self.on(f"foreign-{operation}")

    def id_of(self, text, what):
        if not UUID.fullmatch(text):
            raise Refused(400, f"{what} id is malformed") if self.on("malformed-400") else Refused(404, f"{what} not found")
        return text.lower()


def read_json(body):
    """The object in a body; anything else is refused."""
    try:
        value = json.loads(body.decode("utf-8"), parse_constant=lambda word: 1 / 0)
        json.dumps(value, allow_nan=False, ensure_ascii=False).encode("utf-8")
    except (ValueError, ArithmeticError, RecursionError):
        raise Refused(400, "Failed to read request") from None
    return value


def read_object(body):
    value = read_json(body)
    if not isinstance(value, dict):
        raise Refused(400, "Failed to read request")
    return value
