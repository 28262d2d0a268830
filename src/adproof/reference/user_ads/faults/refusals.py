"""Faults in the bodies and headers of refusals."""

from __future__ import annotations

from ..problems import language
from ..rules import Book, Rule
from ..values import Call, Json, Refusal

BOOK = Book()
fault = BOOK.fault


@fault("problem", "errors.pagination-error-names-its-code")
def pagination_has_another_code(rule: Rule[Json], refusal: Refusal, call: Call) -> Json:
    """A refused pair is told by another code."""
    body = rule(refusal, call)
    return {**body, "code": "invalid-pagination"} if refusal.code == "pagination-invalid" else body


@fault(
    "problem",
    "errors.pagination-error-names-its-code",
    "limit.larger-limit-is-refused-or-clamped",
    subtle=True,
)
def pagination_code_depends_on_the_limit(rule: Rule[Json], refusal: Refusal, call: Call) -> Json:
    """A pair that misfits a limit of two digits is told as a validation failure."""
    body = rule(refusal, call)
    two_digits = any(len(value) == 2 and value.isdecimal() for value in call.values("limit"))
    pagination = refusal.code == "pagination-invalid"
    return {**body, "code": "validation-failure"} if pagination and two_digits else body


@fault("problem", "limit.refused-limit-names-its-code", subtle=True)
def refused_limit_has_another_code(rule: Rule[Json], refusal: Refusal, call: Call) -> Json:
    """A limit of more than three digits is told as a validation failure."""
    long = refusal.code == "pagination-invalid" and any(len(value) > 3 for value in call.values("limit"))
    return {**rule(refusal, call), "code": "validation-failure"} if long else rule(refusal, call)


@fault("problem", "errors.error-has-its-members", subtle=True)
def refused_user_is_told_by_oauth(rule: Rule[Json], refusal: Refusal, call: Call) -> Json:
    """Another user is refused in the form of OAuth."""
    return {"error": refusal.code, "error_description": "no"} if refusal.code == "unauthorized" else rule(refusal, call)


@fault("problem", "access.refusals-hold-no-ads", subtle=True)
def refused_user_with_page_links(rule: Rule[Json], refusal: Refusal, call: Call) -> Json:
    """The refusal of another user links to the last page."""
    body = rule(refusal, call)
    last = {"href": f"/v1/users/{call.user}/advertisements?limit=1&offset=16"}
    return {**body, "_links": {**body["_links"], "last": last}} if refusal.code == "unauthorized" else body


@fault("problem", "errors.code-is-a-member-of-the-body", "errors.error-has-its-members")
def code_has_another_name(rule: Rule[Json], refusal: Refusal, call: Call) -> Json:
    """The code stands in a member of another name."""
    body = rule(refusal, call)
    return {"errorCode" if key == "code" else key: value for key, value in body.items()}


@fault("problem", "errors.error-form-is-an-object-or-list", subtle=True)
def type_errors_come_as_a_list(rule: Rule[Json], refusal: Refusal, call: Call) -> Json:
    """Type errors are told as a list, other errors as an object."""
    body = rule(refusal, call)
    return [body] if refusal.code == "validation-failure" else body  # type: ignore[return-value]


@fault("content_type", "errors.refusals-are-json")
def refusals_are_plain_text(rule: Rule[str], call: Call, status: int) -> str:
    """Refusals are marked as plain text."""
    return "text/plain" if status >= 400 else rule(call, status)


@fault("content_type", "errors.refusals-are-json", subtle=True)
def foreign_refusal_is_html(rule: Rule[str], call: Call, status: int) -> str:
    """A refusal with 401 is marked as HTML."""
    return "text/html" if status == 401 else rule(call, status)


@fault("content_type", "errors.refusals-are-plain-json")
def refusals_are_vendor_errors(rule: Rule[str], call: Call, status: int) -> str:
    """Refusals have the media type of vendor errors."""
    return "application/vnd.error+json" if status >= 400 else rule(call, status)


@fault("content_type", "errors.refusals-are-plain-json", subtle=True)
def refused_later_pages_are_hal(rule: Rule[str], call: Call, status: int) -> str:
    """The refusal of an offset of two digits and more is marked as HAL."""
    later = status == 400 and any(len(value) > 1 for value in call.values("offset"))
    return "application/hal+json" if later else rule(call, status)


@fault("problem", "errors.error-has-its-members", "errors.logref-tells-errors-apart")
def no_logref(rule: Rule[Json], refusal: Refusal, call: Call) -> Json:
    """Errors carry no logref."""
    return {key: value for key, value in rule(refusal, call).items() if key != "logref"}


@fault("problem", "errors.error-has-its-members", subtle=True)
def pagination_message_is_empty(rule: Rule[Json], refusal: Refusal, call: Call) -> Json:
    """The message of a refused pair is empty."""
    body = rule(refusal, call)
    return {**body, "message": ""} if refusal.code == "pagination-invalid" else body


@fault("problem", "errors.error-has-its-members", subtle=True)
def help_without_href(rule: Rule[Json], refusal: Refusal, call: Call) -> Json:
    """The help link is a bare string."""
    body = rule(refusal, call)
    return {**body, "_links": {"help": body["_links"]["help"]["href"]}}


@fault("problem", "errors.code-is-lower-case-with-hyphens", subtle=True)
def type_error_code_with_underscore(rule: Rule[Json], refusal: Refusal, call: Call) -> Json:
    """The code of type errors is written with an underscore."""
    return {**rule(refusal, call), "code": refusal.code.replace("validation-f", "validation_f")}


@fault("problem", "errors.statuscode-repeats-the-status", subtle=True)
def statuscode_is_always_400(rule: Rule[Json], refusal: Refusal, call: Call) -> Json:
    """The statuscode is 400 whatever the status is."""
    return {**rule(refusal, call), "statuscode": 400}


@fault("problem", "errors.details-name-their-fields", subtle=True)
def details_without_field(rule: Rule[Json], refusal: Refusal, call: Call) -> Json:
    """Field errors do not name their field."""
    body = rule(refusal, call)
    details = [{key: value for key, value in entry.items() if key != "field"} for entry in body.get("details", [])]
    return {**body, "details": details} if details else body


@fault("problem", "errors.logref-tells-errors-apart", subtle=True)
def logref_repeats(rule: Rule[Json], refusal: Refusal, call: Call) -> Json:
    """All errors carry the same logref."""
    return {**rule(refusal, call), "logref": "00000000-0000-4000-8000-000000000000"}


@fault("problem", "errors.no-stack-trace-is-shown")
def stack_trace_shown(rule: Rule[Json], refusal: Refusal, call: Call) -> Json:
    """Type errors show where they were raised."""
    frames = (
        "java.lang.NumberFormatException: For input string\n"
        "\tat java.lang.Integer.parseInt(Integer.java:652)\n"
        "\tat com.example.ads.PageRequest.limit(PageRequest.java:41)\n"
    )
    body = rule(refusal, call)
    return {**body, "trace": frames} if refusal.code == "validation-failure" else body


@fault("problem", "errors.code-does-not-depend-on-language", subtle=True)
def code_is_translated(rule: Rule[Json], refusal: Refusal, call: Call) -> Json:
    """For English callers the code differs."""
    body = rule(refusal, call)
    return {**body, "code": refusal.code + "-en"} if language(call) == "en" else body
