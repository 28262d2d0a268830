"""Faults in reading offset and limit: types and the multiple rule."""

from __future__ import annotations

import re

from ..rules import Book, Rule
from ..values import Call, Refusal

BOOK = Book()
fault = BOOK.fault


@fault("offset_is_supported", "offset.other-offset-is-refused", "offset.listed-invalid-pairs-are-refused")
def any_offset_accepted(_rule: object, _call: Call, offset: int, _limit: int, _held: int) -> bool:
    """Every offset from 0 on is accepted, whatever the limit."""
    return offset >= 0


@fault("offset_is_supported", "offset.other-offset-is-refused", subtle=True)
def offset_one_past_a_multiple_accepted(rule: Rule[bool], call: Call, offset: int, limit: int, held: int) -> bool:
    """An offset one past a multiple is accepted."""
    return rule(call, offset, limit, held) or (offset > 0 and offset % limit == 1)


@fault("offset_is_supported", "offset.other-offset-is-refused", subtle=True)
def misfit_with_a_small_limit_accepted(rule: Rule[bool], call: Call, offset: int, limit: int, held: int) -> bool:
    """With limits below 5 the multiple rule is not checked."""
    return rule(call, offset, limit, held) or (offset >= 0 and limit < 5)


@fault("offset_is_supported", "offset.other-offset-is-refused", subtle=True)
def misfit_with_limit_100_accepted(rule: Rule[bool], call: Call, offset: int, limit: int, held: int) -> bool:
    """With the limit 100 given, any offset is accepted."""
    return rule(call, offset, limit, held) or (offset >= 0 and limit == 100 and call.gives("limit"))


@fault("offset_is_supported", "offset.other-offset-is-refused", subtle=True)
def misfit_beyond_the_end_accepted(rule: Rule[bool], call: Call, offset: int, limit: int, held: int) -> bool:
    """Beyond the last ad the multiple rule is not checked."""
    return rule(call, offset, limit, held) or offset > max(held, 10)


@fault("offset_is_supported", "defaults.default-limit-takes-part-in-the-rule", subtle=True)
def offset_alone_is_not_checked(rule: Rule[bool], call: Call, offset: int, limit: int, held: int) -> bool:
    """Without a limit in the query the multiple rule is not checked."""
    return rule(call, offset, limit, held) or (offset >= 0 and not call.gives("limit"))


@fault("offset_is_supported", "offset.multiple-of-limit-is-accepted", subtle=True)
def multiple_of_a_seven_refused(rule: Rule[bool], call: Call, offset: int, limit: int, held: int) -> bool:
    """Pages after the first are refused if the limit is a multiple of 7."""
    return rule(call, offset, limit, held) and not (offset > 0 and limit % 7 == 0)


