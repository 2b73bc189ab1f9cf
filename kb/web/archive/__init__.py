"""The pages that only a copy of the site without a server has."""
