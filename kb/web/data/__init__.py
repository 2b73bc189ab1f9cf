"""The pages and files of open data."""
