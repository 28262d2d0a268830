"""The rows of the sample: (topic, clause, section, strength, statement) per contract. Read by sample.py."""

# ruff: noqa: E501  # a table is read across, not down

ROLES = {"free": 10, "basic": 50, "pro": 100, "enterprise": 250}
AD_FIELDS = ("id", "title", "description", "price", "url", "images", "category", "location", "upload-date", "seller")
PAGE_FIELDS = ("offset", "limit", "total-count")
ERROR_FIELDS = ("code", "message", "details", "help link")

SEARCH = [
    ("query", "finds-the-word-in-title-or-description", "Parameter", "must", "A word searched for stands in the title or the description of each ad found."),
    ("query", "defaults-to-everything", "Parameter", "must", "Without a word, every ad is found."),
    ("exclude", "removes-only-what-it-names", "Parameter", "must", "Excluding a word removes exactly the ads that carry it in title or description."),
    ("exclude", "takes-a-list-of-words", "Parameter", "must", "Several words to exclude are separated by commas, and each of them removes."),
    ("sort", "newest-never-rises", "Parameter", "must", "Sorted by newest, upload dates never rise from one ad to the next."),
    ("sort", "oldest-never-falls", "Parameter", "must", "Sorted by oldest, upload dates never fall from one ad to the next."),
    ("sort", "price-asc-never-decreases", "Parameter", "must", "Sorted by ascending price, prices never decrease, also from one page to the next."),
    ("sort", "price-desc-never-increases", "Parameter", "must", "Sorted by descending price, prices never increase, also from one page to the next."),
    ("sort", "defaults-to-newest", "Parameter", "must", "Without an order, the newest come first."),
    ("sort", "place-of-ads-without-price", "Parameter", "open", "Where ads without a price stand in an order by price."),
    ("page", "pages-do-not-overlap", "Parameter", "must", "No ad stands on two pages of one walk."),
    ("page", "pages-leave-nothing-out", "Parameter", "must", "All pages of one walk together hold every ad that matches."),
    ("page", "beyond-the-end", "Parameter", "open", "What a page beyond the last one answers."),
    ("limit", "defaults-to-five", "Parameter", "must", "Without a limit, a page holds five ads."),
    ("limit", "larger-limit-is-clamped-to-the-role", "Rollenbasierte Suchlimits", "must", "A limit above the role's maximum is served as that maximum and is not refused."),
    ("limit", "meta-limit-under-clamp", "Rollenbasierte Suchlimits", "open", "Whether the limit in the meta object is the one asked for or the one applied."),
    ("category", "holds-only-the-named", "Parameter", "must", "Every ad found belongs to one of the named categories."),
    ("dates", "upload-date-from-is-a-lower-bound", "Parameter", "must", "No ad found is older than the start of the range."),
    ("dates", "upload-date-to-is-an-upper-bound", "Parameter", "must", "No ad found is younger than the end of the range."),
    ("radius", "needs-a-location", "Umkreissuche", "should", "A radius without a location is not taken for a search around nowhere."),
    ("radius", "wider-circle-keeps-the-smaller", "Umkreissuche", "must", "A wider circle holds every ad of the smaller one around the same place."),
    ("meta", "total-counts-the-matches", "Meta-Objekt", "must", "The total is the number of ads that match, however they are paged."),
    ("meta", "max-page-is-total-by-limit", "Meta-Objekt", "must", "The last page is the total divided by the limit, rounded up."),
    ("meta", "echoes-the-query", "Meta-Objekt", "must", "The meta object repeats the query as it was sent."),
    ("meta", "echoes-dates-in-iso-form", "Meta-Objekt", "must", "Given dates come back in the meta object in ISO 8601."),
    ("meta", "role-is-that-of-the-key", "Meta-Objekt", "must", "The role in the meta object is the one of the key that was sent."),
    ("answer", "request-id-is-unique", "Hauptobjekt", "must", "No two answers share a request id."),
    ("answer", "success-is-true-on-200", "Hauptobjekt", "must", "An answer with status 200 says that it succeeded."),
    ("answer", "never-a-server-error", "Hauptobjekt", "must", "No input whatsoever makes the service answer with a server error."),
    ("key", "a-missing-key-is-refused", "Beispielanfrage", "must", "Without a key, nothing is found: the request is refused."),
    ("key", "an-unknown-key-is-refused", "Beispielanfrage", "must", "With a key nobody issued, the request is refused."),
    ("freshness", "data-is-updated-daily", "Parameter", "should", "The cached data is renewed every day."),
]

