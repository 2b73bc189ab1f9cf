"""From file to record to catalogue: reading, checking, writing and keeping the content."""
