"""How much of anything one import may take."""

from __future__ import annotations

MEBIBYTE = 2**20
LARGEST_SOURCE = 256 * MEBIBYTE
# Of a spreadsheet or an archive, once it is unpacked. Parsed it takes several times as much.
LARGEST_UNPACKED = 64 * MEBIBYTE
LARGEST_CELL = MEBIBYTE  # characters; a term's file may have as many bytes
LONGEST_LINE = 8 * MEBIBYTE  # of what a child sends: one entry
MOST_ENTRIES = 250_000

# Of the child process that parses. Address space counts what libraries map without using it.
MEMORY = 1024 * MEBIBYTE
CPU_SECONDS = 120
