"""The page on which one pastes a command: `src/` runs in the browser, `python/` in its worker."""
