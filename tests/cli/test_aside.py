"""旁白: how far a reading has come is one line on a terminal, plain lines elsewhere, and never more than a line at a time."""

from __future__ import annotations

import io

from xiaohao.cli.aside import Bar, clock


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_a_terminal_is_drawn_over_and_left_clean() -> None:
    stream = Terminal()
    bar = Bar(4, stream, "en")
    bar.step(failed=False)
    bar.step(failed=True)
    bar.draw(60.0)
    assert stream.getvalue().endswith("[############------------] 2/4, failed 1, 1:00 gone, about 1:00 left\x1b[K")
    bar.close()
    assert stream.getvalue().endswith("\r\x1b[K") and "\n" not in stream.getvalue()


def test_elsewhere_there_are_plain_lines_and_none_for_what_is_quick() -> None:
    stream = io.StringIO()
    bar = Bar(2, stream, "zh")
    bar.step(failed=False)
    assert stream.getvalue() == ""
    bar.draw(5.0)
    bar.close()
    assert stream.getvalue() == "1/2，读不了 0，已用 0:05，约余 0:05\n"


def test_hours_are_told_where_there_are_any() -> None:
    assert (clock(59.6), clock(3599), clock(3661)) == ("1:00", "59:59", "1:01:01")
