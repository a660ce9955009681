"""What the gateway shows: resources of its interface, cursors, pictures of pages. Values in, values out."""
