"""Words too common to name a theme, by language. Short lists of our own: function words only."""

_EN = """a about above after again all also although am an and any are as at be because been before
being below between both but by can could did do does doing done down during each either else etc
even ever every few for from further get gets give given go goes going got had has have having he
her here hers him his how however i if in into is it its it's just keep kept least less let like
made make makes many may me might more most much must my need needed needs neither never no nor not
now of off often on once one only onto or other our ours out over own per please put rather really
same shall she should since so some still such than that the their them then there these they this
those though through thus to today together too under until up upon us use used very via want was
way we well were what when where whether which while who whom whose why will with within without
would yes yet you your yours don't doesn't didn't can't isn't aren't won't we're they're i'm there's
said say says ask asks asked two three four five six seven eight nine ten twelve hundred first second last next year years month months week weeks day days hour hours time times ago everyone everybody nobody somebody something anything nothing come came comes take took takes tell told tells back side place part whole around along find found know known think see seen want wants wanted since thousand half dear people person thing things lot new good better help helps near knew became become becomes bring brings brought happen happened happens mean means meant put puts ran sent stop stopped thought told turn turned went wish always another anyone anything else enough already almost among away behind beside beyond early long much often perhaps quite rather soon still sure together yesterday tomorrow"""

_FR = """a à afin ai aie ainsi alors après as au aucun aucune aussi autre autres aux avant avec avez
avoir avons beaucoup bien bon c'est ça car ce ceci cela celle celles celui ces cet cette ceux chaque
chez comme comment d dans de des depuis dès doit doivent donc dont du d'un d'une elle elles en encore
entre es est et étaient était été être eu eux fait faire faut font il ils j je jusque l la le les
leur leurs lors lui ma mais me même mêmes mes mieux moi moins mon n ne ni nos notre nous on ont ou où
par parce pas pendant peu peut peuvent plus plusieurs pour pourquoi qu quand que quel quelle quelles
quels qui qu'il qu'ils qu'on sa sans se selon sera ses s'il si son sont sous souvent sur ta tant te
tel telle tes toi ton toujours tous tout toute toutes très trop tu un une vers vos votre vous y n'est
n'a n'ont il y ils j'ai d'être non oui deux trois quatre cinq six sept huit neuf dix douze cent mille premier première deuxième dernier dernière an ans année années mois semaine semaines jour jours heure heures fois demande demandent demandons dit disent venir vient viennent va vont personne personnes monsieur madame bonne nouveau nouvelle nouvelles gens chose choses devrait devraient passé passer parle parlent parler seul seule seuls déjà près loin tôt tard ensemble hier demain jamais"""

_ES = """a al algo algún alguna algunas algunos ante antes aquel aquella así aun aún aunque bajo bien
bueno cada casi como cómo con contra cosa cosas cual cuál cuales cuando cuándo cuyo de debe deben
debería deberían del desde después donde dónde durante e el él ella ellas ellos en entre era eran es
esa esas ese eso esos esta está están estas este esto estos estar fue fueron gente ha había hace hacen
hacer hacia haga hagan han hasta hay haya la las le les lo los más me mejor menos mi mis mientras mucha
muchas mucho muchos muy nada ni no nos nosotras nosotros nuestra nuestras nuestro nuestros nueva nuevo
o os otra otras otro otros para pero poco por porque pueda pueden puede que qué quien quién quienes se
sea sean según ser si sí siempre sin sino sobre solo sólo son su sus también tan tanto te tener tenga
tengan tiene tienen toda todas todavía todo todos tu tus un una unas uno unos usted ustedes ya y yo
dos tres cuatro cinco seis siete ocho nueve diez doce cien mil primer primera primero segundo último última año años mes meses semana semanas día días hora horas vez veces ahora hoy dice dicen dijo pedimos piden va van viene vienen hacen faltan falta necesitamos queremos persona personas cerca lejos allá acá ahí tarde temprano juntos juntas ayer mañana nunca solos pasa pasó"""

_PT = """a à ao aos as às até algum alguma algumas alguns ainda além ante antes após aquela aquele
aquilo assim bem cada com como contra da das de dela dele deles depois desde deve devem deveria
deveriam do dos e é ela elas ele eles em entre era eram essa essas esse esses esta está estão estas
este estes eu faz fazer foi foram há isso isto já la lhe mais mas me melhor menos mesmo meu meus minha
muito muita muitas muitos na nas não nem no nos nós nossa nossas nosso nossos num numa o onde os ou
outra outras outro outros para pela pelas pelo pelos pode podem por porque pouco precisamos qual quando
que quem se seja sejam sem sempre ser seu seus só sobre sua suas são também tão tem têm temos ter toda
todas todo todos tu tudo um uma umas uns você vocês dois duas três quatro cinco seis sete oito nove dez cem mil primeiro primeira último ano anos mês meses semana semanas dia dias hora horas vez vezes agora hoje pessoas coisa coisas"""

