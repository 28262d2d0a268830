"""A rich results file: every verdict, hostile data, three contracts. `python tests/report/sample.py DIR` renders it."""

# ruff: noqa: E501  # a table is read across, not down

import json
import runpy
import sys
from pathlib import Path

ROWS = list(runpy.run_path(str(Path(__file__).with_name("sample_rows.py")))["rows"]())
MARKUP = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\"></script><!-- ]]>"
TERMINAL = "\x1b[2J\x1b[31mred\x07"
BIDI = "gnp.\u202etxt.exe\u2066 zero\u200bwidth \ufeff"
SURROGATE = "half \ud83d of a pair"
HOSTILE = f"'; $(touch /nowhere/owned) `id` \"quoted\" {MARKUP} {TERMINAL} {BIDI} {SURROGATE} $HOME ${{HOME}} \\ Größe\n| @someone #12"
BASES = {
    "creation": "https://gateway.staging.example.test/api/goods/v1",
    "search": "https://search.staging.example.test/ads/v1/kleinanzeigen",
    "user_ads": "https://api.staging.example.test",
}
KEYS = {"creation": ("Authorization", "Bearer ${GATEWAY_TOKEN}"), "search": ("ads_key", "${KEY_FREE}"), "user_ads": ("Authorization", "Bearer ${SELLER_TOKEN}")}
FAILED = {
    "search.sort.price-asc-never-decreases": ("GET /search?query=fahrrad&sort=price_asc&limit=10&page=2", "prices that never decrease", "149.00 after 150.00 at ad 1 of page 2", "/data/ads/1/price"),
    "search.meta.max-page-is-total-by-limit": ("GET /search?query=fahrrad&limit=10", "max_page 4 (total 31, limit 10)", "max_page 3", "/data/meta/max_page"),
    "user_ads.paging.offset-is-a-multiple-of-limit": ("GET /v1/users/1/advertisements?offset=2&limit=10", "400 pagination-invalid", "200 OK", ""),
    "user_ads.links.next-keeps-the-limit": ("GET /v1/users/1/advertisements?limit=3", "a link with limit=3", "a link with limit=10", "/_links/next/href"),
    "user_ads.links.prev-keeps-the-limit": ("GET /v1/users/1/advertisements?offset=3&limit=3", "a link with limit=3", "a link with limit=10", "/_links/prev/href"),
    "creation.ticket.works-only-once": ("PUT /listing/{id}/media twice at the same moment", "one success and one refusal", "2 successes (204, 204)", ""),
    "creation.listing.title-survives-any-text": (f"POST /listing {{\"title\": {HOSTILE!r}}}", f"the title {HOSTILE}", f"another title {MARKUP}", "/title"),
}
SIGNATURE = {"user_ads.links.next-keeps-the-limit": "a-link-with-limit-#", "user_ads.links.prev-keeps-the-limit": "a-link-with-limit-#"}
WARNED = {"user_ads.embedded.carries-no-attribute-values": "attributes are present on 7 of 23 ads", "creation.listing.carries-contact": "no contact in the answer"}
WAIVED = {"search.ad.carries-seller": "seller is null on 3 of 120 ads", "user_ads.errors.carry-a-help-link": "no help link on 2 of 9 errors"}
ERRORS = {"search.radius.wider-circle-keeps-the-smaller": ("adproof", "KeyError: 'distance' (in api.py:120)"), "search.key.an-unknown-key-is-refused": ("environment", "TLS handshake with search.staging.example.test timed out")}
INCONCLUSIVE = {
    "creation.ticket.an-expired-ticket-is-refused": "tickets live 3,600 s, and the target's file allows a wait of 120 s (ticket_wait)",
    "creation.status.views-agree": "blocked by creation.status.settles-within-the-deadline",
    "creation.status.never-falls-back": "blocked by creation.status.settles-within-the-deadline",
    "search.dates.upload-date-to-is-an-upper-bound": "no two ads with different upload dates were seen",
    "search.radius.needs-a-location": "no location with two ads was seen",
}
NOT_CLAIMED = {"creation.isolation.a-second-account-sees-nothing": "creation.other_authorization", "creation.delete.deletes-the-publications-too": "creation.claims.delete",
               "creation.delete.deleted-listing-is-gone": "creation.claims.delete", "search.limit.enterprise-receives-at-most-250": "search.keys.enterprise"}
