"""When it is not the program that is wrong but the place it runs in: what is told, and when to try
again."""

import errno
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import DatabaseError, InterfaceError, OperationalError
from django.db.transaction import TransactionManagementError


@dataclass(frozen=True)
class Outage:
    """What a person is told: in a heading, in a sentence, and after how many seconds to try
    again."""

    title: str
    why: str
    seconds: int

    @property
    def when(self) -> str:
        """30 秒后, 5 分钟后."""
        return (
            f"{self.seconds // 60} 分钟后"
            if self.seconds >= 60
            else f"{self.seconds} 秒后"
        )


BUSY = Outage("系统正忙", "其他人的操作还没有办完，等了一会儿没有轮到。", 10)
GONE = Outage("数据库暂时连不上", "可能正在重启或维护。", 30)
READ_ONLY = Outage(
    "数据库暂时不能写入", "现在只能查看，不能保存；请同时告知管理员。", 300
)
FULL = Outage("服务器的磁盘已满", "内容存不下，请同时告知管理员清理磁盘。", 300)
SICK = Outage(
    "数据库文件暂时读写不了", "磁盘可能已满或只读，请同时告知管理员检查。", 300
)
NO_FILES = Outage(
    "服务器暂时不能保存文件", "请同时告知管理员检查文件目录的权限和磁盘。", 300
)

BY_STATE = {
    "25006": READ_ONLY,  # read_only_sql_transaction
    "40001": BUSY,  # serialization_failure
    "40P01": BUSY,  # deadlock_detected
    "55P03": BUSY,  # lock_not_available: lock_timeout
    "57014": BUSY,  # query_canceled: statement_timeout
    "53100": FULL,  # disk_full
    "53200": BUSY,  # out_of_memory
    "53300": BUSY,  # too_many_connections
}
"""PostgreSQL's SQLSTATE, from Appendix A of its manual."""
GONE_CLASSES = ("08", "57P", "58")
"""Connection exceptions, shutdowns, errors of the system below."""

BY_WORDS = {
    "locked": BUSY,  # database is locked
    "busy": BUSY,
    "readonly": READ_ONLY,  # attempt to write a readonly database
    "full": FULL,  # database or disk is full
    # also a full disk, where not even the file beside the database can grow
    "disk i/o error": SICK,
    "unable to open": SICK,  # unable to open database file; also a disk that is read-only
    "malformed": SICK,  # database disk image is malformed
    "not a database": SICK,  # file is not a database
    "closed": GONE,  # connection already closed
    "no message from the libpq": GONE,
}
"""SQLite's sentences, and those of the drivers; SQLite's error codes are told from Python 3.11 on
only."""

BY_NUMBER = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EROFS: NO_FILES,
    errno.EACCES: NO_FILES,
    errno.EPERM: NO_FILES,
    errno.EIO: NO_FILES,
    errno.EMFILE: BUSY,
    errno.ENFILE: BUSY,
}


def outage_of(error: BaseException | None) -> Outage | None:
    """The outage behind an error, None where the program itself is wrong (a missing column is no
    outage)."""
    for cause in causes(error):
        if isinstance(cause, DatabaseError | InterfaceError):
            outage = in_database(cause)
        else:
            outage = (
                BY_NUMBER.get(cause.errno or 0) if isinstance(cause, OSError) else None
            )
        if outage:
            return outage
    return None


def causes(error: BaseException | None) -> Iterator[BaseException]:
    """The error and what it was raised from. A transaction that is broken already names its cause
    likewise."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        follows = error.__cause__
        if follows is None and isinstance(error, TransactionManagementError):
            follows = error.__context__
        error = follows


def in_database(error: DatabaseError | InterfaceError) -> Outage | None:
    cause = error.__cause__
    if hasattr(cause, "pgcode"):
        return in_postgres(error, getattr(cause, "pgcode", "") or "")
    return by_words(error)


def in_postgres(error: DatabaseError | InterfaceError, state: str) -> Outage | None:
    """A connection that could not be made, or broke, has no state."""
    if not state:
        return GONE if isinstance(error, OperationalError) else by_words(error)
    return BY_STATE.get(state) or (GONE if state.startswith(GONE_CLASSES) else None)


def by_words(error: Exception) -> Outage | None:
    message = str(error).lower()
    return next(
        (outage for words, outage in BY_WORDS.items() if words in message), None
    )