@fault("offset_is_supported", "offset.multiple-of-limit-is-accepted", "offset.listed-valid-pairs-are-accepted")
def page_number_must_be_even(rule: Rule[bool], call: Call, offset: int, limit: int, held: int) -> bool:
    """From a limit of 6 on, every other multiple is refused."""
    return rule(call, offset, limit, held) and (limit < 6 or offset == 0 or offset // limit % 2 == 0)


@fault("offset_is_supported", "offset.multiple-beyond-the-end-is-valid", subtle=True)
def offset_at_the_end_refused(rule: Rule[bool], call: Call, offset: int, limit: int, held: int) -> bool:
    """An offset that equals the number of ads is refused as an invalid pair."""
    return rule(call, offset, limit, held) and not (0 < offset == held)


@fault(
    "offset_is_supported",
    "offset.multiple-beyond-the-end-is-valid",
    "offset.listed-valid-pairs-are-accepted",
    "offset.multiple-of-limit-is-accepted",
    "defaults.default-limit-takes-part-in-the-rule",
    subtle=True,
)
def beyond_the_end_refused(rule: Rule[bool], call: Call, offset: int, limit: int, held: int) -> bool:
    """A page after the last ad is refused as an invalid pair."""
    return rule(call, offset, limit, held) and offset < max(held, 1)


@fault("integer", "offset.negative-offset-is-refused", "offset.listed-invalid-pairs-are-refused", subtle=True)
def minus_one_means_the_start(rule: Rule[int], text: str, name: str) -> int:
    """An offset of -1 is read as 0."""
    return 0 if (name, text) == ("offset", "-1") else rule(text, name)


@fault(
    "integer",
    "offset.negative-multiple-yields-no-ads",
    "operations.bad-calls-are-never-served",
    subtle=True,
)
def sign_of_offset_dropped(rule: Rule[int], text: str, name: str) -> int:
    """A negative offset is read without its sign."""
    return abs(rule(text, name)) if name == "offset" else rule(text, name)


@fault(
    "offset_is_supported",
    "errors.pagination-error-names-its-code",
    "errors.code-is-a-member-of-the-body",
    "offset.negative-offset-is-refused",
    subtle=True,
)
def negative_offset_has_another_code(rule: Rule[bool], call: Call, offset: int, limit: int, held: int) -> bool:
    """A negative offset is refused as a validation failure."""
    if offset < 0:
        raise Refusal(400, "validation-failure")
    return rule(call, offset, limit, held)


@fault(
    "offset_is_supported",
    "offset.listed-invalid-pairs-are-refused",
    "offset.other-offset-is-refused",
    "defaults.default-limit-takes-part-in-the-rule",
    subtle=True,
)
def offset_within_the_first_page_accepted(rule: Rule[bool], call: Call, offset: int, limit: int, held: int) -> bool:
    """An offset below the limit is accepted, only larger ones have to be multiples."""
    return rule(call, offset, limit, held) or 0 < offset < limit


@fault(
    "offset_is_supported",
    "offset.listed-valid-pairs-are-accepted",
    "offset.multiple-of-limit-is-accepted",
    "offset.multiple-beyond-the-end-is-valid",
    "defaults.default-limit-takes-part-in-the-rule",
    subtle=True,
)
def offset_above_50_refused(rule: Rule[bool], call: Call, offset: int, limit: int, held: int) -> bool:
    """Offsets above 50 are refused as invalid pairs."""
    return rule(call, offset, limit, held) and offset <= 50


@fault("integer", "offset.unusual-spelling-is-read-or-refused", subtle=True)
def leading_zero_means_octal(rule: Rule[int], text: str, name: str) -> int:
    """A number with a leading zero is read to the base of eight."""
    return int(text, 8) if re.fullmatch("0[0-7]{1,9}", text) else rule(text, name)


@fault(
    "integer",
    "offset.empty-value-is-missing-or-refused",
    "operations.bad-calls-are-never-served",
    subtle=True,
)
def empty_limit_means_ten(rule: Rule[int], text: str, name: str) -> int:
    """A limit without a value is read as 10."""
    return 10 if (name, text) == ("limit", "") else rule(text, name)


@fault("single", "operations.no-input-is-a-server-error", "offset.repeated-parameter-is-handled", subtle=True)
def repeated_parameter_fails(rule: Rule[str | None], call: Call, name: str) -> str | None:
    """A repeated parameter is a server error."""
    if len(call.values(name)) > 1:
        raise TypeError("one value expected")
    return rule(call, name)


@fault("single", "offset.repeated-parameter-is-handled", subtle=True)
def repeated_parameter_is_added(rule: Rule[str | None], call: Call, name: str) -> str | None:
    """The values of a repeated limit are added up."""
    values = call.values(name)
    if name == "limit" and len(values) > 1 and all(value.isdecimal() for value in values):
        return str(sum(map(int, values)))
    return rule(call, name)


@fault("integer", "offset.whole-numbers-only", subtle=True)
def hexadecimal_accepted(rule: Rule[int], text: str, name: str) -> int:
    """Hexadecimal numbers are read."""
    return int(text, 16) if re.fullmatch(r"0x[0-9a-fA-F]{1,8}", text) else rule(text, name)


@fault("integer", "offset.whole-numbers-only", subtle=True)
def exponent_accepted(rule: Rule[int], text: str, name: str) -> int:
    """Numbers with an exponent are read."""
    return int(float(text)) if re.fullmatch(r"[0-9]{1,3}e[0-9]", text) else rule(text, name)


@fault("integer", "offset.whole-numbers-only", subtle=True)
def fraction_cut_off(rule: Rule[int], text: str, name: str) -> int:
    """A decimal fraction is cut off."""
    return int(text.split(".")[0]) if re.fullmatch(r"[0-9]{1,9}\.[0-9]+", text) else rule(text, name)


@fault("integer", "offset.whole-numbers-only", subtle=True)
def rest_after_digits_ignored(rule: Rule[int], text: str, name: str) -> int:
    """What follows leading digits is ignored."""
    match = re.match(r"[0-9]{1,9}(?=[^0-9.ex])", text)
    return int(match[0]) if match else rule(text, name)


@fault("integer", "offset.whole-numbers-only")
def words_mean_the_default(rule: Rule[int], text: str, name: str) -> int:
    """A word instead of a number is read as the default."""
    if re.fullmatch(r"[A-Za-z]+", text):
        return 0 if name == "offset" else 100
    return rule(text, name)


@fault("integer", "operations.no-input-is-a-server-error", "offset.whole-numbers-only")
def words_fail(_rule: object, text: str, _name: str) -> int:
    """A word instead of a number is a server error."""
    return int(text)


@fault("integer", "offset.whole-numbers-only", "operations.refusals-have-documented-statuses", subtle=True)
def type_error_is_422(rule: Rule[int], text: str, name: str) -> int:
    """A value that is no number is refused with 422."""
    try:
        return rule(text, name)
    except Refusal as refusal:
        raise Refusal(422, refusal.code, refusal.details) from refusal


@fault("integer", "offset.type-error-has-one-code", subtle=True)
def type_error_code_depends_on_the_name(rule: Rule[int], text: str, name: str) -> int:
    """A limit that is no number is told by another code than such an offset."""
    try:
        return rule(text, name)
    except Refusal as refusal:
        raise Refusal(400, "pagination-invalid" if name == "limit" else refusal.code) from refusal


@fault("integer", "offset.huge-numbers-are-handled", "operations.no-input-is-a-server-error", subtle=True)
def number_beyond_64_bits_fails(rule: Rule[int], text: str, name: str) -> int:
    """A number beyond 64 bits is a server error."""
    if re.fullmatch(r"-?[0-9]{18,}", text) and abs(int(text[:40])) >= 2**63:
        raise OverflowError
    return rule(text, name)


@fault("integer", "offset.huge-numbers-are-handled", "operations.no-input-is-a-server-error", subtle=True)
def number_beyond_32_bits_fails(rule: Rule[int], text: str, name: str) -> int:
    """A number beyond 32 bits is a server error."""
    number = rule(text, name)
    if number >= 2**31:
        raise OverflowError
    return int(number)


@fault("integer", "offset.huge-numbers-are-handled", subtle=True)
def number_wraps_at_32_bits(rule: Rule[int], text: str, name: str) -> int:
    """A number beyond 32 bits wraps around, so that it selects ads again."""
    number = rule(text, name)
    return int(number % 2**31) if number >= 2**31 else int(number)
