"""Turns of phrase that lean towards a kind without deciding it, by language: a table of our own.

Each entry is a pattern for whole words in case-folded text. What a turn of phrase weighs was
learnt (see ``model``); alone it seldom decides. The keys name what a reader is told.
"""

from commonspace.analysis.wording import gettext_noop

WE_DO = "we-do"
ROUTINE = "routine"
CHANGE = "change"
WANTED = "wanted"
ASKED = "asked"
OTHERS_CAN = "others-can"
LACK = "lack"
LIMITS = "limits"
JUDGED = "judged"
UNSURE = "unsure"
PUBLISHED = "published"
FORCED = "forced"

MESSAGES: dict[str, str] = {
    WE_DO: gettext_noop("says what we do: “%(cue)s”"),
    ROUTINE: gettext_noop("says when it takes place or for whom: “%(cue)s”"),
    CHANGE: gettext_noop("tells what changed: “%(cue)s”"),
    WANTED: gettext_noop("asks for more, less or something else: “%(cue)s”"),
    ASKED: gettext_noop("says what people ask for: “%(cue)s”"),
    OTHERS_CAN: gettext_noop("says what others could do: “%(cue)s”"),
    LACK: gettext_noop("tells what is missing or goes wrong: “%(cue)s”"),
    LIMITS: gettext_noop("says what is left out or stands against it: “%(cue)s”"),
    JUDGED: gettext_noop("weighs or judges: “%(cue)s”"),
    UNSURE: gettext_noop("wants to know: “%(cue)s”"),
    PUBLISHED: gettext_noop("names something published: “%(cue)s”"),
    FORCED: gettext_noop("tells what people are forced to do: “%(cue)s”"),
}

