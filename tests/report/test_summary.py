"""The summary: short, in tables and blocks, and data brings no markup into it."""

import re

from markdown_it import MarkdownIt

from adproof.report import summary
from adproof.report.model import read


def rendered(results):
    return MarkdownIt("gfm-like", {"linkify": False, "html": True}).render(summary.page(read(results)))


def test_it_opens_with_the_verdict_and_counts_by_strength(sample):
    text = summary.page(read(sample))

    assert text.splitlines()[0].startswith("## ✗ NOT CONFORMANT: 7 of 96 judged musts fail")
    assert "| strength | ✗ failed | ! error | ? inconclusive | ▲ warned | ≈ waived | ✓ passed |" in text
    assert "| must | 7 | 2 | 4 | 0 | 2 |" in text


def test_a_failure_is_told_in_three_lines(sample):
    text = summary.page(read(sample))

    asked = "asked     GET /v1/users/1/advertisements?offset=2&limit=10"
    assert f"{asked}\nexpected  400 pagination-invalid\nreceived  200 OK\n```" in text
    assert "tickets live 3,600 s" in text
    assert "stale" in text


def test_data_is_never_markup(sample, hostile):
    nasty = f"{hostile} ```` <b>bold</b> **bold** [a](https://evil.example.test) https://evil.example.test\n# heading | cell"
    for each in sample["requirements"]:
        each |= {"statement": nasty, "reason": nasty, "id": each["id"] + "`<i>|x"}
        each["checks"] = [check | {"received": nasty} for check in each["checks"]]
    sample["problems"] = [nasty]
    sample["verdict"]["sentence"] = nasty

    made = rendered(sample)

    assert not re.search(r"<(script|img|b|i|a)\b", made)
    assert "\u202e" not in made
    assert "@someone" not in re.sub(r"<(pre|code).*?</\1>", "", made, flags=re.DOTALL).replace("&#64;", "")
    assert made.count("<h1>") == 0
    assert len(re.findall("<h2>", made)) == 1


def test_it_stays_below_what_a_step_summary_may_hold(sample):
    row = next(each for each in sample["requirements"] if each["verdict"] == "failed")
    row["checks"][0]["received"] = "x" * 1_000_000
    sample["requirements"] = [row | {"id": f"search.a.b{n}", "signature": str(n)} for n in range(2_000)]

    assert len(summary.page(read(sample)).encode()) < 300_000
