"""What must be reached, and what to aim for."""

from benchmarks.analysis.bars import Bar

BARS = {
    "mails_per_s": Bar(20, 40),
    "mails_lost": Bar(0, 0, most=True),
    "mails_doubled": Bar(0, 0, most=True),
}
