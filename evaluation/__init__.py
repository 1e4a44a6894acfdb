"""How well Earshot ranks: the measurement that anybody can repeat on their own Slack export."""
