"""Words by which a column's heading tells what the column is for, in six languages."""

import re
import unicodedata
from types import MappingProxyType

from commonspace.engines.tables.roles import Role

WORDS = MappingProxyType(
    {
        Role.QUESTION: (
            "question", "question text", "question title", "topic", "prompt", "section",
            "thème", "sujet", "pregunta", "tema", "pergunta", "frage", "thema", "السؤال", "سؤال", "الموضوع",
        ),
        Role.CONTRIBUTOR: (
            "contributor", "contributor id", "author", "author id", "user", "user id", "participant",
            "participant id", "respondent", "respondent id", "name", "full name", "your name", "email",
            "e-mail", "email address", "token", "themefinder id", "person", "auteur", "nom", "nom complet", "courriel",
            "nombre", "autor", "participante", "correo", "nome", "teilnehmer", "verfasser", "الاسم", "المشارك",
        ),
        Role.ORGANISATION: (
            "organisation", "organization", "organisation name", "organization name", "org", "association",
            "ngo", "company", "institution", "nom de l'organisation", "organisme", "organización", "organizacion",
            "institución", "organização", "verein", "المنظمة", "الجمعية", "مؤسسة",
        ),
        Role.KIND: (
            "kind", "type", "organisation type", "organization type", "type of organisation",
            "type of organization", "kind of organisation", "sector", "stakeholder", "stakeholder type", "category",
            "type d'organisation", "secteur", "tipo", "tipo de organización", "sector de", "organisationstyp",
            "نوع المنظمة",
        ),
        Role.COUNTRY: (
            "country", "country code", "pays", "país", "pais", "land", "nation", "البلد", "الدولة",
        ),
        Role.LANGUAGE: (
            "language", "lang", "locale", "start language", "startlanguage", "langue", "idioma", "lengua", "língua",
            "sprache", "اللغة",
        ),
        Role.DATE: (
            "date", "datetime", "timestamp", "time", "submitted", "submit date", "submitdate", "received", "received at",
            "created", "created at", "date de soumission", "fecha", "data", "datum", "zeitstempel", "التاريخ",
        ),
        Role.TEXT: (
            "text", "comment", "comments", "comment body", "comment text", "response", "answer", "answer text",
            "free text", "body", "statement", "contribution", "message", "opinion", "texte", "commentaire", "réponse",
            "texto", "comentario", "respuesta", "resposta", "comentário", "kommentar", "antwort", "beitrag", "النص",
            "التعليق", "الجواب", "الإجابة",
        ),
    }
)  # fmt: skip

CODE_WORDS = frozenset(
    {"code", "codes", "coding", "label", "labels", "theme", "themes", "tag", "tags", "category", "categories",
     "thème", "thèmes", "código", "códigos", "codigo", "codigos", "tema", "temas", "kode", "thema", "themen", "الرمز"}
)  # fmt: skip
ROW_WORDS = frozenset({"row", "row number", "line", "ligne", "fila", "zeile", "linha", "صف"})

_APART = re.compile(r"(?<=[a-z])(?=[A-Z])|[\s_\-./:]+")


def bare(heading: str) -> str:
    """Return a heading in lower case with its words parted by one space.

    Example:
        >>> bare("Author-ID"), bare("startLanguage")
        ('author id', 'start language')
    """
    plain = unicodedata.normalize("NFC", heading).replace("\u2019", "'")
    return " ".join(_APART.sub(" ", plain).lower().strip(" *?¿؟").split())


def role_of(heading: str) -> Role | None:
    """Return what a heading says its column is for, if it says it outright."""
    words = bare(heading)
    return next((role for role, known in WORDS.items() if words in known), None)
