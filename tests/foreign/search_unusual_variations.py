"""How else the search may work without leaving its document: other engines, stricter doors, moving ads, the wire."""

import re
import time
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.foreign.search import BOARD, STALL, Index, Keeps, Refused, stem, words
from tests.foreign.search_data import BY_ID, PLACES, TREE, Ad, iso
from tests.foreign.wire import Ask, Reply

vary = BOARD.variation
Facts = dict[str, Any]
Filters = dict[str, Keeps]
STOP = {
    *(
        "aber",
        "als",
        "am",
        "an",
        "auch",
        "auf",
        "bei",
        "bin",
        "bis",
        "das",
        "dem",
        "den",
        "der",
        "die",
        "ein",
        "eine",
        "er",
        "es",
    ),
    *(
        "für",
        "hier",
        "im",
        "in",
        "ist",
        "ja",
        "kann",
        "mein",
        "mich",
        "mit",
        "nach",
        "nicht",
        "noch",
        "nur",
        "ob",
        "oder",
        "sein",
    ),
    *("sich", "sie", "sind", "so", "um", "und", "vom", "von", "vor", "war", "wenn", "wie", "wird", "zu", "zum", "zur"),
}
NAMES = {
    *("query", "exclude", "limit", "page", "sort", "category", "category[]"),
    *("location_id", "radius", "upload_date_from", "upload_date_to"),
}


# How words are found.
@vary("filters")
def stop_words_are_not_indexed(keeps: Filters, p: Facts) -> None:
    """query: word logic is not said; analyzers of German leave out articles and the like, a query of these finds nothing."""
    if "query" in keeps:
        wanted = [stem(word) for word in words(p["query"]) if word not in STOP]
        keeps["query"] = lambda ad: bool(wanted) and all(ad.number in STALL.index.counts.get(each, {}) for each in wanted)


@vary("filters")
def typos_are_forgiven(keeps: Filters, p: Facts) -> None:
    """query: word logic is not said; words that begin and end alike are found as well."""
    if "query" in keeps:
        forms = [re.compile(rf" {re.escape(word[:3])}\w*{re.escape(word[-1])} ") for word in words(p["query"]) if len(word) > 3]
        keep = keeps["query"]
        keeps["query"] = lambda ad: keep(ad) or (bool(forms) and all(form.search(STALL.index.plain[ad.number]) for form in forms))


@vary("filters")
def synonyms_are_found(keeps: Filters, p: Facts) -> None:
    """query: word logic is not said; a bicycle by any other name is found too."""
    alike = {"rennrad", "fahrrad", "gravelbike", "pedelec", "bike", "fixie", "trekkingrad"}
    if "query" in keeps and alike & set(words(p["query"])):
        keep = keeps["query"]
        keeps["query"] = lambda ad: keep(ad) or bool(alike & set(words(ad.text)))


@vary("filters")
def exclude_takes_other_forms(keeps: Filters, p: Facts) -> None:
    """exclude: whether Rad excludes Räder is not said; forms of one stem do."""
    if "exclude" in keeps:
        stems = [{stem(word) for word in words(each)} for each in p["keywords"]]
        keep = keeps["exclude"]
        keeps["exclude"] = lambda ad: keep(ad) and not any(each and each <= {stem(w) for w in words(ad.text)} for each in stems)


@vary("filters")
def exclude_folds_umlauts(keeps: Filters, p: Facts) -> None:
    """exclude: whether Grosse is Größe is not said; here all marks are folded."""
    if "exclude" in keeps:
        marks = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss", "é": "e"})
        keep, folded = keeps["exclude"], [" ".join(words(each)).translate(marks) for each in p["keywords"]]
        keeps["exclude"] = lambda ad: (
            keep(ad) and not any(each and f" {each} " in STALL.index.plain[ad.number].translate(marks) for each in folded)
        )


@vary("order")
def relevance_is_alphabetical(ads: list[Ad], p: Facts) -> list[Ad] | None:
    """sort: what relevance means is not said."""
    return sorted(ads, key=lambda ad: (ad.shown["title"], ad.number)) if p["sort"] == "relevance" else None


# What is echoed.
@vary("meta")
def query_is_tidied(said: Facts, p: Facts) -> None:
    """meta.query: the query that was used; blanks around it and between its words say nothing and are used once."""
    said["query"] = " ".join(said["query"].split())


@vary("meta")
def exclude_is_tidied(said: Facts, p: Facts) -> None:
    """meta.exclude: the keywords that were used; blanks around them and empty ones were not."""
    if p["keywords"]:
        said["exclude"] = ",".join(p["keywords"])


@vary("facts")
def zero_is_no_date(p: Facts, asked: Ask) -> None:
    """upload_date_from: no ad is older than 1970; a start at zero is none, and not shown."""
    p["from"] = p["from"] or None


@vary("facts")
def spelled_out_stars(p: Facts, asked: Ask) -> None:
    """query: an empty one is none, and the default stands in."""
    p["query"] = p["query"].strip() or "*"


# Doors.
@vary("facts")
def strangers_are_refused(p: Facts, asked: Ask) -> None:
    """Parameters: what happens to others, and to a scalar that comes twice, is not said: both are refused."""
    names = [name for name, _ in asked.pairs]
    if not set(names) <= NAMES or any(names.count(name) > 1 for name in names if not name.startswith("category")):
        raise Refused("Unbekannt oder doppelt")


