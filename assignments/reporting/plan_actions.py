"""What the buttons of the plan's page do, one view each; the change itself is a verb's."""

from decimal import Decimal

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from assignments.addresses import back_to
from assignments.ledger import access
from assignments.ledger.writing import REFUSALS, sentences
from assignments.models import Work
from assignments.reporting import planning_verbs
from assignments.reporting.plan import (
    MilestoneForm,
    PlannedValuesForm,
    YearPlan,
    open_plan,
)
from assignments.reporting.report_actions import add_refusal
from assignments.rules.aims import plain


@require_POST
def save_plan(request: access.Request) -> HttpResponse:
    plan = open_plan(request)
    form = PlannedValuesForm(request.POST, plan=plan)
    if not form.is_valid():
        return show(request, plan, form=form)
    try:
        changed = planning_verbs.propose_plan(
            unit=plan.unit,
            lines=plan.lines,
            periods=plan.open_periods,
            values=form.values(plan),
            seen=form.seen(plan),
            by=request.user,
        )
    except REFUSALS as refusal:
        current = getattr(refusal, "current", {})
        form = with_current_values(request, plan, form, current)
        add_refusal(form, refusal)
        return show(request, plan, form=form)
    message = f"已保存 {changed} 个计划值，等待督查室审定。"
    messages.success(request, message if changed else "没有改动。")
    return back_to(request, "reporting:plan")


def with_current_values(
    request: access.Request,
    plan: YearPlan,
    form: PlannedValuesForm,
    current: dict[str, Decimal | None],
) -> PlannedValuesForm:
    """The form with what was typed; where others changed a box meanwhile it now knows what they
    wrote, so that saving once more is the decision."""
    data = request.POST.copy()
    for name, value in current.items():
        data[form[name].html_initial_name] = "" if value is None else plain(value)
    form = PlannedValuesForm(data, plan=plan)
    form.is_valid()
    return form


@require_POST
def add_milestone(request: access.Request) -> HttpResponse:
    plan = open_plan(request)
    form = MilestoneForm(request.POST, plan=plan, prefix="milestone")
    if form.is_valid():
        typed = dict(form.cleaned_data)
        work = Work.objects.get(pk=typed.pop("work"))
        try:
            planning_verbs.propose_milestone(
                work=work, unit=plan.unit, by=request.user, **typed
            )
            messages.success(request, "节点已添加，等待督查室审定。")
            return back_to(request, "reporting:plan")
        except REFUSALS as refusal:
            add_refusal(form, refusal)
    return show(request, plan, milestone=form)


@require_POST
def withdraw_milestone(request: access.Request) -> HttpResponse:
    plan = open_plan(request)
    key = request.POST.get("milestone", "")
    for target in plan.milestones:
        if str(target.pk) != key:
            continue
        try:
            planning_verbs.withdraw_milestone(
                target=target, unit=plan.unit, by=request.user
            )
            messages.success(request, f"已撤回节点：{target.text}。")
        except REFUSALS as refusal:
            messages.error(request, "".join(sentences(refusal)))
    return back_to(request, "reporting:plan")


def show(
    request: access.Request,
    plan: YearPlan,
    form: PlannedValuesForm | None = None,
    milestone: MilestoneForm | None = None,
) -> HttpResponse:
    return render(request, "reporting/plan.html", plan.context(form, milestone))
