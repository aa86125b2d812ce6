"""Short words that are commands, in the languages of the conversation. Everything else is an answer."""

import re
from enum import StrEnum

_START = re.compile(r"^/start[ _]+", re.IGNORECASE)
_AFTER_WORD = re.compile(r"^[\s:.,;!–—،]+")
_EDGES = re.compile(r"^[\s/.!¡?¿،؟\"“”«»*]+|[\s.!¡?¿،؟\"“”«»*]+$")


class Command(StrEnum):
    """What a short word asks for."""

    GREETING = "greeting"
    HELP = "help"
    STOP = "stop"
    WITHDRAW = "withdraw"
    CODE = "code"
    DONE = "done"
    NEW = "new"
    CALLS = "calls"


_WORDS: dict[Command, str] = {
    Command.GREETING: (
        "hi|hello|hey|good morning|good afternoon|good evening|start|bonjour|bonsoir|salut|hola|buenos días"
        "|buenos dias|buenas|buenas tardes|buenas noches|مرحبا|مرحباً|السلام عليكم|سلام|أهلا|اهلا"
        "|salam|as-salamu alaykum"
    ),
    Command.HELP: "help|menu|aide|ayuda|menú|مساعدة|info",
    Command.STOP: (
        "stop|stopall|stop all|unsubscribe|end|quit|arrêt|arret|arrêter|parar|alto|detener|توقف|قف|إيقاف"
    ),
    Command.WITHDRAW: "withdraw|delete|retirer|retrait|retirar|borrar|سحب|أسحب|اسحب|حذف",
    Command.CODE: "code|receipt|reçu|recu|recibo|código|codigo|رمز|إيصال|ايصال",
    Command.DONE: "done|that is all|that's all|fini|terminé|termine|listo|terminado|eso es todo|تم|انتهيت|انتهى",
    Command.NEW: "new|nouveau|nouvelle|nuevo|nueva|جديد",
    Command.CALLS: "calls|appels|convocatorias|consultations|consultas|النداءات|الدعوات|نداءات",
}
_LANGUAGES = {
    "english": "en", "en": "en", "français": "fr", "francais": "fr", "fr": "fr", "español": "es",
    "espanol": "es", "es": "es", "العربية": "ar", "عربي": "ar", "عربية": "ar", "ar": "ar",
}  # fmt: skip
_COMMANDS = {word: command for command, words in _WORDS.items() for word in words.split("|")}
_YES = frozenset(["yes", "y", "oui", "sí", "si", "نعم"])
_NO = frozenset(["no", "n", "non", "لا"])


def plain(text: str) -> str:
    """Return a text as commands compare: without marks at its edges, in small letters."""
    return " ".join(_EDGES.sub("", text).casefold().split())


def command_in(text: str) -> Command | None:
    """Return the command a text is, if it is nothing else."""
    return _COMMANDS.get(plain(text))


def means_something(word: str) -> bool:
    """Tell whether a word is a command, a language, a number or a yes, so that no call may be it."""
    return bool(command_in(word) or language_in(word) or choice_in(word) is not None)


def after_word(text: str, word: str) -> str | None:
    """Return what follows ``word`` at the beginning of a text; ``None`` if it begins otherwise.

    Telegram writes "/start" before a word that stood in a link.

    Example:
        >>> after_word("HARBOUR: the bus", "harbour"), after_word("/start harbour", "harbour")
        ('the bus', '')
        >>> after_word("harbours are loud", "harbour") is None
        True
    """
    said = _START.sub("", text.strip(), count=1)
    if not word or not said.casefold().startswith(word.casefold()):
        return None
    rest = said[len(word) :]
    return None if rest[:1].isalnum() or rest[:1] == "-" else _AFTER_WORD.sub("", rest).strip()


def language_in(text: str) -> str:
    """Return the language whose name a text is, and nothing else."""
    return _LANGUAGES.get(plain(text), "")


def number_in(text: str) -> int | None:
    """Return the number a text is, in figures of any script, if it is nothing else."""
    said = plain(text)
    return int(said) if said.isdecimal() and len(said) <= 3 else None  # noqa: PLR2004  # a choice


def choice_in(text: str) -> int | None:
    """Return the number chosen; yes is the first choice and no the second."""
    said = plain(text)
    if said in _YES | _NO:
        return 1 if said in _YES else 2
    return number_in(text)
