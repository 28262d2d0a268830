"""Calls generated from openapi.yaml, right and wrong ones, to every claimed operation; the laws judge every answer as well."""

from hypothesis import given
from hypothesis import strategies as st

from adproof import expect, fuzz, requirement, witness
from adproof.api.creation import attempts, is_refusal, succeeded

OPERATIONS = fuzz.operations("creation")
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
