"""The admin's lists of the funds room: what each row shows, and what saving a row sets off."""

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from wagtail.admin import messages
from wagtail.admin.views import generic

from portal.funds.admin.exporting import FUND_COLUMNS, ExportedFund
from portal.funds.admin.views import DeleteInReach, EditInReach, ListInReach
from portal.funds.levels import refresh_level, refresh_levels
from portal.funds.models import Fund, Rubric, RubricStatement
from portal.people.models import Person, User


class FundList(ListInReach):
    """Funds with place, level and newest members. Readers go to the public page."""

    def prepare(self, queryset):
        return queryset.with_place().with_latest_figures()

    def get_inspect_url(self, instance):
        return reverse("fund_detail", args=[instance.pk])

    def to_row_dict(self, item):
        return super().to_row_dict(ExportedFund(item))

    def get_heading(self, queryset, field):
        return str(FUND_COLUMNS[field])


class KeepsLevel:
    """After saving: the fund's level follows its stage and answers."""

    def save_instance(self):
        instance = super().save_instance()
        fund = instance if isinstance(instance, Fund) else instance.fund
        refresh_level(fund)
        return instance


class WarnsOfMismatches:
    """After saving: says which figures do not add up. Never refuses them."""

    def save_instance(self):
        instance = super().save_instance()
        for year in instance.years.all() if isinstance(instance, Fund) else [instance]:
            for sentence in year.mismatches():
                messages.warning(self.request, f"{year}: {sentence}")
        return instance


class FundCreate(KeepsLevel, WarnsOfMismatches, generic.CreateView):
    """A new fund."""


class FundEdit(KeepsLevel, WarnsOfMismatches, EditInReach):
    """A fund with everything of it."""


class FundYearCreate(WarnsOfMismatches, generic.CreateView):
    """A new year of figures."""


class FundYearEdit(WarnsOfMismatches, EditInReach):
    """One year of figures."""


class OfFundList(ListInReach):
    """Rows of funds, with the fund's place at hand."""

    def prepare(self, queryset):
        return queryset.select_related("fund__subdistrict__parent__parent")

    def matching(self, queryset, text):
        return queryset.filter(fund__in=Fund.objects.like(text).order_by())


class FundYearList(OfFundList):
    """Yearly figures."""

    def prepare(self, queryset):
        return super().prepare(queryset).order_by("fund__sort_key", "-year")


class AssessmentList(OfFundList):
    """Self-assessments. They are made on the fund's own page, so there is nothing to add here."""

    def prepare(self, queryset):
        return super().prepare(queryset).select_related("rubric")

    add_url = None


class AssessmentEdit(KeepsLevel, EditInReach):
    """Corrects a self-assessment, also one entered for the wrong fund."""

    def save_instance(self):
        before = Fund.objects.get(assessments=self.object.pk)
        instance = super().save_instance()
        if before != instance.fund:
            refresh_level(before)
        return instance


class AssessmentDelete(DeleteInReach):
    """Deletes a self-assessment; the one before it makes the level again."""

    def delete_action(self):
        super().delete_action()
        refresh_level(self.object.fund)


class OfficeList(OfFundList):
    """Posts."""

    def prepare(self, queryset):
        return super().prepare(queryset).select_related("person__user")

    def matching(self, queryset, text):
        people = Person.objects.like(text).order_by()
        return queryset.filter(
            Q(person__in=people) | Q(fund__in=Fund.objects.like(text).order_by())
        )


class PersonList(ListInReach):
    """People."""

    def prepare(self, queryset):
        return queryset.select_related("user")

    def may(self, action, instance):
        # Whoever is seen may be changed; asking for each row would cost a query each.
        return self.user_has_permission(action)


class MandateList(ListInReach):
    """Who works for the network."""

    def prepare(self, queryset):
        return queryset.select_related("user__person", "region", "province")

    def matching(self, queryset, text):
        return queryset.filter(user__in=User.objects.like(text).order_by())


class AreaList(ListInReach):
    """Areas."""

    def prepare(self, queryset):
        return queryset.select_related("parent__parent", "region")


class RubricCreate(generic.CreateView):
    """A new edition begins with the statements of the present one."""

    def get_initial_form_instance(self):
        present = Rubric.objects.current()
        if present is None:
            return Rubric()
        return Rubric(
            in_force_from=timezone.localdate(),
            strong_from=present.strong_from,
            developing_from=present.developing_from,
            statements=[
                RubricStatement(
                    field=old.field, position=old.position, text_th=old.text_th, text_en=old.text_en
                )
                for old in present.statements.all()
            ],
        )


class RubricEdit(EditInReach):
    """An edition; where its thresholds move, the levels of its funds follow."""

    def save_instance(self):
        instance = super().save_instance()
        refresh_levels(Fund.objects.filter(assessments__rubric=instance).distinct())
        return instance
