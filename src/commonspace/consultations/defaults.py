"""Texts we propose to a secretariat in every language of the site; theirs to change."""

from typing import Final

NAMING_TERMS: Final = {
    "en": (
        "You decide how we may name you: with your name and your organisation, with your "
        "organisation only, with the kind of organisation and the country only, or not at all.\n\n"
        "You also decide whether your words may be published. If you say no, we read them and "
        "count them, and quote nothing from them. If you say yes, sentences of yours may appear "
        "in the report and in an annex, named in the way you chose and in no other.\n\n"
        "To stay anonymous, choose “Not at all: anonymous” and leave the fields about you empty. "
        "You can change your choice with your receipt code until the deadline, and by writing to "
        "us after it. Names and addresses are kept apart from the answers, encrypted, and are "
        "never published with them unless you asked to be named."
    ),
    "fr": (
        "C’est vous qui décidez comment nous pouvons vous nommer : avec votre nom et votre "
        "organisation, avec votre organisation seulement, avec le seul type d’organisation et le "
        "pays, ou pas du tout.\n\n"
        "Vous décidez aussi si vos mots peuvent être publiés. Si vous dites non, nous les lisons "
        "et les comptons, sans rien en citer. Si vous dites oui, des phrases de vous peuvent "
        "figurer dans le rapport et dans une annexe, sous le nom que vous avez choisi et sous "
        "aucun autre.\n\n"
        "Pour rester anonyme, choisissez « Pas du tout : anonyme » et laissez vides les champs "
        "qui vous concernent. Vous pouvez changer d’avis avec votre code de reçu jusqu’à la date "
        "limite, et en nous écrivant ensuite. Les noms et les adresses sont conservés à part des "
        "réponses, chiffrés, et ne sont jamais publiés avec elles, sauf si vous avez demandé à "
        "être nommé."
    ),
    "es": (
        "Usted decide cómo podemos nombrarle: con su nombre y su organización, solo con su "
        "organización, solo con el tipo de organización y el país, o de ninguna manera.\n\n"
        "También decide si sus palabras pueden publicarse. Si dice que no, las leemos y las "
        "contamos, sin citar nada de ellas. Si dice que sí, algunas frases suyas pueden aparecer "
        "en el informe y en un anexo, nombradas como usted eligió y de ninguna otra forma.\n\n"
        "Para permanecer en el anonimato, elija «De ninguna manera: anónimo» y deje vacíos los "
        "campos sobre usted. Puede cambiar su elección con su código de recibo hasta la fecha "
        "límite, y escribiéndonos después. Los nombres y las direcciones se guardan aparte de las "
        "respuestas, cifrados, y nunca se publican con ellas, salvo que usted haya pedido que le "
        "nombremos."
    ),
    "ar": (
        "أنتم من يقرر كيف نذكركم: بالاسم واسم المنظمة، أو باسم المنظمة وحده، أو بنوع المنظمة "
        "والبلد فقط، أو من دون أي ذكر.\n\n"
        "وأنتم من يقرر أيضًا هل يجوز نشر كلماتكم. إذا قلتم لا، نقرؤها ونحصيها ولا نقتبس منها شيئًا. "
        "وإذا قلتم نعم، فقد تظهر جمل منها في التقرير وفي ملحق له، منسوبة بالطريقة التي اخترتموها "
        "دون غيرها.\n\n"
        "للبقاء مجهولي الهوية اختاروا «من دون أي ذكر: مجهول» واتركوا الخانات الخاصة بكم فارغة. "
        "يمكنكم تغيير اختياركم برمز الإيصال حتى الموعد النهائي، وبالكتابة إلينا بعده. تُحفظ الأسماء "
        "والعناوين مشفّرةً بعيدًا عن الإجابات، ولا تُنشر معها أبدًا إلا إذا طلبتم ذكر أسمائكم."
    ),
}
