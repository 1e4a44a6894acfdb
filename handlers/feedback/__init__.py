"""Feedback: it is written to one person after another, passed on, answered, asked for, and suggested."""
