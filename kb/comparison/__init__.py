"""How knowledge from one municipality may hold in another: TRIED THERE → MIGHT WORK HERE. Pure.

Likeness of structure says nothing about effect: the two stand side by side and are never put together.
"""
