"""Python for the page: fetched once, verified, packed small and served from the book itself."""
