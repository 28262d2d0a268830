"""The reference's user advertisements keep the document, over HTTP; every switch makes a difference."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest

from adproof.reference import manners
from adproof.reference.user_ads import FAULTS, VARIANTS

HOLDINGS = {1: 23, 2: 0, 3: 1, 4: 10, 5: 250}


@contextmanager
def reference(*arguments: str) -> Iterator[httpx.Client]:
    """A client of a fresh process with these arguments, logged in as its printed target says."""
    command = [
        sys.executable,
        "-m",
        "adproof.reference",
        "--contract",
        "user_ads",
        "--print-target",
        *arguments,
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            assert process.stdout is not None
            ready = process.stderr.readline()
            assert ready.startswith("adproof-reference ready http://127.0.0.1:"), ready
            lines = iter(process.stdout.readline, "")
            printed = "".join(line for line, _ in zip(lines, range(5), strict=False))
            section = tomllib.loads(printed)["targets"]["reference"]["user_ads"]
            headers = {"Authorization": section["authorization"]}
            with httpx.Client(base_url=section["base_url"], headers=headers, timeout=5) as client:
                yield client
        finally:
            process.terminate()
            process.communicate(timeout=5)


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    with reference() as made:
        yield made


def page(client: httpx.Client, user: int = 1, **query: object) -> httpx.Response:
    token = {"Authorization": f"Bearer sandbox-token-of-seller-{user}"}
    params = {name: str(value) for name, value in query.items()}
    return client.get(f"/v1/users/{user}/advertisements", params=params, headers=token)


def points(answer: httpx.Response) -> dict[str, tuple[int, int]]:
    links = answer.json()["_links"]
    rels = [rel for rel in ("self", "first", "prev", "next", "last") if rel in links]
    queries = {rel: dict(parse_qsl(urlsplit(links[rel]["href"]).query)) for rel in rels}
    return {rel: (int(query["offset"]), int(query["limit"])) for rel, query in queries.items()}


@pytest.mark.parametrize("user", HOLDINGS)
def test_each_user_has_the_promised_number_of_ads(client, user):
    answer = page(client, user)
    total = HOLDINGS[user]
    assert answer.headers["content-type"] == "application/json"
    members = answer.json()
    assert (members["offset"], members["limit"], members["totalCount"]) == (0, 100, total)
    assert len(members["_embedded"]["mp:advertisements"]) == min(100, total)


@pytest.mark.parametrize("user", HOLDINGS)
@pytest.mark.parametrize("limit", [1, 2, 3, 10, 23, 100])
def test_next_visits_each_ad_once_and_prev_leads_back(client, user, limit):
    total, ids, walked, href = HOLDINGS[user], [], [], f"/v1/users/{user}/advertisements?limit={limit}"
    token = {"Authorization": f"Bearer sandbox-token-of-seller-{user}"}
    for _ in range(total + 1):
        answer = client.get(href, headers=token).json()
        ids += [ad["itemId"] for ad in answer["_embedded"]["mp:advertisements"]]
        walked.append(answer)
        if "next" not in answer["_links"]:
            break
        href = answer["_links"]["next"]["href"]
    assert len(ids) == len(set(ids)) == total
    assert len(walked) == max(1, -(-total // limit))
    backwards = [answer["_links"].get("prev", {}).get("href") for answer in walked[1:]]
    assert backwards == [answer["_links"]["self"]["href"] for answer in walked[:-1]]


@pytest.mark.parametrize(
    ("offset", "limit", "expected"),
    [
        (0, 2, {"self": (0, 2), "next": (2, 2), "last": (8, 2)}),
        (4, 2, {"self": (4, 2), "first": (0, 2), "prev": (2, 2), "next": (6, 2), "last": (8, 2)}),
        (8, 2, {"self": (8, 2), "first": (0, 2), "prev": (6, 2)}),
        (0, 3, {"self": (0, 3), "next": (3, 3), "last": (9, 3)}),
        (0, 10, {"self": (0, 10)}),
        (10, 10, {"self": (10, 10), "first": (0, 10), "prev": (0, 10), "last": (0, 10)}),
        (50, 10, {"self": (50, 10), "first": (0, 10), "prev": (0, 10), "last": (0, 10)}),
    ],
)
def test_page_links_follow_from_arithmetic(client, offset, limit, expected):
    assert points(page(client, 4, offset=offset, limit=limit)) == expected


@pytest.mark.parametrize(("offset", "limit"), [(0, 10), (10, 10), (100, 10), (12, 6), (10**17, 100)])
def test_multiples_are_served(client, offset, limit):
    assert page(client, offset=offset, limit=limit).status_code == 200


@pytest.mark.parametrize(
    ("offset", "limit"),
    [(2, 10), (8, 10), (-1, 10), (5, 6), (-10, 10), (0, 101), (0, 0), (0, -1), (10**30, 1)],
)
def test_other_pairs_are_refused(client, offset, limit):
    answer = page(client, offset=offset, limit=limit)
    assert (answer.status_code, answer.json()["code"]) == (400, "pagination-invalid")


@pytest.mark.parametrize("text", ["abc", "1.5", "1e1", "0x10", " ", "10;1", "", "+5", "\u0661"])
def test_what_is_no_number_is_refused(client, text):
    answer = page(client, limit=text)
    assert (answer.status_code, answer.json()["code"]) == (400, "validation-failure")
    assert answer.json()["details"][0]["field"] == "limit"


def test_the_default_limit_takes_part_in_the_rule(client):
    assert page(client, offset=10).status_code == 400
    assert page(client, offset=100).json()["limit"] == 100


def test_a_repeated_parameter_is_refused(client):
    answer = client.get("/v1/users/1/advertisements?limit=1&limit=2")
    assert answer.status_code == 400


@pytest.mark.parametrize("user", ["2", "4", "99", "01", "abc", "9" * 5000])
def test_nobody_elses_collection_is_served(client, user):
    answer = client.get(f"/v1/users/{user}/advertisements")
    assert (answer.status_code, answer.json()["code"]) == (401, "unauthorized")
    assert "totalCount" not in answer.text


@pytest.mark.parametrize("credentials", ["", "Bearer", "Bearer nobody", "Basic sandbox-token-of-seller-1"])
def test_without_a_usable_token_nothing_is_served(client, credentials):
    answer = client.get("/v1/users/1/advertisements", headers={"Authorization": credentials})
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")


def test_a_refusal_has_the_published_members(client):
    first, second = (page(client, offset=2, limit=10).json() for _ in range(2))
    assert first["_links"]["help"]["href"].endswith("/pagination-invalid")
    assert first["statuscode"] == 400
    assert first["logref"] != second["logref"]


@pytest.mark.parametrize(("accepted", "language"), [("nl", "nl"), ("en-GB, nl;q=0.5", "en"), ("fr", "nl"), ("", "nl")])
def test_messages_follow_the_language(client, accepted, language):
    answer = client.get("/v1/users/2/advertisements", headers={"Accept-Language": accepted})
    assert answer.headers["content-language"] == language


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_other_methods_are_refused(client, method):
    answer = client.request(method, "/v1/users/1/advertisements", json={})
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS"


def test_head_and_options_are_answered(client):
    head = client.head("/v1/users/1/advertisements")
    assert (head.status_code, head.content) == (200, b"")
    assert int(head.headers["content-length"]) == len(page(client).content)
    assert client.options("/v1/users/1/advertisements").status_code == 204


@pytest.mark.parametrize(
    ("accepted", "status"),
    [
        ("text/html", 406),
        ("application/json;q=0", 406),
        ("text/html, */*;q=0.1", 200),
        ("application/*", 200),
    ],
)
def test_only_json_is_offered(client, accepted, status):
    answer = client.get("/v1/users/1/advertisements", headers={"Accept": accepted})
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/json"


def test_a_known_page_is_not_sent_again(client):
    tag = page(client).headers["etag"]
    answer = client.get("/v1/users/1/advertisements", headers={"If-None-Match": tag})
    assert (answer.status_code, answer.content) == (304, b"")


def test_links_can_be_switched_off(client):
    answer = client.get("/v1/users/1/advertisements?_links=false")
    assert "_links" not in answer.text
    assert len(answer.json()["_embedded"]["mp:advertisements"]) == 23


def test_an_embedded_ad_agrees_with_its_own_resource(client):
    for embedded in page(client).json()["_embedded"]["mp:advertisements"]:
        alone = client.get(embedded["_links"]["self"]["href"]).json()
        alone["_links"].pop("curies")
        assert alone == embedded
        assert embedded["closeDate"] > embedded["startDate"]
        assert 3 <= len(embedded["title"]) <= 60


def test_another_sellers_ad_is_not_found(client):
    foreign = page(client, 4).json()["_embedded"]["mp:advertisements"][0]["_links"]["self"]["href"]
    assert client.get(foreign).json()["code"] == "advertisement-not-found"


@pytest.mark.parametrize("path", ["/v1/users/1/advertisements/", "/v1", "/v1/users", "/elsewhere"])
def test_unknown_addresses_are_not_redirected(client, path):
    assert client.get(path).status_code == 404


def test_a_data_file_keeps_the_same_ads(tmp_path):
    file = str(tmp_path / "ads.sqlite")
    with reference("--data", file, "--ads", "7") as first:
        ids = [ad["itemId"] for ad in page(first).json()["_embedded"]["mp:advertisements"]]
    with reference("--data", file, "--ads", "7") as second:
        assert [ad["itemId"] for ad in page(second).json()["_embedded"]["mp:advertisements"]] == ids
    assert len(ids) == 7


def test_a_fault_and_a_variant_are_served_together():
    with reference("--fault", "user_ads.total-is-text", "--variant", "user_ads.singular-key") as client:
        members = page(client).json()
    assert members["totalCount"] == "23"
    assert list(members["_embedded"]) == ["mp:advertisement"]


def test_the_command_line_lists_every_switch_and_refuses_others():
    command = [sys.executable, "-m", "adproof.reference", "--contract", "user_ads"]
    listed = subprocess.run([*command, "--list-switches"], capture_output=True, text=True, timeout=20, check=True)
    names = {kind: [entry["name"] for entry in entries] for kind, entries in json.loads(listed.stdout).items()}
    assert names["faults"] == [fault.name for fault in FAULTS]
    assert names["variants"] == [variant.name for variant in (*VARIANTS, *manners.variants("user_ads"))]
    typo = [*command, "--fault", "user_ads.total-is-txt"]
    refused = subprocess.run(typo, capture_output=True, text=True, timeout=20, check=False)
    assert refused.returncode == 4
    assert "Did you mean 'user_ads.total-is-text'?" in refused.stderr
