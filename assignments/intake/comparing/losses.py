"""What an import would take away from stored tasks: counted and named before confirming, and
confirmed apart."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from assignments.intake.comparing.known_plan import digest
from assignments.models import ImportBatch

KEEP = "keep"
"""The answer that nothing is to go: what the document has anew is written, the rest stays."""


def keeps_all(batch: ImportBatch) -> bool:
    return batch.answers.get("losses") == KEEP


@dataclass(frozen=True)
class Losses:
    """`rows` are (label of the task, what goes: 配合单位：市科技局)."""

    rows: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @classmethod
    def of(cls, rows: Iterable[tuple[str, tuple[str, ...]]]) -> "Losses":
        return cls(tuple(rows))

    def __bool__(self) -> bool:
        return bool(self.rows)

    def __len__(self) -> int:
        return sum(len(lost) for _, lost in self.rows)

    @cached_property
    def words(self) -> str:
        """配合单位 24 处、牵头领导 6 处."""
        kinds = Counter(
            phrase.partition("：")[0] for _, lost in self.rows for phrase in lost
        )
        return "、".join(f"{kind} {number} 处" for kind, number in kinds.items())

    @cached_property
    def mark(self) -> str:
        """One word for exactly these losses; who confirms sends the one that was shown."""
        return digest(self.rows) if self.rows else ""

    @property
    def sentence(self) -> str:
        return (
            f"将从 {len(self.rows)} 项任务移除或清空 {len(self)} "
            f"处（{self.words}），请看过后单独勾选确认。"
        )