_DE = """ab aber alle allem allen aller alles als also am an andere anderen auch auf aus bei beim bin
bis bitte da dabei dadurch dafür damit dann daran darauf das dass dazu dem den denn der des deshalb die
dies diese diesem diesen dieser dieses doch dort du durch ein eine einem einen einer eines einfach er
es etwas für gegen geht gibt ganz gut hat haben hatte hier hin ich ihm ihn ihr ihre ihrem ihren im immer
in ins ist ja jede jedem jeden jeder jedes jetzt kann kein keine keinen können könnte könnten leider
man mehr mein meine mich mir mit müssen muss nach nicht nichts noch nun nur ob oder oft ohne schon sehr
sein seine seit sich sie sind so soll sollen sollte sollten sondern sonst über um und uns unser unsere
unter viel viele vielen vom von vor wäre war was weg wegen weil weiter welche wenn wer werden wie wieder
will wir wird wo wurde würde zu zum zur zwar zwischen zwei drei vier fünf sechs sieben acht neun zehn hundert tausend erste ersten letzte jahr jahre jahren monat monate woche wochen tag tage tagen stunde stunden mal heute daher etc zb leute menschen sache dinge"""

_AR = """في من على إلى الى عن أن ان إن أنّ لا ما لم لن قد هذا هذه ذلك تلك التي الذي الذين كل بعض غير بين
مع عند عندما حتى ثم أو او و أم بل لكن ولكن كما كان كانت يكون تكون هو هي هم هن نحن أنا أنت لنا لهم لها له
به بها فيه فيها منه منها عليه عليها إليه إليها ليس ليست يجب ينبغي يمكن أي أيضا أيضاً جدا جداً فقط حيث إذا
لأن بسبب خلال بعد قبل دون بدون ضد حول منذ كيف ماذا لماذا متى أين نريد نحتاج الناس هناك هنا وهو وهي وفي
ومن واحد واحدة اثنان ثلاث ثلاثة أربع أربعة خمس خمسة عشر مئة ألف أول أولا أولًا سنة سنوات عام شهر أشهر أسبوع يوم أيام ساعة مرة اليوم الآن بلا كنا صار صارت إن فلما ما وإن وأن ولا وقد وما على كذلك أكثر أقل مثل عبر لدى لدينا حين قرب بعيد دائما أبدا أمس غدا فوق تحت أمام وراء"""

STOP_WORDS: dict[str, frozenset[str]] = {
    "en": frozenset(_EN.split()),
    "fr": frozenset(_FR.split()),
    "es": frozenset(_ES.split()),
    "pt": frozenset(_PT.split()),
    "de": frozenset(_DE.split()),
    "ar": frozenset(_AR.split()),
}

_OPINIONS = {
    "en": """support supports supported oppose opposed agree disagree feel feels felt think thinks thought
    believe believes belief opinion absolutely definitely certainly honestly personally totally fully completely
    strongly yes no sure matter matters extent issue reason reasons i'd i'll i've they'd we'd you'd it'd that'll
    he's she's wouldn't couldn't hasn't haven't wasn't weren't favor favour especially currently basically
    actually probably maybe overall general simply important course fact kind bit obviously""",
    "fr": """pense pensons crois croyons trouve trouvons soutiens soutenons avis opinion accord absolument
    certainement vraiment totalement complètement franchement personnellement effectivement surtout simplement
    important importante oui non peut-être évidemment actuellement""",
    "es": """creo creemos pienso pensamos opino opinión apoyo apoyamos acuerdo desacuerdo absolutamente
    totalmente completamente realmente personalmente sinceramente importante sí no quizás quizá tal vez
    simplemente actualmente claro supuesto parece""",
    "pt": """acho achamos penso pensamos acredito opinião apoio apoiamos concordo discordo absolutamente
    totalmente completamente realmente pessoalmente importante sim não talvez simplesmente atualmente claro
    parece""",
    "de": """finde finden denke denken glaube glauben meine meinung unterstütze befürworte dafür dagegen
    absolut definitiv sicherlich wirklich persönlich komplett völlig total unbedingt wichtig wichtige ja nein
    vielleicht leider natürlich aktuell derzeit brauchen braucht brauche wünsche wäre bräuchte neue neuen
    neuer neues möglich mögliche""",
    "ar": """أعتقد نعتقد أرى نرى رأيي أظن أؤيد نؤيد أعارض نعارض أوافق نوافق بالتأكيد فعلا حقا نعم كلا مهم
    مهمة ربما بالطبع حاليا""",
}
OPINION_WORDS = {language: frozenset(words.split()) for language, words in _OPINIONS.items()}
"""Words that say that somebody holds a view: in every statement, so they name no theme."""

_LINKS = {
    "en": "of the for to and in on with a an at from by",
    "fr": "de du des la le les l d à au aux et en pour sur avec",
    "es": "de del la el los las y a al en para con por",
    "pt": "de do da dos das o a os as e em no na para com por",
    "de": "der die das dem den des für und von vom im in mit zu zur zum auf an",
    "ar": "في من على إلى و مع بين عن",
}
LINKING_WORDS = {language: frozenset(words.split()) for language, words in _LINKS.items()}
"""Small words that may stand inside a phrase: "right to health care"."""
