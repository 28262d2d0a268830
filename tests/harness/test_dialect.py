"""The target's own words: paths, payloads and states of its file become requests, and unknown words are refused with a hint."""

import pytest

from adproof.api.creation import Dialect, Phase
from adproof.config import ConfigError
from adproof.secrets import Credential
from adproof.target import Creation

ACCOUNT = Credential("SELLER", "Authorization", "Bearer ${SELLER}", "Bearer x")


def dialect(**section):
    return Dialect.of(Creation(base_url="http://127.0.0.1:1/v1", authorization=ACCOUNT, **section))


@pytest.mark.parametrize(
    ("paths", "operation", "asked"),
    [
        ("guide", "getListing", ("GET", "/listing/a%2Fb")),
        ("reference", "getListing", ("GET", "/listings/a%2Fb")),
        ({"updateListing": "PATCH /ads/{listing}"}, "updateListing", ("PATCH", "/ads/a%2Fb")),
        ({"updateListing": "/ads/{listing}"}, "updateListing", ("PUT", "/ads/a%2Fb")),
        ({"get_listing": "/ads/{listing_uuid}"}, "getListing", ("GET", "/ads/a%2Fb")),
        ({"uploadImage": "POST"}, "getListing", ("GET", "/listing/a%2Fb")),
    ],
)
def test_paths_are_the_targets(paths, operation, asked):
    assert dialect(paths=paths).request(operation, listing="a/b") == asked


def test_the_method_of_an_upload_is_the_targets():
    assert dialect(paths={"uploadImage": "POST"}).paths["uploadImage"] == "POST"


@pytest.mark.parametrize("wrong", [{"paths": {"getListings": "/ads"}}, {"fields": {"listng": "/uuid"}}])
def test_unknown_words_are_refused_with_a_hint(wrong):
    with pytest.raises(ConfigError, match="Did you mean"):
        dialect(**wrong)


@pytest.mark.parametrize(
    ("template", "payload"),
    [
        ({}, {"imprintUuid": "i"}),
        ({"place": "Berlin"}, {"place": "Berlin", "imprintUuid": "i"}),
        ({"legal": {"imprint": "{imprint}"}, "place": "Berlin"}, {"legal": {"imprint": "i"}, "place": "Berlin"}),
    ],
)
def test_the_imprint_stands_where_the_file_says(template, payload):
    assert dialect(publication=template).publishing("i") == payload


def test_an_imprint_may_be_missing_or_null():
    assert dialect(publication={"place": "Berlin"}).publishing(None) == {"place": "Berlin"}
    assert dialect(publication={"place": "Berlin"}).publishing(None, null=True) == {"place": "Berlin", "imprintUuid": None}
    assert dialect(publication={"legal": "{imprint}"}).publishing(None, null=True) == {"legal": None}


def test_an_order_is_an_array_until_something_else_is_told_or_learnt():
    assert dialect().ordering(["b", "a"]) == ["b", "a"]
    told = dialect(order={"urls": "{urls}", "cover": True})
    assert (told.ordering(["b", "a"]), told.guesses_order) == ({"urls": ["b", "a"], "cover": True}, False)
    learning = dialect()
    learning.learn_order({"urls": "{urls}"})
    assert learning.ordering(["b"]) == {"urls": ["b"]}


def test_states_are_the_files_or_the_usual_ones():
    assert dialect().phase("published") is Phase.LIVE
    assert dialect(states={"live": ["ON_AIR"]}).phase("on_air") is Phase.LIVE
    assert dialect(states={"live": ["ON_AIR"]}).phase("PUBLISHED") is Phase.UNMAPPED
