"""A session as people see it: the set-up, the board, its questions, what one may do with them, and how it ends."""
