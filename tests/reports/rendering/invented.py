"""Invented reports for the renderers: one small in each direction, one as long as you like."""

import datetime as dt

from commonspace.reports.document import (
    Document,
    Emphasis,
    Evidence,
    ExampleBox,
    Figure,
    FindingBlock,
    Heading,
    Item,
    ItemList,
    Link,
    Note,
    NoteMark,
    Notice,
    Paragraph,
    Plain,
    Quote,
    RecommendationItem,
    RecommendationList,
    ResourceItem,
    ResourceList,
    Section,
    ServiceItem,
    ServiceList,
    Strong,
    Table,
    Tagged,
    plain,
)
from commonspace.reports.figures import (
    Bar,
    BarChart,
    MatrixChart,
    Part,
    PartsChart,
    Point,
    TimelineChart,
)

DAY = dt.date(2026, 11, 20)

WHO = BarChart(
    title="Who asked for interpreters",
    category="Kind of contributor",
    measure="Contributors",
    rows=(
        Bar("Migrants' associations", 21),
        Bar("City administrations", 9),
        Bar("Faith groups and the charities that work beside them in the same streets", 4),
        Bar("Trade unions", 2),
    ),
)
LEDGER = PartsChart(
    title="What became of every contribution",
    category="State",
    measure="Contributions",
    parts=(Part("Cited", 31), Part("Covered", 22), Part("Merged", 12), Part("Set aside", 3)),
    total_label="received",
)
RECEIPTS = TimelineChart(
    title="Contributions by day",
    category="Day",
    measure="Contributions",
    points=tuple(
        Point(f"{1 + index} October", (index * 7) % 11 + (20 if index == 18 else 0))
        for index in range(30)
    ),
)
ANSWERED = MatrixChart(
    title="Who answered which question",
    category="Kind of contributor",
    columns=("1", "2", "3", "4", "5", "6"),
    rows=("Migrants' associations", "City administrations", "Trade unions", "One person"),
    values=((14, 9, 11, 3, 6, 2), (5, 4, 0, 8, 7, 1), (1, 0, 2, 2, 0, 0), (3, 1, 4, 0, 1, 9)),
)

IN_ENGLISH = Evidence(
    quote="At the clinic my daughter of nine had to tell me what the doctor said.",
    speaker="Person, Marseille",
    source="web form",
    ref="7KQ2-3",
)
IN_ARABIC = Evidence(
    quote="نحتاج إلى مترجمين في المستشفى، لا إلى أطفال يترجمون لأمهاتهم.",
    speaker="Women's association, Amman",
    source="document",
    ref="9MXD-1",
    language="ar",
    translation="We need interpreters in the hospital, not children who interpret for their mothers.",
)
IN_FRENCH = Evidence(
    quote="Un guichet sans interprète est un guichet fermé.",
    speaker="Union, Dakar",
    source="meeting",
    ref="B4TT-7",
    language="fr",
    translation="A counter without an interpreter is a closed counter.",
)

EXAMPLE = ExampleBox(
    title="The Thursday desk in Naga",
    text="Every Thursday four associations share one desk in the town hall.\n\n"
    "In its second year 1,240 people came, and half of them needed one visit only.",
    places=("Naga, Philippines", "Santa Rosa, Philippines"),
    organisations=("Harbour Neighbours", "Bridge of Voices"),
    links=(Link("The desk's own page", "https://example.org/thursday-desk"),),
    evidence=(IN_FRENCH,),
)


def question(number: int, *, findings: int, examples: int) -> tuple[object, ...]:
    """The blocks of one question's results."""
    heading = Heading(
        text="How can cities and civil society make sure that nobody is left outside?",
        number=str(number),
        anchor=f"question-{number}",
    )
    lead = Paragraph(
        (
            Plain("Contributors wrote most about language at the counter"),
            NoteMark(f"n{number}"),
            Plain(" and least about "),
            Emphasis("who pays"),
            Plain("."),
        ),
        role="lead",
    )
    blocks: list[object] = [heading, lead]
    for index in range(max(findings, examples)):
        if index < findings:
            blocks.append(finding(f"{number}.{index + 1}"))
        if index < examples:
            blocks.append(EXAMPLE)
    return tuple(blocks)


def finding(number: str) -> FindingBlock:
    """A finding with three quotations in three languages."""
    return FindingBlock(
        runs=(
            Plain("Most contributors want "),
            Strong("trained interpreters"),
            Plain(
                " wherever people meet the city for the first time, and say that a child is none."
            ),
        ),
        number=number,
        count="38 of 61 contributors, from 21 organisations in 14 countries.",
        evidence=(IN_ENGLISH, IN_ARABIC, IN_FRENCH),
        anchor=f"finding-{number.replace('.', '-')}",
    )


def asks(number: int, *, count: int) -> tuple[object, ...]:
    """The recommendations and services of one question."""
    items = tuple(
        RecommendationItem(
            text="Cities should pay interpreters as they pay every other skilled person.",
            addressee="Cities",
            strength="should",
            number=f"{number}.{index + 1}",
            children=(
                RecommendationItem(text="Post the list of interpreters at each door;"),
                RecommendationItem(text="train them with those who have done it."),
            )
            if index == 0
            else (),
            evidence=(IN_ENGLISH,) if index == 0 else (),
        )
        for index in range(count)
    )
    heading = Heading(text="Nobody left outside", number=str(number))
    services = ServiceList(
        items=(
            ServiceItem("Interpreters at short notice;"),
            ServiceItem("walks to the town hall."),
        ),
        heading="What civil society offers to cities",
        audience="Support to cities",
    )
    asked = RecommendationList(items=items, heading="Recommendations")
    return (heading, asked, services, ServiceList(items=(), heading="Direct services"))


