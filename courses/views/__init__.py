"""Pages of the courses room, one module per job."""
