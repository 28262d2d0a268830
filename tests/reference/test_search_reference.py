"""The reference's search keeps the document, over HTTP and for any number of ads."""

from __future__ import annotations

import math
import re
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest

MAXIMA = {"free": 10, "basic": 50, "pro": 100, "enterprise": 250}
FIELDS = {
    "adid", "title", "description", "price", "shipping", "images", "views", "upload_date", "scrape_time", "seller", "location",
    "metadata",
}  # fmt: skip


class Target:
    """A running reference: one client, one key for each role."""

    def __init__(self, section: dict[str, Any]) -> None:
        self.keys: dict[str, str] = section["keys"]
        self.client = httpx.Client(base_url=section["base_url"], timeout=30)

    def get(self, path: str = "/search", role: str = "enterprise", **query: object) -> httpx.Response:
        params = {name: str(value) for name, value in query.items() if value is not None}
        return self.client.get(path, params=params, headers={"ads_key": self.keys[role]})

    def find(self, role: str = "enterprise", **query: object) -> dict[str, Any]:
        answer = self.get(role=role, **query)
        assert answer.status_code == 200, answer.text
        data: dict[str, Any] = answer.json()["data"]
        return data

    def ids(self, **query: object) -> set[str]:
        data = self.find(**{"limit": 250, **query})
        assert data["meta"]["total"] == len(data["ads"])
        return {ad["adid"] for ad in data["ads"]}


