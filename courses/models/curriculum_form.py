"""What the editor's form of a curriculum refuses besides what its boxes refuse by themselves."""

from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminPageForm


class CurriculumForm(WagtailAdminPageForm):
    """Says beside its row when a prerequisite would close a circle.

    A row does not know its curriculum before it is saved, so it cannot ask by itself.
    """

    def clean(self):
        cleaned = super().clean()
        for row in self.formsets["prerequisites"].forms:
            if row.is_valid() and row.cleaned_data.get("needs") and not self.deleted(row):
                row.instance.page_id = self.instance.pk
                try:
                    row.instance.clean()
                except ValidationError as problem:
                    row.add_error(None, problem)
        return cleaned

    @staticmethod
    def deleted(row) -> bool:
        return bool(row.cleaned_data.get("DELETE"))
