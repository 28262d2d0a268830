"""Forged credentials: none is the real one, each is another kind, and none can be read in a report."""

import pytest

from adproof import secrets
from adproof.api.creation import forgeries
from adproof.secrets import Credential

VALUES = [
    "Bearer 5f1cSecretOfTheSeller9a7e",
    "5f1cSecretOfTheSeller9a7e",
    "Token abcdefgh",
    "Bearer aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
]


def forged(value):
    return list(forgeries(Credential("SELLER", "Authorization", "Bearer (seller)", value), "run-7"))


@pytest.mark.parametrize("value", VALUES)
def test_no_forgery_is_the_real_one_and_all_differ(value):
    values = [each.value for each in forged(value)]
    assert value not in values
    assert len(set(values)) == len(values) >= 4


@pytest.mark.parametrize("value", VALUES)
def test_no_text_shows_what_is_near_the_real_one(value, monkeypatch):
    monkeypatch.setattr(secrets, "mask", secrets.Masker())
    for each in forged(value):
        secret = each.value.rpartition(" ")[2]
        if each.name.startswith(("ALTERED", "OTHER_ENDING", "LENGTHENED", "OTHER_CASE")):
            assert secret not in secrets.mask(f"asked with {each.value} in vain")


def test_their_names_tell_what_they_are():
    assert {each.name for each in forged(VALUES[0])} >= {"ALTERED_run-7", "UNSIGNED_run-7", "OTHER_SCHEME_run-7", "EMPTY_run-7"}
