"""Words by which a statement takes sides, by language: a table of our own.

Each entry is a pattern for whole words in case-folded text. ``FOR`` and ``AGAINST`` say a side
outright; ``GOOD`` and ``BAD`` praise and blame what is spoken of; ``IF`` ties consent to a
condition; ``YET`` turns from one side to the other; ``NOT`` turns the word behind it around;
``ENDING`` finds a wording that asks for an end of something.
"""

FOR = {
    "en": r"""(?:i|we|they) (?:\w+ ){0,2}(?:support|agree|welcome|approve|endorse|applaud|favou?r)|in favou?r of|(?:strongly|fully|totally|completely) (?:support|agree)|good idea|great idea|excellent idea|^yes(?=\s*(?:[,.;:!،–—-]|$))|^absolutely|^definitely|should (?:be |remain |stay |continue to be )?(?:allowed|legal|legali[sz]ed|permitted|available|kept|protected|introduced|encouraged|subsidi[sz]ed|supported|adopted|extended|expanded)|should (?:allow|keep|continue|adopt|introduce|have the right|have the choice|be able|be free)""",
    "fr": r"""(?:je suis|nous sommes|on est) (?:\w+ ){0,2}(?:pour|d'accord|favorables?)|(?:je|nous|j') ?(?:soutien\w*|approuv\w+|salu\w+)|soutenons|favorables? [àa]|en faveur d\w+|bonne idée|excellente idée|^oui(?=\s*(?:[,.;:!،–—-]|$))|^absolument|^tout à fait|(?:doit|doivent|devrait|devraient) (?:être |rester )?(?:permis\w*|autorisée?s?|légale?s?|maintenue?s?|protégée?s?|soutenue?s?)""",
    "es": r"""(?:estoy|estamos) (?:\w+ ){0,2}(?:a favor|de acuerdo)|a favor de|apoy(?:o|amos|a|an)|respald(?:o|amos)|aprobamos|buena idea|excelente idea|^sí(?=\s*(?:[,.;:!،–—-]|$))|claro que sí|^por supuesto|(?:debe|deben|debería|deberían) (?:ser |estar |seguir )?(?:permitid\w+|legal\w*|protegid\w+|apoyad\w+|mantener\w*)""",
    "pt": r"""(?:sou|somos|estou|estamos) (?:\w+ ){0,2}(?:a favor|de acordo|favoráve\w+)|a favor d\w+|apoi(?:o|amos|a)|concord(?:o|amos)|aprovamos|boa ideia|ótima ideia|^sim(?=\s*(?:[,.;:!،–—-]|$))|com certeza|(?:deve|devem|deveria|deveriam) (?:ser |continuar )?(?:permitid\w+|lega\w+|protegid\w+|apoiad\w+|mantid\w+)""",
    "de": r"""(?:ich|wir) (?:\w+ ){0,3}(?:dafür|befürworte\w*|begrüße\w*|unterstütze\w*|zustimme\w*)|stimme\w* (?:\w+ ){0,2}zu|bin (?:\w+ )?(?:dafür|für)|sind (?:\w+ )?dafür|befürworte\w*|begrüße\w*|gute idee|tolle idee|super idee|^ja(?=\s*(?:[,.;:!،–—-]|$))|unbedingt|auf jeden fall|(?:soll|sollen|sollte|sollten|muss|müssen) (?:\w+ ){0,3}(?:erlaubt|gefördert|erhalten|ausgebaut|unterstützt|eingeführt)""",
    "ar": r"""(?:نحن |أنا )?(?:نؤيد|أؤيد|نوافق|أوافق|ندعم|أدعم|نرحب|أرحب|نشجع|أشجع)|مع (?:هذا|هذه) (?:الاقتراح|الفكرة|القرار|المشروع)|فكرة (?:جيدة|ممتازة|رائعة)|^نعم(?=\s*(?:[,.;:!،–—-]|$))|^بالتأكيد|يجب السماح|لصالح""",
}

