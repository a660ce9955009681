"""Where things run: the command line and the single processes. Nothing imports this package."""
