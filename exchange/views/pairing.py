"""The pairing door, a coordinator's runs, and the room of a pair."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from exchange.access import takes_topics
from exchange.forms.pairing import AnswerByForm, AnswerForm, EndForm, RunForm
from exchange.models import Pair, PairingRun
from exchange.pairing.drawing import District, draw
from exchange.pairing.reasons import explained, left_out
from exchange.pairing.running import PairingRefused, answer, discard, end_pair, publish, run_pairing

PAIRS_A_PAGE = 30
TOPICS_SHOWN = 30


def crumbs() -> list[tuple[str, str]]:
    """The way back to the door."""
    return [(_("Pairing"), reverse("pairing_index"))]


class PairingIndex(View):
    """What pairing is, the pairs at work, and what waits for the reader."""

    def get(self, request):
        rights = request.rights
        at_work = Pair.objects.at_work().with_funds().order_by("mentor__sort_key", "pk")
        mine = Pair.objects.with_funds().of_funds(rights.committee_of)
        return render(
            request,
            "exchange/pairing_index.html",
            {
                "page": Paginator(at_work, PAIRS_A_PAGE).get_page(request.GET.get("page")),
                "asked": mine.asked() if rights.committee_of else [],
                "mine": mine.at_work() if rights.committee_of else [],
                "runs": PairingRun.objects.in_reach(rights).select_related("province")[:10],
            },
        )


class CoordinatorView(View):
    """Pages of those who coordinate a province."""

    def dispatch(self, request, *args, **kwargs):
        if not request.rights.signed_in:
            return redirect_to_login(request.get_full_path())
        if not request.rights.coordinator:
            raise PermissionDenied(_("Pairings are run by the coordinators of a province."))
        return super().dispatch(request, *args, **kwargs)

    def visible_run(self, pk) -> PairingRun:
        """The run, hidden from coordinators of other provinces."""
        runs = PairingRun.objects.in_reach(self.request.rights).select_related("province")
        return get_object_or_404(runs, pk=pk)


class RunNew(CoordinatorView):
    """The form that runs a pairing; the result is a preview."""

    def get(self, request):
        return self.show(RunForm(rights=request.rights))

    def post(self, request):
        form = RunForm(request.POST, rights=request.rights)
        if form.is_valid():
            chosen = form.cleaned_data
            try:
                run = run_pairing(
                    province=chosen["province"],
                    run_by=request.user,
                    weights=chosen["weights"],
                    mentors_from_elsewhere=chosen["mentors_from_elsewhere"],
                    answer_by=chosen["answer_by"],
                )
            except PairingRefused as refusal:
                form.add_error(None, str(refusal))
            else:
                return redirect(run)
        return self.show(form)

    def show(self, form):
        context = {"form": form, "crumbs": crumbs()}
        return render(self.request, "exchange/pairing_run_new.html", context)


class RunDetail(CoordinatorView):
    """A plan with its reasons. POST publishes it."""

    def get(self, request, pk):
        run = self.visible_run(pk)
        return self.show(run, AnswerByForm(initial={"answer_by": run.answer_by}))

    def post(self, request, pk):
        run = self.visible_run(pk)
        form = AnswerByForm(request.POST)
        if form.is_valid():
            try:
                publish(run=run, published_by=request.user, **form.cleaned_data)
            except PairingRefused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("The funds are asked now. Their answers show here."))
                return redirect(run)
        return self.show(run, form)

    def show(self, run, form):
        pairs = list(run.pairs.with_funds().order_by("mentor__sort_key", "mentee__sort_key"))
        context = {
            "run": run,
            "form": form,
            "pairs": explained(pairs),
            "drawing": draw(
                (_district(pair.mentor), _district(pair.mentee))
                for pair in pairs
                if pair.status not in (Pair.Status.DECLINED, Pair.Status.ENDED)
            ),
            "left_out": left_out(run),
            "crumbs": crumbs(),
        }
        return render(self.request, "exchange/pairing_run.html", context)


def _district(fund) -> District:
    district = fund.subdistrict.parent
    return District(district.name, district.latitude, district.longitude)


class RunDiscard(CoordinatorView):
    """Throws a preview away."""

    def post(self, request, pk):
        try:
            discard(run=self.visible_run(pk), discarded_by=request.user)
        except PairingRefused as refusal:
            messages.error(request, str(refusal))
            return redirect("pairing_run", pk=pk)
        messages.success(request, _("The plan is discarded."))
        return redirect("pairing_index")


class RoomView(View):
    """Pages of a pair's room; hidden from everybody who does not belong to it."""

    def dispatch(self, request, *args, **kwargs):
        if not request.rights.signed_in:
            return redirect_to_login(request.get_full_path())
        return super().dispatch(request, *args, **kwargs)

    def visible_pair(self, pk) -> Pair:
        rooms = Pair.objects.open_to(self.request.rights).with_funds()
        return get_object_or_404(rooms, pk=pk)

    def my_funds(self, pair: Pair) -> list:
        """The funds of the pair the reader acts for, that still have to answer first."""
        acts_for = self.request.rights.acts_for
        funds = [fund for fund in (pair.mentor, pair.mentee) if acts_for(fund.pk)]
        return sorted(funds, key=lambda fund: pair.answer_of(fund.pk) != Pair.Answer.NONE)

    def may_end(self, pair: Pair) -> bool:
        """Whether the reader is an officer of either fund or coordinates either province."""
        rights = self.request.rights
        return any(
            rights.acts_for(fund.pk) or rights.coordinates(fund.subdistrict_id)
            for fund in (pair.mentor, pair.mentee)
        )

    def show(self, pair, *, answer_forms=None, end_form=None):
        mine = self.my_funds(pair)
        if answer_forms is None and pair.status == Pair.Status.ASKED:
            answer_forms = [
                (fund, AnswerForm(funds=[fund], initial={"fund": fund.pk}, prefix=f"f{fund.pk}"))
                for fund in mine
                if pair.answer_of(fund.pk) == Pair.Answer.NONE
            ]
        may_end = pair.status == Pair.Status.ACCEPTED and self.may_end(pair)
        context = {
            "pair": pair,
            "explained": explained([pair])[0],
            "answer_forms": answer_forms or [],
            "end_form": end_form or (EndForm() if may_end else None),
            "topics": pair.topics.shown().newest_first().for_list()[:TOPICS_SHOWN],
            "open": takes_topics(pair),
            "crumbs": crumbs(),
        }
        return render(self.request, "exchange/pair_detail.html", context)


