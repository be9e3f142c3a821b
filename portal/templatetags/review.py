"""Decides where a letter about a review leads."""

from django import template
from django.urls import reverse

register = template.Library()


@register.filter
def review_address(page) -> str:
    """Where a page that is reviewed is read: on a page of its own, else in the editor."""
    if hasattr(page, "review_address"):
        return page.review_address()
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


@register.filter
def kind_name(page) -> str:
    """What a page is, in a word: a lesson, a curriculum. Wagtail's own word is "page"."""
    return page.specific_class._meta.verbose_name
