"""What is measured: the data of each case, who runs over it, and what the program is to reach.

A contestant is a program; all of a case run one after the other, round by round, so that what the machine does
beside it falls on all alike. The first of a case is the one that the others are told by: its time is 1.00.
"""

from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
OUT = HERE / "out"
DATA = OUT / "data"
REPORT = OUT / "report"
VENV = OUT / "venv"
TOOLS = HERE / "tools" / "target" / "release"
GKNB = ROOT / "target" / "release" / "gknb"
# the same, built for the instructions of this processor
NATIVE = OUT / "native" / "release" / "gknb"
SEED = 2022


@dataclass
class Data:
    """A folder of made ledgers."""

    set: str
    # ROWS of the maker: rows a ledger, or workbooks
    count: int

    @property
    def folder(self):
        return DATA / f"{self.set}-{self.count}"

    @property
    def rows(self):
        """Rows of records at least; small workbooks have some more."""
        return self.count * {"xlsx": 2, "small": 44}.get(self.set, 1)

    def scaled(self, scale):
        return Data(self.set, max(4, round(self.count * scale)))


@dataclass
class Contestant:
    """One program over one folder."""

    name: str
    kind: str  # ours, peer or limit
    argv: object  # from the folder to the words of the command
    data: Data
    share: float = 1.0
    # whether it prints what it counted, to be compared with the others over the same data
    counts: bool = True


@dataclass
class Target:
    """So many times as fast as a peer."""

    peer: str
    times: float
    ours: str = "gknb"


@dataclass
class Case:
    """One table."""

    key: str
    title: str
    contestants: list
    targets: list = field(default_factory=list)


def ours(data, name="gknb", program=GKNB):
    return Contestant(
        name,
        "ours",
        lambda folder: [program, "compile", folder, "--out", REPORT, "--color", "never"],
        data,
        counts=False,
    )


def for_this_processor(own):
    """The same work by the program as built for this processor."""
    return ours(own.data, own.name.replace("gknb", "gknb for this processor"), NATIVE)


def rust(name, words, data, kind="peer", counts=True):
    return Contestant(name, kind, lambda folder: [TOOLS / "peer", *words, folder], data, counts=counts)


def python(name, peer, data, *words, share=1.0):
    return Contestant(
        name,
        "peer",
        lambda folder: [VENV / "bin" / "python", HERE / "peers.py", peer, folder, *words],
        data.scaled(share),
        share=share,
    )


def workbooks(key, title, data, slow, targets):
    """The table of a case of large workbooks; `slow` is the share that the slowest is given."""
    return Case(
        key,
        title,
        [
            rust("calamine streaming, Rust", ["calamine"], data),
            rust("calamine streaming, 2 threads", ["calamine", "--threads", "2"], data),
            python("Polars read_excel", "polars-excel", data),
            python("DuckDB read_xlsx", "duckdb-excel", data),
            python("pandas with calamine", "pandas-calamine", data),
            python("pandas with openpyxl", "pandas-openpyxl", data, share=slow),
            ours(data),
            rust("limit: zlib-rs inflate alone, 1 thread", ["inflate"], data, "limit", False),
        ],
        targets,
    )


def cases(scale, native=False):
    """All cases, with the numbers of rows scaled, and the program built for this processor beside the usual one."""
    found = all_cases(scale)
    if native:
        for case in found:
            for own in [c for c in case.contestants if c.kind == "ours"]:
                case.contestants.insert(case.contestants.index(own) + 1, for_this_processor(own))
    return found


def all_cases(scale):
    large = Data("xlsx", 1_000_000).scaled(scale)
    middle = Data("applications", 100_000).scaled(scale)
    small = Data("small", 2_000).scaled(scale)
    utf8 = Data("csv", 1_000_000).scaled(scale)
    gbk = Data("gbk", 1_000_000).scaled(scale)
    return [
        workbooks(
            "xlsx",
            f"{large.count:,} applications and {large.count:,} publications, two xlsx",
            large,
            0.05,
            [
                Target("calamine streaming, Rust", 5),
                Target("Polars read_excel", 8),
                Target("pandas with openpyxl", 80),
            ],
        ),
        workbooks("xlsx-100k", f"{middle.count:,} applications, one xlsx", middle, 0.2, []),
        Case(
            "small",
            f"{small.count:,} xlsx of about 50 applications",
            [
                python("fastexcel, 2 processes", "fastexcel-2", small),
                python("pandas with openpyxl", "pandas-openpyxl", small, share=0.1),
                python("Polars read_excel", "polars-excel", small),
                rust("calamine streaming, 2 threads", ["calamine", "--threads", "2"], small),
                ours(small),
                rust("limit: read and inflate, 1 thread", ["inflate"], small, "limit", False),
            ],
            [Target("fastexcel, 2 processes", 6)],
        ),
        Case(
            "csv",
            f"{utf8.count:,} applications, csv",
            [
                rust("csv crate, UTF-8", ["csv"], utf8),
                python("pandas, UTF-8", "pandas-csv", utf8),
                python("Polars, UTF-8", "polars-csv", utf8),
                python("DuckDB, UTF-8", "duckdb-csv", utf8),
                ours(utf8, "gknb, UTF-8"),
                Contestant("limit: wc -l, UTF-8", "limit", wc, utf8, counts=False),
                rust("csv crate and encoding_rs, GBK", ["csv", "--encoding", "gbk"], gbk),
                python("pandas, GBK", "pandas-csv", gbk, "--encoding", "gbk"),
                python("Polars, GBK", "polars-csv", gbk, "--encoding", "gbk"),
                python("DuckDB, GBK", "duckdb-csv", gbk, "--encoding", "gbk"),
                ours(gbk, "gknb, GBK"),
                Contestant("limit: wc -l, GBK", "limit", wc, gbk, counts=False),
            ],
            [
                Target("Polars, UTF-8", 2, "gknb, UTF-8"),
                Target("DuckDB, UTF-8", 2, "gknb, UTF-8"),
                Target("pandas, GBK", 8, "gknb, GBK"),
            ],
        ),
        Case(
            "founding",
            "the founding case `data/`, all files written",
            [
                Contestant(
                    "python3 -c 'import openpyxl'",
                    "peer",
                    lambda folder: [VENV / "bin" / "python", "-c", "import openpyxl"],
                    Founding(),
                    counts=False,
                ),
                Contestant(
                    "python3 -c pass",
                    "limit",
                    lambda folder: [VENV / "bin" / "python", "-c", "pass"],
                    Founding(),
                    counts=False,
                ),
                ours(Founding()),
            ],
            [Target("python3 -c 'import openpyxl'", 1)],
        ),
    ]


def wc(folder):
    return ["wc", "-l", *sorted(folder.glob("*.csv"))]


class Founding:
    """The sample exports of the repository."""

    folder = ROOT / "data"
    rows = 299

    def scaled(self, scale):
        return self


def lines(largest):
    """The csv ledgers of the table of linearity, smallest first; the first one shows what a start costs."""
    return [Data("csv", count) for count in (10, 1_000, 10_000, 100_000, 1_000_000, 10_000_000) if count <= largest]
