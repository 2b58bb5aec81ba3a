"""The user's own ssh, as the diagnosis uses it: probes in batch mode over one shared connection."""
