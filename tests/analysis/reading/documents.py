"""Invented documents of different make, all about other subjects than migration."""

WATER_REPORT = """\
# Clean Rivers: What We Heard

## The questions

1. How can neighbours help the city keep small streams clean? Please share examples.
2. What stops residents from reporting leaking mains? How could reporting become easier?
3. Who should pay for new drinking fountains in public squares?

## Question 1: Keeping small streams clean

Most groups said that streams are cleaned once a year and then forgotten.[^1] They
asked for a calendar that everybody can see.

> **Box 1: Saturday on the Lea**
> Every month the Lea Friends Association in Nairobi, Kenya, walks two kilometres of
> stream with the Water Board. In 2023 they took out 41 tyres.

> **Box 2: School gauges**
> Pupils in Lima read a gauge and send the number to the Institute of Hydrology (IHL).

### Recommendations

1. The city should publish a cleaning calendar.
2. Residents' associations and the council must agree on who takes the waste away:
   a) within two days in summer;
   b) within a week in winter.
3. The national government needs to fund gauges.

### What associations can offer the city

* Walk the banks and report what they find
* Train school classes

### Direct help to residents

* Lend gloves and nets

## Question 2: Reporting leaks

People do not know whom to call.[^2]

### Recommendations

1. Councils could run one telephone number for every kind of leak.

## Further reading

* Okafor, N. (2021). *Small Streams, Big Cities*. Nairobi: River Press. https://rivers.example/books/small-streams
* Water Board, "Leak atlas", 2022, available at: https://water.example/atlas?year=2022
* https://water.example/atlas?year=2022

[^1]: Okafor, N. (2021), Small Streams, Big Cities.
[^2]: Ibid., p. 12.
"""

LIBRARY_REPORT = """\
Libraries After Dark
A report on opening hours

Page 1 of 3
\f
Libraries After Dark

Summary

Readers told us that evenings matter. They work until
six, they collect children, they cross the town by long-
distance bus, and they find the door shut. Many spoke of
self-service hours, and some of well-lit paths. The self-
service idea was the most popu-
lar of all, and a long-distance reader wrote to say so.

Good practice: The night shelf. In Porto, the Municipal
Library leaves one room open until midnight. Volunteers
of the Readers’ Union sit at the desk.

Page 2 of 3
\f
Libraries After Dark

Recommendations

To city councils

- Keep at least one branch open
  until ten on weekdays
- Pay for lighting on the path to the door

To the national government

- Change the rule that closes public rooms at eight

Case study 2 – Evening keys
A reading circle in Galway got its own key. The circle
locks up and nothing has been lost.

Page 3 of 3
\f
Libraries After Dark

Resources

- Reading Rooms Network, “Opening later”, Porto, 2019,
  accessible at: <http://rooms.example/guides/opening-
  later.pdf>
- Night Library website, see www.night.example
"""

TRANSPORT_CALL = """\
HAVE YOUR SAY: BUSES FOR EVERYONE

The transport office invites residents, riders' groups and drivers to
contribute to this consultation. Replies must reach us before the
deadline of 1 March. You can respond by email or on paper.

Q1. Which stops are hard to reach for people who cannot walk far?

Q2. What would make night buses feel safe? Please give examples from
your own town.

Q3. How should fares be set?
"""

NIGHT_PROGRAMME = """\
LIGHT AND SAFETY WORKSHOP

Aims
- To hear residents on dark streets
- To agree on three streets for a trial

Organisers
- Lamp Society
- Street Safety Trust (SST)

Programme

Morning

09:00 – 09:30 Registration and coffee
09:30 – 10:15 Opening keynote
Lamp Society
10:15 – 12:00 Group work on dark streets
Moderator: A. Keita; Rapporteur: B. Silva
- Where it is dark
- What it would cost

Afternoon

1.30 pm Report back from the groups
2.15 pm Launch of the lamp map
3 pm Close
"""

