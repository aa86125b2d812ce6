"""What must be reached, and what to aim for."""

from benchmarks.analysis.bars import Bar

BARS = {
    "submissions_per_s": Bar(50, 50),
    "p99_ms": Bar(1000, 500, most=True),
    "lost": Bar(0, 0, most=True),
    "doubled": Bar(0, 0, most=True),
    "killed_lost": Bar(0, 0, most=True),
    "killed_doubled": Bar(0, 0, most=True),
    "killed_undone": Bar(0, 0, most=True),
    "fuzz_crashed": Bar(0, 0, most=True),
    "fuzz_hung": Bar(0, 0, most=True),
    "fuzz_untold": Bar(0, 0, most=True),
    "recording_lost_bytes": Bar(0, 0, most=True),
    "recording_slow_lost_bytes": Bar(0, 0, most=True),
    "recording_peak_mb": Bar(512, 256, most=True),
    "mails_per_s": Bar(20, 40),
    "mails_lost": Bar(0, 0, most=True),
    "mails_doubled": Bar(0, 0, most=True),
    "sheet_rows_per_s": Bar(50, 200),
    "sheet_read_rows_per_s": Bar(2000, 10000),
    "sheet_peak_mb": Bar(512, 256, most=True),
}
