import io

from commonspace.cli.synthesising.progress import Bar


class Screen(io.StringIO):
    def isatty(self):
        return True


def test_the_time_left_is_told_while_it_runs_and_the_time_taken_at_the_end():
    times = iter([0.0, 10.0, 40.0])
    screen = Screen()
    bar = Bar(screen, clock=lambda: next(times))

    for done in (1, 50, 200):
        bar("themes", done, 200)

    lines = screen.getvalue().split("\r\x1b[K")
    assert "50/200  0:30 left" in lines[-2]
    assert lines[-1].endswith("200/200  took 0:40\n")


def test_on_paper_only_the_end_of_a_stage_is_written():
    paper = io.StringIO()
    bar = Bar(paper, clock=lambda: 0.0)

    bar("rows", 500, 0)
    bar("rows", 700, 700)

    assert paper.getvalue().count("\n") == 1
