# The hooks stand here, where every worker and their controller find them.
from tests.real.published import (  # noqa: F401
    pytest_ignore_collect,
    pytest_terminal_summary,
)
