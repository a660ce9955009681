"""The truth: documents, batches, records, findings and deliveries in a database, bytes beside it."""
