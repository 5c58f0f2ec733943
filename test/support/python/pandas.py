"""Stands in for pandas on a machine that has Python alone: as much of it as the guides use. The requests it makes are real."""

import csv
import io
import urllib.request


class DataFrame:
    def __init__(self, rows, columns):
        self.rows, self.columns = list(rows), list(columns)

    def __len__(self):
        return len(self.rows)


def read_csv(address, storage_options):
    request = urllib.request.Request(address, headers=storage_options)
    with urllib.request.urlopen(request) as answer:
        head, *rows = csv.reader(io.TextIOWrapper(answer, encoding="utf-8-sig", newline=""))
    return DataFrame(rows, head)
