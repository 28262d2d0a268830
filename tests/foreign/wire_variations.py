"""How any of the foreign servers may answer over the wire: what HTTP and JSON leave free."""

from tests.foreign.wire import Ask, Board, Reply, gzipped


def compressed(given: Reply, asked: Ask) -> None:
    """HTTP: content codings that were offered may be used."""
    gzipped(given, asked)


def in_chunks(given: Reply, asked: Ask) -> None:
    """HTTP/1.1: transfer codings."""
    given.chunked = True


def connection_ends(given: Reply, asked: Ask) -> None:
    """HTTP: a server may close after each answer."""
    given.headers["Connection"] = "close"


def ascii_and_spacious(given: Reply, asked: Ask) -> None:
    """JSON: escapes, order of members and white space are free."""
    given.dumps = {"ensure_ascii": True, "indent": "\t", "sort_keys": True}


def allow(board: Board) -> None:
    """The board's server can be asked to answer in each of these ways."""
    for each in (compressed, in_chunks, connection_ends, ascii_and_spacious):
        board.variation("reply")(each)
