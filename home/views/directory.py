"""The directory of funds and a fund's profile."""

from django.db.models import Prefetch
from django.views.generic import DetailView, ListView

from courses.attendance import fund_history, fund_totals
from exchange.models import Pair, Topic
from home.charts import HEIGHT, WIDTH, stacked_bars
from home.forms.directory import FundFilter
from portal.funds.levels import explain_level
from portal.funds.models import Fund, FundNeed, FundOffer, FundYear, Office
from portal.thai.dates import be_year
from portal.thai.search import find

#: Most funds a search by name or place brings back.
FOUND_AT_MOST = 300
#: Years the plot of members shows at most; more do not fit a phone.
YEARS_DRAWN = 8


class FundList(ListView):
    """Funds by area, by what they can teach, by name; in Thai alphabetical order."""

    template_name = "home/fund_list.html"
    paginate_by = 30

    def get_queryset(self):
        self.filter = FundFilter(self.request.GET, rights=self.request.rights)
        funds = self.filter.apply(Fund.objects.standing().with_place().with_latest_figures())
        words = self.filter.cleaned_data.get("q", "").strip()
        if not words:
            return funds
        return [hit.record for hit in find(funds, words, limit=FOUND_AT_MOST)]

    def get_context_data(self, **kwargs):
        return super().get_context_data(filter=self.filter, **kwargs)


def members_plot(years: list[FundYear]) -> dict:
    """Bars of the members of some years (newest first), and the groups they are stacked of.

    Where every year is known by groups the bars are stacked and `groups` holds each group's
    label and counts in the order of the bars; else they show the totals and it is empty.
    """
    if not years:
        return {"bars": [], "groups": []}
    years = years[::-1]
    labels = [str(be_year(row.year)) for row in years]
    by_group = all(row.members_reported is None and row.members is not None for row in years)
    if not by_group:
        rows = [(label, [row.members]) for label, row in zip(labels, years, strict=True)]
        return {"bars": stacked_bars(rows), "groups": []}
    values = [[getattr(row, name) for name in FundYear.MEMBER_GROUPS] for row in years]
    groups = [
        {"label": FundYear._meta.get_field(name).verbose_name, "counts": column}
        for name, column in zip(FundYear.MEMBER_GROUPS, zip(*values, strict=True), strict=True)
    ]
    return {"bars": stacked_bars(list(zip(labels, values, strict=True))), "groups": groups}


class FundDetail(DetailView):
    """What a fund is, can teach and wants to learn; its figures, training and pairs."""

    template_name = "home/fund_detail.html"

    def get_queryset(self):
        return Fund.objects.with_place().prefetch_related(
            "merged_funds",
            "tags",
            "years__welfare",
            "founding_steps__step",
            Prefetch("offers", FundOffer.objects.select_related("subject")),
            Prefetch("needs", FundNeed.objects.select_related("subject")),
        )

    def get_context_data(self, **kwargs):
        fund, rights = self.object, self.request.rights
        years = list(fund.years.all())
        joined = fund.merged_into if fund.merged_into_id else None
        pairs = Pair.objects.of_fund(fund.pk).with_funds()
        mine = rights.acts_for(fund.pk) or rights.coordinates(fund.subdistrict_id)
        return super().get_context_data(
            joined=joined,
            years=years,
            newest=years[0] if years else None,
            **members_plot(years[:YEARS_DRAWN]),
            chart_box=f"0 0 {WIDTH} {HEIGHT}",
            level=explain_level(fund),
            history=fund_history(fund),
            totals=fund_totals(fund),
            pairs=pairs.at_work(),
            asked=pairs.asked() if mine else [],
            topics=Topic.objects.visible_to(rights).filter(fund=fund).newest_first().for_list()[:5],
            offices=Office.objects.in_force().filter(fund=fund).select_related("person")
            if rights.signed_in
            else [],
            may_edit=mine,
            **kwargs,
        )
