"""The site and the browser are those of the browser tests."""

from tests.browser.conftest import browser, site

__all__ = ["browser", "site"]
