"""Measurements that run both sides in one go and print ratios; never part of the tests."""
