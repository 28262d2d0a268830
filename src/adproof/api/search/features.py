"""Features: single filters mined from a base, each with what the document surely demands of it for every ad of the base."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations, islice

from adproof.api.search import geo, instants, mining
from adproof.api.search.actor import crossed, joined
from adproof.api.search.ads import Ad
from adproof.api.search.bases import Base
from adproof.api.search.mining import Word
from adproof.api.search.places import Place
from adproof.api.search.text import Carries

MARGIN = 12 * instants.HOUR  # where an upload date is a bare day
MARGIN_BEFORE = 3 * instants.HOUR  # a bare day may be one in Germany
NEARLY = 1777  # seconds, where an upload date has a time of day
RADII = (
    (3, 5, 8, 10, 15, 20, 25, 30, 40, 50, 60),
    (70, 80, 100, 120, 150),
    (180, 200, 250, 300, 400, 500),
    (550, 600, 700, 800, 1000),
)


@dataclass(frozen=True)
class Feature:
    """One filter. `kind` is query, exclude, category, place or dates; `tag` says what is special about it."""

    kind: str
    tag: str
    items: tuple[tuple[str, str | int | float], ...]
    point: geo.Point | None = None

    @property
    def search(self) -> dict[str, str | int | float]:
        return dict(self.items)

    def __str__(self) -> str:
        return "&".join(f"{name}={value}" for name, value in self.items)

    def admits(self, ad: Ad) -> Carries:
        """Whether the document surely lets this ad through, surely keeps it out, or leaves it open."""
        match self.kind:
            case "query":
                return ad.carries(str(self.search["query"]))
            case "exclude":
                found = {ad.carries(word) for word in str(self.search["exclude"]).split(",")}
                return Carries.NO if Carries.YES in found else Carries.MAYBE if Carries.MAYBE in found else Carries.YES
            case "category":
                return Carries.NO if set(str(self.search["category"]).split(",")).isdisjoint(ad.categories) else Carries.YES
            case "dates":
                return self._dated(ad)
            case _:
                return self._placed(ad)

    def _dated(self, ad: Ad) -> Carries:
        if ad.uploaded is None:
            return Carries.MAYBE
        search = self.search
        first, last = search.get("upload_date_from"), search.get("upload_date_to")
        if first is not None and instants.surely_before(ad.uploaded, float(first)):
            return Carries.NO
        if last is not None and instants.surely_after(ad.uploaded, float(last)):
            return Carries.NO
        margin = MARGIN if instants.whole_day(ad.uploaded) or not ad.zoned else NEARLY
        far_from_first = first is None or ad.uploaded >= float(first) + min(margin, MARGIN_BEFORE)
        far_from_last = last is None or ad.uploaded <= float(last) - margin
        return Carries.YES if far_from_first and far_from_last else Carries.MAYBE

    def _placed(self, ad: Ad) -> Carries:
        if self.point is None or ad.point is None:
            return Carries.MAYBE
        apart, radius = geo.distance(self.point, ad.point), float(self.search["radius"])
        if apart > geo.allowed(radius):
            return Carries.NO
        return Carries.YES if apart <= geo.well_inside(radius) else Carries.MAYBE


def queries(words: list[Word]) -> Iterator[Feature]:
    """Words of titles, of descriptions, with umlauts."""
    few = [each for each in words if len(each.carriers) <= 0.4 * each.of]
    kinds: dict[str, Callable[[Word], object]] = {
        "title": lambda each: each.title_only,
        "description": lambda each: each.description_only,
        "umlaut": lambda each: each.umlaut,
        "any": lambda each: each.carriers,
    }
    for tag, wanted in kinds.items():
        for word in [each for each in few if wanted(each)][:2]:
            yield Feature("query", tag, (("query", word.word),))


def excludes(words: list[Word]) -> Iterator[Feature]:
    """Words of titles, of descriptions, with umlauts; then lists of two and of three."""
    singles: dict[str, Word] = {}
    kinds: list[tuple[str, Callable[[Word], object]]] = [
        ("title", lambda each: each.title_only and not each.description_only),
        ("description", lambda each: each.description_only and not each.title_only),
        ("title", lambda each: each.title_only),
        ("description", lambda each: each.description_only),
        ("umlaut", lambda each: each.umlaut),
    ]
    for tag, wanted in kinds:
        for word in [each for each in words if wanted(each) and each.word not in singles][:1]:
            singles[word.word] = word
            yield Feature("exclude", tag, (("exclude", word.word),))
    for tag, group in (each for size, most in ((2, 2), (3, 2), (5, 1)) for each in islice(lists_of(words, size), most)):
        yield Feature("exclude", tag, (("exclude", ",".join(group)),))


def lists_of(words: list[Word], size: int) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Lists of words of which each removes an ad that no other word of the list is anything like, and some ads stay.

    Where texts are shortened, and so every ad may have every word, those that surely carry a word are all that counts.
    """
    groups = list(combinations(words[:10], size))
    found = list(_tell_apart(groups, lambda each: each.carriers | each.maybe))
    yield from ((f"list of {size}", group) for group in found or _tell_apart(groups, lambda each: each.carriers))


def _tell_apart(groups: list[tuple[Word, ...]], touched_by: Callable[[Word], frozenset[str]]) -> Iterator[tuple[str, ...]]:
    for group in groups:
        touched = [touched_by(each) for each in group]
        own = [
            each.carriers - frozenset().union(*(other for place, other in enumerate(touched) if place != at))
            for at, each in enumerate(group)
        ]
        if all(own) and len(frozenset().union(*touched)) < 0.8 * group[0].of:
            yield tuple(each.word for each in group)


