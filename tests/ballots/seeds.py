"""One small file of each form, to be read, written, changed and broken by tests."""

from __future__ import annotations

import gzip

SEEDS: dict[str, bytes] = {
    "blt": b'3 2\n4 1 2=3 0\n2 - 3 0\n1 0\n0\n"Anna"\n"Ben"\n"Cara"\n"Ward"\n',
    "blt-options": b'3 1\n[nick a b c]\n-2\n[tie c a b]\n3x a b 0 # x\n0\n"Anna"\n"Ben"\n"Cara"\n"Ward\none"\n',
    "toi": b"# TITLE: Ward\n# NUMBER ALTERNATIVES: 3\n# NUMBER VOTERS: 7\n# ALTERNATIVE NAME 1: Anna\n"
    b"# ALTERNATIVE NAME 2: Ben\n# ALTERNATIVE NAME 3: Cara\n4: 1,{2,3}\n2: {},3\n1: {}\n",
    "cat": b"# DATA TYPE: cat\n# NUMBER ALTERNATIVES: 2\n# NUMBER VOTERS: 5\n# NUMBER CATEGORIES: 2\n"
    b"# ALTERNATIVE NAME 1: Anna\n# ALTERNATIVE NAME 2: Ben\n3: 1,2\n2: {},{1,2}\n",
    "old": b"2\n1,Anna\n2,Ben\n5,5,2\n3,1,2\n2,{1,2}\n",
    "abif": b'{title: "Ward"}\n=An:[Anna Berg]\n27:An>Ben=Cara\n3:Ben # one\n',
    "abif-points": b"27:An/5,Ben/3\n3:Ben/4,An/0\n",
    "rankings": b"count,rank1,rank2\n4,Anna,Ben\n2,,Cara\n1,undervote,overvote\n1,Anna=Ben,UWI\n",
    "ballots": b"1st choice;2nd choice\nAnna;Ben\nAnna;\n;Ben\n",
    "ranks": b"count\tAnna\tBen\n3\t1\t2\n2\t\t1\n",
    "points": b"Anna,Ben,Cara\n5,0,3\n0,8,0\n",
    "crosses": b"count,Anna,Ben\n3,x,\n2,x,x\n",
    "approvals": b"count,approved\n3,Ben|Anna\n2,Anna\n1,\n",
    "choices": b"precinct,weight,choices\nNorth,20,Ben|Anna\nSouth,3,Anna\n",
    "totals": b'candidate,party,votes,registered\nAnna,Red,10,40\n"Ek, Ben",,7,\n(invalid),,2,\n',
    "contests": b"ballot,candidate,votes\n1,Anna,3\n1,Ben,3\n2,Anna,4\n2,Ben,2\n",
    "bom": b"\xef\xbb\xbfrank1\r\nAnna\r\n",
    "gzip": gzip.compress(b"rank1\nAnna\n", mtime=0),
}
