"""`manage.py import_tasks FILE --plan YEAR [--confirm]`: the import wizard without a browser.

The same batch, the same preview, the same verbs: what is left open here can be answered on the
page of the batch, and the other way round.
"""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from assignments.choices import ImportState, Level, Operation, Role
from assignments.intake import reading, verbs
from assignments.intake.comparing.asked import (
    ANOTHER,
    AS_PLAN,
    LEADERLESS,
    NEW,
    NOBODY,
    PROGRESS,
    SAME,
)
from assignments.intake.comparing.preview import Preview, preview_of
from assignments.intake.comparing.preview_row import STATES
from assignments.ledger import operations_log
from assignments.ledger.writing import REFUSALS, sentences
from assignments.models import ImportBatch, User

# What fits on a terminal beside the summary.
MOST_LINES = 20


class Command(BaseCommand):
    help = "导入一份任务分工文件：先列出预览；加 --confirm 才写入。"

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="通知、表格或网页文件")
        parser.add_argument(
            "--plan",
            type=int,
            default=0,
            metavar="年度",
            help="年度方案的年度，不写则按文件",
        )
        parser.add_argument(
            "--level", choices=Level.values, default=Level.LOCAL, help="方案的层级"
        )
        parser.add_argument(
            "--by",
            default="",
            metavar="用户名",
            help="以谁的名义导入，默认为唯一的管理员",
        )
        self.add_answers(parser)

    def add_answers(self, parser):
        """What the pages of the import would ask."""
        parser.add_argument(
            "--create-all",
            action="store_true",
            help="与已有名称都不相近的名称全部新建；相近的和“张市长”这样的称呼仍要到“导入”页面确认",
        )
        parser.add_argument(
            "--other-list",
            choices=(NEW, SAME),
            default="",
            help="序号相同而内容不同时：new 另建一份年度方案，same 写入已有的方案",
        )
        parser.add_argument(
            "--as-plan", action="store_true", help="像完成情况表的，仍按任务分工导入"
        )
        parser.add_argument(
            "--without-leaders",
            action="store_true",
            help="没有读到牵头领导的，照此导入",
        )
        parser.add_argument(
            "--remove",
            action="store_true",
            help="按文件移除、清空台账中的单位、领导、备注等",
        )
        parser.add_argument(
            "--keep", action="store_true", help="文件里没有的都保留，只写入新的内容"
        )
        parser.add_argument(
            "--confirm", action="store_true", help="确认写入；没有它只预览"
        )

    def handle(self, *args, file: Path, plan: int, level: str, by: str, **options):
        user = person(by)
        try:
            batch = verbs.start(
                data=file.read_bytes(),
                filename=file.name,
                year=plan,
                level=level,
                by=user,
            )
            batch = reading.read_batch(batch, by=user)
            if batch.state == ImportState.FAILED:
                raise CommandError(batch.error)
            if options["create_all"]:
                batch = verbs.accept_suggestions(batch=batch, by=user)
            preview = preview_of(self.decide(batch, options, user))
            self.show(preview)
            if options["confirm"]:
                self.confirm(batch, preview, user, removes=options["remove"])
            else:
                self.stdout.write(
                    f"没有写入。批次 {batch.pk} 已保存，可在“导入”"
                    "页面继续，或加 --confirm 重新运行。"
                )
        except OSError as error:
            raise CommandError(
                f"打不开文件“{file}”：{error.strerror or error}"
            ) from error
        except REFUSALS as refusal:
            raise CommandError("\n".join(sentences(refusal))) from refusal

    def decide(self, batch: ImportBatch, options: dict, user: User) -> ImportBatch:
        """Answer what the options answer; the rest is left open and refuses."""
        given = {
            PROGRESS: AS_PLAN if options["as_plan"] else "",
            ANOTHER: options["other_list"],
            LEADERLESS: NOBODY if options["without_leaders"] else "",
        }
        for key, value in given.items():
            asked = next(
                (
                    question
                    for question in preview_of(batch).asked
                    if question.key == key
                ),
                None,
            )
            if asked and value:
                batch = verbs.answer_asked(
                    batch=batch, key=key, value=value, mark=asked.mark, by=user
                )
        return (
            verbs.keep_losses(batch=batch, keep=True, by=user)
            if options["keep"]
            else batch
        )

    def confirm(
        self, batch: ImportBatch, preview: Preview, user: User, *, removes: bool
    ) -> None:
        if preview.changes_nothing and not verbs.blockers(preview):
            verbs.discard(batch=batch, by=user)
            self.stdout.write("文件与台账一致，没有要写入的内容。")
            return
        verbs.confirm(
            batch=batch, by=user, accepted=preview.losses.mark if removes else ""
        )
        operations_log.note(
            None,
            Operation.IMPORT,
            f"{batch.filename}（批次 {batch.pk}，命令行）",
            user=user,
        )
        self.stdout.write(
            self.style.SUCCESS(f"已导入，批次 {batch.pk}。可在“导入”页面撤销。")
        )

    def show(self, preview: Preview) -> None:
        """The counts, and at most twenty lines of what is open."""
        counts = "、".join(
            f"{label} {preview.counts[state]}" for state, label in STATES.items()
        )
        kinds = "、".join(f"{label} {number}" for label, number in preview.by_kind)
        self.stdout.write(
            f"读到 {preview.counts['all']} 行（{kinds}）："
            f"{counts}，文件里没有 {preview.counts['missing']}。"
        )
        self.listed([doubt["message"] for doubt in preview.doubts], "文件的疑点")
        self.listed(
            [f"{row.label}：{text}" for row in preview.rows for text in row.errors],
            "错误",
        )
        self.listed(
            [f"{row.label}：{text}" for row in preview.rows for text in row.doubts],
            "疑点",
        )
        changes = [
            f"{row.label} {cell.label}：{cell.old or '（空）'} → {cell.new or '（空）'}"
            for row in preview.rows
            for cell in row.cells
        ]
        self.listed(changes, "变化")
        lost = [f"{label}：{'、'.join(lost)}" for label, lost in preview.losses.rows]
        self.listed(lost, "将移除或清空（要写入须加 --remove，要保留加 --keep）")
        self.listed(
            [question.sentence for question in preview.asked if question.is_open],
            "先要回答",
        )
        named = [
            f"{question.name}{verbs.near(question)}"
            for question in preview.open_questions
        ]
        self.listed(named, "待确认的名称")

    def listed(self, lines: list[str], title: str) -> None:
        if lines:
            self.stdout.write(f"{title}（{len(lines)}）：")
            for line in lines[:MOST_LINES]:
                self.stdout.write(f"  {line}")
            if len(lines) > MOST_LINES:
                self.stdout.write(f"  ……还有 {len(lines) - MOST_LINES} 条")


def person(username: str) -> User:
    """In whose name: the one named, or the only active administrator."""
    people = User.objects.filter(is_active=True)
    if username:
        user = people.filter(username=username).first()
        if user is None:
            raise CommandError(f"没有用户“{username}”。")
        return user
    admins = list(people.filter(role=Role.ADMIN)[:2])
    if len(admins) != 1:
        raise CommandError("请用 --by 指明以哪个用户的名义导入（管理员或督查室）。")
    return admins[0]
