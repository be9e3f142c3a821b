"""What a page needs to be passed on: whole addresses, and the plain link that shares it in LINE."""

from urllib.parse import quote

from django import template

register = template.Library()


@register.simple_tag(takes_context=True)
def absolute(context, path: str) -> str:
    """``{% absolute path %}``: an address of this site as others can open it."""
    return context["request"].build_absolute_uri(path)


@register.simple_tag(takes_context=True)
def line_link(context, title: str, path: str) -> str:
    """``{% line_link title path %}``: opens LINE with the title and the address to send."""
    text = f"{title}\n{absolute(context, path)}"
    return f"https://line.me/R/share?text={quote(text)}"