AGAINST = {
    "en": r"""(?:i|we|they) (?:\w+ ){0,2}(?:oppose|object|disagree|reject|disapprove|refuse)|opposed to|(?:strongly |fully |totally |completely )?disagree|against (?:this|it|the (?:plan|proposal|idea|ban|scheme|project)|any|all)|(?:am|are|is) against|bad idea|terrible idea|^no(?=\s*(?:[,.;:!،–—-]|$))|no way|no need|(?:should|must|ought to) be (?:\w+ ){0,1}(?:banned|abolished|prohibited|outlawed|ended|illegal|criminali[sz]ed|stopped|closed|scrapped|abandoned|removed|eliminated)|should (?:not|never)|shouldn't|(?:do|does) not (?:support|agree|want)|don't (?:support|agree|want)|needs? to (?:be (?:stopped|banned|closed)|stop|end)|should (?:stop|end|abolish|ban|close|prohibit|abandon)""",
    "fr": r"""(?:je suis|nous sommes|on est) (?:\w+ ){0,2}(?:contre|opposée?s?|en désaccord|défavorables?)|opposée?s? [àa]\w*|(?:je|nous) (?:\w+ )?(?:refus\w+|rejet\w+|désapprouv\w+|m'oppose|nous opposons)|contre (?:ce|cette|ces|le|la|les)|mauvaise idée|^non(?=\s*(?:[,.;:!،–—-]|$))|(?:doit|doivent|devrait|devraient) être (?:interdit\w*|supprimée?s?|abolie?s?|fermée?s?|abandonnée?s?)|ne (?:doit|doivent|devrait|devraient|faut) (?:pas|plus|jamais)|(?:il faut|faut) (?:arrêter|interdire|supprimer|cesser)|pas d'accord""",
    "es": r"""(?:estoy|estamos) (?:\w+ ){0,2}en contra|en contra(?: de)?|(?:me opongo|nos oponemos)|rechaz(?:o|amos|a|an)|no (?:estoy|estamos) de acuerdo|no (?:apoyo|apoyamos|quiero|queremos)|desacuerdo|mala idea|^no(?=\s*(?:[,.;:!،–—-]|$))|(?:debe|deben|debería|deberían) (?:ser )?(?:prohibi\w+|suprimi\w+|aboli\w+|cerra\w+|eliminar\w*)|no (?:debe|deben|debería|deberían|hay que)""",
    "pt": r"""(?:sou|somos|estou|estamos) (?:\w+ ){0,2}contra|contra (?:o|a|os|as|este|esta|isso)|(?:me oponho|nos opomos|opomo-nos)|rejeit(?:o|amos|a)|discord(?:o|amos)|não (?:concordo|concordamos|apoio|apoiamos|quero|queremos)|má ideia|^não(?=\s*(?:[,.;:!،–—-]|$))|(?:deve|devem|deveria|deveriam) ser (?:proibid\w+|abolid\w+|fechad\w+|eliminad\w+)|não (?:deve|devem|deveria|deveriam)""",
    "de": r"""(?:ich|wir) (?:\w+ ){0,3}(?:dagegen|ablehne\w*)|lehne\w* (?:\w+ ){0,6}ab|(?:bin|sind|ist) (?:\w+ ){0,2}(?:dagegen|gegen)|gegen (?:die|das|den|diese\w*|eine\w*|jede\w*)|nicht einverstanden|stimme\w* nicht zu|schlechte idee|^nein(?=\s*(?:[,.;:!،–—-]|$))|(?:soll|sollen|sollte|sollten|gehör\w+|muss|müssen) (?:\w+ ){0,4}(?:verboten|abgeschafft|geschlossen|gestrichen|gestoppt|beendet)|(?:soll|sollen|sollte|sollten|darf|dürfen) (?:\w+ ){0,3}(?:nicht|kein\w*|keinesfalls)|auf keinen fall|keinesfalls""",
    "ar": r"""(?:نحن |أنا )?(?:نعارض|أعارض|نرفض|أرفض|نعترض|أعترض)|لا (?:نوافق|أوافق|نؤيد|أؤيد|نريد|أريد|يجب|ينبغي|داعي)|ضد (?:هذا|هذه|أي|كل)|فكرة سيئة|^كلا|^لا(?=\s*(?:[,.;:!،–—-]|$))|يجب (?:حظر|منع|إلغاء|وقف|إغلاق)""",
}

