"""What was measured, as tables of ratios in Markdown and a plot in SVG."""

import math
import re

import cases

# Peak memory may reach this: so many MiB, and so many bytes a row.
MIB = 64
BYTES_A_ROW = 64


def number(value):
    """Three digits that count, without a power of ten."""
    if value >= 100:
        return f"{value:,.0f}"
    if value >= 10:
        return f"{value:.1f}"
    if value >= 1:
        return f"{value:.2f}"
    return f"{value:.{2 - math.floor(math.log10(value))}f}".rstrip("0") if value > 0 else "0"


def verdict(met):
    return "met" if met else "**missed**"


def bound(rows):
    """What peak memory may be, MiB."""
    return MIB + rows * BYTES_A_ROW / 1048576


def grid(heads, rows):
    """A table whose first column is text and whose others are numbers."""
    lines = [heads, ["---"] + ["---:"] * (len(heads) - 1), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def measured(results):
    """The cases that were measured, with what was found."""
    for key in ("xlsx", "xlsx-100k", "small", "csv", "founding"):
        if key in results:
            case = next(c for c in cases.cases(results[key]["scale"], native=True) if c.key == key)
            yield case, results[key]["runs"]


def case_part(case, runs):
    first = runs[case.contestants[0].name]["seconds"]
    rows = []
    for contestant in case.contestants:
        if contestant.name not in runs:
            continue  # measured without it
        found = runs[contestant.name]
        name = f"**{contestant.name}**" if contestant.kind == "ours" else contestant.name
        if found["share"] != 1:
            name += f" (one in {1 / found['share']:.0f} of the data, scaled)"
        least, most = (number(time / first) for time in found["range"])
        loaded = number(found["work"] / first) if found["work"] != found["seconds"] else ""
        spread = f"{least}–{most}" if found["rounds"] > 1 else ""
        rows.append([name, number(found["seconds"] / first), spread, loaded, number(found["mib"]), found["rounds"]])
    heads = [case.title, "time", "fastest–slowest", "once loaded", "peak MiB", "rounds"]
    return grid(heads, rows)


def targets_part(results):
    rows = []
    for case, runs in measured(results):
        for target in case.targets:
            peer, own = runs[target.peer], runs[target.ours]
            whole = peer["seconds"] / own["seconds"]
            loaded = number(peer["work"] / own["seconds"]) if peer["work"] != peer["seconds"] else ""
            rows.append([f"{case.title}: {target.peer}", f"{target.times} ×", f"{number(whole)} ×", loaded and f"{loaded} ×", verdict(whole >= target.times)])
    return grid(["The whole compile is as fast as a peer that only counts", "target", "measured", "peer once loaded", ""], rows)


def memory_part(results):
    rows = []
    for case, runs in measured(results):
        for contestant in case.contestants:
            if contestant.kind == "ours" and contestant.name in runs:
                most = bound(contestant.data.rows)
                mib = runs[contestant.name]["mib"]
                rows.append([f"{case.title}: {contestant.name}", number(most), number(mib), number(mib / most), verdict(mib <= most)])
    for name, found in results.get("linear", {}).get("runs", {}).items():
        if found and int(name) >= 1000:
            most = bound(int(name))
            mib = found["mib"]
            rows.append([f"{int(name):,} rows, csv", number(most), number(mib), number(mib / most), verdict(mib <= most)])
    return grid([f"Peak memory, at most {MIB} MiB + {BYTES_A_ROW} bytes a row", "bound MiB", "peak MiB", "of the bound", ""], rows)


def series(linear):
    """Rows, seconds, MiB of each ledger, the smallest apart: what a start costs."""
    runs = sorted((int(name), found) for name, found in linear["runs"].items() if found)
    start = runs[0][1]
    return start, [(rows, found["seconds"], found["mib"]) for rows, found in runs[1:]]


def reference(points):
    """The ledger that the others are told by: of a million rows, or the longest."""
    return next((p for p in points if p[0] == 1_000_000), points[-1])


def exponent(points):
    """How time grows with rows, by least squares over the logarithms: 1 is linear."""
    xs = [math.log(rows) for rows, _, _ in points]
    ys = [math.log(seconds) for _, seconds, _ in points]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys)) / sum((a - x) ** 2 for a in xs)


def linear_part(linear):
    start, points = series(linear)
    base = reference(points)
    a_row = base[1] / base[0]
    after = (base[1] - start["seconds"]) / base[0]
    rows = []
    for count, seconds, mib in points:
        started = (seconds - start["seconds"]) / count / after
        rows.append([f"{count:,}", number(seconds / count / a_row), number(started) if started > 0 else "0", number(mib), number((mib - start["mib"]) * 1048576 / count)])
    rows += [[f"{int(name):,}", "not compiled", "", "", ""] for name, found in linear["runs"].items() if not found]
    heads = ["rows, csv", f"time a row (of {base[0]:,} rows: 1.00)", "without the start", "peak MiB", "bytes a row beyond the start"]
    text = grid(heads, rows)
    long = [p for p in points if p[0] >= 100_000]
    if len(long) > 1:
        text += f"\n\nFrom {long[0][0]:,} rows on, time grows as rows to the power of {exponent(long):.2f} (1 is linear)."
    return text


def parts(results):
    """Each part of the README by its mark."""
    found = {}
    for case, runs in measured(results):
        found[case.key] = case_part(case, runs)
    if found:
        found["targets"] = targets_part(results)
        found["memory"] = memory_part(results)
        one = next(iter(results.values()))
        found["machine"] = f"Measured on {one['cores']} cores with " + ", ".join(one["versions"]) + "."
    if "linear" in results:
        found["linear"] = linear_part(results["linear"])
    return found