UNTESTED = {"search.freshness.data-is-updated-daily": "A black-box run sees one moment; a day would have to pass.", "creation.api.state-changes-in-the-real-marketplace": "The marketplace is no part of the interface."}
READINGS = {
    "search.sort.place-of-ads-without-price": ("last", {"first": "ads without a price come first", "last": "ads without a price come last", "as-zero": "a missing price counts as 0"}),
    "search.page.beyond-the-end": ("empty-page", {"empty-page": "200 with no ads", "refused": "a client error"}),
    "search.limit.meta-limit-under-clamp": ("clamped", {"clamped": "the limit that was applied", "as-asked": "the limit that was asked for"}),
    "user_ads.paging.offset-beyond-the-end": ("empty-page", {"empty-page": "200 with no ads", "not-found": "404"}),
    "user_ads.links.last-page-is-not-empty": ("beyond-the-end", {"last-ad": "the page that holds the last ad", "beyond-the-end": "one page further, as the document's example shows"}),
    "creation.status.state-names": ("upper-case", {"upper-case": "PENDING, PUBLISHED, PAUSED", "others": "words mapped by the target's file"}),
}


class Traffic:
    """Exchanges with running numbers."""

    def __init__(self):
        self.kept = []

    def add(self, contract, method, path, status, body, *, sent=None, note=None, reason="OK", bytes_=None):
        header, template = KEYS[contract]
        id = f"{contract[0]}{len(self.kept) + 1}"
        url = BASES[contract] + path
        text = body if isinstance(body, str) else json.dumps(body, ensure_ascii=False, separators=(",", ":"))
        self.kept.append({
            "id": id, "contract": contract, "operation": path.split("?")[0], "method": method, "url": url,
            "request_headers": [["accept", "application/json"], ["user-agent", "adproof/0.1.0"], [header, template], *([["content-type", "application/json"]] if sent else [])],
            "request_body": sent, "status": status, "reason_phrase": reason, "response_headers": [["content-type", "application/json"], ["x-odd", TERMINAL]],
            "response_body": text, "response_bytes": bytes_ or len(text.encode("utf-8", "replace")), "truncated": bool(bytes_), "started": "2026-11-21T09:30:02.120Z",
            "milliseconds": 4.2 + len(self.kept) % 17, "note": note, "curl": f"curl '{url}' --header \"{header}: $NAME\"",
        })
        return id


def page_of(contract, number):
    ads = [{"id": f"{number}-{n}", "title": f"Fahrrad {n} Größe M", "price": 150.0 - n, "images": [f"https://img.example.test/{n}.jpg"]} for n in range(12)]
    if contract == "search":
        return {"message": "Data fetched successfully", "success": True, "data": {"meta": {"query": "fahrrad", "limit": 10, "page": 2, "total": 31, "max_page": 3}, "ads": ads}}
    if contract == "user_ads":
        return {"offset": 0, "limit": 3, "totalCount": 23, "_links": {"self": {"href": "/v1/users/1/advertisements?limit=3"}, "next": {"href": "/v1/users/1/advertisements?offset=3&limit=10"}}, "_embedded": {"mp:advertisements": ads}}
    return {"uuid": "0b9a7c52-1f0e-4f6a-9d53-6f1d2f4a7c11", "title": HOSTILE, "state": "PENDING"}


PATHS = {"search": "/search?query=fahrrad&limit=10", "user_ads": "/v1/users/1/advertisements?offset=2&limit=10", "creation": "/listing/0b9a7c52-1f0e-4f6a-9d53-6f1d2f4a7c11"}


def check(outcome, test, *, exchanges=(), asked="", expected="", received="", pointer=None, detail="", signature=None, step=False):
    return {"test": test, "outcome": outcome, "asked": asked, "expected": expected, "received": received, "detail": detail, "pointer": pointer,
            "signature": signature, "exchanges": list(exchanges), "witnesses": [], "weak": [], "reading": None, "step": step}


