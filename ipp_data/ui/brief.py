"""The briefing page: which dossier, which parts in which order, for whom, as which file. Never words a finding of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import streamlit as st

from ipp_data import dossiers, numerals
from ipp_data.briefing import Briefing, Part
from ipp_data.errors import IppError, NoData
from ipp_data.export import formats
from ipp_data.ui import address, basket, choose, score, session, take

DOSSIERS = ("Country briefing", "Park briefing", "Comparison of the basket", "Scoring of a country", "Collected figures")
LARGEST = 20  # MB of a template


def asked() -> tuple[str, dossiers.Desk, str]:
    """What to write, at which desk, and in which language its numbers are written."""
    kinds = [*DOSSIERS, "Training exercise"] if address.training() else list(DOSSIERS)
    kind = st.segmented_control("What to write", kinds, default=kinds[0], required=True, key="dossier", bind="query-params")
    left, middle, right = st.columns(3)
    audience = left.text_input("For whom", key="audience", max_chars=120, placeholder="Shown on the cover")
    day = middle.date_input("Date on the cover", date.today(), key="day")
    language = right.selectbox(
        "Numbers in text", numerals.LANGUAGES, format_func=numerals.title, key="numbers", bind="query-params",
        help="Separators of words, tables and pictures. Native charts and sheets follow the language of the reader's own Office.",
    )  # fmt: skip
    site = st.text_input("Address of this product", key="site", max_chars=200, placeholder="https://..., put before every link in the file")
    return kind, dossiers.Desk(session.catalog(), session.store(address.set_name()), f"{day:%d %B %Y}", audience, site), language


def written(kind: str, desk: dossiers.Desk, language: str) -> Briefing:
    """The briefing before any change to its parts."""
    if kind == "Collected figures":
        return _collection(desk)
    if kind == "Park briefing":
        subject = choose.park()
        if not subject:
            raise NoData("Choose a park above; its briefing appears here.")
    elif kind == "Comparison of the basket":
        subject = ",".join(basket.parks())
        if len(basket.parks()) < 2:
            raise NoData(
                "Put two to eight parks into the basket first, from the map, the list or a profile; their comparison appears here."
            )
    else:
        subject = "" if kind == "Training exercise" else choose.country()
    scored = kind in ("Comparison of the basket", "Scoring of a country")
    framework = score.framework("eip-2017" if desk.training else "site").id if scored else ""
    record = _dossier(kind, desk.store.set, subject, framework, language)
    return replace(record, date=desk.date, audience=desk.audience, site=desk.site)


@st.cache_resource(max_entries=64, show_spinner="Writing the briefing ...")
def _dossier(kind: str, set_name: str, subject: str, framework: str, language: str) -> Briefing:
    """One ready briefing, written once for all readers."""
    desk = dossiers.Desk(session.catalog(), session.store(set_name), "")
    with numerals.written_in(language):
        if kind == "Park briefing":
            return dossiers.park(desk, subject)
        if kind == "Comparison of the basket":
            return dossiers.comparison(desk, subject.split(","), framework)
        if kind == "Training exercise":
            return dossiers.exercise(desk)
        return dossiers.country(desk, subject) if kind == "Country briefing" else dossiers.scoring(desk, subject, framework)


def _collection(desk: dossiers.Desk) -> Briefing:
    """The figures that were collected over the pages, each as it was when it was added."""
    found = [session.register().find(code) for code in take.collected()]
    kept = [one for one in found if one]
    if not kept:
        raise NoData("No figure is collected yet: open *Take along* below any figure and choose *Add to briefing*.")
    if len(kept) < len(found):
        st.warning(
            f"{len(found) - len(kept)} of the collected figures are not known to this server, so they are left out.", icon=":material/help:"
        )
    st.button("Empty the collection", icon=":material/delete:", on_click=take.put, args=([],), type="tertiary")
    return dossiers.collection(desk, [one.figure for one in kept])


def arranged(record: Briefing) -> Briefing:
    """The briefing with the parts that are ticked, in the order and under the titles that the reader gives."""
    title = st.text_input("Title", record.title, key=f"title-{record.title}", max_chars=160)
    st.markdown("**Contents**: untick a part, change its place or its title.")
    rows = pd.DataFrame(
        {
            "Include": True,
            "Place": range(1, len(record.parts) + 1),
            "Title": [part.title for part in record.parts],
            "Holds": [_holds(part) for part in record.parts],
        }
    )
    edited = st.data_editor(
        rows, hide_index=True, key=f"parts-{record.title}-{record.subtitle}", disabled=["Holds"], alt="Contents of the briefing",
        column_config={
            "Place": st.column_config.NumberColumn(min_value=1, max_value=99, step=1, width="small"),
            "Title": st.column_config.TextColumn(width="large", max_chars=200),
        },
    )  # fmt: skip
    parts = []
    for line in edited[edited["Include"]].sort_values("Place", kind="stable").index:
        renamed = edited.loc[line, "Title"] or record.parts[line].title
        figure = record.parts[line].figure
        if figure and renamed != figure.title:
            figure = replace(figure, title=renamed, code="")  # another title is another figure, with a code of its own
        parts.append(replace(record.parts[line], title=renamed, figure=figure))
    if not parts:
        raise NoData("Every part is unticked; tick at least one to write a file.")
    return replace(record, title=title or record.title, parts=tuple(parts))


def _holds(part: Part) -> str:
    return f"figure: {part.figure.kind}" if part.figure else f"table, {len(part.table)} rows" if part.table is not None else "words"


def findings(record: Briefing) -> None:
    """The findings in words, as the summary slide has them."""
    st.subheader(record.title)
    st.caption(" · ".join(text for text in (record.subtitle, record.watermark) if text))
    st.markdown("\n".join(f"- {finding}" for finding in record.findings) or "No figure of this briefing has enough data for a finding.")


def files(record: Briefing) -> None:
    """Build one kind of file with progress, then hand it over."""
    left, right = st.columns([2, 3])
    kind = left.radio("File", list(formats.BRIEFINGS), format_func=lambda e: formats.BRIEFINGS[e].title, key="file", bind="query-params")
    uploaded = right.file_uploader(
        "Your own PowerPoint template (optional)", type=["pptx"], max_upload_size=LARGEST, key="template",
        help="The deck takes its logo, fonts and colours. The file is read once and not stored.",
    )  # fmt: skip
    if st.button("Build the file", icon=":material/build:"):
        bar = st.progress(0.0, f"Writing {len(record.parts)} parts ...")
        try:
            made = formats.briefing(
                record, kind, session.catalog(), uploaded.getvalue() if uploaded else None, lambda done, all_: bar.progress(done / all_),
                session.register(),
            )  # fmt: skip
        except IppError as problem:
            st.error(str(problem), icon=":material/error:")
            return
        finally:
            bar.empty()
        name = take.file_name(f"{record.title} {record.subtitle.split(' · ')[0]}", kind)
        st.download_button(
            f"Download {name}", made, name, formats.BRIEFINGS[kind].mime, on_click="ignore", icon=":material/download:", key="briefing-file"
        )
        st.caption(f"{len(made) / 1024:,.0f} KB. Build again after a change above.")


def preview(record: Briefing) -> None:
    """The pages of the note, or the figures one by one, as pictures."""
    chosen = st.segmented_control("Preview as pictures", ["Pages of the note", "Figures"], key="preview", bind="query-params")
    if not chosen:
        return
    with st.spinner("Drawing ..."):
        record = formats.numbered(record)
        if chosen == "Figures":
            shown = [(formats.figure(part.figure, "png"), part.figure.alt) for part in record.parts if part.figure]
        else:
            shown = [(page, f"Page {i} of {record.title}") for i, page in enumerate(formats.pages(record), start=1)]
    for start in range(0, len(shown), 2):
        for column, (picture, alt) in zip(st.columns(2), shown[start : start + 2], strict=False):
            column.container(border=True).image(picture, width="stretch", alt=alt)


def code() -> None:
    """Open a figure by its code: as it was, and what has changed since."""
    st.markdown("Every exported figure carries a code of eight letters. Enter it to see the figure as it was, and what has changed since.")
    typed = st.text_input("Figure code", key="code", bind="query-params", max_chars=12, placeholder="As printed below a figure: ABCD-EFGH")
    if not typed:
        return
    found = session.register().find(typed)
    if found is None:
        st.info(
            "This code is not known to this server. The link beside the code in the notes of the slide opens the same view.",
            icon=":material/search_off:",
        )
        return
    st.markdown(f"Exported on {found.made} UTC. {found.changed(session.catalog().version)}")
    st.image(formats.figure(found.figure, "png"), alt=found.figure.alt)
    st.link_button("Open the view with the data of today", f"/{found.figure.link}", icon=":material/open_in_new:")