@contextmanager
def reference(*arguments: str) -> Iterator[Target]:
    """A fresh process with these arguments, as its printed target file describes it."""
    command = [sys.executable, "-m", "adproof.reference", "--contract", "search", "--print-target", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            assert process.stdout is not None
            ready = process.stderr.readline()
            assert ready.startswith("adproof-reference ready http://127.0.0.1:"), ready
            printed = "".join(line for line, _ in zip(iter(process.stdout.readline, ""), range(9), strict=False))
            target = Target(tomllib.loads(printed)["targets"]["reference"]["search"])
            with target.client:
                yield target
        finally:
            process.terminate()
            process.communicate(timeout=5)


@pytest.fixture(scope="module")
def target() -> Iterator[Target]:
    with reference() as made:
        yield made


@pytest.fixture(scope="module")
def everything(target: Target) -> list[dict[str, Any]]:
    ads: list[dict[str, Any]] = target.find(limit=250)["ads"]
    return ads


def carries(ad: dict[str, Any], word: str) -> bool:
    return word.casefold() in f"{ad['title']}\n{ad['description']}".casefold()


def has_word(ad: dict[str, Any], word: str) -> bool:
    return word.casefold() in re.findall(r"\w+", f"{ad['title']}\n{ad['description']}".casefold())


def day(ad: dict[str, Any]) -> str:
    return str(ad["upload_date"])


def test_240_ads_with_every_field(everything):
    assert len({ad["adid"] for ad in everything}) == 240
    assert all(set(ad) == FIELDS for ad in everything)


def test_the_data_is_worth_searching(everything):
    prices = [ad["price"] for ad in everything]
    assert {len(str(price)) for price in prices if price} == {1, 2, 3, 4, 5}
    assert None in prices
    assert 0 in prices
    assert len(set(prices)) < len(prices) - 60
    assert len({ad["location"]["city"] for ad in everything}) >= 14
    assert any(ad["location"]["zip"].startswith("0") for ad in everything)
    assert len({day(ad) for ad in everything}) < 120
    assert all(day(ad).endswith("T00:00:00.000Z") for ad in everything)


@pytest.mark.parametrize(("role", "maximum"), MAXIMA.items())
@pytest.mark.parametrize("over", [0, 1, 1000, 10**30])
def test_a_limit_is_cut_down_to_the_role(target, role, maximum, over):
    first, second = (target.find(role, limit=maximum + over, page=page) for page in (1, 2))
    assert first["meta"]["limit"] == maximum
    assert first["meta"]["max_page"] == math.ceil(240 / maximum)
    assert len(first["ads"]) == min(maximum, 240)
    assert second == {**target.find(role, limit=maximum, page=2), "meta": second["meta"]}


def test_defaults(target):
    bare, explicit = target.find(), target.find(query="*", limit=5, page=1, sort="newest")
    assert bare == explicit
    assert bare["meta"] == {
        "query": "*", "sort": "newest", "limit": 5, "page": 1, "total": 240, "max_page": 48, "api_key_role": "enterprise",
    }  # fmt: skip


@pytest.mark.parametrize("order", ["newest", "oldest", "price_asc", "price_desc", "relevance"])
def test_pages_partition_every_order(target, order):
    whole = [ad["adid"] for ad in target.find(limit=250, sort=order)["ads"]]
    pages = [target.find(limit=7, sort=order, page=page)["ads"] for page in range(1, 36)]
    assert [ad["adid"] for page in pages for ad in page] == whole
    assert len(set(whole)) == 240


def test_orders(target):
    dates = {order: [day(ad) for ad in target.find(limit=250, sort=order)["ads"]] for order in ("newest", "oldest")}
    assert dates["oldest"] == sorted(dates["oldest"]) == dates["newest"][::-1]
    prices = {order: [ad["price"] for ad in target.find(limit=250, sort=f"price_{order}")["ads"]] for order in ("asc", "desc")}
    known = [price for price in prices["asc"] if price is not None]
    assert known == sorted(known) == [price for price in prices["desc"] if price is not None][::-1]
    assert prices["asc"][: len(known)] == known


@pytest.mark.parametrize("word", ["Versand", "neu", "VB", "Rückseite", "zerfqwkhzu"])
def test_query_and_exclude_agree_with_the_texts(target, everything, word):
    assert target.ids(query=word) == {ad["adid"] for ad in everything if has_word(ad, word)}
    assert target.ids(exclude=word) == {ad["adid"] for ad in everything if not carries(ad, word)}


def test_a_list_of_exclusions_excludes_each(target):
    assert target.ids(exclude="neu,VB, Versand") == target.ids(exclude="neu") & target.ids(exclude="VB") & target.ids(
        exclude="Versand"
    )


def test_every_id_of_a_breadcrumb_finds_the_ad(target, everything):
    for number in {number for ad in everything for number in ad["metadata"]["categories"]}:
        assert target.ids(category=number) == {ad["adid"] for ad in everything if number in ad["metadata"]["categories"]}
    assert target.ids(category="110,81") == target.ids(category=110) | target.ids(category=81)


@pytest.mark.parametrize("radius", [1, 5, 12.5, 40, 120, 2000])
def test_radius(target, everything, radius):
    place = target.get("/locations", query="Leipzig").json()["data"]["locations"][0]
    centre = (place["latitude"], place["longitude"])
    near = {ad["adid"] for ad in everything if kilometres(centre, ad["location"]["geocoding"]) <= radius}
    assert target.ids(location_id=place["id"], radius=radius) == near


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    south, north = math.radians(one[0]), math.radians(other[0])
    turn = math.radians(other[1] - one[1])
    cosine = math.sin(south) * math.sin(north) + math.cos(south) * math.cos(north) * math.cos(turn)
    return 6371.0088 * math.acos(min(1, cosine))


def test_dates(target, everything):
    days = sorted({day(ad) for ad in everything})
    first, last = (time.mktime(time.strptime(days[at], "%Y-%m-%dT%H:%M:%S.000Z")) - time.timezone for at in (9, -9))
    inside = {ad["adid"] for ad in everything if days[9] <= day(ad) <= days[-9]}
    assert target.ids(upload_date_from=int(first), upload_date_to=int(last)) == inside
    meta = target.find(upload_date_from=1_672_531_200)["meta"]
    assert meta["upload_date_from"] == "2023-01-01T00:00:00.000Z"
    assert "upload_date_to" not in meta


@pytest.mark.parametrize(
    "query",
    [
        "limit=0", "limit=-1", "limit=x", "limit=", "page=0", "page=1.5", "sort=up", "category=x", "location_id=2031", "radius=5",
        "radius=nan&location_id=2031", "upload_date_from=2023-01-01", "upload_date_to=99999999999999", "location_id=-1&radius=1",
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused(target, query):
    answer = target.client.get(f"/search?{query}", headers={"ads_key": target.keys["free"]})
    assert answer.status_code == 400
    assert answer.json()["success"] is False
    assert isinstance(answer.json()["message"], str)


@pytest.mark.parametrize(
    "query", ["query=%00", "query=%FF%FE", "query=%22%27%5C", "query=" + "x" * 2000, "page=999999999999", "exclude=%25,,"]
)
def test_odd_values_are_served(target, query):
    answer = target.client.get(f"/search?{query}", headers={"ads_key": target.keys["free"]})
    assert answer.status_code == 200


@pytest.mark.parametrize("headers", [{}, {"ads_key": "nobody"}, {"Authorization": "Bearer x"}])
def test_nobody_is_served_without_a_key(target, headers):
    answer = target.client.get("/search", headers=headers)
    assert answer.status_code == 401
    assert answer.json()["success"] is False


def test_details_and_categories(target, everything):
    ad = everything[17]
    assert target.get("/inserat", id=ad["adid"]).json()["data"] == ad
    assert target.get("/inserat", id="1").status_code == 404
    listed = {str(item["id"]) for item in target.get("/categories").json()["categories"]}
    assert {number for ad in everything for number in ad["metadata"]["categories"][:2]} <= listed


def test_ten_thousand_ads(tmp_path):
    data = str(tmp_path / "ads.sqlite")
    with reference("--ads", "10000", "--data", data) as target:
        found = target.find(query="Versand", sort="price_asc", limit=250, page=3)
        assert target.find()["meta"]["total"] == 10_000
    with reference("--ads", "10000", "--data", data) as again:
        assert again.find(query="Versand", sort="price_asc", limit=250, page=3) == found


@pytest.mark.parametrize("ads", [0, 1])
def test_hardly_any_ads(ads):
    with reference("--ads", str(ads)) as target:
        for order in ("newest", "oldest", "price_asc", "price_desc", "relevance"):
            assert target.find(sort=order, query="*", category=49)["meta"]["total"] <= ads
        assert target.find()["meta"]["max_page"] == ads


def test_moving_ads_keep_each_answer_whole():
    with reference("--variant", "search.moving") as target:
        totals = set()
        for _ in range(60):
            data = target.find(limit=250)
            totals.add(data["meta"]["total"])
            assert len({ad["adid"] for ad in data["ads"]}) == len(data["ads"]) == min(250, data["meta"]["total"])
        assert len(totals) > 5