def judged(id, contract, traffic):
    """Verdict, and what goes with it, for one requirement."""
    test = f"suites/{contract}/test_{id.split('.')[1]}.py::test_{id.split('.')[2].replace('-', '_')}"
    if id in FAILED:
        asked, expected, received, pointer = FAILED[id]
        signature = SIGNATURE.get(id, id.split(".")[2])
        before = traffic.add(contract, "POST", "/listing" if contract == "creation" else PATHS[contract], 201, {"made": True}, sent=json.dumps({"title": HOSTILE}), note="setup")
        proof = traffic.add(contract, "PUT" if contract == "creation" else "GET", PATHS[contract], 200, page_of(contract, 1))
        checks = [check("failed", test + "[free-10]", exchanges=[before, proof], asked=asked, expected=expected, received=received, pointer=pointer, signature=signature)]
        checks += [check("failed", test + f"[{role}]", exchanges=[proof], asked=asked + f"&case={role}", expected=expected, received=received, signature=signature) for role in ("pro", "basic")]
        return {"verdict": "failed", "blame": "target", "signature": signature, "reason": "", "checks": checks}
    if id in WARNED | WAIVED:
        said = (WARNED | WAIVED)[id]
        proof = traffic.add(contract, "GET", PATHS[contract], 200, page_of(contract, 2))
        made = {"verdict": "warned" if id in WARNED else "waived", "blame": "target", "signature": "differs", "reason": said}
        return made | {"checks": [check("failed", test, exchanges=[proof], asked="GET " + PATHS[contract], expected="each of them", received=said, signature="differs")]}
    if id in ERRORS:
        blame, said = ERRORS[id]
        return {"verdict": "error", "blame": blame, "signature": None, "reason": said, "checks": [check("environment" if blame == "environment" else "error", test, detail=said)]}
    if id in INCONCLUSIVE:
        return {"verdict": "inconclusive", "blame": "data", "reason": INCONCLUSIVE[id], "witnesses": [{"what": "ads with different upload dates", "count": 0}], "checks": [check("inconclusive", test, detail=INCONCLUSIVE[id])]}
    if id in NOT_CLAIMED:
        return {"verdict": "not claimed", "reason": f"the target's file does not state {NOT_CLAIMED[id]}"}
    if id in UNTESTED:
        return {"verdict": "untested", "untested": UNTESTED[id], "reason": UNTESTED[id]}
    return passed(id, contract, test, traffic)


def passed(id, contract, test, traffic):
    number = len(traffic.kept)
    exchange = traffic.add(contract, "GET", PATHS[contract], 200, page_of(contract, number)) if number < 90 else traffic.kept[number % 20]["id"]
    made = {"verdict": "passed", "witnesses": [{"what": "ads that carry the excluded word", "count": 14 + len(id) * 5}, {"what": "pages", "count": 38}, {"what": "ads without a price", "count": 0}]}
    made |= {"kills": {"caught": 4, "seeded": 4, "faults": [f"{contract}.fault-{n}" for n in range(4)]}, "cases": 24}
    made |= {"weak": ["a second account would show more"] if "unique" in id else [], "reading": READINGS[id][0] if id in READINGS else None}
    return made | {"checks": [check("passed", test, exchanges=[exchange])]}


def requirement(row, traffic):
    contract, topic, clause, section, strength, statement = row
    id = f"{contract}.{topic}.{clause}"
    base = {"id": id, "contract": contract, "topic": topic, "strength": strength, "origin": "wider" if section == "Specification" else "document", "statement": statement, "section": section,
            "interpretation": "Taken for every page of a walk, not only for the first." if topic in ("sort", "ticket") else None, "untested": None, "reason": "", "reading": None,
            "readings": READINGS[id][1] if id in READINGS else {}, "blame": None, "signature": None, "waiver": None, "weak": [], "cases": 1, "witnesses": [], "kills": None, "candidates": ["R19"], "checks": []}
    made = base | judged(id, contract, traffic)
    if id in WAIVED:
        made["waiver"] = waivers()[list(WAIVED).index(id)]
    return made


def waivers():
    common = {"signature": "differs", "owner": "team-listing", "reason": "imported ads lack it until the migration ends", "expires": "2027-01-31", "state": "used"}
    return [common | {"requirement": id} for id in WAIVED] + [
        common | {"requirement": "search.ad.carries-images", "state": "stale", "reason": HOSTILE},
        common | {"requirement": "user_ads.errors.carry-a-code", "state": "expired", "expires": "2026-10-31"},
        common | {"requirement": "search.ad.carries-url", "state": "changed"},
    ]


def scenario(traffic):
    told = [("api", "POST /imprints", 201, None), ("api", "POST /listing", 201, "creation.listing.create-returns-a-uuid"), ("api", "POST /media", 200, "creation.ticket.comes-with-a-presigned-url"),
            ("storage", "PUT presigned address", 200, "creation.upload.needs-no-credentials"), ("api", "PUT /listing/{id}/media", 204, "creation.attach.shows-the-image-on-the-listing"),
            ("api", "PUT /listing/{id}/media (again) " + MARKUP, 204, "creation.ticket.works-only-once"), ("api", "POST /listing/{id}/publication", 202, "creation.publish.returns-a-publication-uuid"), ("api", "GET /listing/{id}", None, None)]
    steps = []
    for to, label, status, id in told:
        exchange = traffic.add("creation", label.split()[0], "/listing", status, {"uuid": "0b9a7c52"}, sent='{"a": 1}') if label.split()[0] != "GET" else "unknown"
        steps.append({"actor": "client", "to": to, "label": label, "status": status, "exchange": exchange, "requirement": id, "failed": "again" in label})
    return {"test": "suites/creation/test_guide.py::test_a_seller_publishes_an_ad", "title": "A seller publishes an ad", "steps": steps}


