import socket

import pytest
from tests.engines.chatting import chatting, said

from commonspace.engines.chat import ChatFailedError, ChatServer, ChatSettingError, chat_from


def quick(url, **more):
    return ChatServer(url=url, model="m", timeout_s=5, pause_s=0, **more)


def scripted(*steps):
    left = list(steps)
    return lambda _system, _user: left.pop(0)


def test_a_question_goes_out_with_its_key_and_the_answer_comes_back():
    with chatting(lambda _system, _user: said("Beds")) as stub:
        chat = chat_from(f"{stub.url}#qwen", key="secret")

        assert chat.ask("Name it", "the data") == "Beds"
        assert stub.asked == [("Name it", "the data")]
        assert stub.keys == ["Bearer secret"]
        assert stub.paths == ["/v1/chat/completions"]
        assert "secret" not in repr(chat)


def test_a_busy_server_is_asked_once_more():
    with chatting(scripted((503, b""), said("Beds"))) as stub:
        assert quick(stub.url).ask("x", "y") == "Beds"
        assert len(stub.asked) == 2


@pytest.mark.parametrize(
    "answer",
    [
        (200, b"not json"),
        (200, {"choices": []}),
        (200, {"choices": [{"message": {"content": None}}]}),
        (200, {"choices": [{"message": {"content": "  "}}]}),
        (200, [1, 2]),
        (401, {"error": "no"}),
        (200, b"[" * 100_000),
        (200, b" " * (1 << 21)),
    ],
)
def test_nonsense_and_refusals_are_failures(answer):
    with (
        chatting(lambda _system, _user: answer) as stub,
        pytest.raises(ChatFailedError),
    ):
        quick(stub.url).ask("x", "y")


def test_a_redirect_is_not_followed_so_that_nothing_goes_elsewhere():
    with chatting(lambda _system, _user: said("elsewhere")) as other:
        away = (302, b"", ("Location", f"{other.url}/chat/completions"))
        with (
            chatting(lambda _system, _user: away) as stub,
            pytest.raises(ChatFailedError, match="302"),
        ):
            quick(stub.url).ask("x", "y")
        assert other.asked == []


def test_a_server_that_never_answers_is_left_in_time():
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        chat = ChatServer(
            url=f"http://127.0.0.1:{silent.getsockname()[1]}/v1",
            model="m",
            timeout_s=0.05,
            pause_s=0,
        )
        with pytest.raises(ChatFailedError, match="did not answer"):
            chat.ask("x", "y")


def test_after_three_failures_nobody_asks_again():
    with chatting(lambda _system, _user: (400, b"")) as stub:
        chat = quick(stub.url)
        for _time in range(5):
            with pytest.raises(ChatFailedError):
                chat.ask("x", "y")

        assert len(stub.asked) == 3


@pytest.mark.parametrize(
    "setting",
    ["", "qwen", "http://host/v1", "http://host/v1#", "ftp://host#m", "#m", "file:///x#m"],
)
def test_what_is_no_address_and_model_is_refused(setting):
    with pytest.raises(ChatSettingError):
        chat_from(setting)


def test_the_host_is_told_without_what_signs_in():
    assert chat_from("https://name:word@chat.example.org/v1#m").host == "chat.example.org"
