"""The funds room inside the Wagtail admin: who may see which rows, forms, lists, choosers."""
