"""What somebody said they would do, and by when."""

from bot.promises.dates import named_day
from bot.promises.promise import Promise, foremost, is_promise, promises

__all__ = ["Promise", "foremost", "is_promise", "named_day", "promises"]
