"""The two grades: how well a report is documented, and how well a solution is proven. Pure.

The rules stand in docs/grades.md. Nobody types a grade: it follows from the records and the date.
"""
