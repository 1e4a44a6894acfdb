"""Remembers: tables, and questions to them that answer in the words of bot/."""
