"""The faults of files of ballots: one short word, on which programs may rely, and what it means."""

from __future__ import annotations

__all__ = ["CODES"]

CODES = {
    # the file
    "no-file": "There is no such file, or it cannot be opened.",
    "empty": "The file holds nothing.",
    "too-large": "The file, or what it holds, is larger than any contest.",
    "unpacks-too-far": "A packed file holds far more than papers pack to; it may be a trap.",
    "not-text": "The file is of another kind, such as a picture or UTF-16 text.",
    "not-utf-8": "A byte is not UTF-8; the line and the byte in it are named.",
    "truncated": "The file, or a line, ends in the middle of something.",
    "not-a-workbook": "A packed file is no workbook that can be read.",
    "which-worksheet": "Several worksheets of a workbook hold something.",
    # its form
    "unknown-form": "The file is in no form of ballots that is known.",
    "unknown-format": "The format that was asked for does not exist.",
    "not-blt": "The first line is not that of BLT.",
    "not-csv": "The text is not CSV.",
    "ranks-of-columns": "The columns of ranks leave a rank out, or name one twice.",
    "ranks-or-points": "Numbers below the names of candidates may be ranks or points.",
    "column-twice": "Two columns have one name.",
    "too-many-fields": "A line has more fields than there are columns.",
    "unknown-option": "An option of BLT is not known.",
    "several-contests": "The file holds several contests, and none was named.",
    "unknown-contest": "The contest that was named is not in the file.",
    # candidates
    "unlisted": "A name or number is no candidate of the file, or not on the official list.",
    "no-candidates": "No candidates are named.",
    "too-many-candidates": "More candidates are named than any contest has.",
    "names-do-not-fit": "There are more or fewer names than candidates.",
    "name-twice": "A name stands twice where it may stand once.",
    "no-name": "A name is missing.",
    "not-withdrawn": "Among those who have withdrawn stands something else.",
    # papers
    "no-number": "A number is missing, or something else stands in its place.",
    "negative": "A number of papers is below 0.",
    "not-whole": "A number of papers is not whole.",
    "zero": "A number of papers is 0.",
    "too-many": "A number is larger than there can be papers.",
    "no-end-of-paper": "A paper of BLT does not end with 0.",
    "end-inside": "A paper of BLT has a 0 before its end.",
    "no-end-of-papers": "The line 0 that closes the papers of BLT is missing.",
    "no-order": "A line holds no order of candidates.",
    "no-rank": "A rank is higher than there are candidates.",
    "no-mark": "A field that should hold a mark or nothing holds something else.",
    "no-papers": "The file holds no papers, or no votes.",
    "sums-disagree": "The head of the file announces another number of papers.",
    "figures-disagree": "A figure of the contest stands twice, and differs.",
    "more-faults": "There are more faults than are told one by one.",
    # a count
    "no-seats": "There is no seat to be filled.",
    "fewer-candidates": "Fewer candidates stand than there are seats.",
    "no-votes": "No paper bears a mark, so that a quota would be 0.",
    # writing
    "not-to-be-written": "The form cannot say what the file holds.",
}
