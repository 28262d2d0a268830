"""Presigned addresses come from the target: where they lead is known before anything is sent there."""

from ipaddress import ip_address

import pytest
from hostile import answer

from adproof.api.creation import guard
from adproof.api.creation.storage import Storage

PUBLIC, PRIVATE_TARGET, LOCAL = "https://api.example.test/v1", "https://api.corp.example.test/v1", "http://127.0.0.1:8080/v1"
NAMES = {
    "storage.example.test": ["203.0.113.7"],
    "api.example.test": ["203.0.113.1"],
    "api.corp.example.test": ["10.1.2.3"],
    "inside.example.test": ["10.0.0.8"],
    "here.example.test": ["127.0.0.1"],
    "metadata-by-name.example.test": ["169.254.169.254"],
    "one-of-two.example.test": ["203.0.113.9", "169.254.169.254"],
    "mapped.example.test": ["::ffff:169.254.169.254"],
    "local-six.example.test": ["fe80::1"],
    "unspecified.example.test": ["0.0.0.0"],
    "nobody-knows.example.test": [],
}


class PublicAddress:
    """An address that Python counts among the private ones only because it is kept for documents."""

    def __init__(self, text):
        self.text = text

    def __getattr__(self, name):
        return False if name == "is_private" else getattr(ip_address(self.text), name)


def look_up(host):
    found = [ip_address(each) for each in NAMES[host]]
    plain = [getattr(each, "ipv4_mapped", None) or each for each in found]
    return tuple(PublicAddress(str(each)) if str(each).startswith("203.0.113.") else each for each in plain)


@pytest.mark.parametrize(
    ("host", "says"),
    [
        ("inside", "private network"),
        ("here", "this machine"),
        ("metadata-by-name", "link-local"),
        ("one-of-two", "link-local"),
        ("mapped", "link-local"),
        ("local-six", "link-local"),
        ("unspecified", "no host's"),
    ],
)
def test_a_name_that_leads_astray_is_not_contacted(host, says):
    assert says in (guard.objection(f"https://{host}.example.test/upload?signature=abcdef", PUBLIC, look_up) or "")


@pytest.mark.parametrize("host", ["storage", "nobody-knows", "api"])
def test_an_honest_name_may_be_contacted(host):
    assert guard.objection(f"https://{host}.example.test/upload", PUBLIC, look_up) is None


def test_a_private_target_may_have_a_private_storage():
    assert guard.objection("https://inside.example.test/upload", PRIVATE_TARGET, look_up) is None
    assert guard.objection("https://10.0.0.8/upload", PRIVATE_TARGET, look_up) is None
    assert guard.objection("https://metadata-by-name.example.test/upload", PRIVATE_TARGET, look_up) is not None


@pytest.mark.parametrize("host", ["10.0.0.8", "192.168.1.1", "127.0.0.1", "127.1", "2130706433", "[::1]", "169.254.169.254"])
def test_written_addresses_are_judged_without_asking_anybody(host):
    def nobody(name):
        assert name == "api.example.test", "only the target's own name may be looked up"
        return (PublicAddress("203.0.113.1"),)

    assert guard.objection(f"http://{host}/upload", PUBLIC, nobody) is not None


def test_a_target_on_this_machine_has_its_storage_here_and_asks_nobody():
    def nobody(name):
        raise AssertionError(f"{name} was looked up")

    assert guard.objection("http://127.0.0.1:9000/upload", LOCAL, nobody) is None
    assert guard.objection("http://storage.localhost:9000/upload", LOCAL, nobody) is None
    assert guard.objection("http://169.254.169.254/latest", LOCAL, nobody) is not None


def test_nothing_is_sent_where_a_name_leads_astray(monkeypatch):
    """The storage asks before it sends."""

    class Watched:
        def send(self, *words, **more):
            raise AssertionError("something was sent")

    monkeypatch.setattr(guard.socket, "getaddrinfo", lambda *words, **more: [(0, 0, 0, "", ("169.254.169.254", 0))])
    guard.resolved.cache_clear()
    upload = Storage(Watched(), PUBLIC).takes("https://astray.example.test/upload?signature=abcdef", b"image", "image/png")
    guard.resolved.cache_clear()
    assert upload.answer is None
    assert "link-local" in (upload.objection or "")


def elsewhere(location, status="307 Temporary Redirect"):
    return answer(b"", status, (f"Location: {location}",))


def test_an_upload_is_sent_again_to_where_the_storage_points(serve, connect):
    server = serve({"/first": elsewhere("/second"), "/second": answer(b"", "200 OK", ())})
    upload = Storage(connect(server), server.address).takes(f"{server.address}/first", b"image", "image/png")
    assert upload.taken
    assert [(each.path, each.body) for each in server.seen] == [("/first", b"image"), ("/second", b"image")]


@pytest.mark.parametrize(
    "location", ["http://169.254.169.254/latest", "https://storage.example.test/upload", "file:///etc/hosts"]
)
def test_a_redirect_is_guarded_like_the_first_address(serve, connect, location):
    server = serve({"/first": elsewhere(location)})
    guarded = Storage(connect(server), server.address)
    if "example" in location:
        guarded.objects_to = lambda address: "another host" if "example" in address else None
    upload = guarded.takes(f"{server.address}/first", b"image", "image/png")
    assert upload.objection
    assert server.paths() == ["/first"]


def test_redirects_without_end_are_the_answer(serve, connect):
    server = serve({"/first": elsewhere("/first")})
    upload = Storage(connect(server), server.address).takes(f"{server.address}/first", b"image", "image/png")
    assert (upload.taken, upload.answer.status) == (False, 307)
    assert len(server.seen) == 3


def test_another_way_of_redirecting_is_not_followed(serve, connect):
    """Only 307 and 308 keep the method, RFC 9110, 15.4."""
    server = serve({"/first": elsewhere("/second", "302 Found")})
    assert not Storage(connect(server), server.address).takes(f"{server.address}/first", b"image", "image/png").taken
    assert server.paths() == ["/first"]


def test_the_method_is_the_targets(serve, connect):
    server = serve({"/first": answer(b"", "201 Created", ())})
    storage = Storage.beside(connect(server), server.address, "POST")
    assert storage.takes(f"{server.address}/first", b"image", "image/png").taken
    assert server.seen[0].method == "POST"
