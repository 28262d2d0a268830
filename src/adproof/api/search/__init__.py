"""The search contract in its own words: who searches, what was found, what the target holds."""
