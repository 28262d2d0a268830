"""Updates field by field, and of several fields together: what is sent changes, and all the rest stays."""

import re
from functools import partial

from adproof import expect, inconclusive, requirement, schemas, weak, witness
from adproof.api.creation import at_once, fields, succeeded

DOCUMENTED = tuple(schemas.load("creation/listing-update.schema.json")["properties"])
SHOWN_AS = {name: (name,) for name in DOCUMENTED} | {"price": ("adPrice", "price")}
TEXTS = {"title", "description"}
CONTACT = {
    "email": "anna@example.com",
    "phoneNumber": "123456789",
    "customReference": "4345339",
    "contactPerson": "Anna Muster",
    "buyNow": True,
}
OTHER_CONTACT = {
    "email": "john@example.com",
    "phoneNumber": "987654321",
    "customReference": "9335434",
    "contactPerson": "John Doe",
    "buyNow": False,
}
ROUNDS = {"quick": 2, "standard": 6, "thorough": 20}


def price(amount):
    return {"type": "FIXED", "amount": amount}


def changes(seller):
    """One field after the other, and several together; what is left out differs from step to step."""
    said = seller.new_description
    return (
        {"title": f"{seller.new_title()} größer"},
        {"description": said("Neu, größer & schöner. 🚲")},
        {"price": price(121)},
        {"title": seller.new_title(), "description": said("Noch einmal neu.")},
        {"title": seller.new_title(), "price": price(122)},
        {"description": said("Zum halben Preis."), "price": price(1250)},
        {"price": price(19.99)},
        {"description": said("Eine lange Beschreibung. " * 60 + "Ende")},
        *({name: value} for name, value in OTHER_CONTACT.items()),
        {"title": seller.new_title()},
        {"price": price(77)},
        {"title": seller.new_title(), "description": said("Alles neu."), "price": price(12345), **CONTACT},
        {"description": said("Nur die Beschreibung, ein letztes Mal.")},
    )


@requirement("creation.update.sent-fields-change")
def test_the_sent_fields_change(seller, shelf):
    for change, before, view, answers, _ in updates(seller, shelf):
        for name in sorted(set(change) & TEXTS):
            witness(before.text(name) != change[name], "texts with a new value")
            said = f"{view.text(name)!r:.80} ({view.answer.json_problem or view.answer.received})"
            expect(view.text(name) == change[name], expected=f"{name} {change[name]!r}", received=said, of=answers)
        for name in sorted(set(change) - TEXTS):
            if value(before, name) is None and value(view, name) is None:
                continue  # a field that this target does not show
            witness(1, "further fields")
            said = f"{value(view, name)!r:.80}"
            expect(alike(change[name], value(view, name)), expected=f"{name} {change[name]!r}", received=said, of=answers)


@requirement("creation.update.left-out-fields-stay")
def test_the_left_out_fields_stay(seller, shelf):
    for change, before, view, answers, sent in updates(seller, shelf):
        for name in sorted(set(SHOWN_AS) - set(change)):
            was, is_now = value(before, name), value(view, name)
            if was != is_now and name in sent and alike(sent[name], is_now):
                continue  # an earlier update has come only now
            witness(was is not None, "fields that could have changed")
            said = f"{is_now!r:.80}"
            expect(was == is_now, expected=f"{name} {was!r:.80} as before", received=said, of=answers)


def updates(seller, shelf):
    """A full listing updated several times: what was sent, what it showed before, and what it showed when the change had come."""

    def run():
        listing = full_listing(seller, shelf)
        seen, sent = [], dict(CONTACT)
        before = seller.reads_listing(listing)
        unchanged = {name: seller.section.listing[name] for name in ("category", "adType") if name in seller.section.listing}
        for number, change in enumerate(changes(seller)):
            answer = seller.updates(listing, {**unchanged, **change} if number % 2 else change)
            if not succeeded(answer):
                continue
            came = partial(shows, change, before)
            view = seller.patience.until("update", lambda: seller.reads_listing(listing), came).value
            sent = sent | change
            seen.append((change, before, view, [before.answer, answer, view.answer], sent))
            before = view
        return seen

    return shelf.kept("updates", run) or inconclusive("no update was accepted")


