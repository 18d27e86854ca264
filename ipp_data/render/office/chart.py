"""A native chart as DrawingML over the cells of its sheet. Never draws a number that its sheet does not hold."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, log10
from xml.sax.saxutils import escape

from ipp_data.render.office.shapes import POINT, lines_of, width_of
from ipp_data.render.office.sheet import Cells, Sheet, clean

SPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
INK = '<a:solidFill><a:schemeClr val="tx1"/></a:solidFill>'  # the text colour of the theme, light or dark

GRID = '<a:ln w="6350"><a:solidFill><a:schemeClr val="tx1"><a:alpha val="16000"/></a:schemeClr></a:solidFill></a:ln>'


@dataclass(frozen=True)
class Series:
    """One series of bars or points and how it looks."""

    name: Cells
    x: Cells  # of a bar: its categories
    y: Cells
    colour: str = "0072B2"
    symbol: str = "none"
    size: int = 9
    line: float = 0
    dashed: bool = False
    clear: bool = False  # a line through which marks are seen, whichever program draws which first
    filled: bool = True
    colours: tuple[str, ...] = ()  # of single bars
    spread: tuple[Cells, Cells] | None = None  # of bars: how far the interval reaches to the right and to the left
    labels: str = ""  # the number format of labels at the marks
    listed: bool = True


@dataclass(frozen=True)
class Axis:
    """The scale of one axis; without a step it holds categories or names drawn elsewhere."""

    low: float | None = None
    high: float | None = None
    step: float | None = None
    title: str = ""
    form: str = "#,##0"
    shown: bool = True
    turned: bool = False


@dataclass(frozen=True)
class Chart:
    """What python-pptx asks of chart data: XML and workbook."""

    sheet: Sheet
    series: tuple[Series, ...]
    x: Axis
    y: Axis
    inner: tuple[float, float, float, float]
    bars: str = ""  # clustered or stacked; empty draws points
    legend: bool = False
    text: int = 11

    @property
    def xlsx_blob(self) -> bytes:
        """The workbook that opens on "Edit data"."""
        return self.sheet.workbook()

    def xml_bytes(self, kind: object = None) -> bytes:
        """The part of the chart."""
        legend = ""
        if self.legend:
            hidden = "".join(
                f'<c:legendEntry><c:idx val="{i}"/><c:delete val="1"/></c:legendEntry>' for i, s in enumerate(self.series) if not s.listed
            )
            legend = f'<c:legend><c:legendPos val="b"/>{hidden}<c:overlay val="0"/>{_text(self.text)}</c:legend>'
        left, top, width, height = self.inner
        layout = "".join(f'<c:{k} val="{v:.4f}"/>' for k, v in (("x", left), ("y", top), ("w", width), ("h", height)))
        return (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><c:chartSpace {SPACES}><c:date1904 val="0"/><c:roundedCorners val="0"/>'
            '<c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/>'
            f'<c:yMode val="edge"/>{layout}</c:manualLayout></c:layout>{_bars(self) if self.bars else _points(self)}'
            "<c:spPr><a:noFill/></c:spPr></c:plotArea>"
            f'{legend}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>'
            f"{_text(self.text)}</c:chartSpace>"
        ).encode()


def scale(values: list[float], zero: bool = True, room: float = 0.0, whole: bool = False) -> Axis:
    """A scale with round steps that holds all values; `room` leaves a share free for labels at the ends, `whole` counts in ones."""
    known = [*values, *([0.0] if zero or not values else [])]
    low, high = min(known), max(known)
    reach = (high - low) or abs(high) or 1.0
    low, high = (low - room * reach if low < 0 else low), (high + room * reach if high > 0 else high)
    rough = (high - low or reach) / 5
    power = 10 ** floor(log10(rough))
    step = next(power * m for m in (1, 2, 2.5, 5, 10) if power * m >= rough * 0.999)
    if whole:
        step = max(1.0, step if step != 2.5 else 5.0)
    bottom, top = floor(low / step + 1e-9) * step, ceil(high / step - 1e-9) * step
    digits = max(0, -floor(log10(step) + 1e-9)) + (1 if f"{step:e}".startswith("2.5") else 0)
    return Axis(bottom, top if top > bottom else bottom + step, step, form="#,##0" + ("." + "0" * digits if digits else ""))


def contrast(colour: str) -> str:
    """The fill of words on a colour: white on dark ones, near black on light ones."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (0, 2, 4))
    dark = 0.299 * red + 0.587 * green + 0.114 * blue < 125
    return f'<a:solidFill><a:srgbClr val="{"FFFFFF" if dark else "17212B"}"/></a:solidFill>'


