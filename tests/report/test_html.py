"""The page: offline, well-formed, inert, complete, bounded."""

import base64
import copy
import hashlib
import re
from collections import Counter
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest

from adproof.report import html
from adproof.report.model import read

VOID = {"meta", "br", "input", "link", "img", "hr", "wbr", "source"}
BLOCKS = {"p", "div", "dl", "ul", "ol", "table", "section", "article", "details", "pre", "h1", "h2", "h3", "h4", "h5", "figure"}


class Reader(HTMLParser):
    """Reads a page and objects to what a strict reader would stumble over."""

    def __init__(self, text):
        super().__init__()
        self.open, self.tags, self.faults, self.text, self.scripts = [], [], [], [], []
        self.feed(text)
        self.close()
        self.faults += [f"<{tag}> is never closed" for tag in self.open]

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if len(dict(attrs)) != len(attrs):
            self.faults.append(f"<{tag}> has an attribute twice")
        if tag in BLOCKS and "p" in self.open:
            self.faults.append(f"<{tag}> inside <p> at {self.getpos()}")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing at {self.getpos()}")

    def handle_data(self, data):
        (self.scripts if self.open[-1:] == ["script"] else self.text).append(data)


@pytest.fixture(scope="module")
def tree(page):
    return Reader(page)


def test_the_page_is_well_formed(tree):
    assert not tree.faults


def test_nothing_is_fetched_from_anywhere(tree, page):
    for tag, attributes in tree.tags:
        assert tag not in {"img", "link", "iframe", "object", "embed", "base", "form action", "audio", "video", "use", "image"}
        assert not {"src", "srcset", "action", "formaction", "ping", "background", "xlink:href", "data"} & set(attributes)
        for name in ("href",):
            target = attributes.get(name, "#")
            assert target.startswith(("#", "repro/")) or target in {"results.json", "junit.xml", "summary.md", "traffic.har"}
    style = page[page.index("<style>") : page.index("</style>")]
    assert "url(" not in style
    assert "@import" not in style
    assert not re.search(r"\bfetch\(|XMLHttpRequest|import\(|WebSocket|\.src\b|sendBeacon", "".join(tree.scripts))


def test_only_our_own_script_may_run(tree, page):
    policy = next(each["content"] for tag, each in tree.tags if tag == "meta" and "http-equiv" in each)
    script = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script[0].encode()).digest()).decode()

    assert len(script) == 1
    assert policy.startswith("default-src 'none';")
    assert f"script-src 'sha256-{digest}'" in policy
    assert not [name for _, attributes in tree.tags for name in attributes if name.startswith("on")]


def test_hostile_data_is_inert_and_visible(page, tree):
    assert page.count("<script") == 1
    assert "<img" not in page
    assert "&lt;script&gt;document.title=" in page
    assert "⟨U+202E⟩txt.exe" in page
    assert "⟨U+001B⟩[31mred" in page
    assert "half ⟨U+D83D⟩ of a pair" in page
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]", page)


def test_hostile_data_stays_inert_in_every_field(sample, hostile):
    def poisoned(value, key=""):
        if isinstance(value, dict):
            return {name: poisoned(each, name) for name, each in value.items()}
        if isinstance(value, list):
            return [poisoned(each, key) for each in value]
        kept = {"strength", "verdict", "outcome", "blame", "state", "contract", "started"}
        return f"{value}\"'><script>alert(1)</script>\u202e\x1b" if isinstance(value, str) and key not in kept else value

    made = html.page(read(poisoned(sample)))

    assert made.count("<script") == 1
    assert not Reader(made).faults
    assert not [name for _, attributes in Reader(made).tags for name in attributes if name.startswith("on") and name != "one"]
    assert "\x1b" not in made
    assert "\u202e" not in made


def test_a_verdict_or_blame_nobody_foresaw_is_still_shown(sample):
    sample["requirements"][0] |= {"verdict": "<b>odd", "strength": "<i>may", "blame": "<u>moon"}
    sample["requirements"][1] |= {"verdict": "failed", "blame": "<u>moon", "strength": "<i>may"}
    sample["waivers"][0]["state"] = "<s>"
    sample["verdict"]["code"] = 99

    assert not Reader(html.page(read(sample))).faults


def test_every_requirement_is_an_anchor_exactly_once(tree, sample):
    ids = Counter(attributes["id"] for _, attributes in tree.tags if "id" in attributes)

    assert [each["id"] for each in sample["requirements"] if ids[each["id"]] != 1] == []
    assert [id for id, count in ids.items() if count > 1] == []


