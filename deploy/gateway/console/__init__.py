"""The console: pages for people, made on the server. Chinese first, English by choice; no page needs a script."""
