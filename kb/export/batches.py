"""The rows of many tables, some solutions at a time, so that each record is read once for all tables."""

from collections.abc import Iterator
from dataclasses import replace

from kb.export.holdings import Holdings
from kb.export.table import Row, Table

# With their reports they are fewer than the records that a release keeps at hand.
SOLUTIONS_AT_A_TIME = 25


def batches(
    tables: tuple[Table, ...], holdings: Holdings, size: int = SOLUTIONS_AT_A_TIME
) -> Iterator[tuple[Table, Iterator[Row]]]:
    """Give tables with some of their rows; the batches of one table are its rows in their order."""
    for table in tables:
        if not table.is_by_solution:
            yield table, table.rows(holdings)
    ids = holdings.solution_ids()
    for start in range(0, len(ids), size):
        some = replace(holdings, chosen=ids[start : start + size])
        for table in tables:
            if table.is_by_solution:
                yield table, table.rows(some)
