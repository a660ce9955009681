"""What is done to a document, one folder a stage. Plain functions: values in, value out."""