USER_ADS = [
    ("paging", "offset-is-a-multiple-of-limit", "Query Parameters", "must", "An offset that is no multiple of the limit is refused with the code for invalid paging."),
    ("paging", "limit-is-at-most-100", "Query Parameters", "must", "A limit above one hundred is refused."),
    ("paging", "limit-is-at-least-1", "Query Parameters", "must", "A limit of zero or below is refused."),
    ("paging", "offset-is-not-negative", "Query Parameters", "must", "A negative offset is refused."),
    ("paging", "slices-agree-across-limits", "Query Parameters", "must", "The same stretch of the collection is the same, whatever the limit it is cut with."),
    ("paging", "offset-beyond-the-end", "Query Parameters", "open", "What an offset beyond the last ad answers."),
    ("links", "next-walk-meets-each-ad-once", "Relations", "must", "Following next from the first page meets each ad exactly once."),
    ("links", "prev-inverts-next", "Relations", "must", "The previous page of the next page is the page one came from."),
    ("links", "first-starts-at-zero", "Relations", "must", "The link to the first page has an offset of zero."),
    ("links", "last-page-is-not-empty", "Relations", "open", "Whether the link to the last page points at the last ad or one page beyond it."),
    ("links", "no-next-on-the-last-page", "Relations", "must", "The last page has no link to a next one."),
    ("links", "no-prev-on-the-first-page", "Relations", "must", "The first page has no link to a previous one."),
    ("links", "self-repeats-the-query", "Relations", "must", "The link to itself carries the offset and the limit of the request."),
    ("links", "curies-are-templated", "Relations", "should", "The compact names are declared with a template for their documentation."),
    ("embedded", "ads-are-a-list", "Examples", "must", "Embedded ads are a list, also when there is one or none."),
    ("embedded", "each-ad-links-to-itself", "Examples", "must", "Each embedded ad links to itself by its own id."),
    ("embedded", "carries-no-attribute-values", "Relations", "should", "Embedded ads carry no attribute values."),
    ("access", "a-missing-token-is-refused", "Errors", "must", "Without a token the collection is refused."),
    ("access", "a-foreign-user-is-refused", "Errors", "must", "The collection of another user is refused, whatever it holds."),
    ("access", "an-unknown-user-is-not-found", "Errors", "should", "A user that does not exist is not found."),
    ("answer", "media-type-is-json", "Reference", "must", "The answer is JSON and says so."),
    ("answer", "plain-get-succeeds", "Reference", "must", "The owner reads the collection without any parameter."),
]

