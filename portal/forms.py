"""How every form of the portal is drawn: our field template, our error summary."""

from django.forms.renderers import TemplatesSetting


class PortalRenderer(TemplatesSetting):
    """Loads form templates like all others, ours before Django's.

    Only whole forms and fields are ours; the boxes themselves keep Django's markup and are
    dressed by static/css/components.css, so that Wagtail's admin, which shares this renderer,
    finds the widgets it expects.
    """

    form_template_name = "django/forms/form.html"
    field_template_name = "django/forms/field.html"
