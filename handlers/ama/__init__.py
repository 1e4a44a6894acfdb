"""Sessions as acts: set up, asked, voted, run by hosts, closed, and followed up."""
