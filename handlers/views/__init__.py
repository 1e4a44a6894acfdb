"""How things look in Slack: pure functions from values to blocks. Action ids are defined here, once."""
