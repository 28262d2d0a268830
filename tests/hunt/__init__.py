"""The fault hunt: violations and conforming oddities that share no code with the reference or the suites."""
