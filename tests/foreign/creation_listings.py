"""Listings of the foreign gateway: create, read, update, delete, and the ways in which each can go wrong."""

import html
import re
import time

from tests.foreign.creation_world import Listing, Refused, Reply, read_object

TEXTS = ("title", "category", "description", "adType", "email", "phoneNumber", "customReference", "contactPerson")
KNOWN = (*TEXTS, "attributes", "price", "buyNow")


def checked(w, body, whole):
    """The known fields of a request, each of the documented type."""
    asked = read_object(body)
    if w.on("unknown-fields-refused") and set(asked) - set(KNOWN):
        raise Refused(400, "Unknown field")
    data = {name: asked[name] for name in KNOWN if name in asked}
    for name in TEXTS:
        if not isinstance(data.get(name), str | None):
            raise Refused(400, f"{name} has to be a text")
    price = data.get("price")
    if price is not None and not (
        isinstance(price, dict) and isinstance(price.get("type"), str) and type(price.get("amount")) in (int, float)
    ):
        if not (w.on("price-half-accepted") and isinstance(price, dict)):
            raise Refused(400, "price needs type and amount")
        data["price"] = {"type": "FIXED", "amount": 1} | price
    if not isinstance(data.get("attributes"), dict | None) or type(data.get("buyNow")) not in (bool, type(None)):
        raise Refused(400, "attributes or buyNow of another type")
    odd = re.compile("[<>]" if w.on("tags-refused") else "[\U00010000-\U0010ffff]" if w.on("emoji-refused") else "(?!)")
    if odd.search(f"{data.get('title')} {data.get('description')}"):
        raise Refused(400, "a letter that is not allowed")
    if price and w.on("whole-amounts-only") and (price["amount"] % 1 or not 0 < price["amount"] < 100_000_000):
        raise Refused(400, "amount has to be whole and positive")
    title = data.get("title")
    if (whole and not title) or ("title" in data and title == ""):
        raise Refused(400, "title is missing")
    if title and w.on("title-10-to-65") and not 10 <= len(title) <= 65:
        raise Refused(400, "title has to have 10 to 65 letters")
    if whole and w.on("all-fields-needed") and set(KNOWN) - set(data):
        raise Refused(400, "fields are missing")
    return stored(w, data)


