"""A local workspace that speaks Slack's protocols, for development and for tests without a Slack account."""
