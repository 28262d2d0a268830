"""Calls generated from openapi.yaml, right and wrong ones, to every claimed operation; the laws judge every answer as well."""

from hypothesis import given
from hypothesis import strategies as st

from adproof import expect, fuzz, requirement, witness
from adproof.api.creation import attempts, is_refusal, succeeded

OPERATIONS = fuzz.operations("creation")
calls = st.one_of(*[make("creation", each) for each in OPERATIONS for make in (fuzz.bad_calls, fuzz.good_calls)])


@requirement("creation.operations.generated-requests-get-a-verdict")
@given(call=calls)
def test_a_generated_request_is_accepted_or_refused(seller, shelf, call):
    if call.operation not in {each.name for each in attempts(seller.section.claims)}:
        return
    listing = shelf.kept("sacrificed listing", lambda: shelf.published()[0]).uuid
    answer = seller.sends_generated(call, listing)

    witness(1, "generated requests")
    expect(succeeded(answer) or is_refusal(answer), expected="an acceptance or a refusal", received=answer.received, of=answer)
