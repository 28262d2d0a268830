"""Actors and answers: the documents' vocabulary over HTTP, one package or module per contract."""
