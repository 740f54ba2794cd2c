"""A term file's fields, and the longest value of each."""

# In characters: a text without spaces, or one long word, counts as one word.
LONGEST_LABEL = 150
LONGEST_SHORT_DEF, LONGEST_LONG_DEF, LONGEST_EXAMPLE, LONGEST_URL = 500, 2500, 500, 2000
LONGEST_QUOTE = 300  # of a source: as much as may be quoted
MOST_WORDS_IN_SHORT_DEF = 40
FEWEST_WORDS_IN_LONG_DEF, MOST_WORDS_IN_LONG_DEF = 80, 220

# The fields that most terms have. If many terms lack one, there is one note with their number.
USUAL = (
    "short_def",
    "long_def",
    "aliases",
    "categories",
    "roles",
    "part_of_speech",
    "audiences",
    "examples",
    "relationships",
    "citations",
    "license",
    "status",
    "last_reviewed",
)
KNOWN = (
    "term",
    *USUAL,
    "context",
    "notation",
    "hidden_labels",
    "avoid",
    "governance",
    "takeaways",
    "steward",
    "reviewed_by",
    "review_every_days",
    "review_on",
    "replaced_by",
    "imported_from",
)
CITATION = (
    "source",
    "url",
    "locator",
    "quote",
    "checked_on",
    "checked_by",
    "source_id",
)
