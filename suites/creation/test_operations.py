"""Calls generated from openapi.yaml, right and wrong ones, to every claimed operation; the laws judge every answer as well."""

from hypothesis import given
from hypothesis import strategies as st

from adproof import claimed, expect, fuzz, requirement, witness
from adproof.api.creation import attempts, is_refusal, succeeded

OPERATIONS = fuzz.operations("creation")
LETTERS = {
    "line ends": "Zeile 1\r\nZeile 2\tTab",
    "controls": "\x00\x01\x08\x0b\x1b\x1f\x7f",
    "high controls": "\x80\x85\x9f",
    "directions and joiners": "\u200b\u200f\u202e\ufeff\u2028",
    "no letters": "\ufffe\uffff\U0010ffff",
    "beyond the basic plane": "🐉👩‍👧",
}
calls = st.one_of(*[make("creation", each) for each in OPERATIONS for make in (fuzz.bad_calls, fuzz.good_calls)])


@requirement("creation.operations.generated-requests-get-a-verdict")
def test_a_generated_request_is_accepted_or_refused(seller, shelf):
    listing = shelf.kept("sacrificed listing", lambda: shelf.published()[0]).uuid
    claimed = {each.name for each in attempts(seller.section.claims)}

    @given(call=calls)
    def is_accepted_or_refused(call):
        if call.operation in claimed:
            answer = seller.sends_generated(call, listing)
            witness(1, "generated requests")
            fine = succeeded(answer) or is_refusal(answer)
            expect(fine, expected="an acceptance or a refusal", received=answer.received, of=answer)

    is_accepted_or_refused()


@requirement("creation.operations.generated-requests-get-a-verdict")
def test_any_letter_gets_a_verdict(seller):
    """The description of a text sets no bounds to its letters, so control characters and the like are tried in each of them."""
    title, description = lambda letters: f"{seller.new_title()} {letters}", seller.new_description
    sends = [lambda letters: seller.creates_a_listing(title=title(letters), description=description(letters)).answer]
    if claimed("creation.claims.imprints"):
        sends.append(lambda letters: seller.creates_an_imprint({"content": f"adproof {seller.run_tag} {letters}"}).answer)
    for letters in LETTERS.values():
        for send in sends:
            answer = send(letters)
            witness(1, "requests with odd letters")
            fine = succeeded(answer) or is_refusal(answer)
            expect(fine, expected="an acceptance or a refusal", received=answer.received, of=answer)
