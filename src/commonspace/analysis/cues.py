"""Words that show what a statement does, by language and kind: a table of our own.

Each line is a pattern for whole words in case-folded text; the number before the lines is
what one match weighs. 2 speaks for itself, 1 needs company.
"""

RECOMMENDATION = "recommendation"
SERVICE = "service"
EXAMPLE = "example"
CHALLENGE = "challenge"
RESOURCE = "resource"
POSITION = "position"
QUESTION = "question"

CUES: dict[str, dict[str, tuple[tuple[float, str], ...]]] = {
    "en": {
        RECOMMENDATION: (
            (
                2,
                r"""should(?:n't)?|must(?! have)|ought to|shall
                (?:we|i) (?:recommend|urge|propose|suggest|request|demand|want|call (?:on|for|upon)|ask|would like)
                (?:recommends?|recommended|urges?|calls? (?:on|upon|for)|demands?) \w+
                it is (?:essential|vital|crucial|imperative|necessary|important) (?:that|to)
                (?:cit(?:y|ies)|authorit(?:y|ies)|governments?|municipalit(?:y|ies)|councils?|donors|states|mayors?|organi[sz]ations|everyone) (?:\w+ ){0,3}(?:need|needs|can|could|have|has) to
                needs? to be|has to be|have to be|had better""",
            ),
            (
                1,
                r"""needs? to|has to|have to|we need|there (?:is|are) a need|let us|please|why not|stop
                could be|would help|it would be (?:good|better|useful)|ensure that|make sure""",
            ),
        ),
        SERVICE: (
            (
                2,
                r"""(?:we|i|our \w+(?: \w+)?|members) (?:can |could |also |already |now )*(?:offer|provide|run|deliver|host|operate|train|organi[sz]e|accompany|support|lend|teach|keep open)s?
                (?:we|our \w+) (?:are|is|stand|stands) (?:ready|able|willing|happy|prepared|available) to
                (?:we|our \w+(?: \w+)?) can (?:help|share|assist|translate|advise|teach|act|reach|bring|give|put)
                (?:civil society|ngos?|csos?|associations?|diaspora \w+|migrant (?:associations|organi[sz]ations)) can
                free of charge|at no cost|at your disposal""",
            ),
            (
                1,
                r"""our (?:volunteers|members|staff|lawyers|interpreters|centre|center|helpline|clinic)|helpline|drop-in""",
            ),
        ),
        EXAMPLE: (
            (
                2,
                r"""for example|for instance|good practice|best practice|success story|pilot(?:ed| project| programme| program)?
                (?:was|were|has been|have been) (?:launched|created|established|set up|introduced|founded|opened|trained|developed|implemented)
                (?:launched|set up|established|introduced|founded|pioneered|initiated)
                (?:last year|this year|since \d{4}|in (?:19|20)\d\d|between (?:19|20)\d\d and)""",
            ),
            (
                1,
                r"""opened|created|started|began|organi[sz]ed|helped|trained|reached|worked|developed|resulted|led to|became|built|brought|met
                project|initiative|programme|campaign|in partnership with|together with the (?:city|municipality)|as a result""",
            ),
        ),
        CHALLENGE: (
            (
                2,
                r"""lack of|lacks?|shortage|barriers?|obstacles?|not enough|too (?:expensive|few|slow|long|high|far|little|late|complicated|difficult)
                (?:is|are|remains?|it's) (?:very |too |often |still |extremely )?(?:difficult|hard|impossible|unsafe|afraid|excluded|denied|dangerous|precarious)
                problems?|challenges?|discriminat\w+|exploit(?:ed|ation)|violence|harass\w+|racism|xenophobi\w+|afraid|fear""",
            ),
            (
                1,
                r"""cannot|can't|could not|refuses?d?|denied|nobody|no one|never|without (?:access|papers|help)|suffer\w*|struggle\w*|difficult\w*|expired?|waiting|delays?|closes?|fails?|failed|unpaid|crowded|broken""",
            ),
        ),
        RESOURCE: (
            (
                2,
                r"""isbn|doi|handbook|toolkit|guidelines? (?:on|for)|(?:report|study|guide|paper|article|website|publication|film|database) (?:by|of|on|from|at|entitled)|available at|accessed""",
            ),
            (1, r"""see also|further reading|published|(?:et al)|press release|vol|pp"""),
        ),
        POSITION: (
            (
                1,
                r"""(?:we|i) (?:support|oppose|believe|think|agree|disagree|welcome|reject|consider)|in favou?r of|against|our view|is a right|have the right""",
            ),
        ),
    },
    "fr": {
        RECOMMENDATION: (
            (
                2,
                r"""(?:doit|doivent|devrait|devraient|devons|devrions)|il faut(?: que)?|il faudrait|il conviendrait|il est (?:essentiel|nécessaire|indispensable|urgent|important) (?:de|que|d')
                (?:nous|je) (?:recommand\w+|demand\w+|propos\w+|appel\w+|souhait\w+|exige\w+|suggér\w+|invit\w+|voul\w+|veux)
                (?:recommande|recommandons|préconis\w+|exhort\w+)""",
            ),
            (
                1,
                r"""besoin d['e]|faudra|pourrait|pourraient|veillez|merci de|afin que|plutôt que|arrêtez|cessez|que (?:la|les) (?:ville|villes|mairie|communes?)""",
            ),
        ),
        SERVICE: (
            (
                2,
                r"""(?:nous|notre \w+) (?:gérons|tenons|offr\w+|propos\w+ (?:des|un|une)|assur\w+|accompagn\w+|organis\w+|form\w+|anim\w+|fournis\w+|mett\w+ à disposition|pouvons|pourrions|tenons)
                (?:notre|nos) \w+ (?:peut|peuvent|offre|offrent|propose|proposent|assure|assurent|accompagne|tient)
                (?:les associations|la société civile|les ong|les diasporas) (?:peut|peuvent)
                sommes (?:prêts|prêtes|disponibles|en mesure)|gratuitement|à votre disposition""",
            ),
            (
                1,
                r"""nos (?:bénévoles|juristes|interprètes|membres)|permanence""",
            ),
        ),
        EXAMPLE: (
            (
                2,
                r"""par exemple|bonne pratique|projet pilote|à titre d'exemple
                (?:a|ont) (?:été )?(?:lancé|créé|mis en place|ouvert|fondé|développé|instauré|permis)\w*|en (?:19|20)\d\d|depuis (?:19|20)\d\d|l'an dernier|l'année dernière""",
            ),
            (
                1,
                r"""projet|initiative|programme|en partenariat avec|(?:a|ont) (?:aidé|formé|accueilli|organisé|travaillé|réuni|accompagné)\w*|grâce à""",
            ),
        ),
        CHALLENGE: (
            (
                2,
                r"""manque|manquent|pénurie|obstacles?|barrières?|problèmes?|défis?|pas assez|trop (?:cher|chère|chers|chères|peu|long|longue|lent|lente|loin|tard|compliqu\w+)|difficile|difficiles|difficultés?|impossible
                discriminat\w+|exploit(?:é|ée|és|ées|ation)|violences?|harcèlement|racisme|xénophobie|peur|insuffisant\w*""",
            ),
            (
                1,
                r"""ne (?:peut|peuvent|suffit|suffisent) \w+|refus\w+|personne ne|jamais|aucun|aucune|sans (?:papiers|accès|aide)|souffr\w+|attendre|attente|expir\w+|fermé|surpeupl\w+|déborde\w*""",
            ),
        ),
        RESOURCE: (
            (
                2,
                r"""isbn|doi|guide (?:pratique|pour|de)|rapport (?:de|du|sur)|étude (?:de|sur|du)|disponible (?:sur|à)|consulté le|boîte à outils""",
            ),
            (1, r"""voir aussi|publié|site (?:web|internet)"""),
        ),
        POSITION: (
            (
                1,
                r"""(?:nous|je) (?:soutenons|soutiens|pensons|pense|croyons|crois|sommes (?:pour|contre)|refusons|saluons)|est un droit|favorable\w*|opposé\w*""",
            ),
        ),
    },
    "es": {
        RECOMMENDATION: (
            (
                2,
                r"""(?:debe|deben|debería|deberían|debemos|deberíamos|debiera)|hay que|habría que|es (?:esencial|necesario|imprescindible|urgente|importante|fundamental) (?:que )?\w+
                (?:recomendamos|proponemos|pedimos|exigimos|solicitamos|sugerimos|instamos|queremos|recomiendo|propongo|pido|quiero|exijo)
                (?:se recomienda|recomienda|insta a)""",
            ),
            (
                1,
                r"""tiene que|tienen que|necesitamos|hace falta|hacen falta|podría|podrían|por favor|ojalá|^que (?:el|la|los|las|se|no|haya)|basta de""",
            ),
        ),
        SERVICE: (
            (
                2,
                r"""(?:ofrecemos|gestionamos|mantenemos|llevamos|brindamos|prestamos|acompañamos|organizamos|proporcionamos|facilitamos|impartimos|formamos|atendemos)
                (?:podemos|podríamos) \w+|nuestr[ao]s? \w+ (?:puede|pueden|ofrece|ofrecen|brinda|presta|acompaña)
                (?:las asociaciones|la sociedad civil|las ong|las organizaciones) (?:puede|pueden)
                estamos (?:dispuest\w+|preparad\w+|disponibles|list\w+)|gratuitamente|de forma gratuita|a su disposición""",
            ),
            (1, r"""nuestr[ao]s (?:voluntari\w+|abogad\w+|intérpretes|miembros)"""),
        ),
        EXAMPLE: (
            (
                2,
                r"""por ejemplo|buena práctica|proyecto piloto|a modo de ejemplo
                (?:se (?:creó|lanzó|abrió|puso en marcha|fundó|estableció))|(?:creó|lanzó|puso en marcha|fundó|abrió|estableció|crearon|lanzaron|abrieron)|en (?:19|20)\d\d|desde (?:19|20)\d\d|el año pasado""",
            ),
            (
                1,
                r"""proyecto|iniciativa|programa|en colaboración con|(?:ayudó|formó|logró|consiguió|organizó|trabajó|permitió|participaron|aprendieron)|gracias a""",
            ),
        ),
        CHALLENGE: (
            (
                2,
                r"""falta de|faltan|escasez|obstáculos?|barreras?|problemas?|desafíos?|retos?|no hay (?:suficiente\w*)?|demasiad[oa]s? \w+|difícil|difíciles|dificultades|imposible
                discrimina\w+|explota\w+|violencia|acoso|racismo|xenofobia|miedo|insuficiente\w*""",
            ),
            (
                1,
                r"""no (?:puede|pueden|podemos|puedo|llega|llegan|tenemos|tiene|tienen|me) \w+|nadie|nunca|jamás|ningún|ninguna|sin (?:papeles|acceso|ayuda)|sufr\w+|esperar?|espera|caduc\w+|perdieron|niegan|cierra""",
            ),
        ),
        RESOURCE: (
            (
                2,
                r"""isbn|doi|guía (?:práctica|para|de|sobre)|informe (?:de|del|sobre)|estudio (?:de|del|sobre)|disponible en|manual (?:de|para)""",
            ),
            (1, r"""véase|ver también|publicado|página web"""),
        ),
        POSITION: (
            (
                1,
                r"""(?:apoyamos|apoyo|creemos|creo|pensamos|estamos (?:a favor|en contra|de acuerdo)|rechazamos)|es un derecho|a favor|en contra""",
            ),
        ),
    },
    "pt": {
        RECOMMENDATION: (
            (
                2,
                r"""(?:deve|devem|deveria|deveriam|devemos)|é (?:essencial|necessário|preciso|urgente|importante|fundamental) \w+
                (?:recomendamos|propomos|pedimos|exigimos|sugerimos|apelamos|queremos|recomendo|proponho|peço)|recomenda-se""",
            ),
            (
                1,
                r"""tem de|têm de|tem que|têm que|precisamos|é preciso|poderia|poderiam|por favor""",
            ),
        ),
        SERVICE: (
            (
                2,
                r"""(?:oferecemos|prestamos|acompanhamos|organizamos|fornecemos|formamos|apoiamos)|(?:podemos|poderíamos) \w+|noss[ao]s? \w+ (?:pode|podem|oferece|presta)|(?:as associações|a sociedade civil|as ong) (?:pode|podem)|estamos (?:dispost\w+|disponíveis|pront\w+)|gratuitamente""",
            ),
        ),
        EXAMPLE: (
            (
                2,
                r"""por exemplo|boa prática|projeto piloto|em (?:19|20)\d\d|desde (?:19|20)\d\d|(?:criou|lançou|abriu|fundou|criaram|lançaram)|foi (?:criad|lançad|abert)\w+""",
            ),
            (
                1,
                r"""projeto|iniciativa|programa|em parceria com|(?:ajudou|formou|conseguiu|organizou|trabalhou|permitiu)""",
            ),
        ),
        CHALLENGE: (
            (
                2,
                r"""falta de|faltam|escassez|obstáculos?|barreiras?|problemas?|desafios?|não há|demasiad[oa]s? \w+|muito (?:caro|cara|longe|difícil|lento)|difícil|difíceis|dificuldades|impossível|discrimina\w+|explora(?:ção|dos|das)|violência|assédio|racismo|xenofobia|medo|insuficiente\w*""",
            ),
            (
                1,
                r"""não (?:pode|podem|podemos|consigo|chega) \w+|ninguém|nunca|nenhum|nenhuma|sem (?:papéis|acesso|ajuda)|sofr\w+""",
            ),
        ),
        RESOURCE: (
            (
                2,
                r"""isbn|doi|guia (?:prático|para|de)|relatório (?:de|da|do|sobre)|estudo (?:de|da|do|sobre)|disponível em""",
            ),
        ),
        POSITION: (
            (
                1,
                r"""(?:apoiamos|apoio|acreditamos|acredito|somos (?:a favor|contra)|rejeitamos)|é um direito""",
            ),
        ),
    },
    "de": {
        RECOMMENDATION: (
            (
                2,
                r"""(?:sollte|sollten|soll|sollen|muss|müssen|müsste|müssten|muß)|(?:wir|ich) (?:empfehlen|empfehle|fordern|fordere|schlagen|schlage|wünschen|wünsche|bitten|bitte|möchte|möchten|wollen)
                es ist (?:wichtig|notwendig|nötig|dringend)\w* \w+|wäre (?:es )?(?:gut|schön|sinnvoll|wünschenswert|hilfreich|besser|toll|super)|vorschlag|dringend|wünschenswert""",
            ),
            (
                1,
                r"""bitte|könnte|könnten|würde|wäre|brauchen|braucht|benötig\w+|sinnvoll|besser|mehr \w+|statt|lieber|einricht\w+|verbreiter\w+|ausbau\w*|schaffen|einführ\w+|entfern\w+|verleg\w+|anleg\w+|verbesser\w+|erweiter\w+""",
            ),
        ),
        SERVICE: (
            (
                2,
                r"""(?:wir|unser\w* \w+) (?:bieten|bietet|beraten|begleiten|organisieren|schulen|stellen|können|betreiben|helfen)|(?:vereine|die zivilgesellschaft|ngos?) (?:kann|können)|kostenlos|(?:sind|stehen) (?:gern|gerne)? ?bereit""",
            ),
        ),
        EXAMPLE: (
            (
                2,
                r"""zum beispiel|z\.b\.|beispielsweise|pilotprojekt|(?:wurde|wurden) \w+ (?:gegründet|eröffnet|eingeführt|geschaffen)|seit (?:19|20)\d\d|im jahr (?:19|20)\d\d|vorbild""",
            ),
            (1, r"""projekt|initiative|programm|in zusammenarbeit mit|hat geholfen"""),
        ),
        CHALLENGE: (
            (
                2,
                r"""(?:es )?(?:fehlt|fehlen)|mangel|hindernis\w*|problem\w*|schwierig\w*|gefährlich\w*|gefahr|gefährdet|zu (?:teuer|wenig|langsam|lang|weit|spät|eng|schmal|hoch|kurz|schnell)|unmöglich|diskriminier\w+|ausbeut\w+|gewalt|rassismus|angst|katastrophe|leider""",
            ),
            (
                1,
                r"""kann man nicht|nicht möglich|kein\w*|nie|niemand|schlecht\w*|eng|kaputt|unsicher\w*|unübersichtlich\w*""",
            ),
        ),
        RESOURCE: (
            (
                2,
                r"""isbn|doi|leitfaden|handbuch|(?:bericht|studie) (?:von|der|des|über|zu)|verfügbar unter|abrufbar""",
            ),
        ),
        POSITION: (
            (
                1,
                r"""(?:wir|ich) (?:unterstütze\w*|finde|finden|glaube\w*|denke\w*|lehne\w*|meine)|ist ein recht|dafür|dagegen""",
            ),
        ),
    },
    "ar": {
        RECOMMENDATION: (
            (
                2,
                r"""(?:و|ف)?(?:يجب|ينبغي|نوصي|نوصى|ندعو|نطالب|نقترح|نطلب|أوصي|أقترح|أطالب|يتعين|يتوجب|نحث|نريد|لابد|يلزم)|لا بد|من (?:الضروري|المهم|الواجب)|على (?:المدن|المدينة|البلدية|البلديات|الحكومة|الحكومات|السلطات|السلطة) أن""",
            ),
            (1, r"""نحتاج|نرجو|يرجى|بحاجة|ضرورة|توفير|إنشاء|يمكن أن"""),
        ),
        SERVICE: (
            (
                2,
                r"""(?:نقدم|نوفر|ننظم|ندرس|ندرّس|ندير|نرسل|نرافق|ندرب|نساعد|يمكننا|بإمكاننا|نستطيع|تقدم جمعيتنا|تستطيع جمعيتنا|جمعيتنا تقدم)|(?:المجتمع المدني|الجمعيات|المنظمات) (?:يمكن|يستطيع|تستطيع|قادرة|يمكنها)|مجانا|مجاناً|مستعدون""",
            ),
            (1, r"""متطوعونا|متطوعينا|محامونا|مترجمونا|جمعيتنا"""),
        ),
        EXAMPLE: (
            (
                2,
                r"""(?:على سبيل المثال|مثلا|مثلاً|ممارسة جيدة|مشروع تجريبي|أطلقت|أطلقنا|أنشأت|أنشأنا|افتتحت|افتتحنا|تأسست|أسسنا)|(?:في عام|منذ عام|سنة|عام) (?:19|20)\d\d|العام الماضي""",
            ),
            (1, r"""مشروع|مبادرة|برنامج|بالشراكة مع|بالتعاون مع|ساعد|ساعدت|تمكن|تمكنت|نجح|نجحت"""),
        ),
        CHALLENGE: (
            (
                2,
                r"""(?:و|ال)?(?:نقص|مشكلة|مشاكل|صعوبة|صعوبات|عائق|عوائق|عقبات|تحديات|التحدي|تمييز|استغلال|عنف|عنصرية|خوف|نخاف|يخاف)|(?:لا يوجد|لا توجد|غير كاف|غير كافية|صعب|صعبة|مستحيل)|(?:غالي|باهظ|مرتفع)\w*""",
            ),
            (
                1,
                r"""لا (?:يستطيع|نستطيع|تستطيع|يمكن|يمكننا|أستطيع)|يرفض|يرفضون|رفض|بدون|انتظار|ننتظر|يعاني|تعاني""",
            ),
        ),
        RESOURCE: (
            (
                2,
                r"""(?:دليل|تقرير|دراسة|كتيب) (?:عن|حول|من|صادر|بعنوان)|متاح على|الموقع الإلكتروني""",
            ),
        ),
        POSITION: ((1, r"""نؤيد|نعارض|نعتقد|أعتقد|نرى|نرفض|ندعم|حق من حقوق"""),),
    },
}

