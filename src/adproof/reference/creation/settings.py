"""What may differ between two conforming services without a rule changing: durations, words, places of ids."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Settings:
    """`ids` says where an id stands in an answer: a field name, or "" when the answer is the bare string.

    `words` are this service's own for the states of a publication, where they are not the plain ones.
    """

    storage_origin: str = ""
    api_origin: str = ""
    storage_on_api: bool = False
    ticket_seconds: float = 5.0  # short, so that a run can wait for the end of a ticket
    publish_seconds: float = 0.3
    image_delay: float = 0.0
    read_lag: float = 0.0
    listing_id: str = "uuid"
    publication_id: str = "uuid"
    publications_member: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    bearer: bool = True