SESSION_FORM = """\
Rapporteur's report form
Session: Markets and street trade

Part 1: What was said

1) What works well today?
• The Sunday market pays its own cleaners
• Traders share one card reader

2) What should change?
1. Give traders water taps
2. Let them store stalls overnight

Key quotes
“We sell, we sweep, we go home.” – a trader

Part 2: What comes next

1) Who will do what?
• The traders' union writes to the mayor
"""

FRENCH_REPORT = """\
Rapport de synthèse sur les jardins partagés

QUESTION 1 : COMMENT OUVRIR DES JARDINS DANS LES QUARTIERS ?

Les habitants demandent des terrains, de l'eau et des règles simples.

Exemple : Le jardin des Lilas. À Lyon, l'Association des Lilas cultive un ancien parking avec la mairie.

Recommandations

– Les villes devraient réserver un terrain par quartier ;
– Les communes et les associations doivent signer une charte ;
– Il faut former des jardiniers.

QUESTION 2 : QUI ENTRETIENT LES JARDINS ?

Recommandations

– Les autorités nationales doivent financer les outils.

Ressources

– Réseau des jardins, « Guide du compost », Lyon, 2020, disponible sur : https://jardins.example/compost.pdf
"""

ARABIC_CALL = """\
دعوة إلى المشاركة في التشاور حول المكتبات العامة

ندعو الجمعيات والقراء إلى إرسال آرائهم قبل نهاية الشهر.

الأسئلة

1. كيف يمكن للجمعيات أن تساعد المكتبات على فتح أبوابها مساءً؟
2. ما الذي يمنع الناس من زيارة المكتبة؟ يرجى ذكر أمثلة.
"""

PLAIN_LETTER = """\
Dear friends,

Thank you for the tea. The kettle in the hall is broken again, and somebody
should look at it, but nobody knows who has the key. We must also buy cups.

1. Cups
2. Spoons

See you on Tuesday,
Ana
"""

HOUSING_REPORT = """\
EXECUTIVE SUMMARY

This report sums up the views of 45 tenants' groups on damp homes.

KEY RECOMMENDATIONS

Recommendation 1: Inspect every rented home once in five years.
Recommendation 2: Local councils should publish the results.
Recommendation 3: The Ministry of Housing must fund
repairs where landlords cannot be found.

1. INTRODUCTION

Damp harms health [1]. Tenants told us so at 12 meetings in Leeds and Hull.

2. FINDINGS

2.1 Inspections

Inspections are rare. The last national survey was in 2011 [2].

Box 2.1: The damp bus

A bus with a meter toured Hull for six weeks. It was run by Hull Tenants Union and the
University of Hull.

Tenants liked it.

3. RECOMMENDATIONS

3.1 Inspections

• Councils should employ inspectors.
• Tenants need to be told when inspectors come;
    o by letter
    o by text message

3.2 Repairs

• Landlords must repair within two weeks.

4. NOTES

[1] Ahmed, S., 2019, Damp and Lungs, Leeds.
[2] Ibid.
"""

TREES_REPORT = """\
# City trees consultation – summary of responses

**What should the council do about old trees?**

People want them kept.

## Good practices

### Example 1: Tree wardens

Wardens in Utrecht, the Netherlands check old trees each spring.

They report to the city.

### Example 2: Leaf day

On leaf day the Green Hands Foundation collects leaves.

## What we recommend

1. **Map.** The city should map all old trees.

2. **Protect.** No tree should be cut without a hearing.

   Explanation of the hearing.

3. **Plant.** Plant two for each one lost.

## References

Smith, J. and Lee, K. (2018). Trees in towns. London: Leaf Press.

Municipality of Utrecht (2020) *Old trees*. https://utrecht.example/trees

## About us

- Founded in 2001
- 12 members
"""

SPORTS_CALL = """\
Consultation: a new sports ground

Questions

Question 1
How should the ground be shared between clubs?

Question 2
What would bring girls' teams to the ground? Please share examples.

How to respond
Send your answers by 3 May to the clerk.
"""

