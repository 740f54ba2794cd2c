"""The process that draws a chart: ``python -m bot.services.drawing_child``; see chart_drawing.py.

It reads a chart in the grammar of Vega-Lite from standard input, and writes a PNG.
"""

from __future__ import annotations

import json
import sys

PIXELS_A_POINT = 2


def main() -> None:
    """Draw one chart. The library takes a second and 90 MB, which this process gives back."""
    import vl_convert  # noqa: PLC0415 -- the extra "plot"; its absence is for the caller to see

    spec = json.load(sys.stdin)
    sys.stdout.buffer.write(vl_convert.vegalite_to_png(spec, scale=PIXELS_A_POINT))


if __name__ == "__main__":
    main()