def categories(base: Base) -> Iterator[Feature]:
    """Ids that some ads list and some do not; lists of ids that no ad lists together, where there are any."""
    carriers: dict[str, set[str]] = {}
    for each in base.ads.values():
        for id in each.categories:
            if id.isdecimal():
                carriers.setdefault(id, set()).add(each.id)
    biting = sorted((id for id, ads in carriers.items() if len(ads) < len(base.ids)), key=lambda id: -len(carriers[id]))
    for id in [*biting[:3], *biting[-1:]]:
        yield Feature("category", "single", (("category", id),))
    disjoint = [pair for pair in combinations(biting[:12], 2) if carriers[pair[0]].isdisjoint(carriers[pair[1]])]
    for pair in disjoint[:2]:
        yield Feature("category", "list of 2", (("category", ",".join(pair)),))
    for three in combinations(biting[:10], 3):
        if all(carriers[one].isdisjoint(carriers[other]) for one, other in combinations(three, 2)):
            yield Feature("category", "list of 3", (("category", ",".join(three)),))
            break


def dates(base: Base) -> Iterator[Feature]:
    """Bounds at noon, where every reading of a date agrees, and at a day's end, where none lets the day in."""
    days = sorted({each.uploaded for each in base.ads.values() if each.uploaded is not None})
    if len(days) < 3:
        return
    low, middle, high = days[len(days) // 4], days[len(days) // 2], days[(3 * len(days)) // 4]
    yield Feature("dates", "from", (("upload_date_from", instants.noon(middle - instants.DAY)),))
    yield Feature("dates", "from", (("upload_date_from", instants.end_of_day(low)),))
    yield Feature("dates", "to", (("upload_date_to", instants.noon(middle)),))
    timed = [each for each in days if not instants.whole_day(each)]
    if len(timed) > len(days) // 2:  # uploads are shown with their time of day: bounds half an hour away
        near = int(timed[len(timed) // 2])
        for tag, name, apart in (("from", "upload_date_from", -NEARLY), ("to", "upload_date_to", NEARLY)):
            yield Feature("dates", f"{tag} nearby", ((name, near + apart),))
        yield Feature("dates", "within an hour", (("upload_date_from", near - NEARLY), ("upload_date_to", near + NEARLY)))
    if high > low:
        window = (
            ("upload_date_from", instants.end_of_day(low)),
            ("upload_date_to", instants.noon(max(high, low + instants.DAY))),
        )
        yield Feature("dates", "both", window)


def around(base: Base, place: Place) -> Iterator[Feature]:
    """Radii at which miles, degrees or squares would differ from kilometres in a circle, for the ads of the base."""
    points = [each.point for each in base.ads.values() if each.point is not None]
    if place.point is None:
        chosen = [10, 50, 150]
    else:
        apart = [(geo.distance(place.point, each), geo.square_distance(place.point, each)) for each in points]
        best = [max(band, key=lambda radius: telling(radius, apart)) for band in RADII]
        chosen = [each for each in best if telling(each, apart)] or [50]
    for radius in sorted(chosen):
        yield Feature("place", f"{place.name}", (("location_id", place.id), ("radius", radius)), place.point)


def telling_places(base: Base, places: list[Place]) -> list[Place]:
    """The places whose circles tell most about the ads of the base first; those without coordinates last."""

    def worth(place: Place) -> int:
        points = [each.point for each in base.ads.values() if each.point is not None]
        if place.point is None:
            return 0
        apart = [(geo.distance(place.point, each), geo.square_distance(place.point, each)) for each in points]
        return sum(max(telling(radius, apart) for radius in band) for band in RADII)

    return sorted(places, key=worth, reverse=True)


def telling(radius: float, apart: list[tuple[float, float]]) -> int:
    """How many ads another measure (miles, degrees) would put on the other side; nothing unless ads are on both sides."""
    inside = sum(each <= geo.well_inside(radius) for each, _ in apart)
    outside = sum(each > geo.allowed(radius) for each, _ in apart)
    if not inside or not outside:
        return 0
    nearly_out = sum(0.62 * radius < each <= geo.well_inside(radius) for each, _ in apart)
    nearly_in = sum(geo.allowed(radius) < each <= 1.6 * radius for each, _ in apart)
    squared = sum(each <= geo.well_inside(radius) and square > radius for each, square in apart)
    return 1 + min(inside, outside) + 3 * (nearly_out + nearly_in) + 10 * min(squared, 3)


def odd(base: Base) -> Iterator[Feature]:
    """Words late in long texts, of many ads and of one, in titles here and in descriptions there: to find and to exclude."""
    for tag, listed in mining.odd_words(base.ads.values()).items():
        for word in listed:
            if tag != "frequent":
                yield Feature("exclude", tag, (("exclude", word.word),))
            if tag != "rare" and not base.uses("query"):
                yield Feature("query", tag, (("query", word.word),))


def pool(base: Base, places: list[Place], *, odd_ones: bool = True) -> list[Feature]:
    """Every feature worth trying on a base that does not use that filter already."""
    words = mining.words(base.ads.values())
    found: list[Feature] = []
    if not base.uses("query"):
        found += queries(words)
    found += excludes(words)
    found += odd(base) if odd_ones else ()
    if not base.uses("category"):
        found += categories(base)
    for place in telling_places(base, places)[:2] if not base.uses("location_id") else ():
        found += around(base, place)
    found += [each for each in dates(base) if not crossed(joined(base.narrowing, each.search))]
    return list(dict.fromkeys(found))
