"""What the foreign search server holds: German classified ads, a deep tree of categories, and many ads in few places."""

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import asin, cos, radians, sin, sqrt
from typing import Any

Spot = tuple[float, float]


@dataclass(frozen=True)
class Place:
    id: int
    city: str
    state: str
    zip: str
    spot: Spot


def kilometres(one: Spot, other: Spot) -> float:
    north, east = radians(other[0] - one[0]), radians(other[1] - one[1])
    half = sin(north / 2) ** 2 + cos(radians(one[0])) * cos(radians(other[0])) * sin(east / 2) ** 2
    return 2 * 6371.0088 * asin(sqrt(half))


# Most ads are in and around Leipzig; the places at the end have none.
PLACES = [
    Place(4233, "Leipzig", "Sachsen", "04109", (51.3406321, 12.3747329)),
    Place(4251, "Markkleeberg", "Sachsen", "04416", (51.2756, 12.3690)),
    Place(4307, "Taucha", "Sachsen", "04425", (51.3806, 12.4930)),
    Place(4411, "Delitzsch", "Sachsen", "04509", (51.5264, 12.3425)),
    Place(4480, "Grimma", "Sachsen", "04668", (51.2386, 12.7250)),
    Place(512, "Halle (Saale)", "Sachsen-Anhalt", "06108", (51.4825, 11.9697)),
    Place(318, "Frankfurt (Oder)", "Brandenburg", "15230", (52.3412, 14.5498)),
    Place(3331, "Berlin", "Berlin", "10178", (52.5200, 13.4050)),
    Place(6411, "München", "Bayern", "80331", (48.1372, 11.5755)),
    Place(6498, "Fürstenfeldbruck", "Bayern", "82256", (48.1790, 11.2547)),
    Place(945, "Köln", "Nordrhein-Westfalen", "50667", (50.9375, 6.9603)),
    Place(9409, "Hamburg", "Hamburg", "20095", (53.5503, 10.0006)),
    Place(7777, "Garmisch-Partenkirchen", "Bayern", "82467", (47.4921, 11.0955)),
    Place(8801, "Westerland", "Schleswig-Holstein", "25980", (54.9079, 8.3033)),
]
WEIGHTS = [60, 9, 5, 4, 3, 8, 1, 6, 5, 2, 2, 1, 0, 0]
BY_ID = {place.id: place for place in PLACES}

# Few leaves, up to four levels above them.
TREE = {
    "Räder": ["210 Auto, Rad & Boot", "217 Fahrräder & Zubehör", "2174 E-Bikes", "21741 Lastenräder"],
    "Rennrad": ["210 Auto, Rad & Boot", "217 Fahrräder & Zubehör", "2172 Herren"],
    "Handy": ["161 Elektronik", "173 Handy & Telefon", "1731 Apple"],
    "Küche": ["80 Haus & Garten", "86 Küche & Esszimmer"],
    "Kind": ["17 Familie, Kind & Baby", "21 Kinderwagen & Buggys"],
    "Gratis": ["272 Zu verschenken & Tauschen"],
}
THINGS = {
    "Räder": ["E-Bike Lastenrad", "Pedelec", "S-Pedelec mit Bosch-Motor", "Lastenanhänger"],
    "Rennrad": ["Rennrad", "Gravelbike", "Herren-Trekkingrad 28 Zoll", "Fahrradständer", "Fixie/Singlespeed"],
    "Handy": ["iPhone 16 Pro", "iPhone 13 mini", "Hülle für iPhone", "Ladekabel USB-C", "iPad (9. Gen.)"],
    "Küche": ["Einbauküche", "Siebträger-Kaffeemaschine", "Esstisch & 6 Stühle", "Kühl-/Gefrierkombination", "Thermomix®"],
    "Kind": ["Kinderwagen", "Buggy", "Babyschale", "Hochstuhl „Tripp Trapp“", "Lego-Duplo-Eisenbahn"],
    "Gratis": ["Umzugskartons", "Sofa zum Selbstabholen", "Bücherkisten", "Zimmerpflanze"],
}
TRAITS = [
    "neuwertig",
    "TOP!!!",
    "gebraucht",
    "für Bastler",
    "wie neu",
    "NEU & OVP",
    "defekt",
    "1A-Zustand",
    "mit Rechnung",
    "🔥 günstig",
]
SENTENCES = [
    "Biete hier mein gut gepflegtes Stück aus tierfreiem Nichtraucherhaushalt.",
    "Privatverkauf, daher keine Garantie, Gewährleistung oder Rücknahme.",
    "Abholung in der Südvorstadt, Versand gegen Aufpreis möglich – PayPal „Freunde“ bitte nicht fragen.",
    "Gebrauchsspuren sind vorhanden, siehe Bilder; funktioniert aber einwandfrei.",
    "Der Akku hält noch ca. 60 km, das Ladegerät ist dabei.",
    "Neupreis lag bei 1.299,00 € (Rechnung vorhanden).",
    "Maße: 120 x 80 x 75 cm, Höhe verstellbar.",
    "Wer zuerst kommt, mahlt zuerst 😉",
    "Tausche auch gegen Hörbücher/Schallplatten.",
    "Preis ist Verhandlungsbasis, Anfragen wie &quot;letzter Preis?&quot; werden ignoriert.",
    "Reparatur nötig: Bremse schleift, Schaltung müsste eingestellt werden.",
    "Inklusive Zubehör: Körbchen, Schloss, Pumpe & Flickzeug.",
    "Bei Fragen gern schreiben! Übergabe nach Absprache, auch am Wochenende.",
    "Größe/Farbe: M, weiß-blau; Straßenpreis höher.",
]
RARE = ["Wolpertinger", "Zwiebelmuster", "Quietscheente", "Kraxelgurt", "Jugendstilgriffe", "Blechspielzeug", "Mokkakännchen"]
PRICES: list[int | None] = [
    None,
    0,
    1,
    5,
    9,
    10,
    15,
    20,
    20,
    20,
    49,
    50,
    99,
    100,
    100,
    120,
    250,
    870,
    999,
    1000,
    1250,
    3499,
    12999,
]
NAMES = ["N.E", "Jörg", "Müller & Söhne GmbH", "anna_b", "О́льга", "K."]
BADGES = {"10": "Sehr freundlich", "12": "OK Zufriedenheit", "16": "Sehr zuverlässig", "31": "Antwortet schnell"}
DAY = timedelta(days=1)


