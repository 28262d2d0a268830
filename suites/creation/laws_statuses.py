"""The documented status of every success, not only of the one that a test about it looks at."""

from adproof import expect, law, witness
from adproof.api.creation import asking, succeeded


@law("creation.update.update-is-a-204")
def every_update_is_a_204(answer):
    """Whatever it changes. Of an update without any field nothing is said."""
    if answer.operation == "updateListing" and succeeded(answer) and b":" in answer.request_body:
        witness(1, "successful updates")
        expect(answer.status == 204, expected="204 for a successful update", received=answer.received, of=answer)


@law("creation.images.deletion-is-a-204")
def every_deletion_of_images_is_a_204(answer):
    """Of one image or of several, if they are the listing's."""
    asked = asking()
    if answer.operation == "deleteMedia" and succeeded(answer) and asked is not None and asked.kind == "shown":
        witness(1, "successful deletions of images")
        expect(answer.status == 204, expected="204 for a deletion of images", received=answer.received, of=answer)