def test_every_link_leads_somewhere(tree, rendered):
    ids = {attributes["id"] for _, attributes in tree.tags if "id" in attributes}
    links = {unquote(attributes["href"]) for _, attributes in tree.tags if "href" in attributes}

    assert [link for link in links if link.startswith("#") and link[1:] not in ids] == []
    assert [link for link in links if not link.startswith(("#", "results.json")) and not (rendered / link).is_file()] == []


def test_without_script_every_result_can_be_read(page, sample):
    text = "".join(Reader(page).text)

    assert sample["verdict"]["sentence"] in text
    assert [each["statement"] for each in sample["requirements"] if each["statement"] not in text] == []
    only_with_script_or_in_print = r"@media print \{.*?\n\}|(\.js |\[hidden\]|::-webkit-details-marker)[^}]*\}"
    assert "display: none" not in re.sub(only_with_script_or_in_print, "", page, flags=re.DOTALL)


def test_a_failure_shows_what_was_asked_expected_and_received(page):
    card = page[page.index('id="problem-user_ads.links.next-keeps-the-limit"') :][:20_000]

    for shown in ("?limit=3</dd>", "a link with limit=3", "a link with limit=10", "/_links/next/href"):
        assert shown in card
    assert "User advertisements, Relations" in card
    assert "https://documents.example.test/user-ads.html" in card
    assert 'Bearer \'"${SELLER_TOKEN}"' in card
    assert "repro/user_ads.links.next-keeps-the-limit/reproduce.sh" in card
    assert '<mark>"href": "/v1/users/1/advertisements?offset=3&amp;limit=10"</mark>' in card


def test_failures_with_one_cause_stand_together(page):
    groups = page[: page.index('id="undecided"')].split('<section class="group ')

    assert [each for each in groups if "problem-user_ads.links.next" in each and "problem-user_ads.links.prev" in each]
    assert "2 requirements fail in this one way" in page


def test_evidence_hints_kill_proof_and_reasons_are_told(page):
    assert "ads that carry the excluded word; 38 pages" in page
    assert "has caught 4 of 4 seeded faults" in page
    assert "a second account would show more" in page
    assert "A black-box run sees one moment" in page
    assert "tickets live 3,600 s" in page
    assert "0 ads without a price" not in page


def test_colour_is_never_alone(page):
    with_glyph_and_word = r'class="mark [^>]*>\s*<span[^>]*aria-hidden="true">[^<]+</span> \w'
    assert len(re.findall('class="mark ', page)) == len(re.findall(with_glyph_and_word, page))


def test_a_passed_requirement_keeps_its_first_exchange_only(sample):
    passed = next(each for each in sample["requirements"] if each["verdict"] == "passed")
    extra = copy.deepcopy(sample["exchanges"][0]) | {"id": "second-of-a-pass"}
    sample["exchanges"].append(extra)
    passed["checks"][0]["exchanges"].append("second-of-a-pass")

    assert "second-of-a-pass" not in html.page(read(sample))


def test_a_large_body_is_cut_and_its_full_size_named(sample):
    failed = next(each for each in sample["requirements"] if each["verdict"] == "failed")
    proof = next(each for each in sample["exchanges"] if each["id"] == failed["checks"][0]["exchanges"][-1])
    proof |= {"response_body": "[" + "1234567," * 9_000, "response_bytes": 31_000_000, "truncated": True}

    made = html.page(read(sample))

    assert "cut here; the whole body has 31.0 MB" in made
    assert len(made) < 1_000_000


LARGE = ['{"a":"' + "x" * 20_000 + '"}', "<&>" * 7_000, "\x00\u202e" * 10_000, '"' * 20_000, "[" * 20_000]


@pytest.mark.parametrize("body", LARGE, ids=range(len(LARGE)))
def test_a_thousand_requirements_and_three_hundred_exchanges_stay_small(sample, body):
    exchange = copy.deepcopy(sample["exchanges"][0])
    sample["exchanges"] = [exchange | {"id": f"x{n}", "request_body": body, "response_body": body} for n in range(300)]
    row = next(each for each in sample["requirements"] if each["verdict"] == "passed")
    failing = next(each for each in sample["requirements"] if each["verdict"] == "failed")
    sample["requirements"] = [copy.deepcopy(row if n % 5 else failing) | {"id": f"search.topic.clause-{n}"} for n in range(1_000)]
    for number, each in enumerate(sample["requirements"]):
        each["checks"][0]["exchanges"] = [f"x{number % 300}"]

    assert len(html.page(read(sample)).encode()) < 5_000_000
