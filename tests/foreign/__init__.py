"""Servers that share nothing with the project but the documents: what a target written by others may look like."""
