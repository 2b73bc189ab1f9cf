"""What git knows of the content: `git` asks, `days` how it was day by day, `versions` one file's own story."""
