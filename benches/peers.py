"""Peers in Python that only count by class and result: `peers.py NAME FOLDER [--encoding gbk]`.

Each is given its best known way: only the two columns where it can leave the rest out, all threads where it has
them. Prints how many rows were counted, as the Rust peers do, then the seconds that the work took once the
libraries were loaded: what loading them costs is not held against them.
"""

import sys
import time
from pathlib import Path

APPLICATIONS = ("申请人类型", "办理结果")
PUBLICATIONS = ("类别", "公开渠道")

# Above the headings of a made workbook stand a title and a line of unit and period.
ABOVE = 2


def files(folder, ending):
    return sorted(Path(folder).rglob(f"*.{ending}"))


def columns(path):
    return list(PUBLICATIONS if "主动公开" in path.name else APPLICATIONS)


class Counts:
    """How often each pair stands."""

    def __init__(self):
        self.pairs = {}

    def add(self, triples):
        for one, other, number in triples:
            self.pairs[one, other] = self.pairs.get((one, other), 0) + number

    def __str__(self):
        (one, other), most = max(self.pairs.items(), key=lambda item: (item[1], item[0]))
        return f"{sum(self.pairs.values())} in {len(self.pairs)} pairs, most {one} {other} {most}"


def pandas_excel(engine):
    import pandas

    def count(folder, encoding):
        counts = Counts()
        for path in files(folder, "xlsx"):
            frame = pandas.read_excel(path, engine=engine, header=ABOVE, usecols=columns(path), dtype=str)
            counts.add((*pair, number) for pair, number in frame.groupby(columns(path)).size().items())
        return counts

    return count


def polars_excel():
    import fastexcel  # noqa: F401 (loaded by polars while it works)
    import polars

    def count(folder, encoding):
        counts = Counts()
        for path in files(folder, "xlsx"):
            frame = polars.read_excel(path, columns=columns(path), read_options={"header_row": ABOVE})
            counts.add(frame.group_by(columns(path)).len().iter_rows())
        return counts

    return count


def duckdb_connection(extension):
    import importlib

    import duckdb

    connection = duckdb.connect(config={"allow_unsigned_extensions": "true"})
    package = importlib.import_module(f"duckdb_extension_{extension}")
    for path in Path(package.__path__[0]).rglob("*.duckdb_extension"):
        connection.execute(f"LOAD '{path}'")
    return connection


def duckdb_excel():
    connection = duckdb_connection("excel")

    def count(folder, encoding):
        counts = Counts()
        for path in files(folder, "xlsx"):
            one, other = columns(path)
            rows = connection.execute(
                f"SELECT {one}, {other}, count(*) FROM read_xlsx(?, header = true, all_varchar = true, "
                f"range = 'A{ABOVE + 1}:L1048576', stop_at_empty = true) GROUP BY ALL",
                [str(path)],
            )
            counts.add(rows.fetchall())
        return counts

    return count


def fast_book(path):
    """One workbook by fastexcel; of the module, so that another process finds it."""
    import fastexcel

    sheet = fastexcel.read_excel(path).load_sheet(0, header_row=ABOVE, use_columns=columns(path))
    frame = sheet.to_polars()
    return list(frame.group_by(columns(path)).len().iter_rows())


def fastexcel_pool(processes):
    import multiprocessing

    import fastexcel  # noqa: F401
    import polars  # noqa: F401

    # a fork has the libraries loaded already; nothing runs here yet that a fork could harm
    pool = multiprocessing.get_context("fork").Pool(processes)

    def count(folder, encoding):
        counts = Counts()
        for triples in pool.imap_unordered(fast_book, files(folder, "xlsx"), chunksize=16):
            counts.add(triples)
        pool.close()
        return counts

    return count


def pandas_csv():
    import pandas

    def count(folder, encoding):
        counts = Counts()
        for path in files(folder, "csv"):
            frame = pandas.read_csv(path, usecols=columns(path), dtype=str, encoding=encoding)
            counts.add((*pair, number) for pair, number in frame.groupby(columns(path)).size().items())
        return counts

    return count


def polars_csv():
    import polars

    def count(folder, encoding):
        counts = Counts()
        for path in files(folder, "csv"):
            if encoding == "utf-8":
                frame = polars.scan_csv(path, infer_schema=False).select(columns(path))
                frame = frame.group_by(columns(path)).len().collect()
            else:
                frame = polars.read_csv(path, columns=columns(path), infer_schema=False, encoding=encoding)
                frame = frame.group_by(columns(path)).len()
            counts.add(frame.iter_rows())
        return counts

    return count


def duckdb_csv():
    connection = duckdb_connection("encodings")

    def count(folder, encoding):
        counts = Counts()
        for path in files(folder, "csv"):
            one, other = columns(path)
            rows = connection.execute(
                f"SELECT {one}, {other}, count(*) FROM read_csv(?, header = true, all_varchar = true, "
                f"encoding = '{encoding}') GROUP BY ALL",
                [str(path)],
            )
            counts.add(rows.fetchall())
        return counts

    return count


PEERS = {
    "pandas-openpyxl": lambda: pandas_excel("openpyxl"),
    "pandas-calamine": lambda: pandas_excel("calamine"),
    "polars-excel": polars_excel,
    "duckdb-excel": duckdb_excel,
    "fastexcel-2": lambda: fastexcel_pool(2),
    "pandas-csv": pandas_csv,
    "polars-csv": polars_csv,
    "duckdb-csv": duckdb_csv,
}


def main():
    name, folder, *rest = sys.argv[1:]
    encoding = "gb18030" if rest == ["--encoding", "gbk"] else "utf-8"
    count = PEERS[name]()
    start = time.perf_counter()
    counts = count(folder, encoding)
    seconds = time.perf_counter() - start
    print(counts)
    print(f"seconds {seconds:.6f}")


if __name__ == "__main__":
    main()
