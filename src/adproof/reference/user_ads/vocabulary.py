"""Words from which the sellers' advertisements are composed. Data only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Shelf:
    """A category (both levels), what is sold there, what is said about it, and its price range in euro."""

    level1: int
    level2: int
    things: tuple[str, ...]
    remarks: tuple[str, ...]
    price: tuple[int, int]


CARS = Shelf(
    91,
    112,
    ("Ford Transit", "Ford Focus", "Ford Fiesta", "Ford Mondeo", "Ford Ka", "Ford Galaxy"),
    ("Nette auto met volledige onderhoudshistorie.", "Rijdt en schakelt goed.", "Inruil is bespreekbaar."),
    (950, 24_500),
)

SHELVES = (
    Shelf(
        445,
        446,
        ("Gazelle Orange damesfiets", "Batavus omafiets", "Koga Miyata racefiets", "Bakfiets met regentent"),
        ("Pas een grote beurt gehad.", "Kleine krassen op het frame.", "Met twee sleutels van het slot."),
        (45, 1_850),
    ),
    Shelf(
        504,
        519,
        (
            "Eikenhouten eettafel",
            "Tweezitsbank van leer",
            "IKEA Billy boekenkast",
            "Set van vier eetkamerstoelen",
        ),
        (
            "Moet weg wegens verhuizing.",
            "Demonteren en ophalen door de koper.",
            "Rookvrij huis, geen huisdieren.",
        ),
        (15, 950),
    ),
    Shelf(
        820,
        1953,
        ("Samsung Galaxy S21 128 GB", "iPhone 12 met hoesje", "Nokia 3310, werkt nog", "Fairphone 4 in doos"),
        ("Batterij is nog prima.", "Met oplader en originele doos.", "Simlockvrij en gereset."),
        (20, 620),
    ),
    Shelf(
        728,
        741,
        (
            "Yamaha piano, zwart hoogglans",
            "Akoestische gitaar met tas",
            "Drumstel voor beginners",
            "Vioolkoffer 4/4",
        ),
        ("Regelmatig gestemd.", "Ideaal om op te leren spelen.", "Uit nalatenschap."),
        (30, 3_400),
    ),
    Shelf(
        565,
        577,
        ("Winterjas maat 128", "Kinderwagen Bugaboo", "Houten treinset van Brio", "Doos babykleding maat 62"),
        ("Gewassen en zo goed als nieuw.", "Alles in één koop.", "Verzenden kan tegen kosten van de koper."),
        (5, 390),
    ),
)

CITIES = (
    ("8302JM", "Emmeloord"),
    ("1012AB", "Amsterdam"),
    ("3511LX", "Utrecht"),
    ("9711KL", "Groningen"),
    ("6211CD", "Maastricht"),
    ("4811PZ", "Breda"),
    ("7511HG", "Enschede"),
    ("2611EW", "Delft"),
)

COLOURS = ("Zwart", "Grijs", "Blauw", "Rood", "Wit", "Groen")
FUELS = ("Diesel", "Benzine", "LPG", "Elektrisch")
BODIES = ("Gesloten Wagen", "Stationwagon", "Hatchback", "MPV")
GEARBOXES = ("Handgeschakeld", "Automaat")
GREETINGS = (
    "Bel of mail gerust.",
    "Reageren via een bericht.",
    "Bezichtigen kan op afspraak.",
    "Vaste prijs.",
)
