"""Target files: every mistake is one line that names file, table and key, and no credential is ever shown."""

import contextlib
import traceback
from pathlib import Path

import pytest
import typer
from hypothesis import given, settings
from hypothesis import strategies as st

from adproof import commands, config
from adproof.config import ConfigError
from adproof.target import Target, is_loopback

TOKEN = "tok-0123456789-abcdef"
FILE = """
rate = "20/s"
[user_ads]
base_url = "https://api.staging.example.test/"
user = 1
authorization = "Bearer ${SELLER}"
[search]
base_url = "https://search.staging.example.test/v1"
keys = { free = "${FREE}", pro = "${PRO}" }
[creation]
base_url = "https://gateway.staging.example.test/api"
authorization = "Bearer ${SELLER}"
claims = ["delete"]
[creation.token]
url = "https://gateway.staging.example.test/token"
client_id = "${FREE}"
client_secret = "${PRO}"
[[waivers]]
requirement = "search.a.b"
signature = "x"
reason = "known"
owner = "me"
expires = 2027-01-31
"""
VARIABLES = {"SELLER": TOKEN, "FREE": "free-key-0123456789", "PRO": "pro-key-0123456789"}


@pytest.fixture
def load(tmp_path):
    """`load(text)` reads a target file with these variables set."""

    def read(text, name=None, environment=VARIABLES):
        file = tmp_path / "staging.toml"
        file.write_text(text, encoding="utf-8")
        return config.load(name, file, environment)

    return read


@pytest.fixture
def refused(load):
    """`refused(text)` is the one line that is said about a wrong file."""

    def say(text, name=None, environment=VARIABLES):
        with pytest.raises(ConfigError) as wrong:
            load(text, name, environment)
        line = str(wrong.value)
        assert "staging.toml" in line
        assert "\n" not in line
        shown = "".join(traceback.format_exception(wrong.value))
        assert not [secret for secret in VARIABLES.values() if secret in shown]
        return line

    return say


def test_a_whole_file_is_read(load):
    target = load(FILE)
    assert (target.name, target.contracts, target.rate) == ("staging", ("creation", "search", "user_ads"), 20.0)
    assert target.user_ads.base_url == "https://api.staging.example.test"
    assert target.user_ads.authorization.value == f"Bearer {TOKEN}"
    assert (target.search.keys["pro"].header, target.search.keys["pro"].value) == ("ads_key", VARIABLES["PRO"])
    assert target.claims("search.keys.pro")
    assert target.claims("creation.claims.delete")
    assert not target.claims("search.keys.enterprise")
    assert not target.claims("user_ads.other_user")
    assert not target.claims("nothing.at.all")


