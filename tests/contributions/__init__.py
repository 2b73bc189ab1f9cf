"""Tests of how a contribution is typed, reviewed and published."""