OPPOSITION: dict[str, str] = {
    "en": r"""against|oppose[sd]?|opposing|disagree|reject(?:s|ed)?|not (?:agree|support|a solution|the answer|needed|want|right)|no need|should(?: not|n't)|must not|wrong|waste|unfair|contrary|however|refuse|enough of|don't want""",
    "fr": r"""contre|oppos\w+|désaccord|rejet\w+|refus\w+|ne (?:doit|doivent|devrait|devraient|faut) pas|pas (?:d'accord|nécessaire|une solution)|gaspillage|injuste|cependant|inutile|assez de""",
    "es": r"""en contra|contra|oponemos|opongo|desacuerdo|rechaz\w+|no (?:debe|deben|debería|deberían|hay que|queremos|quiero|estoy de acuerdo|es necesario)|basta|injusto|inútil|sin embargo|despilfarro""",
    "pt": r"""contra|opomos|discord\w+|rejeit\w+|não (?:deve|devem|deveria|queremos|quero|concordo|é necessário)|basta|injusto|inútil|no entanto|desperdício""",
    "de": r"""gegen|dagegen|ablehn\w+|lehne\w* \w+ ab|nicht (?:nötig|notwendig|einverstanden|sinnvoll|gewollt)|unsinn\w*|überflüssig\w*|verschwendung|unnötig\w*|keinesfalls|auf keinen fall|jedoch""",
    "ar": r"""ضد|نعارض|أعارض|نرفض|أرفض|لا (?:نريد|أريد|نوافق|أوافق|يجب|ينبغي|داعي|حاجة)|كفى|غير عادل|لكن""",
}

