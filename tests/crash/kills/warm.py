"""What every command's process has loaded before it begins, and the clock it goes by. Loaded once, then forked.

The clock takes its place before anybody else takes `now_us` from the data folder's module.
"""

import importlib
import importlib.util

from pipelines.keep import folder


class Clock:
    """What a command takes for now."""

    us = 0

    def __call__(self) -> int:
        return self.us


clock = Clock()
folder.now_us = clock

# What commands load when they first need it, which takes longer than most of them do.
LOADED = (
    "_strptime", "anyio", "h11", "httpcore", "httpx", "numpy.ma", "numpy.random", "pandas", "pyarrow.pandas_compat",
    "pydantic.json_schema", "pydantic.type_adapter", "pytest", "rich.progress", "sqlalchemy.dialects.sqlite", "start",
    "tests.small_council", "typer.testing", "pipelines.cli.app", "pipelines.collect.connect", "store.published",
)  # fmt: skip
for name in LOADED:
    if importlib.util.find_spec(name.partition(".")[0]):
        importlib.import_module(name)

from connectors import all_platforms  # noqa: E402
from labels import all_rules  # noqa: E402
from metrics import all_measures  # noqa: E402

all_measures()
all_platforms()
all_rules()
