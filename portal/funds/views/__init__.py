"""Pages of the funds room: a fund's own record, and posts in funds."""
