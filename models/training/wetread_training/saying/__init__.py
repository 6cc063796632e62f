"""What is said: sentences of real reports and of our own, with the slots that they say."""

from .agreement import agreement
from .corpus import Corpus, Lesson, held_out
from .labelled import label_file
from .product import measure_text
from .real_sentences import RealSentence, read_reports, real_sentences, write_sentences
from .report_places import centred, encode_reports, mean_film

__all__ = [
    "Corpus",
    "Lesson",
    "RealSentence",
    "agreement",
    "centred",
    "encode_reports",
    "held_out",
    "label_file",
    "mean_film",
    "measure_text",
    "read_reports",
    "real_sentences",
    "write_sentences",
]
