from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest

from bot.errors import OperatorError
from bot.exchange import reading
from bot.exchange.entry import Options
from bot.exchange.forms import Form
from bot.exchange.reading import read_source
from tests.exchange.importing import a_file, bring_in, outcomes, preview, terms_in, tree

if TYPE_CHECKING:
    from pathlib import Path

SHEET = """<?xml version="1.0" encoding="UTF-8"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
<row r="1"><c r="A1" t="inlineStr"><is><t>term</t></is></c><c r="B1" t="inlineStr"><is>
<t>definition</t></is></c></row>{rows}</sheetData></worksheet>"""


def a_workbook(path: Path, rows: list[list[object]], sheets: dict[str, list[list[object]]]) -> Path:
    """Save a spreadsheet."""
    book = openpyxl.Workbook()
    book.active.title = "Words"
    for row in rows:
        book.active.append(row)
    for name, more in sheets.items():
        sheet = book.create_sheet(name)
        for row in more:
            sheet.append(row)
    book.save(path)
    return path


def a_bomb(path: Path, mebibytes: int) -> Path:
    """Save a spreadsheet of a few kilobytes that unpacks to so much."""
    template = a_workbook(path.with_name("template.xlsx"), [["term", "definition"]], {})
    with zipfile.ZipFile(template) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            data = old.read(member)
            if member.filename == "xl/worksheets/sheet1.xml":
                data = SHEET.format(
                    rows='<row r="2"><c r="A2" t="inlineStr"><is><t>'
                    + "x" * (mebibytes * 2**20)
                    + "</t></is></c></row>"
                ).encode()
            new.writestr(member.filename, data)
    return path


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", b"", "is empty"),
        ("a.csv", b"  \n \n", "no form|is empty"),
        ("a.csv", b"%PDF-1.7\n%\xe2\xe3", "a PDF"),
        ("a.xlsx", b"%PDF-1.7\n%\xe2\xe3", "a PDF"),
        ("a.csv", bytes(range(256)) * 40, "isn't a text file"),
        ("a.json", b'{"a": ', "valid JSON: line 1"),
        ("a.json", b"[" * 200_000, "nests too deep"),
        ("a.yml", b"a: [b\n", "valid YAML: line"),
        ("a.yml", b"- " * 50_000 + b"x", "nests? too deep|valid YAML"),
        ("a.xlsx", b"PK\x03\x04 not a zip", "spreadsheet"),
        ("a.xlsx", b"hello,world\n1,2\n", "spreadsheet"),
        ("a.csv", b'term,definition\na,"' + b"x" * 10 * 2**20 + b'"\n', "more than 1 MiB"),
        ("a.csv", b"x" * 10 * 2**20, "more than 1 MiB"),
        ("a.jsonl", b'{"term": "' + b"x" * 10 * 2**20, "more than a million"),
        ("a.json", b'[{"term": "a", "definition": "' + b"x" * 10 * 2**20 + b'"}]', "a million"),
        ("a.csv", b"foo,bar,baz\n1,2,3\n", "No column is known"),
        ("a.exe", b"MZ\x90\x00", "a program"),
        ("a.bin", b"hello there", "isn't recognized"),
    ],
)
def test_what_can_t_be_read_is_refused_with_a_sentence(
    tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    """Nothing is written then."""
    source = a_file(tmp_path, name, content)
    before = tree(tmp_path)
    with pytest.raises(OperatorError, match=message):
        bring_in(source, tmp_path / "into")
    assert before == tree(tmp_path)


@pytest.mark.in_child
def test_a_zip_bomb_is_counted_while_it_unpacks(tmp_path: Path) -> None:
    """Its own word on its size is not asked for."""
    source = a_bomb(tmp_path / "bomb.xlsx", 200)
    assert source.stat().st_size < 2**20
    with pytest.raises(OperatorError, match="unpacks to more than 64 MiB"):
        preview(source, tmp_path / "into")


@pytest.mark.in_child
def test_a_million_rows_are_too_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading ends as soon as there are too many, however many follow."""
    monkeypatch.setattr(reading, "MOST_ENTRIES", 2_500)
    source = a_file(tmp_path, "a.csv", "term,definition\n" + "a,The letter.\n" * 1_000_000)
    with pytest.raises(OperatorError, match="more than 2,500 entries"):
        preview(source, tmp_path / "into")


@pytest.mark.in_child
def test_yaml_aliases_that_stand_for_billions_take_no_memory(tmp_path: Path) -> None:
    """They are read as what they are: no texts."""
    lines = ["a0: &a0 [x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    source = a_file(tmp_path, "a.yml", "\n".join(lines))
    seen = preview(source, tmp_path / "into")
    assert "added" not in outcomes(seen)[1:]


@pytest.mark.in_child
def test_a_parser_that_takes_too_much_memory_ends(tmp_path: Path) -> None:
    """And nothing but its process does."""
    source = a_file(tmp_path, "a.json", "[" + ",".join(['{"term": "x"}'] * 4_000_000) + "]")
    with pytest.raises(OperatorError, match="MiB of memory"):
        list(read_source(source, Form.JSON, Options()))


def test_formulas_are_texts_in_a_table(tmp_path: Path) -> None:
    """Nothing computes them: a file of ours is no spreadsheet."""
    source = a_file(tmp_path, "a.csv", "term,definition\na,=1+1\n")
    bring_in(source, tmp_path / "into")
    assert "=1+1" == terms_in(tmp_path / "into")["a"]["short_def"]


def test_a_formula_without_its_value_is_refused(tmp_path: Path) -> None:
    """The row comes in once the spreadsheet was saved by a program that computes it."""
    rows = [["term", "definition"], ["a", '="x"&"y"'], ["b", "The second."]]
    source = a_workbook(tmp_path / "a.xlsx", rows, {})
    seen = preview(source, tmp_path / "into")
    (first, second) = seen.results()
    assert ("row 2", "refused") == (first.at, first.outcome.value)
    assert "B2" in first.detail
    assert "added" == second.outcome.value


def test_the_sheet_with_terms_is_found(tmp_path: Path) -> None:
    """Others can be named; titles may stand above the header."""
    sheets: dict[str, list[list[object]]] = {
        "Terms": [["Our glossary"], [], ["Term", "Meaning of it", "Definition"], ["a", "", "One."]],
        "More": [["term", "definition"], ["b", 2.0]],
    }
    source = a_workbook(tmp_path / "a.xlsx", [["Read me"]], sheets)
    seen = preview(source, tmp_path / "into")
    assert [("row 4", "a")] == [(one.at, one.name) for one in seen.results()]
    seen = preview(source, tmp_path / "into", sheet="More")
    assert "2" == seen.plan.planned[0].draft.fields["short_def"]
    with pytest.raises(OperatorError, match="There is no sheet “Nope”"):
        preview(source, tmp_path / "into", sheet="Nope")


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8-sig", "café"),
        ("utf-16", "café"),
        ("utf-16-le", "café au lait, très bon"),
        ("cp1252", "The “café” – 5 €"),  # noqa: RUF001 -- an en dash is meant
        ("cp1251", "Это длинное определение, чтобы можно было узнать кодировку"),
        (
            "shift_jis",
            "砂浜や堤防上に自然または人工的に堆積した堆積物。その結果、海岸線が海側に進む",
        ),
    ],
)
def test_tables_are_read_in_their_encoding(tmp_path: Path, encoding: str, text: str) -> None:
    """The byte order mark says it, or the letters do."""
    source = a_file(tmp_path, "a.csv", f"term;definition\nx;{text}\n".encode(encoding))
    seen = preview(source, tmp_path / "into")
    fields = seen.plan.planned[0].draft.fields
    assert text == fields.get("long_def", fields["short_def"])


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_tables_are_read_with_their_delimiter(tmp_path: Path, delimiter: str) -> None:
    """Commas within texts confuse nobody."""
    rows = ["term{0}definition{0}notes", "a{0}One; or, two{0}n", '"b"{0}"x, y"{0}']
    text = "\r\n".join(rows).format(delimiter).replace("One; or", '"One; or').replace("two", 'two"')
    seen = preview(a_file(tmp_path, "a.csv", text), tmp_path / "into")
    assert ["One; or, two", "x, y"] == [one.draft.fields["short_def"] for one in seen.plan.planned]


def test_two_columns_need_no_header(tmp_path: Path) -> None:
    """The first row is a term like the others."""
    seen = preview(
        a_file(tmp_path, "a.csv", "KPI,A figure to watch.\nOKR,A goal.\n"), tmp_path / "into"
    )
    assert [("row 1", "KPI"), ("row 2", "OKR")] == [(one.at, one.name) for one in seen.results()]


def test_a_parser_has_no_network_and_writes_no_file(tmp_path: Path) -> None:
    """What it may not do ends in an error within the child."""
    import subprocess  # noqa: PLC0415 -- for this test alone
    import sys  # noqa: PLC0415

    code = (
        "import socket\nfrom bot.exchange.child import confine\nconfine()\n"
        "for act in (lambda: socket.create_connection(('127.0.0.1', 9)),\n"
        f"            lambda: open({str(tmp_path / 'x')!r}, 'wb').write(b'x' * 99999)):\n"
        "    try:\n        act()\n        print('done')\n"
        "    except OSError as error:\n        print(type(error).__name__)\n"
    )
    ran = subprocess.run(  # noqa: S603 -- our own interpreter
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert ["PermissionError", "OSError"] == ran.stdout.split()


def test_a_missing_library_says_how_to_install_it(tmp_path: Path) -> None:
    """Without the extra, other forms still come in."""
    import subprocess  # noqa: PLC0415 -- for this test alone
    import sys  # noqa: PLC0415

    source = a_workbook(tmp_path / "a.xlsx", [["term", "definition"], ["a", "One."]], {})
    code = (
        "import sys, io, json\nsys.modules['python_calamine'] = None\n"
        "from bot.exchange import child\n"
        f"request = json.dumps({{'path': {str(source)!r}, 'form': 'xlsx', 'options': {{}}}})\n"
        "sys.stdin = io.TextIOWrapper(io.BytesIO(request.encode()))\nchild.main()\n"
    )
    ran = subprocess.run(  # noqa: S603 -- our own interpreter
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert "pip install 'parlance[exchange]'" in ran.stdout