def test_no_repr_shows_a_credential(load):
    target = load(FILE)
    shown = f"{target!r} {target} {target.search.keys} {target.creation.token!r} {[target.user_ads]} {vars(target.user_ads)}"
    assert not [secret for secret in VARIABLES.values() if secret in shown]
    assert "<credential SELLER>" in shown


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("rate =", "rte =", "unknown key targets.staging.rte. Did you mean 'rate'?"),
        ("user = 1", "usr = 1", "unknown key targets.staging.user_ads.usr. Did you mean 'user'?"),
        ("claims =", "claim =", "unknown key targets.staging.creation.claim. Did you mean 'claims'?"),
        ("\nurl = ", "\nuri = ", "unknown key targets.staging.creation.token.uri. Did you mean 'url'?"),
        ("owner =", "ower =", "unknown key targets.staging.waivers.0.ower. Did you mean 'owner'?"),
        ("[user_ads]", "[user_add]", "unknown key targets.staging.user_add. Did you mean 'user_ads'?"),
        ("free =", "fre =", "targets.staging.search.keys.fre"),
        ('["delete"]', '"delete"', "targets.staging.creation.claims"),
        ("user = 1", "user = -1", "targets.staging.user_ads.user"),
        ("user = 1", 'user = "me"', "targets.staging.user_ads.user"),
        ("user = 1\n", "", "targets.staging.user_ads.user: Field required"),
        ('"20/s"', '"fast"', "targets.staging.rate"),
        ('"20/s"', '"0/s"', "targets.staging.rate"),
        ("2027-01-31", '"some day"', "targets.staging.waivers.0.expires"),
        ('reason = "known"', 'reason = ""', "targets.staging.waivers.0.reason"),
        ("https://api.staging.example.test/", "ftp://api.example.test", "user_ads.base_url"),
        ("https://api.staging.example.test/", "api.example.test", "user_ads.base_url"),
        ("https://api.staging.example.test/", "https://[::1", "user_ads.base_url"),
        ("https://api.staging.example.test/", "https://a.example.test:port", "user_ads.base_url"),
        ("https://api.staging.example.test/", "https://a.example.test:99999", "user_ads.base_url"),
        ("https://api.staging.example.test/", "https://a b.example.test", "user_ads.base_url"),
        ("https://api.staging.example.test/", "https://a.example.test/?x=1", "must not have a query"),
        ("https://api.staging.example.test/", "https://u:${PRO}@a.example.test", "must not carry credentials"),
        ("https://api.staging.example.test/", "https://${PRO}@a.example.test", "must not carry credentials"),
        ('"Bearer ${SELLER}"\nclaims', "1\nclaims", "creation.authorization has to be a text"),
        ('"Bearer ${SELLER}"\nclaims', "'  '\nclaims", "creation.authorization has to be a text"),
        (
            '"Bearer ${SELLER}"\nclaims',
            '{name = "N", header = "H", template = "T", value = "V"}\nclaims',
            "creation.authorization has to be a text",
        ),
        (
            '"${FREE}", pro',
            '"literal-key", pro',
            "search.keys.free holds a literal credential; put it into an",
        ),
        ('"Bearer ${SELLER}"\nclaims', '"Bearer abc"\nclaims', "creation.authorization holds a literal credential"),
        ('client_secret = "${PRO}"', 'client_secret = "abcd"', "creation.token.client_secret holds a literal credential"),
        ("[user_ads]", "[user_ads", "is not valid TOML"),
    ],
)
def test_a_mistake_is_one_line_with_its_place(refused, old, new, says):
    assert old in FILE
    assert says in refused(FILE.replace(old, new, 1))


@pytest.mark.parametrize("environment", [{}, {**VARIABLES, "SELLER": ""}, {**VARIABLES, "SELLER": "  \n"}])
def test_a_missing_or_empty_variable_is_named(refused, environment):
    line = refused(FILE, environment=environment)
    assert "needs the environment variable" in line
    assert "user_ads.authorization needs the environment variable SELLER" in line or "FREE" in line


@pytest.mark.parametrize("value", [f"{TOKEN}\nX: 1", f"{TOKEN}\x00", f"{TOKEN}ü"])
def test_a_credential_that_cannot_stand_in_a_header_is_refused_unseen(load, value):
    with pytest.raises(ConfigError, match=r"user_ads\.authorization holds characters") as wrong:
        load(FILE, environment={**VARIABLES, "SELLER": value})
    assert TOKEN not in str(wrong.value)


def test_a_secret_that_travels_in_a_form_may_hold_any_character(load):
    from adproof.secrets import mask

    secret = "s3cr3t with/+ä=&x"
    text = FILE.replace('client_id = "${FREE}"', 'client_id = "${CLIENT}"')
    token = load(text, environment={**VARIABLES, "CLIENT": secret}).creation.token
    assert token.client_id.value == secret
    for form in (secret, "s3cr3t+with%2F%2B%C3%A4%3D%26x", '"s3cr3t with/+\\u00e4=&x"'):
        assert "s3cr3t" not in mask(f"client_id={form}")


def test_only_the_environment_is_expanded_and_only_once(load):
    target = load(FILE, environment={**VARIABLES, "SELLER": "${PRO}-and-more"})
    assert target.user_ads.authorization.value == "Bearer ${PRO}-and-more"


