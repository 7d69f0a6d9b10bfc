"""One month of the whole council, for leadership: as it was frozen when it closed, with verdicts. No member, no post.

A month that hasn't closed, or of which there is no edition, has its figures and ranges, and no verdict.
"""

from functools import partial

import streamlit as st

from dashboard import editions, identity, services
from dashboard.nouns import Frozen
from dashboard.ui import council, download_buttons, edition, pickers
from dashboard.ui.literal import literal
from dashboard.ui.markup import Html, bdi, el, fill
from metrics import answered_within_a_day
from metrics.measure import Measure
from store.published import Row
from summaries.content import content
from wording import council as words
from wording import document, results, times

looking = identity.looking()
run = services.run(looking)
windows = services.windows(looking)
known = council.months(windows)
finished = [row["label"] for row in known if row["to_us"] <= run.as_of_us]
default = finished[-1] if finished else known[-1]["label"]
label = pickers.window(windows, months_only=True, default=default)
frozen = editions.edition(looking, label)
SHARE = answered_within_a_day.MEASURE


def offer(words: str, form: str, language: str = "") -> None:
    """Offer a document to be downloaded."""
    download_buttons.offer(
        looking,
        words,
        partial(editions.document, month=label, form=form, in_language=language),
        file_name=f"summary-{label}{f'-{language}' if language else ''}.{form}",
        mime=editions.FORMS[form],
        key=f"download {form} {language}",
    )


def draw_edition(frozen: Frozen) -> None:
    """Draw a month as it was frozen, and offer its documents."""
    told = content(frozen.facts, polling_on=frozen.polling_on)
    st.html(edition.crumb(told))
    if pending := document.late(**frozen.late) if frozen.late else "":
        st.html(el("p", pending, class_="sub"))
    with st.container(horizontal=True, vertical_alignment="bottom", key="choose"):
        pick()
        for form in editions.forms(frozen):
            offer(document.download(form), form)
        for other in editions.other_languages(frozen):
            offer(document.in_language(other), editions.paper(frozen), other)
        download_buttons.workbook(looking, label)
    st.html(edition.lede(told))
    st.html(edition.cards(told, frozen.facts))
    st.html(el("div", edition.changes(told, frozen.facts), edition.beside(told), class_="month"))
    if told["named"]["examples"]:
        st.html(edition.examples(told))
    st.html(edition.method(told))


def pick() -> None:
    """Let another month be chosen."""
    pickers.pick_window("month", looking, pickers.labels(windows, months_only=True), label)


def draw_figures() -> None:
    """Draw a month of which there is no edition: figures and ranges, and no verdict."""
    place = [row["label"] for row in known].index(label)
    rows = editions.as_frozen(looking, services.council(looking))
    now = council.figures(rows, label)
    before = council.figures(rows, known[place - 1]["label"]) if place else {}
    month_before = times.month_alone(known[place - 1]["label"]) if place else ""
    st.html(el("p", bdi(run.council), class_="crumb"))
    with st.container(horizontal=True, vertical_alignment="bottom", key="choose"):
        pick()
        download_buttons.workbook(looking, label)
    st.html(lede(now, before, month_before))
    st.html(el("p", words.no_verdict(), class_="sub"))
    there = [measure for measure in council.measures() if measure.id in now]
    with st.grid(2, min_column_width=320, gap="small", key="month_cards"):
        for measure in there:
            past = council.history(rows, known[: place + 1], measure.id, run)
            st.html(council.sheet(now[measure.id], before.get(measure.id), past, month_before, run))

    head, told = words.how_much()
    st.html(el("h2", head, class_="part"))
    by_words: dict[str, list[Measure]] = {}
    for measure in there:
        by_words.setdefault(words.seen(now[measure.id]), []).append(measure)
    seen = [el("li", el("b", how), f" {words.titles(some)}") for how, some in by_words.items()]
    st.html(el("div", el("p", told), el("ul", *seen), class_="prose"))
    st.html(el("p", words.ranges(), class_="sub"))


def lede(now: dict[str, Row], before: dict[str, Row], month_before: str) -> Html:
    """Return the month in one sentence."""
    row = now.get(SHARE.id)
    if row is None or not results.is_number(row):
        return el("p", words.no_share(row, SHARE.sum_up.enough), class_="lede")
    share = fill(words.share(row), share=el("b", words.per_cent(row)))
    last = words.share_before(month_before, before.get(SHARE.id), run)
    return el("p", share, f" {last}" if last else None, class_="lede")


[chosen] = [row for row in known if row["label"] == label]
name = times.months(label, to_us=chosen["to_us"], as_of_us=run.as_of_us, zone=run.zone)
st.title(literal(name), anchor=False)
if frozen:
    draw_edition(frozen)
else:
    draw_figures()
others = [one for one in editions.months(looking) if one.month != label]
if others:
    links = [
        (
            times.month(one.month),
            identity.address(looking, "month", w=one.month),
            document.which(one.revision, one.as_of_us, run.zone),
        )
        for one in others
    ]
    st.html(edition.earlier(document.frozen_months(), links))
