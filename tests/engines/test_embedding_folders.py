import json
import sys
from types import ModuleType, SimpleNamespace

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from commonspace.engines.embedding import UnknownEmbedderError, background_of, embedder_for
from commonspace.engines.embedding.local import Pooler

WORDS = {"[UNK]": 0, "query": 1, ":": 2, "bus": 3, "night": 4, "pool": 5}
TABLE = np.eye(6, 4, k=-2, dtype=np.float32) + 0.25


@pytest.fixture
def folder(tmp_path):
    """A tiny model as exporters lay it out: a table of words looked up, token by token."""
    tokenizer = Tokenizer(WordLevel(WORDS, unk_token="[UNK]"))  # noqa: S106 - a word
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.save(str(tmp_path / "tokenizer.json"))
    (tmp_path / "onnx").mkdir()
    numbers = helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["batch", "tokens"])
    found = helper.make_tensor_value_info(
        "last_hidden_state", TensorProto.FLOAT, ["batch", "tokens", 4]
    )
    lookup = helper.make_node("Gather", ["table", "input_ids"], ["last_hidden_state"])
    graph = helper.make_graph(
        [lookup], "tiny", [numbers], [found], [numpy_helper.from_array(TABLE, "table")]
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    onnx.save(model, tmp_path / "onnx" / "model.onnx")
    return tmp_path


def unit(vector):
    return np.asarray(vector) / np.linalg.norm(vector)


def test_a_folder_with_onnx_and_tokenizer_gives_the_mean_of_its_tokens(folder):
    embedder = embedder_for(f"onnx:{folder}")

    found = embedder.embed(["night bus", "pool"])

    assert np.allclose(found[0], unit(TABLE[[4, 3]].mean(axis=0)), atol=1e-6)
    assert np.allclose(found[1], unit(TABLE[5]), atol=1e-6)
    assert embedder.embed([]).shape == (0, 0)
    assert embedder.name == f"onnx:{folder.name}-{embedder.digest[:12]}"


def test_odd_texts_give_finite_rows_of_any_company(folder):
    odd = ["", "\0", "😀", "bus " * 1_300_000, "\udc80"]
    embed = embedder_for(f"onnx:{folder}").embed

    together = embed(odd)

    assert np.isfinite(together).all()
    assert np.array_equal(together, np.vstack([embed([text]) for text in odd]))


@pytest.mark.parametrize(
    ("config", "row"),
    [({"pooling_mode_cls_token": True}, 4), ({"pooling_mode_lasttoken": True}, 3)],
)
def test_pooling_is_what_the_folder_says(folder, config, row):
    (folder / "1_Pooling").mkdir()
    (folder / "1_Pooling" / "config.json").write_text(json.dumps(config))

    found = embedder_for(f"onnx:{folder}").embed(["night bus"])

    assert np.allclose(found[0], unit(TABLE[row]), atol=1e-6)


def test_words_that_the_model_wants_in_front_are_put_there(folder):
    (folder / "config_sentence_transformers.json").write_text(
        json.dumps({"prompts": {"query": "query: "}, "default_prompt_name": "query"})
    )

    found = embedder_for(f"onnx:{folder}").embed(["bus"])

    assert np.allclose(found[0], unit(TABLE[[1, 2, 3]].mean(axis=0)), atol=1e-6)


def test_other_weights_have_another_name(folder):
    before = embedder_for(f"onnx:{folder}").name
    (folder / "onnx" / "model.onnx").rename(folder / "model.onnx")
    other = folder.rename(folder.with_name("other"))

    assert embedder_for(f"onnx:{other}").name.split("-")[-1] != before.split("-")[-1]


def test_a_model_that_pools_by_itself_is_taken_at_its_word():
    session = SimpleNamespace(
        get_inputs=lambda: [
            SimpleNamespace(name="input_ids"),
            SimpleNamespace(name="attention_mask"),
        ],
        run=lambda outputs, feed: (
            np.zeros((1, 2, 3)),
            np.array([[1.0, 2.0, *map(len, feed.values())]]),
        ),
    )
    coded = SimpleNamespace(ids=[1, 2], attention_mask=[1, 0], type_ids=[0, 0])

    found = Pooler().vector(session, SimpleNamespace(encode=lambda text: coded), "any")

    assert found.tolist() == [1, 2, 1, 1]


def test_the_mean_leaves_out_what_the_mask_hides():
    session = SimpleNamespace(
        get_inputs=list, run=lambda outputs, feed: [np.float32([[[2, 0], [9, 9]]])]
    )
    coded = SimpleNamespace(ids=[1, 2], attention_mask=[1, 0], type_ids=[0, 0])

    found = Pooler().vector(session, SimpleNamespace(encode=lambda text: coded), "any")

    assert found.tolist() == [2, 0]


def test_a_new_model_learns_where_the_languages_lie_from_the_parallel_texts(folder):
    found = background_of(embedder_for(f"onnx:{folder}"), ["en", "fr"])

    assert found.languages == ("en", "fr")
    assert found.means.shape == (2, 4)


@pytest.mark.parametrize("missing", ["onnx/model.onnx", "tokenizer.json"])
def test_what_is_missing_in_a_folder_is_named(folder, missing):
    (folder / missing).unlink()

    with pytest.raises(UnknownEmbedderError, match=missing.rpartition("/")[2]):
        embedder_for(f"onnx:{folder}")


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(UnknownEmbedderError, match="there is no folder"):
        embedder_for(f"st:{tmp_path / 'nowhere'}")


def test_a_package_that_is_not_installed_is_named(folder, monkeypatch):
    monkeypatch.setattr("commonspace.engines.embedding.local.find_spec", lambda name: None)

    with pytest.raises(UnknownEmbedderError, match=r"pip install commonspace\[models\]"):
        embedder_for(f"st:{folder}")


def test_sentence_transformers_reads_the_folder_and_nothing_else(folder, monkeypatch):
    class SentenceTransformer:
        """Stands in for a package of a gigabyte: keeps how it was called."""

        def __init__(self, place, *, local_files_only):
            assert (place, local_files_only) == (str(folder), True)

        def encode(self, texts, *, batch_size, convert_to_numpy, show_progress_bar):
            assert (batch_size, convert_to_numpy, show_progress_bar) == (1, True, False)
            return np.array([[len(text), 0.0] for text in texts])

        def get_sentence_embedding_dimension(self):
            return 2

    package = ModuleType("sentence_transformers")
    package.SentenceTransformer = SentenceTransformer
    monkeypatch.setitem(sys.modules, "sentence_transformers", package)
    monkeypatch.setattr("commonspace.engines.embedding.local.find_spec", lambda name: True)

    embedder = embedder_for(f"st:{folder}")

    assert embedder.embed(["one", "three"]).tolist() == [[1, 0], [1, 0]]
    assert embedder.embed([]).shape == (0, 2)
    assert embedder.name.startswith(f"st:{folder.name}-")
