from commonspace.engines.language_id import language_identifier


def test_the_packaged_detector_names_a_language():
    found = language_identifier()("Las bibliotecas abren el domingo", ("en", "es"))

    assert found.language == "es"
    assert found.certainty > 0.5
