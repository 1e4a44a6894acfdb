"""Decides: pure functions and frozen values; no Slack, no SQL, no clock."""
