"""The courses room inside the Wagtail admin: who may see which rows, forms and lists."""
