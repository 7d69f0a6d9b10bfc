"""Relations and measures are plain SQL that runs unchanged, and means the same, on DuckDB, Spark and PostgreSQL."""

from collections import defaultdict

import pytest
import sqlglot

from metrics import all_measures, relations
from metrics.measure import Measure
from metrics.story import read
from tests.measures.portable_sql import FUNCTIONS, troubles
from tests.measures.portable_types import Columns, mixed
from tests.measures.telling import told

RELATIONS = {path.stem: path.read_text(encoding="utf-8") for path in sorted(relations.HERE.glob("*.sql"))}
MEASURES = {measure.id: measure for measure in all_measures()}
COUNTS = {
    f"{measure.id}: {name}": (
        measure,
        also.sql if also.is_of or also.is_list else f"{also.sql} group by member, label",
    )
    for measure in all_measures()
    for name, also in measure.also.items()
}
OCCASIONS = {id_: measure.occasions for id_, measure in MEASURES.items()}
TEXTS = RELATIONS | OCCASIONS | {name: sql for name, (_, sql) in COUNTS.items()}


@pytest.fixture(scope="module")
def columns() -> Columns:
    """Every relation of a run with its columns' types, and each measure's occasions under its id."""
    found: Columns = defaultdict(dict)
    with told(read("day 1 09:00  now")) as archive:
        for measure in MEASURES.values():
            archive.make(f'"{measure.id}"', measure.occasions)
        for relation, column, kind in archive.rows(
            "select table_name, column_name, data_type from duckdb_columns() where not internal"
        ):
            found[relation][column] = kind
    return dict(found)


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_needs_no_other_words_on_another_engine(name: str) -> None:
    assert troubles(TEXTS[name]) == []


@pytest.mark.parametrize("name", RELATIONS | OCCASIONS)
def test_a_text_leaves_no_cast_to_the_engine(name: str, columns: Columns) -> None:
    assert mixed(TEXTS[name], columns) == []


@pytest.mark.parametrize("name", COUNTS)
def test_what_is_counted_beside_leaves_no_cast_to_the_engine(name: str, columns: Columns) -> None:
    measure, sql = COUNTS[name]

    assert mixed(sql, columns | {"occasions": columns[measure.id]}) == []


@pytest.mark.parametrize("measure", MEASURES.values(), ids=lambda m: m.id)
def test_occasions_have_the_columns_that_are_kept_of_them(measure: Measure, columns: Columns) -> None:
    text, yes_or_no = ("VARCHAR",), ("BOOLEAN",)
    whole = ("BIGINT", "HUGEINT")  # a sum of whole numbers is wider
    kept = {
        **dict.fromkeys(("member", "label", "post", "answer", "reason"), text),
        **dict.fromkeys(("happened_us", "value"), whole),
        **dict.fromkeys(("met", "left_out"), yes_or_no),
    }

    given = {name: kind for name, kind in columns[measure.id].items() if name in kept}

    assert given.keys() == kept.keys()
    assert {name: kind for name, kind in given.items() if kind not in kept[name]} == {}


def test_every_text_of_the_folder_is_held_to_it() -> None:
    built = {
        *relations.IN_ORDER,
        *relations.THREADED,
        *relations.AFTER_EXCHANGES,
        relations.TIED,
        relations.FOLLOW,
        relations.OPEN,
    }

    assert built == RELATIONS.keys()


def test_no_function_is_allowed_that_nothing_needs() -> None:
    used = {type(node) for sql in TEXTS.values() for node in sqlglot.parse_one(sql, read="duckdb").walk()}

    assert [function.__name__ for function in FUNCTIONS if function not in used] == []


