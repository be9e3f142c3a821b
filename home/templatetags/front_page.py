"""Gives the front page's template what it gathers."""

from django import template
from django.core.paginator import Paginator

from home import front_page as rules
from home.models import NewsPage

register = template.Library()


@register.simple_tag(takes_context=True)
def front_page(context):
    """``{% front_page as front %}``: a `home.front_page.FrontPage` for the reader."""
    return rules.front_page(context["rights"])


@register.simple_tag(takes_context=True)
def news_below(context, page):
    """``{% news_below page as news %}``: one page (of 20) of the news under an index page."""
    found = NewsPage.objects.child_of(page).live().public().order_by("-day", "-pk")
    return Paginator(found, 20).get_page(context["request"].GET.get("page"))
