"""Tests of mails: what is written, and that it arrives."""