def iso(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass
class Ad:
    """One ad as the server knows it; `shown` is what it looks like outside."""

    number: int
    place: Place
    spot: Spot
    uploaded: datetime
    price: float | None
    categories: list[str]
    text: str
    shown: dict[str, Any]

    @property
    def stamp(self) -> int:
        return int(self.uploaded.timestamp())


def moment_of(nth: int, dice: random.Random, newest: datetime) -> datetime:
    """Denser towards today; one in eight shares its second with its day's others."""
    day = newest - DAY * int(400 * dice.random() ** 2)
    if dice.random() < 0.12:
        return day.replace(hour=12, minute=30, second=15)
    return day - timedelta(seconds=dice.randrange(86_000))


def ad(nth: int, newest: datetime) -> Ad:
    """Everything about the nth ad follows from its number."""
    dice = random.Random(f"Inserat {nth}")
    place = dice.choices(PLACES, WEIGHTS)[0]
    alone = dice.random() < 0.5
    spot = (round(place.spot[0] + dice.gauss(0, 0.02), 7), round(place.spot[1] + dice.gauss(0, 0.03), 7)) if alone else place.spot
    kind = dice.choice(list(TREE))
    title = f"{dice.choice(THINGS[kind])} {dice.choice(TRAITS)}" if dice.random() < 0.8 else THINGS[kind][0]
    sentences = dice.sample(SENTENCES, dice.randrange(1, 8))
    if dice.random() < 0.15:
        sentences.append(f"Mit {dice.choice(RARE)}, leicht angeschlagen.")
    description = ("\n" if dice.random() < 0.5 else " ").join(sentences)
    uploaded = moment_of(nth, dice, newest)
    price = 0 if kind == "Gratis" else dice.choice(PRICES)
    badges = dice.sample(sorted(BADGES), dice.randrange(4))
    crumbs = [crumb.split(" ", 1) for crumb in TREE[kind]]
    details = {"Zustand": "Gut", "Farbe": "Schwarz", "Gerät & Zubehör": "Gerät"} if kind == "Handy" else {}
    images = [
        f"https://img.kiosk.example.test/api/v1/{dice.getrandbits(64):016x}?rule=$_59.AUTO" for _ in range(dice.randrange(4))
    ]
    shown = {
        "metadata": {
            "categories_text": [name for _, name in crumbs],
            "categories": [id for id, _ in crumbs],
            "details_text": " | ".join(f"{name}:{value}" for name, value in details.items()),
            "details": [{"v": 81000 + at, "d": 72900 + at} for at in range(len(details))],
        },
        "location": {"geocoding": list(spot), "zip": place.zip, "state": place.state, "city": place.city, "id": place.id},
        "seller": {
            "badges_text": [BADGES[each] for each in badges],
            "badges": badges,
            "since": 1_352_419_200 + 86_400 * (nth % 3000),
            "type": dice.choice(["Privater Nutzer", "Gewerblicher Nutzer"]),
            "name": dice.choice(NAMES),
            "id": 10_000_000 + nth % 700,
        },
        "scrape_time": iso(uploaded + timedelta(hours=2)),
        "upload_date": iso(uploaded),
        "views": str(dice.randrange(5000)),
        "images": images,
        "shipping": dice.random() < 0.5,
        "price": price,
        "description": description,
        "title": title,
        "adid": str(2_900_000_000 + nth * 7919 % 99_999_989),
    }
    return Ad(int(shown["adid"]), place, spot, uploaded, price, [id for id, _ in crumbs], f"{title}\n{description}", shown)


def stock(size: int) -> list[Ad]:
    newest = datetime.now(UTC).replace(hour=18, minute=0, second=0, microsecond=0) - DAY
    return [ad(nth, newest) for nth in range(size)]
