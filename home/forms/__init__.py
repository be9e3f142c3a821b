"""Forms of the home room: the filters of its lists."""
