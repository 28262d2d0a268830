"""The page in a real browser: the script runs, hostile data does not, links and filters work. Needs a Chromium."""

import shutil
import subprocess

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.process]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--virtual-time-budget=2000", "--dump-dom",
)  # fmt: skip


@pytest.fixture(scope="module")
def opened(rendered, tmp_path_factory):
    """Open the report at a fragment, and give back the document as the browser has it then."""
    browser = next(filter(None, map(shutil.which, NAMES)), None)
    if browser is None:
        pytest.skip(f"NOT PROVEN: none of {', '.join(NAMES)} is installed, so the report was opened in no browser")

    def at(fragment):
        profile = tmp_path_factory.mktemp("profile")
        address = f"file://{rendered / 'report.html'}#{fragment}"
        command = [browser, *FLAGS, f"--user-data-dir={profile}", address]
        done = subprocess.run(command, capture_output=True, timeout=120, check=True)
        return done.stdout.decode()

    return at


def tag(dom, id):
    start = dom.rindex("<", 0, dom.index(f'id="{id}"'))
    return dom[start : dom.index(">", start)]


def test_our_script_runs_and_hostile_data_does_not(opened):
    dom = opened("")

    assert '<html lang="en" class="js">' in dom
    assert "<title>nonconformant · staging · adproof</title>" in dom
    assert "140 of 140 requirements" in dom
    assert 'class="copy"' in dom
    assert "hidden" not in tag(dom, "filter")


def test_a_link_to_a_requirement_opens_its_card(opened):
    dom = opened("req=search.limit.defaults-to-five")

    assert "open" in tag(dom, "search.limit.defaults-to-five")
    assert "open" not in tag(dom, "search.sort.defaults-to-newest")


def test_a_plain_anchor_opens_every_parent(opened):
    dom = opened("undecided-creation.status.views-agree")

    assert "open" in tag(dom, "undecided-creation.status.views-agree")


def test_the_fragment_filters(opened):
    dom = opened("strength=must&verdict=not%20claimed")

    assert "3 of 140 requirements" in dom
    assert "hidden" in tag(dom, "search.limit.defaults-to-five")
    assert "hidden" not in tag(dom, "creation.delete.deleted-listing-is-gone")


def test_free_text_filters_by_every_word(opened):
    dom = opened("q=ascending+PRICE&contract=search")

    assert "1 of 140 requirements" in dom
