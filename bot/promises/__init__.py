"""What somebody said they would do, and by when."""

from bot.promises.dates import named_day
from bot.promises.promise import Promise, is_promise, promises

__all__ = ["Promise", "is_promise", "named_day", "promises"]