GOOD = {
    "en": r"""good|great|excellent|better|best|help(?:s|ed|ful|ing)?|benefit(?:s|ed|ing)?|beneficial|improv(?:e|es|ed|ing|ement)|protect(?:s|ed|ing|ion)?|safer?|valuable|important|vital|essential|necessary|needed|useful|provides?|ensures?|enables?|saves?|encourages?|promotes?|empowers?|strengthens?|creates? jobs|opportunit(?:y|ies)|deserves?|freedom|fair|fairer|equal(?:ity)?|easier|effective|efficient|healthy|healthier|affordable|welcoming|crucial|right to|allows?|happy|love|positive|foster(?:s|ed|ing)?|bolster(?:s|ed|ing)?|enhanc(?:e|es|ed|ing)|contribut(?:e|es) to|healthier|sensible|works well|great success|successful""",
    "fr": r"""bon(?:ne)?s?|excellente?s?|meilleure?s?|mieux|aid(?:e|ent|er)|utiles?|bénéfi\w+|amélior\w+|protèg\w+|protéger|importante?s?|essentiel\w*|nécessaires?|indispensables?|favoris\w+|encourag\w+|permet(?:tent)?|justes?|équitables?|efficaces?|sûre?s?|positi(?:f|ve)s?|réussi\w*|chances?|libertés?|heureu\w+|facilit\w+|garanti\w*""",
    "es": r"""buen[oa]?s?|excelentes?|mejor(?:a|an|ar|es)?|ayud(?:a|an|ar)|útil(?:es)?|benefici\w+|proteg\w+|importantes?|esencial(?:es)?|necesari[oa]s?|imprescindible\w*|favorec\w+|fomenta\w*|permit(?:e|en|ir)|just[oa]s?|equitativ\w+|eficaz|eficaces|segur[oa]s?|positiv[oa]s?|éxito|exitos\w+|oportunidad(?:es)?|libertad(?:es)?|feli(?:z|ces)|facilita\w*|garantiza\w*""",
    "pt": r"""bo[am]s?|bons|excelentes?|melhor(?:a|am|ar|es)?|ajud(?:a|am|ar)|útil|úteis|benefíci\w+|benéfic\w+|proteg\w+|importantes?|essencia\w+|necessári[oa]s?|indispensáve\w+|favorec\w+|incentiv\w+|permit(?:e|em|ir)|just[oa]s?|eficaz(?:es)?|segur[oa]s?|positiv[oa]s?|sucesso|oportunidades?|liberdades?|feliz|felizes|facilita\w*|garant\w+""",
    "de": r"""gut(?:e|er|es|en)?|super|toll\w*|besser\w*|best\w{1,2}|hilf\w*|helfen|nützlich\w*|sinnvoll\w*|wichtig\w*|notwendig\w*|nötig|förder\w+|schütz\w+|schutz|verbesser\w+|ermöglich\w+|erleichter\w+|vorteil\w*|positiv\w*|gerecht\w*|fair\w*|sicher(?:er|es|e|en)?|effektiv\w*|effizient\w*|erfolg\w*|wertvoll\w*|freiheit\w*|attraktiv\w*|gelungen\w*|schön\w*|angenehm\w*""",
    "ar": r"""(?:و|ف)?(?:جيد|جيدة|ممتاز|ممتازة|أفضل|مفيد|مفيدة|يساعد|تساعد|يفيد|تفيد|يحسن|تحسن|تحسين|يحمي|تحمي|حماية|مهم|مهمة|ضروري|ضرورية|أساسي|أساسية|عادل|عادلة|آمن|آمنة|فعال|فعالة|إيجابي|إيجابية|ناجح|ناجحة|نجاح|فرصة|فرص|حرية|يشجع|تشجع|يعزز|تعزز|يسهل|تسهل|يضمن|تضمن|يوفر|توفر)""",
}

