"""Rendering as a whole: whole files or none, the same again, from little, with no secret and no network."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

import adproof.report
from adproof import schemas
from adproof.report import html, render

SOURCES = sorted(Path(adproof.report.__file__).parent.glob("*.py"))
FILES = {"report.html", "junit.xml", "summary.md", "traffic.har", "repro"}


def content(directory):
    return {str(each.relative_to(directory)): each.read_bytes() for each in sorted(directory.rglob("*")) if each.is_file()}


def test_the_sample_is_a_valid_results_file(sample):
    schema = schemas.load("adproof/results.schema.json")
    jsonschema.Draft202012Validator.check_schema(schema)

    assert [error.message for error in jsonschema.Draft202012Validator(schema).iter_errors(sample)] == []


def test_every_report_is_written_and_nothing_else(rendered):
    assert {each.name for each in rendered.iterdir()} == FILES


def test_rendering_again_gives_the_same_files(sample, rendered, tmp_path):
    (tmp_path / "repro" / "of-an-older-run").mkdir(parents=True)
    (tmp_path / "results.json").write_text(json.dumps(sample))

    done = subprocess.run([sys.executable, "-m", "adproof.report", tmp_path / "results.json"], capture_output=True, check=True)

    (tmp_path / "results.json").unlink()
    assert content(tmp_path) == content(rendered)
    assert not (tmp_path / "repro" / "of-an-older-run").exists()
    assert b"report.html" in done.stdout


@pytest.mark.parametrize("text", ["", "[]", "{", '{"schema_version": 2}', "\xff"])
def test_a_file_that_is_no_results_file_is_refused_in_one_line(tmp_path, text):
    (tmp_path / "results.json").write_text(text, encoding="latin-1")

    done = subprocess.run([sys.executable, "-m", "adproof.report", tmp_path / "results.json"], capture_output=True, check=False)

    assert done.returncode == 4
    assert done.stderr.count(b"\n") == 1
    assert not (tmp_path / "report.html").exists()


def test_an_interrupted_runs_little_is_still_a_report(tmp_path):
    render({"verdict": {"code": 2, "name": "interrupted", "sentence": "INTERRUPTED: nothing was judged."}}, tmp_path)

    assert "INTERRUPTED: nothing was judged." in (tmp_path / "report.html").read_text().replace("</b>", "")
    assert {each.name for each in tmp_path.iterdir()} == FILES - {"repro"}


def test_a_report_is_never_half_written(sample, tmp_path, monkeypatch):
    render(sample, tmp_path)
    before = content(tmp_path)

    def broken(*_):
        raise OSError("no space left")

    monkeypatch.setattr("adproof.report.files.os.replace", broken)
    with pytest.raises(OSError, match="no space left"):
        render(sample | {"problems": ["another"]}, tmp_path)
    assert content(tmp_path) == before


def test_a_failing_template_leaves_the_old_page(sample, tmp_path, monkeypatch):
    render(sample, tmp_path)
    before = (tmp_path / "report.html").read_bytes()
    monkeypatch.setattr(html, "page", lambda _: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        render(sample, tmp_path)
    assert (tmp_path / "report.html").read_bytes() == before


def test_secrets_of_the_environment_appear_nowhere(sample, tmp_path, monkeypatch):
    for name in ("GATEWAY_TOKEN", "KEY_FREE", "SELLER_TOKEN"):
        monkeypatch.setenv(name, "planted-secret-4711")

    render(sample, tmp_path)

    assert [name for name, data in content(tmp_path).items() if b"planted-secret-4711" in data] == []
    assert "${SELLER_TOKEN}" in (tmp_path / "report.html").read_text()


@pytest.mark.parametrize("source", SOURCES, ids=lambda each: each.name)
def test_reports_know_neither_pytest_nor_the_network(source):
    tree = ast.parse(source.read_text(encoding="utf-8"))
    names = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]

    roots = {name.split(".")[0] for name in names}
    assert not roots & {"pytest", "httpx", "socket", "http", "requests", "asyncio", "subprocess"}
    assert [name for name in names if name.startswith("adproof") and not name.startswith("adproof.report")] == []