RECOMMENDING_LEADS = r"recommend|recommandation|recomendac|recomendaç|empfehl|vorschl|propos|proposition|propuesta|demand|توصي|توصيات|مقترح|should|must|doivent|deben|devem|sollen"
OFFERING_LEADS = r"services?|servicios?|serviços?|we (?:can |)(?:offer|provide)|nous offrons|ofrecemos|oferecemos|wir bieten|angebot|خدمات|نقدم"
EXAMPLE_LEADS = r"examples?|exemples?|ejemplos?|exemplos?|beispiele?|good practices?|bonnes pratiques|buenas prácticas|box \d+|أمثلة|مثال|ممارسات"
RESOURCE_LEADS = r"resources?|ressources?|recursos?|references?|références?|bibliograph\w+|further reading|literatur|مراجع|مصادر"
CHALLENGE_LEADS = r"challenges?|problems?|problèmes?|défis?|problemas?|desafíos?|desafios?|barriers?|herausforderung\w*|probleme?|تحديات|مشاكل"

TOLD: dict[str, str] = {
    "en": r"\b(?:[Ww]e|[Tt]hey|[Ii]t|(?:[Oo]ur|[Tt]he|[Aa]) \w+(?: \w+)?) (?:\w+ly |then |now |have |has |had |also )?(?:(?!need|fe|se|spe)\w{2,}ed|ran|built|set up|gave|brought|found|began|led|won|taught|made|kept|met|held|got|paid|sent|put|wrote|went)\b",
    "fr": r"\b(?:avons|ont|a|ai)(?: \w+)? \w{3,}(?:é|és|ée|ées|i|is|u|us|ert|it)\b",
    "es": r"\b\w{3,}(?:amos|imos|aron|ieron|ó)\b|\b(?:hemos|han|ha) \w{2,}[ai]do\b",
    "pt": r"\b\w{3,}(?:ámos|amos|imos|aram|eram|iram|ou)\b",
    "de": r"\b(?:haben|hat|wurde|wurden)\b.{0,80}?\bge\w{3,}t\b",
    "ar": r"(?<!\w)(?:و|ف)?(?:فتحنا|جمعنا|وجدنا|دربنا|درّبنا|كسبنا|رفعنا|وزعنا|اتفقنا|كتبنا|سألنا|ساعدنا|بدأنا|عملنا|أقمنا|نظمنا|استقبلنا|وصلنا|بنينا|فتحت|دخل|صار|صارت|بدأت|شارك|شاركت)(?!\w)",
}