def report(*, questions: int = 1, findings: int = 2, examples: int = 1, asked: int = 3) -> Document:
    """An invented English report with every kind of block in it."""
    numbers = range(1, questions + 1)
    return Document(
        title="Doors that open: what civil society asks of cities",
        subtitle="Synthesis of a consultation with 61 contributors in 14 countries",
        language="en",
        date=DAY,
        publisher="Harbour Cities Secretariat",
        edition="First edition",
        authors="The secretariat, with two rapporteurs",
        funders="An invented fund",
        licence="Creative Commons Attribution 4.0",
        citation="Harbour Cities Secretariat (2026). Doors that open.",
        front=(
            Notice(
                title="Before you read", text="Lists here are not complete.\n\nViews are theirs."
            ),
            Quote(text="A counter without an interpreter is closed.", attribution="Union, Dakar"),
        ),
        sections=(
            Section(
                Heading(text="Background"),
                (
                    Paragraph(plain("Cities open doors every day, and close some.")),
                    Paragraph(
                        (
                            Plain("The word "),
                            Tagged("جسور", "ar"),
                            Plain(" means bridges; the call is at "),
                            Link("example.org", "https://example.org/call"),
                            Plain("."),
                        )
                    ),
                    ItemList(
                        (
                            Item(plain("a web form;")),
                            Item(
                                plain("letters"), (Item(plain("by post,")), Item(plain("by mail;")))
                            ),
                        )
                    ),
                    ItemList((Item(plain("Read first.")), Item(plain("Then sort."))), ordered=True),
                    Quote(
                        text="نحن جيران قبل أن نكون أرقاماً.",
                        attribution="Neighbours' council, Tunis",
                        language="ar",
                        translation="We are neighbours before we are numbers.",
                    ),
                ),
            ),
            Section(
                Heading(text="Results by question"),
                tuple(
                    block
                    for number in numbers
                    for block in question(number, findings=findings, examples=examples)
                ),
            ),
            Section(
                Heading(text="Recommendations and services"),
                tuple(block for number in numbers for block in asks(number, count=asked)),
            ),
            Section(Heading(text="Further resources"), (resources(),)),
            Section(Heading(text="Method and figures"), figures()),
        ),
        notes=tuple(
            Note(
                f"n{number}",
                (
                    Plain("Counted over people, never over paragraphs: "),
                    Link("https://example.org/method", "https://example.org/method"),
                    Plain("."),
                ),
            )
            for number in numbers
        ),
    )


def resources() -> ResourceList:
    return ResourceList(
        heading="General resources",
        items=(
            ResourceItem(
                title="Puertas abiertas",
                author="Red de Ciudades Inventadas",
                year="2024",
                place="Quito",
                kind="guide",
                links=("https://example.org/puertas/abiertas?edition=2",),
                description="Cómo abrir una ventanilla común en seis meses.",
                language="es",
                description_language="es",
            ),
            ResourceItem(title="Interpreters at work", year="2025"),
        ),
    )


def figures() -> tuple[object, ...]:
    return (
        Paragraph(plain("Three rounds were held between June and October.")),
        Table(
            caption="Rounds of the consultation",
            header=("Round", "Place", "People"),
            rows=(
                ("First", "Marseille", "40"),
                ("Second", "online", "17"),
                ("Third", "Naga", "22"),
            ),
        ),
        Figure(
            chart=WHO, alternative="Associations asked most, unions least.", caption="Who asked"
        ),
        Figure(chart=LEDGER, alternative="68 of 68 accounted for.", caption="The ledger"),
        Figure(chart=RECEIPTS, alternative="Most came on 19 October.", caption="Day by day"),
        Figure(chart=ANSWERED, alternative="Each question was answered.", caption="Who answered"),
    )


def report_in_arabic() -> Document:
    """A small report read from right to left, with French and English words inside."""
    return Document(
        title="أبواب تُفتح: ماذا يطلب المجتمع المدني من المدن",
        subtitle="خلاصة مشاورة مع 61 مساهماً",
        language="ar",
        date=DAY,
        publisher="أمانة مدن الموانئ",
        licence="المشاع الإبداعي",
        sections=(
            Section(
                Heading(text="النتائج حسب السؤال"),
                (
                    Heading(text="كيف نضمن ألا يُترك أحد في الخارج؟", number="1"),
                    Paragraph((Plain("تكتب الجمعيات عن اللغة"), NoteMark("n"), Plain(" أولاً."))),
                    FindingBlock(
                        runs=plain("يريد معظم المساهمين مترجمين مدرَّبين."),
                        number="1.1",
                        count="38 من أصل 61 مساهماً.",
                        evidence=(IN_FRENCH,),
                    ),
                    ExampleBox(
                        title="مكتب يوم الخميس",
                        text="أربع جمعيات تتقاسم مكتباً واحداً.",
                        places=("ناغا، الفلبين",),
                    ),
                    Figure(
                        chart=BarChart(
                            title="من طلب المترجمين",
                            category="النوع",
                            measure="المساهمون",
                            rows=(Bar("جمعيات المهاجرين", 21), Bar("النقابات", 2)),
                        ),
                        alternative="الجمعيات أكثر من غيرها.",
                        caption="من طلب",
                    ),
                ),
            ),
        ),
        notes=(Note("n", plain("العدّ على الأشخاص.")),),
    )
