"""What the buttons of the plan's page do; the change itself is a verb's."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from assignments.ledger.writing import REFUSALS, sentences
from assignments.models import Work
from assignments.reporting.actions import add_refusal
from assignments.reporting.plan import MilestoneForm, Plan, PlanForm
from assignments.reporting.planning_verbs import (
    propose_milestone,
    propose_plan,
    withdraw_milestone,
)
from assignments.rules.aims import plain


def save_plan(request: HttpRequest, plan: Plan) -> HttpResponse:
    form = PlanForm(request.POST, plan=plan)
    if form.is_valid():
        try:
            changed = propose_plan(
                unit=plan.unit,
                lines=plan.lines,
                periods=plan.open_periods,
                values=form.values(plan),
                seen=form.seen(plan),
                by=request.user,
            )
            said = (
                f"已保存 {changed} 个计划值，等待督查室审定。"
                if changed
                else "没有改动。"
            )
            messages.success(request, said)
            return redirect(request.get_full_path())
        except REFUSALS as refusal:
            form = shown_again(request, plan, form, getattr(refusal, "current", {}))
            add_refusal(form, refusal)
    return render(request, "reporting/plan.html", plan.context(form))


def shown_again(
    request: HttpRequest, plan: Plan, form: PlanForm, current: dict
) -> PlanForm:
    """The form with what was typed; where others changed a box meanwhile it now knows what they
    wrote, so that saving once more is the decision."""
    data = request.POST.copy()
    for name, value in current.items():
        data[form[name].html_initial_name] = "" if value is None else plain(value)
    again = PlanForm(data, plan=plan)
    again.is_valid()
    return again


def add_milestone(request: HttpRequest, plan: Plan) -> HttpResponse:
    form = MilestoneForm(request.POST, plan=plan, prefix="milestone")
    if form.is_valid():
        typed = dict(form.cleaned_data)
        work = Work.objects.get(pk=typed.pop("work"))
        try:
            propose_milestone(work=work, unit=plan.unit, by=request.user, **typed)
            messages.success(request, "节点已添加，等待督查室审定。")
            return redirect(request.get_full_path())
        except REFUSALS as refusal:
            add_refusal(form, refusal)
    return render(request, "reporting/plan.html", plan.context(milestone=form))


def drop_milestone(request: HttpRequest, plan: Plan) -> HttpResponse:
    wanted = request.POST["action"].partition(":")[2]
    for target in plan.milestones:
        if str(target.pk) == wanted:
            try:
                withdraw_milestone(target=target, unit=plan.unit, by=request.user)
                messages.success(request, f"已撤回节点：{target.text}。")
            except REFUSALS as refusal:
                messages.error(request, "".join(sentences(refusal)))
    return redirect(request.get_full_path())


PLAN = {"save": save_plan, "milestone": add_milestone, "drop": drop_milestone}