CREATION = [
    ("listing", "create-returns-a-uuid", "1. Create a listing", "must", "Creating a listing returns its id, a UUID."),
    ("listing", "ids-are-unique", "1. Create a listing", "must", "No two listings share an id."),
    ("listing", "can-be-read-back", "6. Check publication status", "must", "A created listing can be read with what it was created with."),
    ("ticket", "comes-with-a-presigned-url", "2. Request a media ticket", "must", "A media ticket comes with its id and an address to upload to."),
    ("ticket", "expires-in-the-future", "2. Request a media ticket", "must", "A fresh ticket expires in the future."),
    ("ticket", "an-expired-ticket-is-refused", "2. Request a media ticket", "must", "After it expired, a ticket attaches nothing."),
    ("ticket", "works-only-once", "4. Attach the media", "must", "A ticket attaches one image once; every later use is refused, also at the same moment."),
    ("ticket", "a-failed-attach-does-not-use-it-up", "4. Attach the media", "should", "An attach that failed leaves the ticket as it was."),
    ("ticket", "ids-are-unique-under-concurrency", "2. Request a media ticket", "must", "Tickets asked for at the same moment differ."),
    ("upload", "needs-no-credentials", "3. Upload directly", "must", "The presigned address takes the image without any credential of the interface."),
    ("upload", "is-not-proxied", "3. Upload directly", "should", "The storage is not the interface itself."),
    ("attach", "shows-the-image-on-the-listing", "4. Attach the media", "must", "An attached image shows on its listing and on no other."),
    ("publish", "returns-a-publication-uuid", "5. Publish", "must", "Publishing is acknowledged at once with the publication's id, a UUID."),
    ("publish", "unknown-imprint-is-refused", "5. Publish", "must", "An imprint that nobody created publishes nothing."),
    ("status", "settles-within-the-deadline", "6. Check publication status", "must", "A publication reaches a final state within the time that the target's file states."),
    ("status", "never-falls-back", "6. Check publication status", "must", "Once live, a publication does not fall back to waiting by itself."),
    ("status", "views-agree", "6. Check publication status", "must", "Listing, list and single read come to agree on a publication's state."),
    ("status", "state-names", "6. Check publication status", "open", "How the states of a publication are called."),
    ("isolation", "a-second-account-sees-nothing", "Important notes", "must", "Another account can neither read nor change a listing."),
    ("delete", "deletes-the-publications-too", "Specification", "should", "Deleting a listing ends its publications."),
    ("delete", "deleted-listing-is-gone", "Specification", "must", "A deleted listing is not found any more."),
    ("problem", "bodies-name-the-field", "Specification", "should", "A refused body names the field it was refused for."),
    ("api", "state-changes-in-the-real-marketplace", "Important notes", "must", "A live publication is visible to buyers on the marketplace."),
]


def rows():
    """Every row as (contract, topic, clause, section, strength, statement), in the order of the documents."""
    yield from (("creation", *row) for row in CREATION)
    for name in ("title", "description", "category", "price", "images", "location", "contact", "state", "createdAt"):
        yield "creation", "listing", f"carries-{name.lower()}", "Specification", "should", f"A listing read back carries its {name}."
        yield "creation", "listing", f"{name.lower()}-survives-any-text", "Specification", "must", f"Whatever {name} was sent comes back unchanged."
    yield from (("search", *row) for row in SEARCH)
    for role, most in ROLES.items():
        yield "search", "limit", f"{role}-receives-at-most-{most}", "Rollenbasierte Suchlimits", "must", f"The role {role} receives at most {most} ads a page."
    for name in AD_FIELDS:
        yield "search", "ad", f"carries-{name}", "Inserat-Objekt", "must", f"Every ad carries its {name.replace('-', ' ')}."
        yield "search", "ad", f"{name}-is-stable", "Inserat-Objekt", "should", f"The {name.replace('-', ' ')} of an ad is the same on every page and in every order."
    yield from (("user_ads", *row) for row in USER_ADS)
    for name in PAGE_FIELDS:
        yield "user_ads", "answer", f"{name}-is-a-whole-number", "Examples", "must", f"The {name} is a whole number of at least zero."
    for name in ERROR_FIELDS:
        yield "user_ads", "errors", f"carry-a-{name.replace(' ', '-')}", "Errors", "must", f"Every error carries its {name}."
    for relation in ("self", "first", "last", "next", "prev", "describedby", "search"):
        yield "user_ads", "links", f"{relation}-is-absolute-or-rooted", "Relations", "should", f"The link {relation} resolves against the request."
        yield "user_ads", "links", f"{relation}-keeps-the-limit", "Relations", "must", f"The link {relation} keeps the limit of the request."
