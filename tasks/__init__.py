"""When things are done: the line of queues, its patience, and the pump that drives it."""
