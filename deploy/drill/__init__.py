"""The drill: a season of documents through a live line while everything that can fail is made to fail."""
