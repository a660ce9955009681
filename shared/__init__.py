"""The nouns of the product: what stages, tasks and commands talk about."""