TRAITS: dict[str, dict[str, str]] = {
    "en": {
        WE_DO: r"""we (?:can |also |already |now |gladly )?(?:help|teach|cook|visit|keep|lend|hold|give|hand|match|measure|monitor|collect|check|repair|answer|translate|interpret|accompany|train|advise|host|house|run|read|record|publish|sit|go through|meet|drive|care|store|plant|print|bring|open)
our (?:\w+ )?(?:volunteers?|members|nurses|midwives|lawyers|interpreters|group|club|union|team|centre|center|association|cooperative|choir|shop|church|mosque|parish|students|doctors|drivers) (?:\w+ )?\w+s?
we (?:are )?(?:ready|happy|glad|willing|available) to|what we (?:bring|offer|can offer)""",
        ROUTINE: r"""(?:every|each) (?:day|week|month|year|spring|summer|autumn|winter|night|evening|morning|monday|tuesday|wednesday|thursday|friday|saturday|sunday)|on (?:mon|tues|wednes|thurs|fri|satur|sun)days?
(?:once|twice|three times|\w+ times) a (?:week|month|year|season)|by appointment|day and night|at any hour|free of charge|without pay|for nothing|at no c(?:ost|harge)|to anyone who|whoever|for anybody|by phone|in person""",
        CHANGE: r"""before|after(?:wards)?|once|until then|since then|today|now|from \w+ to \w+|doubled|halved|fell|rose|dropped|by half|by a (?:third|quarter|fifth)|for the first time|worked because|it worked|succeeded|copied|ended|saved|passed|found work|thanks to|within (?:\w+ )?(?:days?|weeks?|months?|years?)""",
        WANTED: r"""^(?:more|better|fewer|less|no more|no new|another|an end to|safer|cheaper|longer|shorter)|at least until|instead of|rather than|is needed|are needed|what (?:we|is) (?:want|need|needed)|would be good|ought|please|i suggest|bring back|make it""",
        ASKED: r"""(?:\w+s|people|members|association|union|table|group|circle) (?:want|ask|asks|demand|demands|request|call for|calls for|insist|wish|urge)|would like (?:the|to see|a|more)|we (?:want|demand|ask|request)""",
        OTHERS_CAN: r"""(?:cit(?:y|ies)|towns?|mayors?|state|council|municipalit\w+|government|ministry|authority|authorities|hospitals?|schools?|employers?|port|police|donors?|networks?|banks?) (?:can|could|might|may) (?!not)""",
        LIMITS: r"""only|without|still|last|except|while|but|no longer""",
        LACK: r"""too (?:many|much|few|little)|nobody|no one|nothing|never|never \w+|not one|lose|lost|leaves?|leaving|waits?|waited|months to|years for|costs?|expensive|unaffordable|afraid|fear|refuse|risk|stuck|broken|alone|half of|worn out|drop out|mould|damp|floods?|dry|double|twice as much|cannot|unable|difficult|shortage""",
        JUDGED: r"""(?<!there )(?:is|are) (?:a|an|the|as|not|worth|more|older|wrong|right|fair|proud|like) |is a (?:right|question|matter)|in (?:our|my) (?:view|opinion)|i (?:think|believe|like|am|find|agree)|we (?:are proud|welcome|share|reject|believe|agree|do not believe|support)|than|belongs?|matters?|good reasons|against|both|goes? (?:in|both)|everybody has|nobody is|not the same""",
        UNSURE: r"""(?:would|should) like to (?:know|understand)|wonder|could (?:some(?:body|one)|you) (?:explain|tell)|we do not (?:know|understand)|i ask myself""",
        PUBLISHED: r"""\d+ pp|edition|press|books|published|download\w*|annual report|report (?:on|of)|handbook|manual|study|guide|toolkit|survey|film|directive|article \d+|subtitles|yearly table|available (?:on|at|from)|in the annex""",
        FORCED: r"""(?:must|have to|has to) (?:sleep|wait|pay|leave|live|choose|hide|travel|work|walk)""",
    },
    "fr": {
        WE_DO: r"""(?:nous|on) (?:y |les |leur )?(?:aid|accompagn|cuisin|visit|gard|prêt|tien|tenons|donn|mesur|relis|vérifi|répar|répond|tradui|form|conseill|héberg|log|enregistr|apport|ouvr|distribu|appren|conserv|anim|met|propos|assur)\w*
(?:nos|notre) (?:\w+ )?(?:bénévoles|membres|adhérents|infirmières|sages-femmes|juristes|interprètes|groupe|club|équipe|centre|association|troupe|plongeurs|comptables) \w+
(?:nous )?sommes (?:prêts|prêtes|disponibles)|sont disponibles|volontiers""",
        ROUTINE: r"""(?:chaque|tous les|toutes les) (?:jours?|semaines?|mois|ans?|printemps|nuits?|soirs?|matins?|lundis?|mardis?|mercredis?|jeudis?|vendredis?|samedis?|dimanches?)|le (?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)
(?:une|deux|trois) (?:fois|soirs) par (?:semaine|mois|an)|sur rendez-vous|jour et nuit|à toute heure|sans frais|gratuit\w*|à qui|par téléphone|sur place""",
        CHANGE: r"""avant|après|depuis|dès que|désormais|aujourd'hui|maintenant|auparavant|(?:est|sont) passée?s? de|ont? (?:doublé|baissé|augmenté|réduit|cessé|gardé|réussi)|de moitié|d'un (?:tiers|quart)|pour la première fois|cela a marché|grâce à|en (?:six|trois|deux|quelques|un) (?:mois|ans?|semaines?)|au bout de|copié""",
        WANTED: r"""^(?:plus de|moins de|davantage|que (?:l'on|le|la|les|nos)|un seul|une seule|limiter|mieux|une? \w+ (?:pour|devant|par|sous))|au moins|au lieu de|serait (?:bon|utile|mieux)|ce que nous voulons|s'il vous plaît|je propose|indispensable|conviendrait|permettre|cessez""",
        ASKED: r"""(?:habitants|membres|enseignants|associations?|syndicats?|gens|parents|jeunes|locataires|table) (?:\w+ )?(?:demande|demandent|veulent|veut|exigent|exige|réclame\w*|souhaite\w*)|(?:nous|on) (?:demande|demandons|voulons|veut|souhaite\w*|exhort\w+|appel\w+|exige\w*)""",
        OTHERS_CAN: r"""(?:villes?|mairie|maires|communes?|état|conseil|gouvernement|ministère|autorités|hôpitaux|écoles|employeurs|port|réseaux|bailleurs) (?:peut|peuvent|pourrait|pourraient)""",
        LIMITS: r"""seule?s?|sans|mais|ni|dernier|dernière|toujours pas|ne \w+ que|n'\w+ que""",
        LACK: r"""trop|ne \w+ plus|n'\w+ plus|personne ne|rien|jamais|perd\w*|part|partent|attend\w*|coûte\w*|hors de prix|peur|refus\w+|risqu\w+|coincé\w*|cassé\w*|la moitié d\w+|épuisé\w*|abandonn\w+|moisissure|humidité|inond\w+|à sec|double|difficile|manque|il faut (?:\w+ )?(?:mois|ans|jours|semaines)""",
        JUDGED: r"""(?:est|sont) (?:une?|à|aussi|plus|pas|juste\w*|contre) |c'est (?:une?|commencer)|est un droit|à (?:notre|mon) avis|je (?:pense|crois|trouve|suis|aime)|nous (?:croyons|partageons|rejetons|saluons|soutenons|sommes fiers|ne croyons)|vaut|valent|autant que|plus \w+ que|le droit d\w+|contre|d'accord|bonnes raisons|se juge|va dans|vont dans|n'est pas""",
        UNSURE: r"""(?:voudri|aimeri|souhaiteri)\w+ (?:savoir|comprendre|connaître)|me demande|nous demandons (?:si|qui|quand|pourquoi)|pouvez-vous""",
        PUBLISHED: r"""\d+ p\.?|édition|éditions|presses|publié\w*|télécharg\w+|rapport (?:annuel|sur)|manuel|étude|guide|boîte à outils|enquête|film|directive|article \d+|sous-titr\w+|tableau annuel|disponible sur""",
        FORCED: r"""(?:doit|doivent|devons) (?:dormir|attendre|payer|partir|vivre|choisir|se cacher|travailler|marcher)""",
    },
    "es": {
        WE_DO: r"""(?:ayud|cocin|visit|guard|prest|mantuv|manten|medi|revis|repar|contest|traduci|form|asesor|aloj|grab|trae|abri|repart|enseñ|llev|atend|acompañ|cuid|public|reun|recog|ofrec|imparti)(?:amos|emos|imos)
nuestr[ao]s? (?:\w+ )?(?:voluntari\w+|soci\w+|enfermeras|matronas|abogad\w+|intérpretes|grupo|club|equipo|centro|asociación|buzos|contables) \w+
estamos (?:dispuest\w+|list\w+|disponibles)|están disponibles|con gusto|tenemos (?:una?|dos|tres|\d+)""",
        ROUTINE: r"""(?:cada|todos los|todas las) (?:días?|semanas?|mes|meses|años?|primavera|noches?|tardes?|mañanas?|lunes|martes|miércoles|jueves|viernes|sábados?|domingos?)|los (?:lunes|martes|miércoles|jueves|viernes|sábados|domingos)
(?:una|dos|tres) (?:vez|veces|tardes) (?:al|por) (?:semana|mes|año)|con cita|día y noche|a cualquier hora|sin coste|gratis|gratuit\w+|a quien|por teléfono|en persona""",
        CHANGE: r"""antes|después|desde entonces|desde|cuando|ahora|hoy|pas(?:ó|aron) de|(?:bajaron|subieron|cayeron|redujo|duplicado|salvaron|acabaron)|a la mitad|un (?:tercio|cuarto)|por primera vez|funcionó|gracias a|en (?:seis|tres|dos|un|menos de un) (?:meses|años?|mes)|copiaron""",
        WANTED: r"""^(?:más|menos|mejor|ni un\w* más|que (?:el|la|los|las|avisen|haya|se|no)|una? \w+ (?:por|delante|para|de)|límite|permitir)|al menos|en vez de|en lugar de|sería (?:bueno|mejor|útil)|lo que queremos|por favor|propongo|imprescindible|convendría|hace falta|dejen|pongan|vengan|paguen|mantengan""",
        ASKED: r"""(?:vecin\w+|soci\w+|maestr\w+|asociaci\w+|sindicatos?|gente|padres|jóvenes|mesa) (?:pide|piden|quiere|quieren|exige|exigen|reclama\w*|demanda\w*)|(?:pedimos|queremos|exigimos|instamos|exhortamos|nos gustaría que)""",
        OTHERS_CAN: r"""(?:ciudad(?:es)?|ayuntamientos?|alcald\w+|municipios?|estado|junta|gobiernos?|ministerio|autoridades|hospitales|escuelas|empresas|puerto|redes|donantes) (?:puede|pueden|podría|podrían)""",
        LIMITS: r"""sol[oa]s?|sólo|sin|pero|ni|últim[oa]|ya no|todavía no|sigue|sigo""",
        LACK: r"""demasiad\w+|nadie|nada|nunca|perd\w+|se va|se van|se marchan|esper\w+|cuesta|gasta|por las nubes|miedo|temen|rechaz\w+|arriesga|rot[ao]s?|atascan|la mitad de|agotad\w+|dejan|humedad|inunda|seca|doble|difícil|faltan?|se tarda|de cada (?:cien|diez|dólar|euro)""",
        JUDGED: r"""(?:es|son) (?:una?|de|tan|más|cuestión|como|el|la) |es un derecho|a (?:nuestro|mi) juicio|(?:creo|pienso|me gusta|me parece\w*|estoy|estamos orgullos\w+)|(?:apoyamos|compartimos|rechazamos|celebramos|no creemos)|vale más|tanto como|más \w+ que|derecho a|en contra|de acuerdo|buenas razones|se mide|no es""",
        UNSURE: r"""(?:quisiéramos|quisiera|nos gustaría|me gustaría) (?:saber|entender|conocer)|me pregunto|nos preguntamos|podrían explicar""",
        PUBLISHED: r"""\d+ pp?\.?|edición|ediciones|editorial|publicad\w+|descarga\w*|informe (?:anual|sobre)|manual|estudio|guía|caja de herramientas|encuesta|película|directiva|artículo \d+|subtítulos|tabla|disponible en""",
        FORCED: r"""(?:debe|deben|tiene que|tienen que|tenemos que) (?:dormir|esperar|pagar|irse|vivir|elegir|esconderse|trabajar|caminar)""",
    },
    "pt": {
        WE_DO: r"""(?:ajud|cozinh|visit|guard|empreste|emprest|mant|med|revemos|rep|respond|traduz|form|aconselh|aloj|grav|traz|abr|distribu|ensin|lev|atend|acompanh|cuid|public|receb|oferec|ced)(?:amos|emos|imos)
(?:o nosso|a nossa|os nossos|as nossas) (?:\w+ )?(?:voluntári\w+|sóci\w+|membros|enfermeiras|parteiras|advogad\w+|intérpretes|grupo|clube|equipa|centro|associação|mergulhadores|contabilistas) \w+
estamos (?:pront\w+|disponíveis|dispost\w+)|estão disponíveis|com gosto|temos (?:um|uma|dois|duas|\d+)""",
        ROUTINE: r"""(?:cada|todos os|todas as) (?:dias?|semanas?|mês|meses|anos?|primaveras?|noites?|tardes?|manhãs?|segundas?|terças?|quartas?|quintas?|sextas?|sábados?|domingos?)|aos (?:sábados|domingos)|à (?:segunda|terça|quarta|quinta|sexta)
(?:uma|duas|três) (?:vez|vezes|noites) por (?:semana|mês|ano)|com marcação|dia e noite|a qualquer hora|sem custos?|gratuit\w+|a quem|por telefone|presencial""",
        CHANGE: r"""antes|depois|desde então|desde|quando|agora|hoje|pass(?:ou|aram) de|(?:caíram|subiram|desceram|reduziu|duplicaram|salvaram|acabaram)|para metade|um (?:terço|quarto)|pela primeira vez|resultou|graças a\w*|em (?:seis|três|dois|um) (?:meses|anos?|mês)|copiad\w+""",
        WANTED: r"""^(?:mais|menos|melhor|nem mais um\w*|que (?:o|a|os|as|avisem|haja|se|não)|uma? \w+ (?:por|em frente|para|de)|limite|permitir)|pelo menos|em vez de|seria (?:bom|melhor|útil)|o que queremos|por favor|proponho|indispensável|conviria|é preciso|deixem|ponham|mantenham|deem""",
        ASKED: r"""(?:moradores|sóci\w+|professor\w+|associaç\w+|sindicatos?|pais|jovens|mesa) (?:pede|pedem|quer|querem|exige|exigem|reclama\w*)|(?:pedimos|queremos|exigimos|apelamos|exortamos|gostaríamos que)""",
        OTHERS_CAN: r"""(?:cidades?|câmaras?|presidentes|municípios?|estado|conselho|governos?|ministério|autoridades|hospitais|escolas|empresas|porto|redes|doadores) (?:pode|podem|poderia|poderiam)""",
        LIMITS: r"""só|sem|mas|nem|último|última|já não|ainda não|continuo""",
        LACK: r"""demasiad\w+|ninguém|nada|nunca|perd\w+|vão-se|partem|esper\w+|custa|gasta|incomportável|medo|recus\w+|arrisca|partid\w+|presas|metade d\w+|esgotad\w+|deixam|bolor|humidade|inunda|seca|dobro|difícil|faltam?|demora""",
        JUDGED: r"""(?:é|são) (?:uma?|de|tão|mais|questão|como|o|a) |é um direito|a (?:nosso|meu) ver|(?:creio|penso|gosto|acho|sou|temos orgulho)|(?:apoiamos|partilhamos|rejeitamos|saudamos|não acreditamos)|vale mais|tanto como|mais \w+ do que|direito a|contra|concordo|boas razões|mede-se|não é""",
        UNSURE: r"""(?:gostaríamos|gostávamos|gostaria|queríamos) de (?:saber|perceber|conhecer)|pergunto-me|perguntamo-nos|podem explicar""",
        PUBLISHED: r"""\d+ pp?\.?|edição|edições|editora|publicad\w+|descarrega\w*|relatório (?:anual|sobre)|manual|estudo|guia|caixa de ferramentas|inquérito|filme|diretiva|artigo \d+|legendad\w+|tabela|disponível n\w+""",
        FORCED: r"""(?:deve|devem|tem de|têm de|temos de) (?:dormir|esperar|pagar|partir|viver|escolher|esconder-se|trabalhar|andar)""",
    },
    "de": {
        WE_DO: r"""(?:wir|unsere? (?:\w+ )?\w+) (?:\w+ )?(?:helfen|hilft|kochen|kocht|besuchen|halten|hält|verleihen|führen|führt|geben|messen|prüfen|prüft|reparieren|antworten|übersetzen|begleiten|begleitet|beraten|betreibt|bringen|öffnet|fährt|fahren|gehen|schicken|bewahren|vermitteln|pflanzen|unterrichten)
(?:helfen|kochen|verleihen|führen|bringen|begleiten|überlassen|prüfen|gehen) wir|(?:wir )?(?:sind|stehen) \w* ?bereit|gern|wir können""",
        ROUTINE: r"""jede[nsrm]? (?:tag|woche|monat|jahr|frühjahr|nacht|abend|morgen|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)|(?:montags|dienstags|mittwochs|donnerstags|freitags|samstags|sonntags|nachts)
(?:einmal|zweimal|dreimal) (?:im|in der|pro) (?:woche|monat|jahr)|nach anmeldung|rund um die uhr|kostenlos\w*|ohne kosten|am telefon|vor ort|allen, die""",
        CHANGE: r"""früher|vorher|nach dem|seit|seitdem|als|heute|inzwischen|danach|(?:sank|sanken|stieg|stiegen|verdoppelt|halbiert|sparte\w*|retteten|aufhörten|gelang)|um die hälfte|ein drittel|zum ersten mal|dank|in \w+ (?:monaten|jahren|wochen)|übernommen""",
        WANTED: r"""^(?:mehr|weniger|bessere?r?|keine (?:neuen|weiteren)|eine? \w+ (?:für|vor|pro)|tempo|bitte)|mindestens|statt|anstatt|wäre (?:gut|besser|schön|sinnvoll)|was wir wollen|es braucht|ich schlage|zulassen|hört auf|gebt|lasst|fragt|möge|sind (?:\w+ ){1,3}zu \w+en|hat \w+ (?:\w+ )*?anzuerkennen""",
        ASKED: r"""(?:anwohner|mitglieder|lehrer\w*|vereine?|gewerkschaft\w*|leute|eltern|jugendliche\w*|runde) (?:verlang\w+|forder\w+|wollen|will|wünsch\w+|bitten|bittet)|wir (?:fordern|rufen|wünschen|wollen|verlangen|appellieren|bitten)""",
        OTHERS_CAN: r"""(?:städte|stadt|gemeinden?|bürgermeister\w*|staat|rat|beirat|regierung|ministerium|behörden|krankenhäuser|schulen|betriebe|hafen|netzwerke) (?:kann|können|könnte|könnten)""",
        LIMITS: r"""nur|ohne|aber|weder|letzte\w*|nicht mehr|noch immer""",
        LACK: r"""zu (?:viele?|wenige?)|niemand|nichts|nie|verlier\w+|verloren|geht|gehen fort|warte\w+|kostet|unbezahlbar|angst|fürchten|lehn\w+|droht|stecken|kaputt|allein|hälfte der|erschöpft|brechen|schimmel|feucht|überschwemmt|trocken|doppelte|schwierig|fehl\w+|es dauert|plötzlich|ausweichen|gefähr\w+|eng|parken""",
        JUDGED: r"""(?:ist|sind) (?:eine?|so|mehr|älter|nicht|kein\w*|wie|gegen) |ist ein recht|aus (?:unserer|meiner) sicht|ich (?:finde|glaube|denke|mag|bin|halte|stimme)|wir (?:unterstützen|teilen|weisen|begrüssen|glauben nicht|sind stolz)|mehr wert|so wichtig wie|als|recht, |dagegen|gegen den|gute gründe|misst sich|gehört|finde ich""",
        UNSURE: r"""wüsste\w* gern|würde\w* gern (?:wissen|verstehen)|ich frage mich|wir fragen uns|kann mir jemand""",
        PUBLISHED: r"""\d+ s\.?|auflage|verlag|\w+verlag|erschienen|herunterladen|jahresbericht|bericht über|handbuch|studie|leitfaden|umfrage|film|richtlinie|artikel \d+|untertitel\w*|tabelle|zu finden""",
        FORCED: r"""(?:muss|müssen) (?:\w+ ){0,4}?(?:schlafen|warten|zahlen|ausweichen|absteigen|leben|fahren|laufen)""",
    },
    "ar": {
        WE_DO: r"""(?:و|ف)?(?:نطبخ|نعير|نعلم|نعلّم|نراجع|نحتفظ|نحفظ|نقيس|نزور|نجمع|نترجم|نوزع|نفتح|نستقبل|نؤوي|ننقل|نعطي|نعطيها|نعرض|نجيب|نصلح|نكتب|نسجل|نلتقي|نجلس|نرسل|يسعدنا)
(?:متطوع|محام|مترجم|قابلات|أعضا|أعضاؤ|جمعيت|مركز|فرقت|نادي|مجموعت|كنيست|غواص|محاسب|طلاب|أطباؤ|ممرضات)\w*نا|لدينا|مستعدون|يمكننا|نستطيع""",
        ROUTINE: r"""كل (?:يوم|أسبوع|شهر|سنة|عام|ربيع|ليلة|مساء|سبت|أحد|اثنين|ثلاثاء|أربعاء|خميس|جمعة|ساعة)|(?:مرة|مرتين|مرات|مساءين) في (?:الأسبوع|الشهر|السنة)|بموعد|ليل نهار|دون مقابل|بلا مقابل|مجانية?|لمن|بالهاتف""",
        CHANGE: r"""قبل|بعد|بعدها|منذ|حين|لما|اليوم|الآن|صار\w*|انخفض\w*|ارتفع\w*|هبط\w*|تضاعف\w*|إلى النصف|الثلث|لأول مرة|نجح\w*|بفضل|في (?:ستة|ثلاثة|سنتين|شهرين)|قلدت\w*|ف(?:قبلت|باعت|انتهت|هبطت|أنجزت|تغير\w*)""",
        WANTED: r"""^(?:مزيد من|أقل|أكثر|كفى|إتاحة|تحديد|شخص واحد|ممر|فصل|أن (?:ت|ي)\w+)|على الأقل|بدلا من|بدل أن|من الأفضل|يحسن|ما نريده|من فضلكم|أقترح|لا بد|ليت|^\w{2,}وا""",
        ASKED: r"""(?:السكان|أعضاؤنا|المعلمون|الجمعيات|النقابة|الناس|الأهل|الشباب|الطاولة) (?:يطلبون|تطلب|يريدون|تريد|يطالبون|تطالب)|نطلب|نطالب|نريد|ندعو|نناشد|نحث|نود أن (?:ت|ي)\w+""",
        OTHERS_CAN: r"""(?:تستطيع|يستطيع|يمكن ل\w+|بوسع|بإمكان) (?:المدن|المدينة|البلدي\w+|رؤساء|الدولة|المجلس|الحكومة|الوزارة|السلطات|المدارس|الميناء|الشبكات)|يمكن ل(?:رؤساء|لمدن|لبلدي\w+|لمجلس|لدولة|لحكومة)|على (?:ال\w+) أن""",
        LIMITS: r"""فقط|إلا|بلا|دون|آخر|وحدهم|لم تعد|لم""",
        LACK: r"""ولا|لا أحد|أبدا|قط|فقدنا|خوفا|يخاف|يرفض|مهدد\w*|مكسر\w*|نصف|مرهق\w*|باهظ\w*|يغلق|انتظر\w*|يجف|يفيض|العفن|متأخر\w*|لا (?:ن|ي|ت|أ)\w+|ينام|يرحل\w*|يغادر\w*|يستغرق|نقص|كثير من|فوق طاقت\w+""",
        JUDGED: r"""حق|ليس|خير من|أقدم|في رأينا|في رأيي|أرى|أحب|أنا|أتفق|نؤيد|نشارك|نرفض|نرحب|فخور\w*|مسألة|مثل|أهم|أكثر من|لكل|ضد|جسر|للطرفين|تقاس|تُقاس|لا نعتقد|هو أن|هو أول""",
        UNSURE: r"""نود أن (?:نعرف|نفهم)|أود أن أعرف|نتساءل|أتساءل|هل لكم أن""",
        PUBLISHED: r"""\d+ صفحة|الطبعة|دار|نشر\w*|تنزيل\w*|تقرير\w*|كتيب|دليل|دراسة|استطلاع|فيلم|التوجيه|المادة \d+|جدولا?|متاح على""",
        FORCED: r"""(?:يضطر|تضطر|نضطر|يجبر)\w*""",
    },
}
