"""What changed in the database since a preview was last compared with it, in sentences."""

from assignments.choices import ChangeAction, TaskKind
from assignments.intake.comparing.known_plan import Book, row_key
from assignments.intake.comparing.other_plans import Elsewhere
from assignments.models import Task

# Tasks named in a refusal; beyond that somebody looks at the whole import again.
MOST_NAMED = 10


def drifted(before: dict, now: dict, book: Book) -> list[str]:
    """One sentence for each thing that is not as it was."""
    if not before:
        return []
    changes = []
    if before.get("plan") != now["plan"]:
        changes.append("年度方案在预览之后被建立、修改或删除。")
    labels = {row_key(*key): task for key, task in book.tasks.items()}
    for name, old in before.get("tasks", {}).items():
        if name not in labels:
            kind, _, number = name.rpartition("-")
            changes.append(f"{TaskKind(kind).label} {number} 在预览之后被删除。")
        elif now["tasks"][name] != old:
            changes.append(
                f"{labels[name].label} 在预览之后被修改{last_change(labels[name])}。"
            )
    added = [
        labels[name].label
        for name in now["tasks"]
        if name not in before.get("tasks", {})
    ]
    changes += [f"{label} 是预览之后新增的。" for label in added]
    if before.get("names") != now["names"]:
        changes.append("单位或市领导名录在预览之后有变动，请核对名称的对应。")
    return changes


def drifted_elsewhere(before: dict, elsewhere: Elsewhere) -> list[str]:
    """The tasks of other plans that a row could be joined with, as far as they are not as they
    were."""
    now = elsewhere.fingerprint()
    then = before.get("elsewhere", now)
    changed = [
        task
        for key, task in elsewhere.tasks.items()
        if then.get(str(key)) != now[str(key)]
    ]
    changes = [
        f"“{task.plan}”的{task.label} 在预览之后有变动。"
        for task in changed[:MOST_NAMED]
    ]
    if len(changed) > MOST_NAMED or set(then) - set(now):
        changes.append("同年度其他方案的任务在预览之后有增减，请核对合并的建议。")
    return changes


def last_change(task: Task) -> str:
    """（李四，11月23日 10:20）, or nothing where the history does not know."""
    record = task.history.select_related("history_user").first()
    if record is None or record.history_type == ChangeAction.CREATE:
        return ""
    who = str(record.history_user) if record.history_user else "系统"
    return f"（最近修改：{who}）"
