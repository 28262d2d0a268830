"""Reads publications out of any answer, for laws that see answers without knowing who asked."""

from adproof.answer import Answer
from adproof.api.creation.dialect import Dialect
from adproof.api.creation.things import PublicationList, PublicationView


def path_ids(dialect: Dialect, answer: Answer) -> set[str]:
    """The ids in the path of a request: what is no fixed word of any of the target's paths."""
    words = {part for path in dialect.paths.values() for part in path.partition(" ")[2].split("/")}
    segments = [part for part in answer.url.path.split("/") if part]
    return {part.lower() for part in segments if part not in words and any(each.isdigit() for each in part) and len(part) > 2}


def views_of(dialect: Dialect, answer: Answer) -> list[tuple[str, PublicationView]]:
    """The publications an answer shows, by their ids in lower case."""
    if answer.operation == "getPublication":
        views = [PublicationView(answer.json_or_none, answer, dialect)]
    elif answer.operation == "listPublications":
        views = list(PublicationList(answer, dialect).entries)
    else:
        views = []
    return [(each.id.lower(), each) for each in views if each.found and each.id is not None and each.status is not None]
