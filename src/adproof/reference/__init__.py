"""The built-in target: a real HTTP service that keeps the documents, with switches that make it break them.

It is launched as its own process (`python -m adproof.reference`) and judged over the wire like any target.
Nothing here may import from the harness: two halves that share a misreading would agree with each other.
"""
