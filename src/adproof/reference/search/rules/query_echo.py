"""How meta repeats the query."""

from __future__ import annotations

import html
from typing import Any

from ..asked import Search
from ..rule import Rule


@Rule
def query(s: Search) -> dict[str, Any]:
    """The query in use; * if none was sent."""
    return {"query": "*" if s.query is None else s.query}


@query.fault("meta.query-echoes-the-term")
def meta_query_lowered(s: Search) -> dict[str, Any]:
    """meta.query is in lower case."""
    return {"query": "*" if s.query is None else s.query.lower()}


@query.fault("meta.query-keeps-every-blank")
def meta_query_without_blanks_at_its_end(s: Search) -> dict[str, Any]:
    """meta.query loses blanks at its end."""
    return {"query": "*" if s.query is None else s.query.rstrip()}


@query.fault("meta.query-keeps-every-blank", subtle=True)
def meta_query_trimmed(s: Search) -> dict[str, Any]:
    """In meta.query repeated blanks are one, those at the ends are gone."""
    return {"query": "*" if s.query is None else " ".join(s.query.split())}


@query.fault("meta.query-echoes-the-term", subtle=True)
def meta_query_as_html(s: Search) -> dict[str, Any]:
    """In meta.query the signs & < > and quotes are HTML entities."""
    return {"query": "*" if s.query is None else html.escape(s.query)}


@query.fault("meta.query-echoes-the-term", subtle=True)
def meta_query_without_umlauts(s: Search) -> dict[str, Any]:
    """In meta.query umlauts are spelled out."""
    table = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
    return {"query": "*" if s.query is None else s.query.translate(table)}


@query.fault("meta.query-echoes-the-term", subtle=True)
def meta_query_cut_at_30_letters(s: Search) -> dict[str, Any]:
    """meta.query has 30 letters at most."""
    return {"query": "*" if s.query is None else s.query[:30]}


@query.variant()
def meta_query_empty_when_omitted(s: Search) -> dict[str, Any]:
    """Without a query meta.query is empty."""
    return {"query": s.query or ""}
