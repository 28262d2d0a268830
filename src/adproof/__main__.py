"""`python -m adproof` is the console script."""

from adproof.cli import main

main()