def timeline(publication, views, finding, traffic):
    exchange = traffic.add("creation", "GET", "/listing/0b9a7c52/publications", 200, {"state": "PENDING"})
    points = [{"seconds": seconds, "view": view, "state": state, "exchange": exchange} for view, looks in views.items() for seconds, state in looks]
    return {"publication": publication, "points": sorted(points, key=lambda each: each["seconds"]), "finding": finding}


def timelines(traffic):
    calm = {"listing": [(0.1, "PENDING"), (0.6, "PENDING"), (1.4, "PUBLISHED"), (3.2, "PUBLISHED")], "list": [(0.2, "PENDING"), (1.5, "PUBLISHED"), (3.3, "PUBLISHED")], "single": [(0.3, "PENDING"), (1.6, "PUBLISHED"), (3.4, "PUBLISHED")]}
    flaps = {"listing": [(0.1, "PENDING"), (1.0, "PUBLISHED"), (2.2, "PENDING"), (4.0, "PUBLISHED")], "list": [(0.2, "PENDING"), (4.2, "PENDING")], "single": [(0.3, HOSTILE[:40]), (2.0, "PUBLISHED"), (4.4, "PUBLISHED")]}
    return [timeline("7f3d2c1a-5b6e-4f70-8a91-b2c3d4e5f601", calm, None, traffic), timeline("90ab12cd-5b6e-4f70-8a91-b2c3d4e5f602", flaps, "falls back: PUBLISHED, then PENDING after 2.2 s in the view listing", traffic)]


def results():
    traffic = Traffic()
    requirements = [requirement(row, traffic) for row in ROWS]
    sequences, lines = [scenario(traffic)], timelines(traffic)
    traffic.add("search", "GET", PATHS["search"], None, "", reason="")
    documents = {"creation": ("Creating an ad through the Public API Gateway", "Kleinanzeigen", "https://documents.example.test/create-listing/", "en"),
                 "search": ("Inserate suchen", "kleinanzeigen-agent.de", "https://documents.example.test/search", "de"), "user_ads": ("User advertisements", "Marktplaats", "https://documents.example.test/user-ads.html", "en")}
    return {
        "schema_version": 1,
        "verdict": {"code": 1, "name": "nonconformant", "sentence": "NOT CONFORMANT: 7 of 96 judged musts fail, 4 are inconclusive; 2 waived."},
        "adproof": {"version": "0.1.0", "catalogue": "3f9a7c52" * 8},
        "target": {"name": "staging", "launched": False, "contracts": {name: {"base_url": base, KEYS[name][0].lower(): KEYS[name][1]} for name, base in BASES.items()}},
        "run": {"id": "20261121-093000-k3f9", "seed": 314159, "profile": "standard", "started": "2026-11-21T09:30:00Z", "seconds": 41.3, "workers": 2, "requests": 1874, "repeated": 3, "waited_seconds": 6.5,
                "read_only": False, "fail_on": "must", "selection": [], "complete": True, "requests_by_contract": {"creation": 402, "search": 911, "user_ads": 561}},
        "contracts": [{"name": name, "title": title, "publisher": by, "address": at, "language": language, "read": "2026-11-21", "claimed": True} for name, (title, by, at, language) in documents.items()],
        "requirements": requirements,
        "exchanges": traffic.kept,
        "readings": [{"requirement": id, "reading": reading, "meaning": known[reading], "statement": next(each["statement"] for each in requirements if each["id"] == id)} for id, (reading, known) in READINGS.items()],
        "waivers": waivers(),
        "environment": {"python": "3.11.7", "platform": "Linux", "packages": {"httpx": "0.28.1", "hypothesis": "6.170.15", "pytest": "9.2.0"}},
        "timelines": lines, "sequences": sequences,
        "problems": ["the waiver of search.ad.carries-images is stale: the requirement passes"],
    }


if __name__ == "__main__":
    from adproof.report import render

    directory = Path(sys.argv[1])
    made = results()
    directory.mkdir(parents=True, exist_ok=True)
    (directory / "results.json").write_text(json.dumps(made), encoding="utf-8")
    render(made, directory)
