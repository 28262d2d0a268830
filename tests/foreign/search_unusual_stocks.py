"""What else the search may hold and show without leaving its document: unusual stocks and ads, each freedom named."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.foreign.search import BOARD, KEYS
from tests.foreign.search_data import Ad

vary = BOARD.variation
Facts = dict[str, Any]


def days_of(ads: list[Ad], form: str, hours: int) -> None:
    for each in ads:
        each.uploaded = (each.uploaded + timedelta(hours=hours)).replace(hour=0, minute=0, second=0)
        each.shown["upload_date"] = each.uploaded.strftime(form)


@vary("stock")
def dates_without_times(ads: list[Ad]) -> None:
    """upload_date: "the date the ad was created"; a date of ISO 8601 has no time, and is midnight in UTC."""
    days_of(ads, "%Y-%m-%d", 0)


@vary("stock")
def uploaded_today_in_berlin(ads: list[Ad]) -> None:
    """upload_date: as in the example a day of Berlin at midnight UTC, later than it was scraped; some of it today."""
    newest = max((ad.uploaded for ad in ads), default=datetime.now(UTC))
    for each in ads:
        each.uploaded += datetime.now(UTC).replace(microsecond=0) - newest
    days_of(ads, "%Y-%m-%dT%H:%M:%S.000Z", 2)


@vary("stock")
def no_prices_at_all(ads: list[Ad]) -> None:
    """price: ads may have none; here no ad has."""
    for each in ads:
        each.price = each.shown["price"] = None


@vary("stock")
def prices_of_odd_cents(ads: list[Ad]) -> None:
    """price: in euros, which have cents."""
    for at, each in enumerate(ads):
        if each.price is not None:
            each.price = each.shown["price"] = round(each.price + at % 100 / 100, 2)


@vary("stock")
def one_category_for_all(ads: list[Ad]) -> None:
    """Data: a small index may hold one category."""
    for each in ads:
        each.categories = ["272"]
        each.shown["metadata"] |= {"categories": ["272"], "categories_text": ["Zu verschenken & Tauschen"]}


@vary("stock")
def leaves_only(ads: list[Ad]) -> None:
    """metadata.categories: nothing says that the parents are listed; they filter all the same."""
    for each in ads:
        data = each.shown["metadata"]
        each.shown["metadata"] |= {name: data[name][-1:] for name in ("categories", "categories_text")}


@vary("stock")
def cities_are_mis_split(ads: list[Ad]) -> None:
    """location: as in the example, city and state may be parts of one name that no place has."""
    for each in ads:
        city, state = (each.place.city + " Zentrum").rsplit(" ", 1)[::-1]
        each.shown["location"] = {**each.shown["location"], "city": city, "state": state, "id": 1173}


@vary("stock")
def adids_of_letters(ads: list[Ad]) -> None:
    """adid: a unique id; only the example has digits."""
    for each in ads:
        each.shown["adid"] = str(uuid.UUID(int=each.number))


@vary("stock")
def few_words(ads: list[Ad]) -> None:
    """description: may be empty, and a title may be a word of two letters."""
    for at, each in enumerate(ads):
        each.shown |= {"title": ("TV", "PC", "Rad", "Öl", "CD")[at % 5], "description": ""}
        each.text = f"{each.shown['title']}\n"


@vary("stock")
def novels_with_markup(ads: list[Ad]) -> None:
    """description: a text of any length and with any signs."""
    for at, each in enumerate(ads):
        extra = f"<b>Nr.&nbsp;{at}</b> \"C:\\neu\\{at}\" {{{{x}}}} 100 % %20 <script>alert('{at}')</script>\n" * 60
        each.shown |= {"description": each.shown["description"] + "\n" + extra, "title": f"<i>{each.shown['title']}</i>\t"}
        each.text = f"{each.shown['title']}\n{each.shown['description']}"


@vary("stock")
def only_a_free_key(ads: list[Ad]) -> None:
    """Keys: who tests may have one key, of the smallest plan."""
    for role in ("basic", "pro", "enterprise"):
        KEYS.pop(role, None)


@vary("stock")
def only_an_enterprise_key(ads: list[Ad]) -> None:
    """Keys: who tests may have one key, of the largest plan, which holds everything on a page."""
    for role in ("free", "basic", "pro"):
        KEYS.pop(role, None)


@vary("ad")
def descriptions_are_shortened(shown: Facts, ad: Ad, p: Facts) -> None:
    """description: a list may show the beginning; searched is the whole."""
    if len(shown["description"]) > 120:
        shown["description"] = shown["description"][:120] + " …"


@vary("ad")
def spots_are_blurred(shown: Facts, ad: Ad, p: Facts) -> None:
    """location.geocoding: how exact it is is not said; two digits are shown."""
    shown["location"] = {**shown["location"], "geocoding": [round(each, 2) for each in ad.spot]}


@vary("ad")
def spots_of_the_postcode(shown: Facts, ad: Ad, p: Facts) -> None:
    """location.geocoding: how exact it is is not said; the postcode's is shown, while the ad's own is searched."""
    shown["location"] = {**shown["location"], "geocoding": list(ad.place.spot)}


@vary("ad")
def some_have_no_spot(shown: Facts, ad: Ad, p: Facts) -> None:
    """location: an ad may have no coordinates to show."""
    if ad.number % 3 == 0:
        shown["location"] = {**shown["location"], "geocoding": None, "zip": None}
