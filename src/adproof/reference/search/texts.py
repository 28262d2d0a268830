"""What the ads say: categories, things, and the sentences that sellers write about them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Category:
    """A leaf of the category tree: its ids and names, what is sold in it, the usual number of price digits."""

    id: int
    name: str
    parent: int
    parent_name: str
    digits: tuple[int, ...]
    things: tuple[str, ...]
    details: tuple[tuple[str, tuple[str, ...]], ...]


CONDITION = ("Zustand", ("Neu", "Sehr gut", "Gut", "In Ordnung", "Defekt"))
COLOUR = ("Farbe", ("Schwarz", "Weiß", "Blau", "Rot", "Grün", "Silber", "Beige"))
TREE = {
    49: "Elektronik",
    80: "Haus & Garten",
    21: "Auto, Rad & Boot",
    17: "Familie, Kind & Baby",
    153: "Mode & Beauty",
    11: "Freizeit & Musik",
}


def bars(text: str) -> tuple[str, ...]:
    """The parts of a text between bars."""
    return tuple(text.split("|"))


def leaf(number: int, name: str, parent: int, digits: str, things: str, *details: tuple[str, tuple[str, ...]]) -> Category:
    """A leaf, its things written as one text with bars."""
    return Category(number, name, parent, TREE[parent], tuple(map(int, digits)), bars(things), details)


CATEGORIES = (
    leaf(
        110,
        "Handy & Telefon",
        49,
        "23344",
        "iPhone 16 Pro 128 GB|iPhone 13 mini 256 GB|iPhone SE|Samsung Galaxy S23 Ultra|Samsung Galaxy A54|"
        "Google Pixel 8|Xiaomi Redmi Note|Fairphone 4|Gigaset Telefon|Handyhülle Leder|Ladekabel USB-C|Motorola",
        ("Art", ("Apple", "Samsung", "Google", "Weitere")),
        CONDITION,
        COLOUR,
        ("Gerät & Zubehör", ("Gerät", "Zubehör")),
    ),
    leaf(
        111,
        "Audio & Hifi",
        49,
        "223",
        "Plattenspieler Dual|Verstärker Yamaha|Lautsprecher Canton Paar|Kopfhörer Sony|Bluetooth Box JBL|"
        "Kassettendeck Technics|Radio Grundig|Soundbar|Schallplatten Konvolut",
        CONDITION,
    ),
    leaf(
        112,
        "Notebooks",
        49,
        "3344",
        "MacBook Air M1|MacBook Pro 14|ThinkPad X1 Carbon|Dell XPS 13|Gaming Laptop Asus|Chromebook|Surface Pro",
        CONDITION,
        ("Arbeitsspeicher", ("8 GB", "16 GB", "32 GB")),
    ),
    leaf(
        115,
        "Musikinstrumente",
        11,
        "2334",
        "Gitarre Yamaha|Westerngitarre|Klavier Schimmel|Geige mit Koffer|Trompete|Schlagzeug komplett|Keyboard Casio|"
        "Akkordeon Hohner|Blockflöte",
        CONDITION,
        ("Art", ("Gitarren", "Tasten", "Bläser")),
    ),
    leaf(
        116,
        "Bücher & Zeitschriften",
        11,
        "112",
        "Krimi Sammlung|Kochbuch Süddeutsche Küche|Harry Potter Band 1-7|Reiseführer Südtirol|Wörterbuch Französisch|"
        "Comics Micky Maus|Fachbuch Chemie|Bilderbuch",
        ("Art", ("Roman", "Sachbuch", "Kinderbuch")),
    ),
    leaf(
        81,
        "Wohnzimmer",
        80,
        "1223",
        "Sofa Ecksofa grau|Ikea Kallax Regal|Couchtisch Eiche massiv|Sessel Cord|Teppich Wolle 160x230|Stehlampe|"
        "Bücherregal Buche|TV Lowboard|Vitrine Kirschbaum|Schlafsofa",
        CONDITION,
        ("Material", ("Holz", "Stoff", "Leder")),
    ),
    leaf(
        82,
        "Küche & Esszimmer",
        80,
        "1123",
        "Esstisch ausziehbar|Küchenmaschine Bosch|Kaffeevollautomat DeLonghi|Thermomix TM5|Stühle 4 Stück|Topfset WMF|"
        "Kühlschrank Liebherr|Geschirrspüler Siemens|Porzellan Service",
        CONDITION,
    ),
    leaf(
        83,
        "Garten & Pflanzen",
        80,
        "122",
        "Rasenmäher Gardena|Gartenmöbel Set|Pflanzkübel Terrakotta|Olivenbaum|Hochbeet Lärche|Kettensäge Stihl|"
        "Gewächshaus|Gartenzwerg|Sonnenschirm groß",
        CONDITION,
    ),
    leaf(
        22,
        "Fahrräder & Zubehör",
        21,
        "2334",
        "Fahrrad Damen 28 Zoll|Fahrrad Herren Trekking|Mountainbike Cube|Rennrad Bianchi|E-Bike Kalkhoff|Kinderfahrrad 20 Zoll|"
        "Fahrradanhänger Croozer|Fahrradschloss Abus|Lastenrad|Hollandrad",
        ("Art", ("Damen", "Herren", "Kinder")),
        CONDITION,
    ),
    leaf(
        23,
        "Autoteile & Reifen",
        21,
        "223",
        "Winterreifen 205/55 R16|Sommerreifen auf Felgen|Dachbox Thule|Anhängerkupplung|Autoradio Becker|Kindersitz Isofix|"
        "Alufelgen Audi|Dachträger",
        CONDITION,
    ),
    leaf(
        24,
        "Autos",
        21,
        "45",
        "VW Golf Variant|Opel Corsa|BMW 320d Touring|Audi A4 Avant|Mercedes C-Klasse|Škoda Octavia|VW Bus T5|Renault Zoe",
        ("Kraftstoff", ("Benzin", "Diesel", "Elektro")),
        COLOUR,
    ),
    leaf(
        18,
        "Kinderwagen & Buggys",
        17,
        "123",
        "Kinderwagen Hartan|Buggy Joie|Bugaboo Fox|Babyschale Cybex|Wickeltasche|Fußsack Lammfell",
        CONDITION,
        COLOUR,
    ),
    leaf(
        19,
        "Spielzeug",
        17,
        "112",
        "Lego Technic Bagger|Playmobil Ritterburg|Holzeisenbahn Brio|Puppenhaus|Brettspiel Siedler|Tonie Figuren|Carrera Bahn|"
        "Schaukelpferd|Bobby Car|Steiff Teddybär",
        CONDITION,
    ),
    leaf(
        154,
        "Damenbekleidung",
        153,
        "112",
        "Wintermantel Wolle Größe 40|Sommerkleid geblümt|Lederjacke|Dirndl Größe 38|Jeans Levis 501|Strickjacke Merino",
        ("Größe", ("S", "M", "L", "38", "40")),
        COLOUR,
    ),
    leaf(
        156,
        "Schuhe",
        153,
        "12",
        "Sneaker Nike Air Max|Wanderschuhe Meindl|Gummistiefel|Pumps Größe 39|Birkenstock Sandalen|Fußballschuhe Adidas",
        ("Größe", ("38", "39", "42", "44")),
    ),
    leaf(
        158,
        "Uhren & Schmuck",
        153,
        "2345",
        "Armbanduhr Seiko|Taschenuhr Silber|Goldkette 585|Ohrringe Perlen|Verlobungsring Größe 54|Omega Seamaster|Brosche",
        CONDITION,
    ),
)
EXTRAS = bars(
    "NEU|OVP|Neuwertig|Topzustand|VB|Festpreis|wie neu|generalüberholt|gebraucht|Schnäppchen|selten|günstig|original|"
    "zu verkaufen|mit Rechnung|Rarität|gepflegt|unbenutzt|Restposten|zum Basteln"
)
RARE_EXTRAS = bars(
    "Dachbodenfund|Erbstück|Sammlerstück|Messemuster|Musterexemplar|Sonderedition|Einzelanfertigung|Ausstellungsstück|"
    "Vorführgerät|Fehlkauf|Jubiläumsausgabe|Prototyp|Kellerfund|Überraschungspaket|Zwillingsausführung"
)
OPENINGS = bars(
    "Biete hier {thing}.|Verkaufe {thing}, da ich es nicht mehr brauche.|Zum Verkauf steht {thing}.|Hallo, ich verkaufe {thing}.|"
    "Ich trenne mich schweren Herzens von diesem guten Stück.|Wegen Umzug abzugeben.|Aus Haushaltsauflösung.|"
    "Gut erhalten und gern benutzt.|Siehe Bilder."
)
SENTENCES = bars(
    "Nichtraucherhaushalt.|Tierfreier Haushalt.|Keine Garantie und keine Rücknahme, da Privatverkauf.|"
    "Versand gegen Aufpreis möglich.|"
    "Nur Abholung, kein Versand.|Barzahlung bei Übergabe.|PayPal Freunde ist in Ordnung.|Leichte Gebrauchsspuren, siehe Fotos.|"
    "Kleiner Kratzer auf der Rückseite.|Funktioniert einwandfrei.|Rechnung liegt bei.|Preis ist Verhandlungsbasis.|"
    "Bei Fragen einfach schreiben.|Ich freue mich auf Ihre Nachricht!|Privatverkauf, daher keine Gewährleistung.|"
    "Wurde nur zweimal benutzt.|Originalverpackung ist vorhanden.|Ein Ersatzteil fehlt leider.|Neupreis lag bei 499 Euro.|"
    "Bitte keine Anfragen nach dem letzten Preis.|Die Lieferung übernimmt auf Wunsch ein Freund.|Sehr schöner Zustand.|"
    "Mängel sind keine bekannt.|Zubehör gibt es dazu: Hülle & Kabel.|Akku hält noch 85 % der Kapazität.|"
    "Defekt, nur für Bastler geeignet.|Reparatur lohnt sich bestimmt.|Gekauft im März, kaum gebraucht.|"
    'Abholung ab sofort, abends nach 18 Uhr.|Gerne auch Tausch gegen "etwas Schönes".|Wer zuerst kommt, mahlt zuerst 😊'
)
RARE_WORDS = bars(
    "Großmutter|Straßenmusiker|Bügelbrett|Zirkuszelt|Leuchtturmwärter|Apfelkuchen|Gänseblümchen|Zeppelin|Kuckucksuhr|Heuschrecke|"
    "Querflötist|Mondfinsternis|Windmühle|Ölgemälde|Seepferdchen|Ziegelstein|Bergsteiger|Fährmann|Glühwürmchen|Pfadfinder|"
    "Hängematte|Krähennest|Drachenboot|Eisvogel|Feuerwehrhelm|Jägerzaun|Kaleidoskop|Lötkolben|Nähkästchen|Papagei|"
    "Regenbogen|Schlüsselbund|Tannenzapfen|Übergangsjacke|Vogelhäuschen|Waldhorn|Xylophon|Yakwolle|Zollstock|Ährenkranz"
)
RARE_SENTENCES = bars(
    "Es stammt vom {word} meines Onkels.|Passt gut zu einem {word}.|Tausche auch gegen {word}.|Stichwort: {word}."
)
NAMES = bars(
    "Anna|Jürgen|N.E|Familie Groß|Björn|Käthe|M. Schulz|Sören|Lieselotte|Murat|Zoë|Trödel Weiß|Technik-Eck GmbH|Uwe|Flohfuchs"
)
BADGES = {"10": "Sehr freundlich", "12": "OK Zufriedenheit", "16": "Sehr zuverlässig", "14": "TOP Zufriedenheit"}