class PairDetail(RoomView):
    """The room: who the two are, why they were paired, their answers, their conversation."""

    def get(self, request, pk):
        return self.show(self.visible_pair(pk))


class PairAnswer(RoomView):
    """A fund accepts or declines."""

    def get(self, request, pk):
        return redirect("pair_detail", pk=pk)

    def post(self, request, pk):
        pair = self.visible_pair(pk)
        funds = self.my_funds(pair)
        fund = next((fund for fund in funds if f"f{fund.pk}-fund" in request.POST), None)
        if fund is None:
            raise PermissionDenied(
                _("Only the chair, secretary or treasurer of the fund may answer for it.")
            )
        form = AnswerForm(request.POST, funds=[fund], prefix=f"f{fund.pk}")
        if form.is_valid():
            yes = form.cleaned_data["answer"] == "yes"
            try:
                pair = answer(
                    pair=pair,
                    fund=fund,
                    yes=yes,
                    reason=form.cleaned_data["reason"],
                    answered_by=request.user,
                )
            except PairingRefused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _thanks(pair, yes))
                return redirect(pair)
        return self.show(pair, answer_forms=[(fund, form)])


def _thanks(pair: Pair, yes: bool) -> str:
    if not yes:
        return _("Your answer is kept. The coordinator looks for another fund.")
    if pair.status == Pair.Status.ACCEPTED:
        return _("Both funds have accepted. This is your room now: say hello to each other.")
    return _("Thank you. Now the other fund answers.")


class PairEnd(RoomView):
    """Ends a pair at work."""

    def get(self, request, pk):
        return redirect("pair_detail", pk=pk)

    def post(self, request, pk):
        pair = self.visible_pair(pk)
        if not self.may_end(pair):
            raise PermissionDenied(_("Only officers of the two funds and their coordinators may."))
        form = EndForm(request.POST)
        if form.is_valid():
            try:
                end_pair(pair=pair, ended_by=request.user, reason=form.cleaned_data["reason"])
            except PairingRefused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("The pair has ended. Its room stays to be read."))
                return redirect(pair)
        return self.show(pair, end_form=form)
