"""Tables that people keep, as rows of words: text files, workbooks, OpenDocument, in constant memory."""
