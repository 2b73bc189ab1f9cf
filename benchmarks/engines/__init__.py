"""The bank's search and the engines beside it: each answers the same questions on the same terms."""
