"""What must be reached to land, and what to aim for."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bar:
    """A limit and a goal; ``most`` says that smaller is better."""

    bar: float
    goal: float
    most: bool = False

    def met(self, value: float) -> bool:
        """Tell whether ``value`` passes the bar."""
        return value <= self.bar if self.most else value >= self.bar

    def __str__(self) -> str:
        sign = "<=" if self.most else ">="
        return f"{sign} {self.bar:g}, goal {self.goal:g}"


BARS = {
    "sib_language_nmi": Bar(0.05, 0.03, most=True),
    "sib_topic_nmi": Bar(0.43, 0.55),
    "argkp_dev_strict": Bar(0.48, 0.60),
    "argkp_dev_relaxed": Bar(0.60, 0.75),
    "assignment_gain_over_recipe": Bar(0.0, 0.10),
    "proposals_cimt_mean_f1": Bar(0.75, 0.82),
    "golden_recommendation_f1": Bar(0.90, 0.97),
    "golden_service_f1": Bar(0.90, 0.97),
    "golden_example_f1": Bar(0.90, 0.97),
    "golden_resource_f1": Bar(0.90, 0.97),
    "duplicates_pair_precision": Bar(0.99, 0.999),
    "duplicates_pair_recall": Bar(0.95, 0.98),
    "duplicates_time_over_rensa": Bar(1.0, 1.0, most=True),
    "paraphrase_ap": Bar(0.90, 0.97),
    "paraphrase_false_alarms": Bar(0.05, 0.01, most=True),
    "end_to_end_10k_seconds": Bar(120, 60, most=True),
    "end_to_end_10k_rss_gb": Bar(2, 1, most=True),
    "end_to_end_100k_seconds": Bar(900, 450, most=True),
    "end_to_end_100k_rss_gb": Bar(4, 2, most=True),
    "end_to_end_1m_seconds": Bar(10_800, 5_400, most=True),
    "end_to_end_1m_rss_gb": Bar(12, 6, most=True),
    "bertopic_times_faster": Bar(3, 10),
    "bertopic_ami_gain": Bar(0.0, 0.05),
    "left_out_share": Bar(0.0, 0.0, most=True),
    "probe_other_language_1nn": Bar(0.86, 0.92),
}
