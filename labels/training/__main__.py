"""Trains every model from the open messages and writes its file: `python -m labels.training`."""

import gzip
import json
from pathlib import Path

from labels import model
from labels.training.learn import learn
from labels.training.messages import TASKS, messages


def main() -> None:
    """Train and write; the same messages give the same bytes."""
    for task in TASKS:
        told = learn(task, messages("open", task.name))
        packed = gzip.compress(
            json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode(), 9, mtime=0
        )
        path = Path(model.__file__).with_name(f"{task.name}.json.gz")
        path.write_bytes(packed)
        size = len(next(iter(told["weights"].values())))
        print(f"{path.name}: {size:,} features, {len(packed):,} bytes")


if __name__ == "__main__":
    main()
