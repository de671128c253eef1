"""A second notice, to see whether a page asks the database more often when there is more."""

from assignments.models import Responsibility, Target


def second_notice(small_plan) -> None:
    """As many tasks, works, duties and targets again, under another plan of the year."""
    plan = small_plan.plan
    tasks = list(plan.tasks.select_related("work"))
    plan.pk, plan.title = None, "第二个方案"
    plan._state.adding = True
    plan.save()
    for task in tasks:
        duties = list(Responsibility.objects.filter(task=task))
        targets = list(Target.objects.filter(work=task.work))
        task.work.pk = None
        task.work.save()
        task.pk, task.plan, task.work = None, plan, task.work
        task.save()
        for row in (*duties, *targets):
            row.pk = None
            row.task = task
            if isinstance(row, Target):
                row.work = task.work
            row.save()
