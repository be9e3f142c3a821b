"""The exchange inside the Wagtail admin: what coordinators see and change."""