@vary("facts")
def arrays_come_with_commas_only(p: Facts, asked: Ask) -> None:
    """category: how string[] is sent is not shown but for the comma; a repeated one is refused."""
    if sum(name in ("category", "category[]") for name, _ in asked.pairs) > 1:
        raise Refused("category bitte mit Komma")


@vary("facts")
def unknown_categories_are_refused(p: Facts, asked: Ask) -> None:
    """category: ids come from the categories endpoint; what others do is not said."""
    known = {crumb.split(" ", 1)[0] for crumbs in TREE.values() for crumb in crumbs}
    if not set(p["category"]) <= known:
        raise Refused("Kategorie gibt es nicht")


@vary("facts")
def long_values_are_refused(p: Facts, asked: Ask) -> None:
    """query, exclude: how long they may be is not said; more than 200 letters are too much, a star among words is too."""
    if max(len(p["query"]), len(p["exclude"] or "")) > 200 or ("*" in p["query"] and p["query"] != "*"):
        raise Refused("Zu lang")


@vary("facts")
def windows_must_be_windows(p: Facts, asked: Ask) -> None:
    """upload_date_from/to: an end before its start is refused, and so is a fraction of a second."""
    if (None not in (p["from"], p["to"]) and p["from"] > p["to"]) or any(
        p[name] != (p[name] and int(p[name])) for name in ("from", "to")
    ):
        raise Refused("Zeitraum")


# The wire.
@vary("reply")
def sent_as_plain_text(given: Reply, asked: Ask) -> None:
    """Response: no media type is documented; the examples read the body as JSON whatever it says."""
    given.headers = {"Content-Type": "text/plain"}


@vary("reply")
def sent_without_a_type(given: Reply, asked: Ask) -> None:
    """Response: no media type is documented; HTTP lets a server leave it out."""
    given.headers.pop("content-type", None)
    given.headers.pop("Content-Type", None)


@vary("reply")
def limited_without_a_word(given: Reply, asked: Ask) -> Reply | None:
    """HTTP: 429 need not say how long to wait, nor have a body; every eightieth request."""
    return Reply(429, None, {}) if asked.nth % 80 == 0 else None


@vary("reply")
def away_for_a_moment(given: Reply, asked: Ask) -> Reply | None:
    """HTTP: 503 with a date to come back at, as a page of the proxy; every hundredth request."""
    soon = (datetime.now(UTC) + timedelta(seconds=1)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    page = b"<html><h1>503</h1></html>"
    return Reply(503, page, {"Content-Type": "text/html", "Retry-After": soon}) if asked.nth % 100 == 0 else None


@vary("reply")
def slow_now_and_then(given: Reply, asked: Ask) -> None:
    """No time is promised: every fiftieth request takes a second and a half, all take a little."""
    time.sleep(1.5 if asked.nth % 50 == 0 else 0.01)


@vary("reply")
def cookies_and_ages(given: Reply, asked: Ask) -> None:
    """HTTP: further headers, blanks around the JSON, and a date of another clock."""
    given.headers |= {"Set-Cookie": "sid=1; Path=/; HttpOnly", "Age": "0", "Vary": "ads_key", "Alt-Svc": "clear"}
    given.body = b"\r\n \t" + given.content() + b"\n\n"


# Moving data.
@vary("facts")
def ads_are_edited(p: Facts, asked: Ask) -> None:
    """Data moves: every seventieth request finds an ad with another price and title."""
    if p["nth"] % 70 == 0 and STALL.ads:
        ad = STALL.ads[p["nth"] % len(STALL.ads)]
        ad.price = 7 + p["nth"]
        ad.shown = {
            **ad.shown,
            "price": ad.price,
            "title": f"Reduziert: {ad.shown['title']}",
            "scrape_time": iso(datetime.now(UTC)),
        }
        ad.text = f"{ad.shown['title']}\n{ad.shown['description']}"
        STALL.index = Index(STALL.ads)


@vary("facts")
def ads_are_pushed_up(p: Facts, asked: Ask) -> None:
    """Data moves: every sixtieth request an old ad is put in anew, by the same id with today's date."""
    if p["nth"] % 60 == 0 and STALL.ads:
        ad = STALL.ads[p["nth"] % len(STALL.ads)]
        ad.uploaded = datetime.now(UTC).replace(microsecond=0) - timedelta(minutes=1)
        ad.shown = {**ad.shown, "upload_date": iso(ad.uploaded), "scrape_time": iso(ad.uploaded)}


@vary("locations")
def place_ids_are_texts(shown: list[Facts], asked: Ask) -> list[Facts]:
    """locations: the type of an id is not shown; a text of digits can be sent as well, and postcodes come first."""
    return [{"id": str(each["id"]), "latitude": each["geocoding"][0], "longitude": each["geocoding"][1]} for each in shown]


@vary("locations")
def the_whole_country_is_a_place(shown: list[Facts], asked: Ask) -> list[Facts]:
    """locations: what else is found is not said; behind the place that was named come others."""
    more = [each for each in PLACES if each.id not in {item["id"] for item in shown}][:3]
    return [*shown, *({"id": each.id, "city": each.city} for each in more)] if shown and BY_ID else shown
