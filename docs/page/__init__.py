"""The page for a command that is pasted: `src/` runs in the browser, `python/` in its worker."""
