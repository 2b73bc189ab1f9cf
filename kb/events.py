"""What the bank writes to its log: one JSON line an event, on standard error, without personal data."""

import sys
from typing import Any


def note_event(event: str, **facts: Any) -> None:
    """Write one event with its facts; `exc_info=True` adds the exception at hand."""
    import structlog

    if not structlog.is_configured():
        structlog.configure(
            processors=[
                structlog.processors.TimeStamper(fmt="iso", utc=True),
                structlog.processors.format_exc_info,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
            # Asked for anew at each event: whoever caught standard error before may have closed it.
            logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
        )
    structlog.get_logger().warning(event, **facts)
