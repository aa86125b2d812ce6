"""The secretariat writes the frame of the report and releases it."""

from django.utils import translation

from commonspace.cli.playing.scene import Scene
from commonspace.provenance.services import actor_of, open_run
from commonspace.reports.gate import problems
from commonspace.reports.services import (
    KIND,
    answered,
    introduce_question,
    release,
    report_of,
    write_report,
)

MESSAGE = """\
Cities hear newcomers late, and often only through the police or the press. The people who wrote to us \
ask for something plainer: that what they know is asked for early, paid for fairly and answered in public.

- Let people report abuse without being asked for papers.
- Move families from shelters into homes, with a person to call.
- Treat associations of the diaspora as partners with a seat, not as a purse.
- Answer rumours with neighbours, teachers and facts, before they harden.
- Give cities and civil society a place where national rules are written.
- Write agreements down, with a budget line and a date of review.
- Make lists of who needs help before the crisis, and let trusted groups keep them.

Contributors do not agree on everything. Where they differ, the report says so and shows both sides."""

INTRODUCTION = """\
This report gathers what civil society in harbour cities and beyond told us before the Fourth Harbour \
Forum. People answered six questions in the way that suited them: on a web page, with papers they had \
already written, and at a table in Mombasa. Every sentence about what they said shows the words it rests \
on, and every contribution is accounted for at the end.

Read it as you need it. The message takes one minute. Each question stands alone. The recommendations are \
listed for those they speak to, and the annex names sources that contributors found useful."""

METHOD = """\
The call was published in English, French, Spanish and Arabic. Nobody needed an account. Contributors chose \
how they are named, and could change or withdraw what they sent until the deadline. Names and addresses are \
kept apart from the texts, and are not known to those who analyse."""

CLOSING = """\
Thank you to everybody who wrote, spoke, translated and carried papers from door to door. The cities of the \
forum will be asked to answer the recommendations; their answers will be published beside them."""


def write_frame(scene: Scene) -> None:
    """Write what stands around the findings."""
    report, by = report_of(scene.consultation), scene.role("secretariat")
    write_report(
        report=report, by=by, title=scene.content.consultation.title.en,
        subtitle=scene.content.consultation.subject.en[:300], message=MESSAGE,
        introduction=INTRODUCTION, method_note=METHOD, closing=CLOSING,
    )  # fmt: skip
    for narrative in scene.content.synthesis.narratives:
        question = scene.question(narrative.question)
        if question is not None:
            introduce_question(report=report, question=question, text=narrative.text)


def release_report(scene: Scene) -> None:
    """Answer for what stands open, and release."""
    by = scene.role("secretariat")
    with translation.override("en"):
        reasons = {
            one.key: "Looked at by both analysts; stands in the list of contributions, adds no new point."
            for one in problems(scene.consultation)
        }
        overrides = answered(consultation=scene.consultation, reasons=reasons, by=by)
        run = open_run(kind=KIND, started_by=actor_of(by), consultation=scene.consultation.code)
        release(consultation=scene.consultation, by=by, overrides=overrides, run=run)
