"""Template tags of the exchange: the signature under which something stands."""

from django import template

from exchange.models.topics import Written
from exchange.talk.signature import Signature, sign
from portal.funds.access import VISITOR

register = template.Library()


@register.simple_tag(takes_context=True)
def signature(context, written: Written) -> Signature:
    """``{% signature topic as signed %}``: for the reader whose `rights` the page knows."""
    return sign(written, context.get("rights", VISITOR))