def stored(w, data):
    """What is kept of it."""
    for name in ("title", "description"):
        text = data.get(name)
        if not isinstance(text, str):
            continue
        if w.on("texts-trimmed"):
            text = text.strip()
        if w.on("emoji-damaged"):
            text = re.sub("[\U00010000-\U0010ffff]", "?", text)
        if w.on("emoji-damaged-in-description") and name == "description":
            text = re.sub("[\U00010000-\U0010ffff]", "", text)
        if w.on("texts-escaped"):
            text = html.escape(text)
        if w.on("quotes-stripped"):
            text = text.replace('"', "").replace("'", "")
        if w.on("umlauts-damaged"):
            text = text.encode().decode("latin-1")
        if w.on("plus-becomes-blank"):
            text = text.replace("+", " ")
        if w.on("lines-joined"):
            text = re.sub(r"\s*\n\s*", " ", text)
        if w.on("title-cut-at-40") and name == "title":
            text = text[:40]
        if w.on("description-cut-at-255") and name == "description":
            text = text[:255]
        data[name] = text
    if w.on("zeros-cut") and data.get("phoneNumber"):
        data["phoneNumber"] = data["phoneNumber"].lstrip("0+")
    if w.on("buy-now-lost") and data.get("buyNow"):
        data["buyNow"] = False
    price = data.get("price")
    if price:
        amount = price["amount"]
        if w.on("price-rounded"):
            amount = int(amount)
        if w.on("price-rounded-upward"):
            amount = float(-(-amount // 1))
        if w.on("price-times-100"):
            amount = amount * 100
        if w.on("price-as-double"):
            amount = float(amount)
        data["price"] = {**price, "amount": amount}
    if w.on("attributes-dropped"):
        data.pop("attributes", None)
    return data


def create(w, ask):
    data = checked(w, ask.body, whole=True)
    id = w.new_id()
    if w.on("duplicates-409") and any(e.data == data and e.owner == ask.who and not e.deleted for e in w.listings.values()):
        raise Refused(409, "such a listing stands already")
    if w.on("listing-id-reused"):
        for each in w.listings.values():
            if each.data == data and each.owner == ask.who:
                return made(w, each)
    if w.on("same-title-overwrites"):
        for each in [e for e in w.listings.values() if e.data.get("title") == data["title"] and e.owner == ask.who]:
            each.data = {**each.data, **data}
            each.remember()
    if w.on("deleted-id-comes-back"):
        gone = [each for each in w.listings.values() if each.deleted and each.owner == ask.who]
        id = gone[-1].uuid if gone else id
    w.listings[id] = listing = Listing(id, ask.who, data, time.time())
    if w.on("only-twelve-listings-kept") and len(w.listings) > 12:
        w.listings.pop(next(iter(w.listings)))
    listing.remember()
    return made(w, listing)


def made(w, listing):
    id = w.shown(listing.uuid)
    if w.on("create-returns-unknown-id"):
        id = w.new_id()
    if w.on("create-returns-a-number"):
        id = str(int(listing.uuid[:6], 16))
    body = {"uuid": id}
    if w.on("create-echoes-the-listing"):
        body |= listing.data | {"urls": []}
    if w.on("fields-elsewhere"):
        body = {"data": {"listing": {"id": id}}}
    if w.on("create-without-effect") and len(w.listings) % 4 == 0:
        w.listings.pop(listing.uuid)
    return Reply(w.code(201), body, {"Location": f"{w.address}/listing/{id}"} if w.on("location-headers") else {})


def read(w, ask, id):
    if w.on("unknown-listing-is-empty") and id.lower() not in w.listings:
        return Reply(200, {})
    listing = w.listing(id, ask.who, "get-listing")
    lag = 0.6 if w.on("reads-lag") else 0
    if w.on("born-late") and time.time() < listing.born + 0.6:
        raise Refused(404, "Listing not found")
    data, images = listing.at(time.time() - lag)
    if w.on("reads-mix-neighbours") and len(w.listings) > 1:
        mine = [each for each in w.listings.values() if each.owner == ask.who]
        data = {**data, "description": mine[-1].data.get("description")}
    if w.on("reads-flap") and w.served % 5 == 0:
        data = listing.history[0][1]
    view = {name: data.get(name) for name in KNOWN if name != "price"}
    view["price" if w.on("price-called-price") else "adPrice"] = data.get("price")
    view |= {"uuid": w.shown(listing.uuid), "userId": f"u-{ask.who}-k6gd", "urls": [url(w, each, time.time()) for each in images]}
    view["urls"] = [each for each in view["urls"] if each]
    if w.on("category-shortened") and view["category"]:
        view["category"] = view["category"].rsplit("/", 1)[-1]
    if w.on("read-shows-another-id"):
        view["uuid"] = next(iter(w.listings))
    if w.on("read-leaves-title-out"):
        view.pop("title")
    if w.on("nulls-left-out"):
        view = {name: value for name, value in view.items() if value is not None}
    if listing.deleted:
        view |= {"deleted": True, "state": "DELETED"}
    return Reply(200, view)


def url(w, image, now):
    """Where an image is shown; nothing yet where images come late, or before their bytes are there."""
    if (w.on("images-late") and now < image["since"] + 1) or (w.on("upload-lost") and image["type"] == "image/png"):
        return None
    if w.on("attach-before-upload") and not image["ticket"].uploads:
        return None
    path = f"img/{image['id']}.jpg"
    if w.on("urls-relative"):
        return path
    if w.on("urls-with-commas"):
        return f"{w.storage}/{path}?w=10,h=20"
    return f"{w.storage}/{path}" + ("?sig=ab%2Fcd%3D%3D&expires=9999999999" if w.on("urls-signed") else "")


def update(w, ask, id):
    if w.on("update-of-unknown-204") and id.lower() not in w.listings:
        return Reply(204)
    listing = w.listing(id, ask.who, "update")
    change = checked(w, ask.body, whole=False)
    if not change and w.on("empty-update-400"):
        raise Refused(400, "Nothing to change")
    if w.on("null-ignored"):
        change = {name: value for name, value in change.items() if value is not None}
    if w.on("update-reverts-later"):
        kept = dict(listing.data)
        listing.data = {**listing.data, **change}
        listing.remember()
        listing.data = kept
        listing.history.append((time.time() + 1.5, kept, list(listing.images)))
        return Reply(204)
    if w.on("concurrent-updates-lose-fields"):
        seen = listing.data
        w.lock.release()
        time.sleep(0.005)
        w.lock.acquire()
        listing.data = seen
    apply(w, listing, change)
    listing.remember()
    moved_publications(w, listing, change)
    if w.on("update-answers-200"):
        return Reply(200, {"uuid": listing.uuid})
    return Reply(204)


def apply(w, listing, change):
    """Change the fields sent, or get that wrong."""
    if w.on("update-without-effect"):
        return
    if w.on("update-first-field-only"):
        change = dict(list(change.items())[:1])
    if w.on("update-resets-the-rest"):
        listing.data = {"title": listing.data["title"]}
    if w.on("update-resets-attributes"):
        listing.data["attributes"] = {}
    if w.on("update-resets-contact") and "price" in change:
        listing.data |= {"contactPerson": None, "phoneNumber": None}
    if w.on("update-resets-reference"):
        listing.data["customReference"] = None
    if w.on("update-drops-images"):
        listing.images = []
    if w.on("update-drops-images-after-the-third"):
        listing.images = listing.images[:2]
    if w.on("update-cuts-description") and change.get("description"):
        change["description"] = change["description"][:60]
    if w.on("update-forgets-price-type") and change.get("price"):
        change["price"] = {**change["price"], "type": "NEGOTIABLE"}
    if w.on("update-ignores-price"):
        change.pop("price", None)
    if w.on("update-touches-neighbour"):
        for each in w.listings.values():
            if each.owner == listing.owner and "title" in change:
                each.data = {**each.data, "title": change["title"]}
                each.remember()
    if w.on("update-of-a-published-listing-lost") and listing.publications:
        return
    listing.data = {**listing.data, **change}


def moved_publications(w, listing, change):
    for id in listing.publications:
        each = w.publications[id]
        if w.on("update-revalidates"):
            each.turn((0, "PENDING"), (0.6, "LIVE"))
        if w.on("update-loses-publication"):
            w.publications.pop(id)
    if w.on("update-loses-publication"):
        listing.publications = []


def delete(w, ask, id):
    if w.on("delete-of-unknown-204") and id.lower() not in w.listings:
        return Reply(204)
    if w.on("delete-twice-204") and (w.listings.get(id.lower()) or Listing("", "", {}, 0)).deleted:
        return Reply(204)
    listing = w.listing(id, ask.who, "delete")
    if w.on("delete-kills-all"):
        for each in w.listings.values():
            each.deleted = each.deleted or each.owner == ask.who
    if w.on("delete-kills-neighbour"):
        older = [each for each in w.listings.values() if each.owner == ask.who and not each.deleted and each is not listing]
        for each in older[-1:]:
            each.deleted = True
    if w.on("delete-without-effect"):
        return Reply(204)
    listing.deleted = True
    ids = listing.publications
    if w.on("delete-leaves-publications"):
        ids = []
    if w.on("delete-leaves-the-second-publication"):
        ids = ids[:1]
    for each in ids:
        if w.on("delete-leaves-paused") and w.publications[each].state(time.time()) == "PAUSED":
            continue
        w.publications[each].turn((0, "DELETED"))
        if w.on("deleted-publication-comes-back"):
            w.publications[each].turn((0, "DELETED"), (1, "LIVE"))
    return Reply(w.code(204, created=False)) if not w.on("bodies-where-none-is-named") else Reply(200, {"removed": True})
