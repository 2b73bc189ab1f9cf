"""The business case worked out: CASE → cash line → net present value, payback, break-even, sensitivity. Pure.

Open arithmetic that a reader can follow line by line. Nothing is simulated, and what is not known stays
unknown.
"""
