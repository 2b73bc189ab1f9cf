"""Efterprøvet: a knowledge bank of welfare technology that was tried, in reading order.

A reader's page: content/ → kb.content reads files into kb.records → kb.catalogue holds them all →
kb.search indexes and finds them → kb.release makes one immutable release of it → kb.bank keeps the
current release at hand → kb.web shows it. kb.cli starts each of these from the command line.
"""
