"""So that a comparison that fails says what differs."""

import pytest

pytest.register_assert_rewrite("tests.effects.seen")
