"""Following something by mail: asking for it, confirming it, ending it."""