def rewrite(path, new):
    """Puts parts between their marks; what was not measured stays."""
    text = path.read_text()
    for key, part in new.items():
        marks = re.compile(rf"(<!-- {re.escape(key)} -->\n).*?(<!-- /{re.escape(key)} -->)", re.DOTALL)
        if not marks.search(text):
            raise KeyError(f"{path.name} has no place for {key}")
        text = marks.sub(lambda found: f"{found[1]}\n{part}\n\n{found[2]}", text)
    path.write_text(text)


# The plot: two panels with axes in powers of ten.
WIDTH, HEIGHT = 400, 300
LEFT, TOP = 70, 40
GAP = 110


class Panel:
    """One panel: its place, and the powers of ten at its ends."""

    def __init__(self, left, title, xs, ys, unit):
        self.left, self.title, self.unit = left, title, unit
        self.x0, self.x1 = math.floor(math.log10(min(xs))), math.ceil(math.log10(max(xs)))
        self.y0, self.y1 = math.floor(math.log10(min(ys))), math.ceil(math.log10(max(ys)))
        self.y1 = max(self.y1, self.y0 + 1)

    def at(self, x, y):
        across = (math.log10(x) - self.x0) / (self.x1 - self.x0)
        up = (math.log10(y) - self.y0) / (self.y1 - self.y0)
        return self.left + across * WIDTH, TOP + (1 - up) * HEIGHT

    def frame(self):
        for power in range(self.x0, self.x1 + 1):
            x, y = self.at(10**power, 10**self.y0)
            yield f'<line class="grid" x1="{x:.1f}" y1="{TOP}" x2="{x:.1f}" y2="{TOP + HEIGHT}"/>'
            yield f'<text x="{x:.1f}" y="{y + 18:.1f}" text-anchor="middle">{10**power:,}</text>'
        for power in range(self.y0, self.y1 + 1):
            x, y = self.at(10**self.x0, 10**power)
            label = f"{10**power:,}" if power >= 0 else f"{10.0**power:.{-power}f}"
            yield f'<line class="grid" x1="{x:.1f}" y1="{y:.1f}" x2="{x + WIDTH:.1f}" y2="{y:.1f}"/>'
            yield f'<text x="{x - 6:.1f}" y="{y + 4:.1f}" text-anchor="end">{label}</text>'
        middle = self.left + WIDTH / 2
        yield f'<text class="title" x="{middle}" y="{TOP - 16}" text-anchor="middle">{self.title}</text>'
        yield f'<text x="{middle}" y="{TOP + HEIGHT + 38}" text-anchor="middle">{self.unit}</text>'

    def line(self, name, points):
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in (self.at(*p) for p in points))
        return f'<polyline class="{name}" points="{path}"/>'

    def dots(self, points):
        for p in points:
            x, y = self.at(*p)
            yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4"/>'

    def legend(self, names):
        """What the lines are, in the upper left, where neither a cost nor a bound that grows can be."""
        yield f'<rect x="{self.left + 8}" y="{TOP + 8}" width="205" height="{18 * len(names) + 6}" fill="#fff"/>'
        for at, (name, text) in enumerate(names):
            y = TOP + 20 + 18 * at
            yield f'<polyline class="{name}" points="{self.left + 14},{y} {self.left + 42},{y}"/>'
            yield f'<text x="{self.left + 50}" y="{y + 4}">{text}</text>'


def plot(linear):
    """Time and peak memory by rows, with what linear cost and the bound would be."""
    _, points = series(linear)
    base = reference(points)
    time = [(rows, seconds / base[1]) for rows, seconds, _ in points]
    even = [(rows, rows / base[0]) for rows, _, _ in points]
    memory = [(rows, mib) for rows, _, mib in points]
    most = [(rows, bound(rows)) for rows, _, _ in points]
    # the bound bends, so it is drawn with points between
    steps = [10 ** (math.log10(points[0][0]) + i / 40 * math.log10(points[-1][0] / points[0][0])) for i in range(41)]
    bend = [(rows, bound(rows)) for rows in steps]
    xs = [rows for rows, _, _ in points]
    left = Panel(LEFT, f"Time, of that of {base[0]:,} rows", xs, [y for _, y in time + even], "rows, csv")
    right = Panel(LEFT + WIDTH + GAP, "Peak memory, MiB", xs, [y for _, y in memory + most], "rows, csv")
    body = [
        *left.frame(),
        left.line("even", even),
        left.line("ours", time),
        *left.dots(time),
        *left.legend([("ours", "measured"), ("even", "linear")]),
        *right.frame(),
        right.line("even", bend),
        right.line("ours", memory),
        *right.dots(memory),
        *right.legend([("ours", "measured"), ("even", f"{MIB} MiB + {BYTES_A_ROW} bytes a row")]),
    ]
    width, height = LEFT + 2 * WIDTH + GAP + 40, TOP + HEIGHT + 56
    style = (
        "text{font:12px sans-serif;fill:#333}.title{font-weight:bold}.grid{stroke:#ddd}"
        "polyline{fill:none;stroke-width:2}polyline.ours{stroke:#1f5fa8}circle{fill:#1f5fa8}"
        "polyline.even{stroke:#999;stroke-dasharray:5 4}"
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">\n'
        f"<style>{style}</style>\n"
        f'<rect width="{width}" height="{height}" fill="#fff"/>\n' + "\n".join(body) + "\n</svg>\n"
    )