def test_a_literal_credential_is_fine_on_loopback(load):
    text = '[search]\nbase_url = "{}"\nkeys = {{ free = "sandbox-key" }}'
    for host in ("127.0.0.1:80", "127.3.2.1", "localhost:8080", "api.localhost", "[::1]:80"):
        assert load(text.format(f"http://{host}/ads")).search.keys["free"].value == "sandbox-key"
    for host in ("localhost.example.test", "128.0.0.1", "[::2]", "127.0.0.1.example.test", "localhost@api.example.test"):
        with pytest.raises(ConfigError):
            load(text.format(f"http://{host}/ads"))


SMALL = '[targets.{0}.search]\nbase_url = "http://127.0.0.1:1"\nkeys = {{ free = "sandbox-key" }}\n'


def test_one_of_several_targets_is_named(load, refused):
    both = SMALL.format("staging") + SMALL.format("production")
    assert load(both, "production").name == "production"
    assert load(SMALL.format("only")).name == "only"
    assert "has several targets (staging, production); say which one" in refused(both)
    assert "has no target 'stagin'. Did you mean 'staging'?" in refused(both, "stagin")
    assert "unknown key 'target'. Did you mean 'targets'?" in refused("target = 1\n" + both)
    assert "targets.empty claims no contract" in refused("[targets.empty]")
    assert "[targets] names no target" in refused("targets = {}")
    assert "[targets] names no target" in refused("targets = 5")
    assert "targets.a is no table" in refused("[targets]\na = 1")
    assert "is a single target" in refused(FILE, "production")


def test_the_file_is_searched_upward_and_a_target_may_be_a_file(tmp_path, monkeypatch):
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    (tmp_path / "adproof.toml").write_text(SMALL.format("upstairs"))
    (tmp_path / "own.toml").write_text(SMALL.format("x").replace("targets.x.", ""))
    monkeypatch.chdir(deep)
    assert config.load("upstairs").name == "upstairs"
    assert config.load(None).name == "upstairs"
    assert config.load("../../own.toml").name == "own"
    (deep / "adproof.toml").write_text(SMALL.format("here"))
    assert config.load(None).name == "here"
    for wrong in ("gone.toml", "nowhere"):
        with pytest.raises(ConfigError, match=r"gone\.toml cannot be read: No such file|has no target 'nowhere'"):
            config.load(wrong)


def test_without_a_file_the_way_out_is_named(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(config, "find", lambda start: None)  # whatever lies above the temporary folder
    with pytest.raises(ConfigError, match="name a target file"):
        config.load(None)


def test_a_folder_and_bad_bytes_are_told_apart(tmp_path):
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe")
    (tmp_path / "folder.toml").mkdir()
    for name, says in (("bytes", "is not valid TOML"), ("folder", "cannot be read")):
        with pytest.raises(ConfigError, match=says):
            config.load(None, tmp_path / f"{name}.toml")


def test_a_printed_target_file_is_parsed_or_refused():
    assert config.parse(SMALL.format("reference")).name == "reference"
    with pytest.raises(ConfigError):
        config.parse("[targets.")


@given(st.text())
def test_no_address_crashes_the_guard(address):
    assert is_loopback(address) in (True, False)
    assert is_loopback(f"http://{address}") in (True, False)


WILD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from([*Target.model_fields, "base_url", "keys", "x"]), inner),
)


@settings(max_examples=60)
@given(table=st.dictionaries(st.sampled_from([*Target.model_fields, "user"]), WILD))
def test_no_table_crashes_the_reader(table):
    with contextlib.suppress(ConfigError):
        config._build(Path("wild.toml"), "wild", table, VARIABLES)


@pytest.mark.parametrize("command", ["plan", "doctor"])
def test_names_nobody_knows_are_refused_before_anything_is_asked(command, tmp_path, capsys):
    file = tmp_path / "target.toml"
    file.write_text(
        '[targets.x.creation]\nbase_url = "http://127.0.0.1:9"\nauthorization = "Bearer x"\npaths = { getListin = "/ads" }\n'
    )
    with pytest.raises(typer.Exit) as end:
        getattr(commands, command)(str(file))
    assert end.value.exit_code == 4
    assert "unknown operation 'getListin'. Did you mean 'getListing'?" in capsys.readouterr().err
