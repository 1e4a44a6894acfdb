"""Sessions that collect questions (or open-space topics), put them to hosts, and account for every one."""
