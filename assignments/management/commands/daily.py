"""`manage.py daily`: what a day brings. Run by a timer each morning; running it twice does no
harm."""

from datetime import date
from smtplib import SMTPException

from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from assignments.ledger.digest_verbs import send_digest
from assignments.ledger.operations_log_verbs import clean_log
from assignments.mail import is_configured
from assignments.management.digests import by_address, letters


class Command(BaseCommand):
    help = (
        "每日任务：给各单位、市领导和督查室各发一封待办提醒，"
        "清理保存期满的操作日志。重复执行不会重发。"
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--date", default="", metavar="YYYY-MM-DD", help="按哪一天计算，默认为今天"
        )

    def handle(self, *args, **options):
        day = chosen_day(options["date"])
        due_letters = letters(day)
        for letter in due_letters:
            self.stdout.write(
                f"{letter.name}（{letter.address or '没有邮箱'}）：{letter.summary}"
            )
        texts = by_address(due_letters)
        self.stdout.write(f"清理期满的操作日志 {clean_log(by=None)} 条。")
        if not is_configured():
            self.stdout.write(f"{day}：未配置邮件，没有发送。")
            return
        sent, failed = send_all(texts, day)
        self.stdout.write(
            f"{day}：发出 {sent} 封，此前已发 {len(texts) - sent - len(failed)} 封。"
        )
        if failed:
            reasons = "；".join(
                f"{address}（{error}）" for address, error in failed.items()
            )
            raise CommandError(
                f"{len(failed)} 封没有发出，再次执行本命令时补发：{reasons}"
            )


def send_all(texts: dict[str, str], day: date) -> tuple[int, dict[str, Exception]]:
    """Send each address its digest: how many went now, and what stood in the way of the others. A
    server that does not answer is not asked again for each of them; one that refuses an address is
    asked for the next, as where an address is none."""
    sent = 0
    failed: dict[str, Exception] = {}
    remaining = list(texts)
    while remaining:
        address = remaining.pop(0)
        try:
            sent += send_digest(address=address, on=day, text=texts[address], by=None)
        except (SMTPException, ValidationError) as refusal:
            failed[address] = refusal
        except OSError as error:
            return sent, failed | dict.fromkeys([address, *remaining], error)
    return sent, failed


def chosen_day(text: str) -> date:
    """The day named, today where none is."""
    try:
        return date.fromisoformat(text) if text else timezone.localdate()
    except ValueError as error:
        raise CommandError(f"看不懂日期“{text}”，请写成 2021-07-05 这样。") from error
