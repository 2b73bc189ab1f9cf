"""Search: analysis, queries, facets, index and scan."""