def foot(width: float, size: int, title: str, series: tuple[Series, ...], legend: bool) -> float:
    """The height in EMU below the plot of a chart: labels and title of the axis, rows of the legend."""
    names = [str(s.name.values[0]) for s in series if s.listed]
    rows = ceil(len(names) / max(1, int(width / POINT / max(width_of(n, size) + 4.5 * size for n in names)))) if legend else 0
    return (
        (1.8 + 1.35 * (lines_of(title, width / POINT * 0.85, size) if title else 0) + 1.75 * rows + (0.8 if rows else 0.3)) * size * POINT
    )


def _text(size: int, ink: str = INK) -> str:
    return f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{size * 100}">{ink}</a:defRPr></a:pPr><a:endParaRPr lang="en-GB"/></a:p></c:txPr>'


def _line(colour: str, width: float, dashed: bool = False, clear: bool = False) -> str:
    shade = '<a:alpha val="55000"/>' if clear else ""
    dash = '<a:prstDash val="dash"/>' if dashed else ""
    return f'<a:ln w="{round(width * POINT)}" cap="flat"><a:solidFill><a:srgbClr val="{colour}">{shade}</a:srgbClr></a:solidFill>{dash}<a:round/></a:ln>'


def _numbers(tag: str, cells: Cells) -> str:
    points = "".join(f'<c:pt idx="{i}"><c:v>{v!r}</c:v></c:pt>' for i, v in enumerate(cells.values) if isinstance(v, float))
    return (
        f'<c:{tag}><c:numRef><c:f>{cells.ref}</c:f><c:numCache><c:formatCode>General</c:formatCode><c:ptCount val="{len(cells.values)}"/>'
        f"{points}</c:numCache></c:numRef></c:{tag}>"
    )


def _words(tag: str, cells: Cells) -> str:
    points = "".join(f'<c:pt idx="{i}"><c:v>{escape(clean(v))}</c:v></c:pt>' for i, v in enumerate(cells.values) if v is not None)
    return f'<c:{tag}><c:strRef><c:f>{cells.ref}</c:f><c:strCache><c:ptCount val="{len(cells.values)}"/>{points}</c:strCache></c:strRef></c:{tag}>'


def _labels(form: str, size: int, place: str, ink: str = INK) -> str:
    show = "".join(
        f'<c:show{name} val="{int(name == "Val")}"/>' for name in ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")
    )
    return f'<c:dLbls><c:numFmt formatCode="{escape(form, {chr(34): "&quot;"})}" sourceLinked="0"/><c:spPr><a:noFill/></c:spPr>{_text(size, ink)}<c:dLblPos val="{place}"/>{show}</c:dLbls>'


def _spread(series: Series) -> str:
    if series.spread is None:
        return ""
    plus, minus = series.spread
    return (
        f'<c:errBars><c:errBarType val="both"/><c:errValType val="cust"/><c:noEndCap val="1"/>{_numbers("plus", plus)}{_numbers("minus", minus)}'
        f"<c:spPr>{_line('3A4650', 1.5)}</c:spPr></c:errBars>"
    )


def _bars(chart: Chart) -> str:
    drawn = []
    for i, s in enumerate(chart.series):
        fill = f'<c:spPr><a:solidFill><a:srgbClr val="{s.colour}"/></a:solidFill></c:spPr>' if s.filled else "<c:spPr><a:noFill/></c:spPr>"
        single = "".join(
            f'<c:dPt><c:idx val="{j}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/><c:spPr><a:solidFill><a:srgbClr val="{c}"/></a:solidFill></c:spPr></c:dPt>'
            for j, c in enumerate(s.colours)
            if c != s.colour
        )
        labels = (
            _labels(s.labels, chart.text, *(("ctr", contrast(s.colour)) if chart.bars == "stacked" else ("outEnd",))) if s.labels else ""
        )
        drawn.append(
            f'<c:ser><c:idx val="{i}"/><c:order val="{i}"/>{_words("tx", s.name)}{fill}<c:invertIfNegative val="0"/>{single}{labels}'
            f"{_spread(s)}{_words('cat', s.x)}{_numbers('val', s.y)}</c:ser>"
        )
    overlap = '<c:overlap val="100"/>' if chart.bars == "stacked" else ""
    kind = f'<c:barDir val="bar"/><c:grouping val="{chart.bars}"/><c:varyColors val="0"/>'
    return (
        f'<c:barChart>{kind}{"".join(drawn)}<c:gapWidth val="45"/>{overlap}<c:axId val="1"/><c:axId val="2"/></c:barChart>'
        f"{_axis(chart, chart.y, 1, 2, 'l', 'catAx', 'autoZero')}{_axis(chart, chart.x, 2, 1, 'b', 'valAx', 'max')}"
    )


