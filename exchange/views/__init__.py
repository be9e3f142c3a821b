"""Pages of the exchange that are not Wagtail's."""