# A text, and part of what is said of it.
REFUSED = {
    "select date_trunc('month', a) as b from t": "TimestampTrunc",
    "select a + interval 1 day as b from t": "Interval",
    "select current_date as b from t": "CurrentDate",
    "select list(a) as b from t": "ArrayAgg",
    "select [a, b] as c from t": "Array",
    "select a[1] as b from t": "Bracket",
    "select {'a': 1} as b from t": "can't be read",
    "select list_filter(a, x -> x > 1) as b from t": "Lambda",
    "select unnest(a) as b from t": "Explode",
    "select a from unnest([1, 2]) as t(a)": "Unnest",
    "select a from range(5) as t(a)": "GenerateSeries",
    "select a from 'posts.parquet'": "text in quotes",
    "select a from main.t": "db of main.t",
    "select a from t using sample 10": "sample of",
    "select a, row_number() over (order by b nulls last) as n from t qualify n = 1": "Qualify",
    "select a, count(*) filter (where b) as n from t group by a": "Filter",
    "select a, count(*) as n from t group by all": "all of",
    "select distinct on (a) a, b from t": "on of",
    "select * from t": "name the columns",
    "select t.* from t": "name the columns",
    "select columns('x') from t": "Columns",
    "select a // 2 as b from t": "can't be read",
    "select a / 2 as b from t": "Div",
    "select (a - b) / 3600000000.0 as hours from t": "postgres needs other words",
    "select a ** 2 as b from t": "can't be read",
    "select round(a) as b from t": "Round",
    "select median(a) as b from t": "Median",
    "select strlen(a) as b from t": "Anonymous: STRLEN",
    "select if(a, 1, 2) as b from t": "postgres needs other words",
    "select regexp_matches(a, 'x') as b from t": "RegexpLike",
    "select a ~ 'x' as b from t": "can't be read",
    "select a from t where a ilike 'x'": "ILike",
    "select a from t where a glob 'x*'": "Glob",
    "select a from t where a like 'x' escape '!'": "Escape",
    "select a from t where a is not distinct from 1": "NullSafeEQ",
    "select a from t where a is true": "only null is asked for",
    "select a from t where a == 1": "write =",
    "select a from t limit 5": "Limit",
    "select a from t order by a": "spark reads something else",
    "select row_number() over (order by a) as n from t": "spark reads something else",
    "select row_number() over (partition by a) as n from t": "in no order",
    "select lead(a) over (partition by b) as c from t": "in no order",
    "select lead(a ignore nulls) over (order by b nulls last) as c from t": "IgnoreNulls",
    "select sum(a) over (order by b nulls last rows 1 preceding) as c from t": "WindowSpec",
    "select a, from t": "a comma after the last column",
    "select a from t;": "semicolon",
    "select a from t where": "can't be read",
    "from t": "begins with from",
    "from t select a": "begins with from",
    "with t as (select a from u) select a from t": "With",
    "select a::bigint as b from t": "write cast()",
    "select cast(a as bigint) as b from t": "only a null is given a type",
    "select cast(null as double) as b from t": "only a null is given a type",
    "select try_cast(null as bigint) as b from t": "TryCast",
    "select null as b from t": "null without a type",
    "select a as b, b as c from t": "b is also made here",
    "select a as b from t where b": "b is also made here",
    "select sum(a > 1) as n from t": "add or order yes and no",
    "select max(a is null) as n from t": "add or order yes and no",
    "select 'it''s' as b from t": "apostrophes",
    "select 'a\\b' as b from t": "backslashes",
    'select "a" as b from t': "spark reads something else",
    "select A as b from t": "another name in capitals",
    "select 9223372036854775808 as b from t": "64 bits",
    "select 1_000 as b from t": "can't be read",
    "select 1.5 as b from t": "64 bits",
    "select 60 * 60 as b from t": "write what comes out",
    "select a from (select a from t)": "wants a name",
    "select a from t join u using (a)": "inner or left",
    "select a from t natural join u": "inner or left",
    "select a from t full join u on t.a = u.a": "inner or left",
    "select a from t, u": "inner or left",
    "select t.a from t asof join u on t.a >= u.a": "method of",
    "select a from t semi join u on t.a = u.a": "postgres needs other words",
    "select a from t union by name select a from u": "by_name of",
    "select a from t except select a from u": "Except",
}


@pytest.mark.parametrize(("sql", "why"), REFUSED.items())
def test_what_another_engine_lacks_or_takes_in_another_way_is_refused(sql: str, why: str) -> None:
    assert why in "\n".join(troubles(sql))


@pytest.mark.parametrize(
    "sql",
    [
        "select post from marked where kind = 1",
        "select post from marked where kind in (1, 2)",
        "select post from marked where kind",
        "select post from marked where not post",
        "select coalesce(kind, 0) as a from marked",
        "select case when post = '' then 1 else 'a' end as a from marked",
        "select case when post then 1 else 0 end as a from marked",
        "select post || 1 as a from marked",
        "select id from tie_breaks where rank like '1%'",
        "select id from tie_breaks where rank + '1' > 2",
        "select id from tie_breaks where rank and rank > 1",
        "select lead(rank, 1, 'none') over (order by rank nulls last) as a from tie_breaks",
        "select sum(is_to_others) as a from said",
        "select max(is_to_others) as a from said",
        "select sum(kind) as a from said",
        "select tie_breaks.id from tie_breaks join said on said.place",
        "select id from tie_breaks union all select rank from tie_breaks",
        "select nothing from tie_breaks",
        "select id from nowhere",
    ],
)
def test_a_cast_that_is_left_to_the_engine_is_refused(sql: str, columns: Columns) -> None:
    assert mixed(sql, columns)
