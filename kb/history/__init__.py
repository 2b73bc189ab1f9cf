"""What git knows of the content: `git` asks, `days` the content day by day, `versions` one file's story."""