def _points(chart: Chart) -> str:
    drawn = []
    # LibreOffice loses a series that stands before a longer one; PowerPoint goes by c:order.
    for i, s in sorted(enumerate(chart.series), key=lambda pair: -len(pair[1].x.values)):
        line = _line(s.colour, s.line, s.dashed, s.clear) if s.line else "<a:ln><a:noFill/></a:ln>"
        inside = f'<a:solidFill><a:srgbClr val="{s.colour}"/></a:solidFill>' if s.filled else "<a:noFill/>"
        look = "" if s.symbol == "none" else f'<c:size val="{s.size}"/><c:spPr>{inside}{_line(s.colour, 1.5)}</c:spPr>'
        drawn.append(
            f'<c:ser><c:idx val="{i}"/><c:order val="{i}"/>{_words("tx", s.name)}<c:spPr>{line}</c:spPr><c:marker><c:symbol val="{s.symbol}"/>{look}</c:marker>'
            f'{_numbers("xVal", s.x)}{_numbers("yVal", s.y)}<c:smooth val="0"/></c:ser>'
        )
    return (
        f'<c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>{"".join(drawn)}<c:axId val="1"/><c:axId val="2"/></c:scatterChart>'
        f"{_axis(chart, chart.x, 1, 2, 'b', 'valAx', 'max' if chart.y.turned else 'min')}{_axis(chart, chart.y, 2, 1, 'l', 'valAx', 'min')}"
    )


def _axis(chart: Chart, axis: Axis, own: int, other: int, side: str, tag: str, crosses: str) -> str:
    size = chart.text
    ends = "".join(f'<c:{k} val="{v}"/>' for k, v in (("max", axis.high), ("min", axis.low)) if v is not None)
    run = f'<a:p><a:pPr><a:defRPr sz="{size * 100}" b="0">{INK}</a:defRPr></a:pPr><a:r><a:rPr lang="en-GB" sz="{size * 100}" b="0">{INK}</a:rPr><a:t>{escape(clean(axis.title))}</a:t></a:r></a:p>'
    turn = ' rot="-5400000" vert="horz"' if side == "l" else ""
    title = (
        f'<c:title><c:tx><c:rich><a:bodyPr{turn}/><a:lstStyle/>{run}</c:rich></c:tx><c:overlay val="0"/></c:title>' if axis.title else ""
    )
    grid = f"<c:majorGridlines><c:spPr>{GRID}</c:spPr></c:majorGridlines>" if axis.step and axis.shown else ""
    edge = f"<c:spPr>{_line('7B8794', 0.75)}</c:spPr>" if tag == "catAx" else "<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>"
    last = {
        "catAx": '<c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="50"/><c:tickLblSkip val="1"/><c:noMultiLvlLbl val="1"/>',
        "valAx": f'<c:crossBetween val="{"between" if chart.bars else "midCat"}"/>'
        + (f'<c:majorUnit val="{axis.step}"/>' if axis.step else ""),
    }[tag]
    return (
        f'<c:{tag}><c:axId val="{own}"/><c:scaling><c:orientation val="{"maxMin" if axis.turned else "minMax"}"/>{ends}</c:scaling>'
        f'<c:delete val="{int(not axis.shown)}"/><c:axPos val="{side}"/>{grid}{title}<c:numFmt formatCode="{axis.form}" sourceLinked="0"/>'
        f'<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="{"nextTo" if crosses == "max" else "low"}"/>{edge}{_text(size)}<c:crossAx val="{other}"/>'
        f'<c:crosses val="{crosses}"/>{last}</c:{tag}>'
    )
