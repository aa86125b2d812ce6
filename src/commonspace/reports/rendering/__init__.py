"""From one document to every format, with the same words in each.

``flow`` puts a document into the order and the words every format prints;
``html``, ``typst``, ``pandoc`` and ``text`` only draw that flow. No format adds,
drops or rewords anything: that is how equality holds by construction.
"""