BAD = {
    "en": r"""bad|worse|worst|wrong|harm(?:s|ed|ful|ing)?|hurt(?:s|ing)?|damag(?:e|es|ed|ing)|danger(?:s|ous)?|unsafe|risk(?:s|y)?|waste(?:s|d|ful)?|unfair|unjust|expensive|costly|costs? too much|too (?:many|much|few|little|expensive|costly|high|long|slow)|forced?|forcing|suffer(?:s|ing)?|immoral|unethical|cruel|inhumane|barbaric|abus(?:e|es|ed|ive)|exploit\w*|discriminat\w+|violat\w+|destroy(?:s|ed|ing)?|destruct\w+|caus(?:e|es|ing) (?:\w+ ){0,2}(?:problems?|harm|damage|death|pain)|problems?|unnecessary|useless|pointless|ineffective|outdated|obsolete|evil|crimes?|violence|violent|corrupt\w*|addict\w+|unhealthy|excessive|against (?:god|nature|human)|goes against|undermin\w+|hinders?|hampers?|denies|fails?|failed|threat(?:en)?s?|negative|unrealistic|ridiculous|absurd|fear|lose|loss|losing|poorer""",
    "fr": r"""mauvais\w*|pire|nuisibles?|nuisent|danger\w*|risques?|risqu\w+|gaspill\w+|injustes?|injustices?|chère?s?|coûteu\w+|trop|inutiles?|cruel\w*|inhumain\w*|abus\w*|exploit\w+|discrimin\w+|viol(?:e|ent|ence|er|ation)s?|détrui\w+|problèmes?|inefficaces?|absurdes?|menac\w+|négati(?:f|ve)s?|souffr\w+|échec|échou\w+|aggrav\w+|scandal\w+|honteu\w+|peur""",
    "es": r"""mal[oa]?s?|peor(?:es)?|dañ\w+|perjudic\w+|peligr\w+|riesgos?|desperdici\w+|injust\w+|car[oa]s?|costos\w+|demasiad\w+|inútil\w*|innecesari\w+|cruel\w*|inhuman\w+|abus\w+|explot\w+|discrimin\w+|viola\w*|violen\w+|destruy\w+|destru\w+|problemas?|ineficaz|absurd\w+|amenaz\w+|negativ\w+|sufr\w+|fracas\w+|empeor\w+|vergüenza|miedo""",
    "pt": r"""m[áa]u?s?|ruim|ruins|pior(?:es)?|dan[oo]s?|prejudic\w+|perig\w+|riscos?|desperdíci\w+|injust\w+|car[oa]s?|custos\w+|demais|inútil|inúteis|desnecessári\w+|crue\w+|desuman\w+|abus\w+|explora\w+|discrimin\w+|viola\w*|violên\w+|destrói|destru\w+|problemas?|ineficaz|absurd\w+|ameaç\w+|negativ\w+|sofr\w+|fracass\w+|piora\w*|vergonha|medo""",
    "de": r"""schlecht\w*|schlimm\w*|falsch\w*|schad\w*|schäd\w+|gefähr\w+|gefahr\w*|risik\w+|verschwend\w+|unfair\w*|ungerecht\w*|teuer\w*|teure\w*|zu (?:viel\w*|wenig\w*|teuer|lang\w*|schnell\w*|eng\w*|hoch|laut)|unnötig\w*|überflüssig\w*|sinnlos\w*|unsinn\w*|nutzlos\w*|grausam\w*|unmenschlich\w*|missbrauch\w*|ausbeut\w+|diskriminier\w+|verletz\w+|gewalt\w*|zerstör\w+|problem\w*|ineffektiv\w*|absurd\w*|bedroh\w+|negativ\w*|leide\w*|scheiter\w*|verschlimmer\w+|verschlechter\w+|katastroph\w+|unzumutbar\w*|angst|behinder\w+|nachteil\w*|stör\w+|ärger\w*|fehl(?:t|en)""",
    "ar": r"""(?:و|ف)?(?:سيئ|سيئة|أسوأ|ضار|ضارة|يضر|تضر|ضرر|أضرار|خطر|خطير|خطيرة|مخاطر|إهدار|ظالم|ظالمة|ظلم|مكلف|مكلفة|غال|غالية|قاس|قاسية|عنف|استغلال|تمييز|انتهاك|ينتهك|تنتهك|يدمر|تدمر|مشكلة|مشاكل|تهديد|يهدد|تهدد|سلبي|سلبية|يعاني|معاناة|فشل|فاشل|خوف|مرفوض|غير (?:عادل|عادلة|ضروري|ضرورية|فعال|آمن|مقبول))""",
}