def full_listing(seller, shelf):
    """A listing with a value in every documented field that this target takes and shows."""
    listing = shelf.listing().uuid
    if succeeded(seller.updates(listing, CONTACT)):
        taken = dict(CONTACT)
    else:
        taken = {name: each for name, each in CONTACT.items() if succeeded(seller.updates(listing, {name: each}))}
    there = lambda view: all(alike(sent, value(view, name)) for name, sent in taken.items())  # noqa: E731
    seen = seller.patience.until("contact", lambda: seller.reads_listing(listing), there)
    if missing := [name for name in CONTACT if value(seen.value, name) is None]:
        weak(f"listings show no {', '.join(missing)}")
    return listing


def shows(change, before, view):
    """Whether the change has come, as far as its fields are shown at all."""
    seen = {name for name in change if name in TEXTS or value(before, name) is not None}
    return view.found and all(alike(change[name], value(view, name)) for name in seen)


def value(view, name):
    return view.text(name) if name in TEXTS else view.value(*SHOWN_AS[name])


def alike(sent, shown):
    """A price may be shown as its amount alone, a number with its country's; a flag that is not set need not be shown."""
    if isinstance(sent, str) and sent.isdigit() and isinstance(shown, str):
        return re.sub(r"\D", "", shown).endswith(sent)
    if isinstance(sent, dict) and "amount" in sent:
        if not isinstance(shown, dict):
            return shown == sent["amount"]
        return shown.get("amount") == sent["amount"] and shown.get("type") in (sent["type"], None)
    return sent == shown or (not sent and shown is None)


@requirement("creation.update.left-out-fields-stay")
def test_two_updates_at_once_leave_each_others_fields(seller, shelf, profile):
    listing = shelf.listing().uuid
    for number in range(ROUNDS[profile.name]):
        title, description = seller.new_title(), seller.new_description(f"Runde {number}.")
        asks = [partial(seller.updates, listing, each) for each in ({"title": title}, {"description": description})]
        answers = at_once(asks, warm_up=lambda: seller.reads_listing(listing))
        if not all(succeeded(each) and not each.perhaps_done for each in answers):
            continue  # one may be refused while the other is made
        both = lambda view, wanted=(title, description): (view.text("title"), view.text("description")) == wanted  # noqa: E731
        seen = seller.patience.until("update", lambda: seller.reads_listing(listing), both)
        witness(1, "pairs of updates")
        said = fields.canonical([seen.value.text("title"), seen.value.text("description")])[:200]
        expect(seen.came, expected=f"both changes, {title!r} and {description!r}", received=said, of=answers)


@requirement("creation.update.left-out-fields-stay")
def test_an_update_and_another_call_at_once_lose_nothing(seller, shelf, profile):
    """An attach, and a publication: what each of the two acknowledged is there in the end."""
    shows_images = shelf.counts_images() is not None
    for _ in range(ROUNDS[profile.name]):
        listing, ticket = shelf.listing().uuid, shelf.ticket_or_none()
        others = [("an image", partial(seller.attaches, ticket, listing))] if ticket and shows_images else []
        others.append(("a publication", lambda at=listing: seller.publishes(at, shelf.imprint()).answer))
        for what, other in others:
            title = seller.new_title()
            update = partial(seller.updates, listing, {"title": title})
            answers = at_once([other, update], warm_up=lambda at=listing: seller.reads_listing(at))
            if not all(succeeded(each) and not each.perhaps_done for each in answers):
                continue  # one may be refused while the other is made
            look = partial(whats_there, seller, listing, what)
            seen = seller.patience.until("update", look, lambda found, wanted=title: found == (wanted, True))
            witness(1, "updates beside another call")
            shown, there = seen.value
            expect(seen.came, expected=f"{title!r} and {what}", received=f"{shown!r}, {what}: {there}", of=answers)


def whats_there(seller, listing, what):
    """The title, and whether the listing has an image or a publication."""
    view = seller.reads_listing(listing)
    there = bool(view.images) if what == "an image" else bool(seller.lists_publications(listing).raw)
    return view.text("title"), there
