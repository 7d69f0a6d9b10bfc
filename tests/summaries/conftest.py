"""A small council, whose months are summed up."""

import pytest

from tests.summaries.six_members import six_members


@pytest.fixture
def council(tmp_path):
    return six_members(tmp_path)