IF = {
    "en": r"""only if|(?:only|but only) (?:when|where|with)|as long as|so long as|provided(?: that)?|on (?:the )?condition(?: that)?|unless|depends? on|depending on|under (?:certain|some|strict) (?:conditions|circumstances)|in (?:some|certain) (?:cases|circumstances)|if and only if|assuming|if (?:it|they|this|we) (?:is|are|was|were)(?: \w+)? (?:done|regulated|designed|managed|properly)""",
    "fr": r"""à condition (?:que|de|qu\w*)|seulement si|uniquement si|pourvu que|tant que|sauf si|à moins (?:que|de)|cela dépend|ça dépend|dans certains cas|sous (?:certaines )?(?:conditions|réserve)|si et seulement si""",
    "es": r"""siempre (?:que|y cuando)|solo si|sólo si|solamente si|a condición de|con tal de|a menos que|salvo (?:que|si)|depende de|en (?:algunos|ciertos) casos|bajo (?:ciertas )?condiciones""",
    "pt": r"""desde que|só se|somente se|apenas se|contanto que|a menos que|salvo se|depende d\w+|em (?:alguns|certos) casos|sob (?:certas )?condições""",
    "de": r"""nur wenn|nur dann|nur falls|sofern|solange|vorausgesetzt|unter der (?:bedingung|voraussetzung)|es sei denn|kommt darauf an|hängt (?:davon|von \w+) ab|in (?:manchen|bestimmten) fällen|unter (?:bestimmten )?(?:bedingungen|umständen)|allerdings nur|aber nur""",
    "ar": r"""بشرط|شريطة|إلا إذا|فقط إذا|طالما|ما لم|يعتمد على|في (?:بعض|حالات) (?:الحالات|معينة)""",
}

YET = {
    "en": r"""but|however|although|though|while|yet|on the other hand|nevertheless""",
    "fr": r"""mais|cependant|toutefois|pourtant|bien que|en revanche|néanmoins""",
    "es": r"""pero|sin embargo|aunque|no obstante|por otro lado""",
    "pt": r"""mas|porém|no entanto|embora|contudo|por outro lado""",
    "de": r"""aber|jedoch|allerdings|obwohl|dennoch|trotzdem|andererseits""",
    "ar": r"""لكن|ولكن|غير أن|إلا أن|رغم""",
}

NOT = {
    "en": r"""not|n't|never|no|without|hardly|neither|nor|cannot|isn't|aren't|doesn't|don't|won't|can't|lacks?|(?:reduc|prevent|avoid|curb|combat|fight|tackl|deter|minimi[sz]|lower|decreas|eliminat|lessen|mitigat|discourag|limit|restrict|stop)(?:e|es|s|ed|ing)?|less|fewer|protect(?:s|ed|ing)? (?:\w+ ){1,3}from""",
    "fr": r"""ne|n'\w+|pas|jamais|sans|aucune?|ni|(?:rédui|évit|prév|empêch|limit|combat|lutt|diminu)\w*|moins""",
    "es": r"""no|nunca|sin|ningún|ninguna|ni|tampoco|(?:reduc|evit|previ|preven|impid|limit|combat|disminu)\w*|menos""",
    "pt": r"""não|nunca|sem|nenhuma?|nem|(?:reduz|evit|prev|impe|limit|combat|diminu)\w*|menos""",
    "de": r"""nicht|nie|niemals|ohne|kein\w*|weder|kaum|(?:reduzier|verringer|vermeid|verhinder|verhüt|bekämpf|vermind|senk|eindämm)\w*|weniger""",
    "ar": r"""لا|لم|لن|ليس|ليست|بدون|غير|(?:يقلل|تقلل|تقليل|يمنع|تمنع|الحد|يحد|تحد|تجنب|مكافحة|أقل)(?: من)?""",
}

ENDING = {
    "en": r"""abolish\w*|abolition|abandon\w*|end|ban(?:ned|ning)?|prohibit\w*|criminal offence|disband\w*|fight|oppose|close|stop|outlaw\w*|scrap|prohibition|restrict(?:ing|ion|ions)|reducing|minimi[sz]ing|limiting|cutting back|removing|less|fewer""",
    "fr": r"""abolir|abolition|abandonner|interdire|interdi\w+|supprimer|fermer|mettre fin|arrêter|cesser""",
    "es": r"""abolir|abolición|abandonar|prohib\w+|suprimir|cerrar|poner fin|eliminar""",
    "pt": r"""abolir|abolição|abandonar|proib\w+|suprimir|fechar|acabar com|eliminar""",
    "de": r"""abschaff\w+|verbiet\w+|verbot\w*|verboten|beenden|schließen|stoppen|streichen""",
    "ar": r"""حظر|منع|إلغاء|وقف|إغلاق|إنهاء""",
}
