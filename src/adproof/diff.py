"""Did they change something? Compares two results files of one target, requirement by requirement."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


class ResultsError(ValueError):
    """A file is no results file of ours; the text says which and why."""


@dataclass(frozen=True)
class Change:
    """One requirement that came out differently. `whose` is `target` or, when the words changed, `adproof`."""

    id: str
    kind: str  # newly failing, fixed, changed shape, changed reading, changed verdict, new, gone
    before: str
    after: str
    whose: str


def read(file: Path) -> dict[str, Any]:
    """A results file, or the results.json of a report folder. Raises ResultsError."""
    file = file / "results.json" if file.is_dir() else file
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        if data["schema_version"] != 1:
            raise ResultsError(f"{file} has the schema version {data['schema_version']}; this adproof reads 1")
        data["requirements"][0]["id"]
    except OSError as gone:
        raise ResultsError(f"{file} cannot be read: {gone.strerror}") from None
    except (ValueError, KeyError, TypeError, IndexError) as wrong:
        raise wrong if isinstance(wrong, ResultsError) else ResultsError(f"{file} is no results file of adproof") from None
    return dict(data)


def compare(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    """Every difference, in the order of the newer catalogue."""
    old = {each["id"]: each for each in before["requirements"]}
    new = {each["id"]: each for each in after["requirements"]}
    for id, row in new.items():
        if id not in old:
            yield Change(id, "new", "-", row["verdict"], "adproof")
        elif (change := _changed(old[id], row)) is not None:
            whose = "target" if old[id]["statement"] == row["statement"] else "adproof"
            yield Change(id, *change, whose)
    for id, row in old.items():
        if id not in new:
            yield Change(id, "gone", row["verdict"], "-", "adproof")


def _changed(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[str, str, str] | None:
    broken = ("failed", "warned")
    if old["verdict"] != new["verdict"]:
        if new["verdict"] in broken:
            return "newly failing", old["verdict"], f"{new['verdict']}: {new['reason']}"
        return ("fixed" if old["verdict"] in broken else "changed verdict"), old["verdict"], new["verdict"]
    if new["verdict"] in broken and old["signature"] != new["signature"]:
        return "changed shape", str(old["signature"]), str(new["signature"])
    if old["reading"] and new["reading"] and old["reading"] != new["reading"]:
        return "changed reading", old["reading"], new["reading"]
    return None
