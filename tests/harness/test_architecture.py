"""Who may import whom, how long a file may be, and that suites, catalogue and schemas speak of the same things."""

import ast
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import adproof
from adproof import catalogue, config, places, selection, target

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "adproof"
SUITES = sorted(places.SUITES.glob("*/*.py"))
MODULES = sorted(SOURCE.rglob("*.py"))
STANDARD = sys.stdlib_module_names
LONG = {}  # a file that may be longer than the rest, and why

# What a part may import beside the standard library and itself.
MAY_IMPORT = {
    "report": {"jinja2", "harfile", "markupsafe"},
    "reference": {"starlette", "uvicorn", "anyio"},
    "verdict": {"adproof.catalogue"},
    "catalogue": {"adproof.places", "jsonschema"},
    "evidence": {"adproof.secrets"},
    "answer": {"httpx", "adproof.secrets"},
    "secrets": set(),
    "target": {"pydantic", "adproof.secrets"},
    "schemas": {"adproof.places", "jsonschema", "jsonschema_rs", "referencing", "yaml"},
    "words": {"pytest", "adproof.answer", "adproof.catalogue", "adproof.evidence", "adproof.secrets", "adproof.target"},
    "wire": {"httpcore", "httpx", "adproof.deadline"},
}
NOT_FOR_API = {
    "pytest",
    "adproof.plugin",
    "adproof.results",
    "adproof.report",
    "adproof.verdict",
    "adproof.booking",
    "adproof.cli",
}


def imported(file):
    """Every module a file imports, relative ones made absolute; `from adproof import x` counts as `adproof.x`."""
    package = file.relative_to(ROOT / "src").with_suffix("").parts if file.is_relative_to(ROOT / "src") else ()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level]) if node.level else ""
            module = ".".join(part for part in (base, node.module or "") if part)
            yield from ([f"adproof.{each.name}" for each in node.names] if module == "adproof" else [module])


def part_of(file):
    return file.relative_to(SOURCE).with_suffix("").parts[0]


def shown(file):
    return file.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("part", MAY_IMPORT)
def test_a_part_imports_only_what_it_may(part):
    own = f"adproof.{part}"
    found = {
        (shown(file), name)
        for file in MODULES
        if part_of(file) == part
        for name in imported(file)
        if not (name == own or name.startswith(f"{own}.") or name.split(".")[0] in STANDARD or name == "adproof.__version__")
        and not any(name == each or name.startswith(f"{each}.") for each in MAY_IMPORT[part])
    }
    assert found == set()


def test_nobody_imports_the_reference():
    users = [file for file in (*MODULES, *SUITES) if not file.is_relative_to(SOURCE / "reference")]
    found = [shown(file) for file in users if any(name.startswith("adproof.reference") for name in imported(file))]
    assert found == []


def test_actors_know_nothing_of_pytest_verdicts_and_reports():
    files = [*(SOURCE / "api").rglob("*.py"), SOURCE / "fuzz.py"]
    assert [(shown(file), name) for file in files for name in imported(file) if name in NOT_FOR_API] == []


def test_suites_import_public_names_only():
    public = {f"adproof.{name}" for name in adproof.__all__} | {"adproof.api", "adproof.schemas", "adproof.fuzz"}
    found = [
        (shown(file), name)
        for file in SUITES
        for name in imported(file)
        if name not in {"pytest", "hypothesis", *public}
        and name.split(".")[0] not in STANDARD
        and not name.startswith(("adproof.api.", "hypothesis."))
    ]
    assert found == []


def test_verdicts_are_decided_in_one_module():
    deciding = {"judge", "conclude", "Judged"}
    found = set()
    for file in MODULES:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.ImportFrom)
                and node.module == "adproof.verdict"
                and {each.name for each in node.names} & deciding
            ):
                found.add(shown(file))
    assert found == {"src/adproof/results.py"}


@pytest.mark.parametrize("name", adproof.__all__)
def test_a_public_name_is_there(name):
    assert getattr(adproof, name)
    assert "adproof.api" in str(import_module("adproof.api"))


def test_an_unknown_name_is_no_attribute():
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = adproof.nothing


def test_the_reference_starts_without_the_harness():
    code = "import sys, adproof.reference.__main__, adproof.reference.app; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60).stdout.split()
    ours = {name for name in loaded if name.startswith("adproof.") and not name.startswith("adproof.reference")}
    assert ours | ({"pytest", "hypothesis", "httpx", "pydantic", "jsonschema"} & set(loaded)) == set()


TEXTS = [
    file
    for folder in ("src", "suites", "schemas", "tests", "docs", "examples", "benchmarks")
    for file in sorted((ROOT / folder).rglob("*"))
    if file.suffix in {".py", ".toml", ".md", ".json", ".yaml", ".j2", ".css", ".ini"} and "__pycache__" not in file.parts
]


