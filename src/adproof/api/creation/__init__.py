"""The creation guide's actors and words: everything suites/creation needs of the target."""

from adproof.api.creation import fields, pictures
from adproof.api.creation.asking import asking, memory
from adproof.api.creation.attempts import attempts, coveted
from adproof.api.creation.book import book
from adproof.api.creation.checks import (
    assert_accepted,
    assert_appears,
    assert_as_booked,
    assert_names_a_uuid,
    assert_problem,
    assert_refused,
    assert_status,
    assert_unchanged,
    difference,
)
from adproof.api.creation.cleanup import Cleanup, clean_up, tidy
from adproof.api.creation.dialect import Dialect, Phase, in_use, use
from adproof.api.creation.forging import forgeries
from adproof.api.creation.guard import origins_differ, tampered, token_in
from adproof.api.creation.ledger import FILE_NAME, Ledger, report_ledger
from adproof.api.creation.ledger import read as read_ledger
from adproof.api.creation.lifetimes import if_it_can_be_waited_for, short_lived, spare_of, wait_until
from adproof.api.creation.looks import path_ids, views_of
from adproof.api.creation.model import interleave
from adproof.api.creation.neighbours import disturbances
from adproof.api.creation.pausing import PAUSED_FOR, assert_still, pause_lasts, pause_one, paused_early, paused_while_pending
from adproof.api.creation.rush import at_once
from adproof.api.creation.seller import Seller
from adproof.api.creation.shelf import Course, LiveAd, Shelf
from adproof.api.creation.storage import Storage
from adproof.api.creation.story import telling
from adproof.api.creation.things import CLOCK_ALLOWANCE, Ticket, is_refusal, succeeded
from adproof.api.creation.timeline import Timeline, shows_timelines, watch
from adproof.api.creation.tokens import TokenClient, error_of, lifetime_of
from adproof.api.creation.waiting import Patience

__all__ = [
    "CLOCK_ALLOWANCE",
    "FILE_NAME",
    "PAUSED_FOR",
    "Cleanup",
    "Course",
    "Dialect",
    "Ledger",
    "LiveAd",
    "Patience",
    "Phase",
    "Seller",
    "Shelf",
    "Storage",
    "Ticket",
    "Timeline",
    "TokenClient",
    "asking",
    "assert_accepted",
    "assert_appears",
    "assert_as_booked",
    "assert_names_a_uuid",
    "assert_problem",
    "assert_refused",
    "assert_status",
    "assert_still",
    "assert_unchanged",
    "at_once",
    "attempts",
    "book",
    "clean_up",
    "coveted",
    "difference",
    "disturbances",
    "error_of",
    "fields",
    "forgeries",
    "if_it_can_be_waited_for",
    "in_use",
    "interleave",
    "is_refusal",
    "lifetime_of",
    "memory",
    "origins_differ",
    "path_ids",
    "pause_lasts",
    "pause_one",
    "paused_early",
    "paused_while_pending",
    "pictures",
    "read_ledger",
    "report_ledger",
    "short_lived",
    "shows_timelines",
    "spare_of",
    "succeeded",
    "tampered",
    "telling",
    "tidy",
    "token_in",
    "use",
    "views_of",
    "wait_until",
    "watch",
]