SPANISH_REPORT = """\
INFORME: EL MERCADO DE TODOS

PREGUNTAS

1. ¿Cómo puede el mercado reducir residuos?
2. ¿Qué apoyo necesitan los vendedores? Comparta ejemplos.

REDUCIR RESIDUOS EN EL MERCADO

Ejemplo: Cajas que vuelven. En Rosario, la Cooperativa del Puerto presta cajas a los vendedores cada mañana.

Recomendaciones

• Los municipios deben comprar cajas.
• El gobierno nacional debería bajar el impuesto.

APOYO QUE NECESITAN LOS VENDEDORES

Recomendaciones

• Las asociaciones pueden dar cursos.
"""

HARBOUR_REPORT = """\
Harbour Voices
Synthesis of the consultation on small harbours, 2024

– 3 –

Introduction

We asked three questions of fishers, shippers and those who live by the water. In all
214 people and 31 associations wrote to us, some by post.

Question 1 – Safety on the quay

Respondents called for light. Good lamps and a low rail came up again and again, and the
need for a rail was named by 40 of the 62 letters.

CASE STUDY: LAMPS IN SAGRES
The Fishers’ Guild of Sagres put up solar lamps with the help of the Port Authority.
Falls went from nine to two a year.

Good Practice Example: Rails that float
In Tromsø the harbour school built a floating rail.

Recommendations for Harbour Boards and Cities

(1) Harbour boards should put a lamp at every ladder.
(2) Cities must pay for rails, and
    keep them in repair.

– 4 –

Services Offered by Civil Society

To harbour boards:
• Count falls
• Test rails

To fishers and their families:
• Teach first aid

Question 2 – Noise at Night

People sleep badly. Non-stop engines are the worst: a non-
stop engine was named in half of the letters, and the harbour-
master has no power to stop them.

Recommendations for Harbour Boards and Cities

(1) Governments have to set a limit for engines at night.

Further Reading and Links

1. Guild of Sagres (2022), Light on the quay. www.sagres.example/light
2. Night Noise Group. "Sleep by the sea". 2023. https://noise.example/sea_
and_sleep.html
"""

LETTERED_FORM = """\
SESSION REPORT

Theme: School meals

A. Main points

Q1: What did participants see as the main problem?
- Meals are cold
- Cooks are too few

Q2: Which practices were named?
- Kitchen gardens in Quito

B. Follow-up

Q1: Who does what?
- The parents' union writes to the ministry
"""

PLAIN_AGENDA = """\
AGENDA

14 May 2024, Town Hall

9.00 Arrival
9.30 Welcome by the mayor
10.00 - 11.00 Panel: Clean air at school
  Speakers: A. Ode, B. Lind
11.00 Break
11.15 Workshops
12.30 Lunch
1.30 Plenary and close
"""

MINUTES = """\
The meeting began at 9.00 and ended at 12.15. It was noted that 3 members were away.
Box offices must close early. Example weeks were discussed. Recommendation letters were read.
R2. was not discussed. Questions were asked about services. The resources are limited.

1. The chair opened the meeting.
2. The minutes were read.
3. Why was the tap not mended? Nobody knew.
"""

ALL = {
    "water": WATER_REPORT,
    "library": LIBRARY_REPORT,
    "transport": TRANSPORT_CALL,
    "night": NIGHT_PROGRAMME,
    "session": SESSION_FORM,
    "french": FRENCH_REPORT,
    "arabic": ARABIC_CALL,
    "letter": PLAIN_LETTER,
    "harbour": HARBOUR_REPORT,
    "lettered": LETTERED_FORM,
    "agenda": PLAIN_AGENDA,
    "minutes": MINUTES,
    "housing": HOUSING_REPORT,
    "trees": TREES_REPORT,
    "sports": SPORTS_CALL,
    "spanish": SPANISH_REPORT,
}