def test_files_are_short():
    most = {file: 200 if file.is_relative_to(ROOT / "suites") else 300 for file in TEXTS if file.suffix in (".py", ".toml")}
    length = {file: len(file.read_text(encoding="utf-8").splitlines()) for file in most}
    assert {shown(file): length[file] for file in most if length[file] > LONG.get(shown(file), most[file])} == {}


def test_every_module_says_what_it_is_for():
    files = [file for file in TEXTS if file.suffix == ".py"]
    assert [shown(file) for file in files if not ast.get_docstring(ast.parse(file.read_text(encoding="utf-8")))] == []


ADDRESS = re.compile(r"https?://(?:[^\s/@\"'`<>]*@)?(\[[^\]]*\]|[A-Za-z0-9.-]+)(?![A-Za-z0-9.{-])")
STANDARDS = {"json-schema.org", "www.w3.org", "spec.openapis.org", "docs.pytest.org"}
METADATA = {"169.254.169.254"}  # where clouds keep their secrets: a fault tries to have it asked
LOOPBACK = re.compile(r"localhost|127\.[\d.]+|\[::1?\]?|\[?::1\]?")


def test_example_hosts_are_nobody_s():
    documents = {address for each in catalogue.load().documents.values() for address in ADDRESS.findall(each.address)}
    found = set()
    for file in TEXTS:
        if file.is_relative_to(ROOT / "tests"):
            continue  # odd and broken addresses are what tests are about
        for host in ADDRESS.findall(file.read_text(encoding="utf-8")):
            fine = host.endswith((".example.test", "example.test", ".invalid", ".test")) or LOOPBACK.fullmatch(host)
            if not (fine or host in documents | STANDARDS | METADATA):
                found.add((shown(file), host))
    assert found == set()


def named():
    """Every id that a suite file names in so many words."""
    return {id for file in selection.suite_files() for ids in selection.ids_named(file).values() for id in ids}


COLLECT = """
import sys
import pytest
from adproof import places, selection, words


class Carried:
    def pytest_configure(self, config):
        config.addinivalue_line("markers", "requirement(id): ...")
        config.addinivalue_line("markers", "scenario(id, ...): ...")

    def pytest_collection_modifyitems(self, items):
        print(*{id for item in items for id in selection.ids_of(item)})


status = pytest.main(["-q", "-q", "--collect-only", *sys.argv[1:], str(places.SUITES)], plugins=[Carried()])
selection.load_laws(places.CONTRACTS)
print(*{id for laws in words.LAWS.values() for id, _ in laws})
sys.exit(status)
"""


@pytest.fixture(scope="module")
def judged():
    """Every id that a collected test carries, a law judges, or a step or a reading names."""
    options = ["-c", str(SOURCE / "suites.ini"), "--rootdir", str(places.SUITES)]
    ended = subprocess.run([sys.executable, "-c", COLLECT, *options], capture_output=True, text=True, timeout=120)
    assert ended.returncode == 0, ended.stdout[-3000:]
    return named() | {word for word in ended.stdout.split() if word.count(".") == 2}


def test_no_suite_names_what_the_catalogue_does_not_know(judged):
    known = catalogue.load()
    ids = {id for id in judged if id.split(".")[0] in places.CONTRACTS}
    assert sorted(id for id in ids if id not in known or known[id].untested) == []


def test_every_requirement_is_judged_or_says_why_not(judged):
    assert [each.id for each in catalogue.load() if not each.untested and each.id not in judged] == []


def test_a_reading_is_one_of_those_that_are_admitted():
    wrong = []
    for file in SUITES:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "follows":
                texts = [each.value for each in node.args if isinstance(each, ast.Constant)]
                if len(texts) == 2 and texts[1] not in catalogue.load()[texts[0]].readings:
                    wrong.append((shown(file), *texts))
    assert wrong == []


def test_every_topic_has_its_file():
    topics = {(each.contract, each.topic) for each in catalogue.load()}
    for contract, topic in topics:
        assert (places.SUITES / contract / f"{topic}.toml").is_file()


def test_what_a_requirement_needs_is_something_a_target_can_say():
    sections = {"user_ads": target.UserAds, "search": target.Search, "creation": target.Creation}
    for each in catalogue.load():
        for need in each.needs:
            contract, field, *_ = need.split(".")
            assert field in sections[contract].model_fields or hasattr(sections[contract], field), each.id


@pytest.mark.parametrize("file", sorted((ROOT / "examples" / "targets").glob("*.toml")), ids=lambda each: each.name)
def test_an_example_target_is_right(file):
    variables = dict.fromkeys(re.findall(r"\$\{(\w+)\}", file.read_text()), "a-secret-0123456789")
    names = re.findall(r"^\[targets\.(\w+)", file.read_text(), re.MULTILINE)
    for name in dict.fromkeys(names or [None]):
        assert config.load(name, file, variables).contracts
