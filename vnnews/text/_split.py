r"""Code points -> tokens: the reference's regular expression as one pass over the text.

pyvi takes, at each place, the first of these that matches: an abbreviation (``[A-ZĐ]+\.``, ``Tp.``, ``Mr.`` ...), a
special (``==>``, ``->``, ``...``, ``>>``, a line break), a URL (``\w+://\S+``), an e-mail address, a number
(``\d+([.,_]\d+)+``), a character that is neither word nor space, a word (``\w+``). Each starts with a ``\w+`` run or
with a single character, so the run is read once, and what follows it decides. The e-mail alternative looks ahead over a
run of its own; where that run ends is remembered, which keeps ``a.b+a.b+...`` linear where backtracking makes it
quadratic.

A token is known by the hash of its lower-cased form, a polynomial in the code points modulo 2^64 (Karp and Rabin 1987):
the hash of ``a_b`` follows from those of ``a`` and ``b``, and no string is built. The forms that the model knows stand
in an open-addressing table (linear probing, Knuth 6.4), found by that hash.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from vnnews._jit import helper, kernel
from vnnews.text import _hashing
from vnnews.text._code_points import (
    CAPITAL,
    CASED,
    DECIMAL,
    DIGIT,
    IGNORABLE,
    IRREGULAR,
    LOCAL,
    LOWER,
    LOWERCASE,
    SPACE,
    TITLECASE,
    UPPERCASE,
    WORD,
)
from vnnews.text._model import NO_FORM, SLOT_BITS, SPREAD, Model
from vnnews.text._tokens import (
    CAPITALISED,
    IS_DIGIT,
    IS_TITLE,
    IS_UPPER,
    NEWLINE,
    SOLITARY,
    Chunk,
    Codes,
    Tokens,
)

_BASE = np.uint64(_hashing.BASE)
_SPREAD = np.uint64(SPREAD)
_NO_FORM = np.uint64(NO_FORM)
_SHIFT = np.uint64(64 - SLOT_BITS)
_SLOT_MASK = (1 << SLOT_BITS) - 1
_ZERO, _ONE = np.uint64(0), np.uint64(1)

_LF, _PLUS, _COMMA, _DASH, _DOT, _SLASH, _COLON = 0x0A, 0x2B, 0x2C, 0x2D, 0x2E, 0x2F, 0x3A
_EQUALS, _GREATER, _AT, _UNDERSCORE = 0x3D, 0x3E, 0x40, 0x5F
_D, _M, _S, _T, _h, _p, _r, _s = 0x44, 0x4D, 0x53, 0x54, 0x68, 0x70, 0x72, 0x73
_DOTTED_I, _DOT_ABOVE, _SIGMA, _FINAL_SIGMA = 0x130, 0x307, 0x3A3, 0x3C2


@kernel
def split(chunk: Chunk, model: Model, tokens: Tokens) -> int:
    """Find the tokens of a chunk and write them to `tokens`. Return the classes of all of their characters, OR-ed."""
    bounds, kept_starts, kept_ends = chunk.bounds, chunk.kept_starts, chunk.kept_ends
    count = 0
    kept = 0
    seen = 0
    for document in range(len(bounds) - 1):
        tokens.indptr[document] = count
        i = bounds[document]
        end = bounds[document + 1]
        while kept < len(kept_starts) and kept_starts[kept] < end:
            count, union = _split_span((i, kept_starts[kept]), count, chunk.codes, model, tokens)
            i = kept_ends[kept]
            seen |= union | _keep((kept_starts[kept], i), count, chunk.codes, model, tokens)
            count += 1
            kept += 1
        count, union = _split_span((i, end), count, chunk.codes, model, tokens)
        seen |= union
    tokens.indptr[len(bounds) - 1] = count
    return seen


@helper
def _keep(span: tuple[int, int], count: int, codes: Codes, model: Model, tokens: Tokens) -> int:
    start, end = span
    token_hash, power, union, common = _digest(codes, start, end, model.classes)
    tokens.starts[count] = start
    tokens.ends[count] = end
    tokens.hashes[count] = token_hash
    tokens.powers[count] = power
    tokens.slots[count] = _find(model.forms, token_hash)
    flags = _describe(codes, start, end, model.classes, union)
    tokens.flags[count] = flags | SOLITARY | (IS_DIGIT if common & DIGIT else 0)
    return union


@helper
def _split_span(span: tuple[int, int], count: int, codes: Codes, model: Model, tokens: Tokens) -> tuple[int, int]:
    """Split the text between two kept spans, as if nothing stood around it; return the count and the classes seen."""
    seen = 0
    classes = model.classes
    i, stop = span
    local_end = i
    email_end = i
    while i < stop:
        first = classes[codes[i]]
        if first & SPACE and codes[i] != _LF:
            i += 1
            continue
        run_end, token_hash, power, union, common = _run(codes, i, stop, classes)
        end = _special_end(codes, i, stop) if run_end == i else _abbreviation_end(codes, i, run_end, stop, common)
        if end == run_end and run_end < stop:
            following = codes[run_end]
            if following == _COLON and run_end > i:
                end = _url_end(codes, run_end, stop, classes)
            elif common & LOCAL and (following == _AT or classes[following] & LOCAL):
                if i >= local_end:
                    local_end, email_end = _email(codes, i, stop, classes)
                end = max(end, email_end)
        if end == run_end and first & DECIMAL:
            end = _number_end(codes, i, stop, classes, run_end)
        end = max(end, i + 1)
        if end != run_end or union & IRREGULAR:
            token_hash, power, union, common = _digest(codes, i, end, classes)
        tokens.starts[count] = i
        tokens.ends[count] = end
        tokens.hashes[count] = token_hash
        tokens.powers[count] = power
        tokens.flags[count] = _describe(codes, i, end, classes, union) | (IS_DIGIT if common & DIGIT else 0)
        if not common & WORD:
            token_hash = _up_to_nul(codes, i, end, classes, token_hash)
        tokens.slots[count] = _find(model.forms, token_hash)
        count += 1
        seen |= union
        i = end
    return count, seen


@helper
def _run(codes: Codes, i: int, stop: int, classes: Codes) -> tuple[int, np.uint64, np.uint64, int, int]:
    r"""Read the ``\w+`` run at `i`, possibly empty: its end, hash, power, and its classes, OR-ed and AND-ed."""
    token_hash = _ZERO
    power = _ONE
    union = 0
    common = int(np.int64(classes[codes[i]]))
    while i < stop:
        entry = int(np.int64(classes[codes[i]]))
        if not entry & WORD:
            break
        token_hash = token_hash * _BASE + np.uint64(entry & LOWER) + _ONE
        power = power * _BASE
        union |= entry
        common &= entry
        i += 1
    return i, token_hash, power, union, common


@helper
def _special_end(codes: Codes, i: int, stop: int) -> int:
    """Return the end of ``==>``, ``->``, ``...`` or ``>>``, or `i`."""
    first = codes[i]
    if i + 1 < stop:
        if codes[i + 1] == _GREATER and first in (_DASH, _GREATER):
            return i + 2
        if i + 2 < stop and first == codes[i + 1]:
            last = codes[i + 2]
            if (first == _DOT and last == _DOT) or (first == _EQUALS and last == _GREATER):
                return i + 3
    return i


@helper
def _abbreviation_end(codes: Codes, i: int, run_end: int, stop: int, common: int) -> int:
    """Return the end of the abbreviation, or of the run where it is none."""
    if run_end == stop or codes[run_end] != _DOT:
        return run_end
    first = codes[i]
    last = codes[run_end - 1]
    is_title = False
    if run_end - i == 2:
        is_title = (first == _T and last == _p) or (first == _M and last in (_r, _s)) or (first == _D and last == _r)
    elif run_end - i == 3:
        middle = codes[i + 1]
        is_title = (first == _M and middle == _r and last == _s) or (first == _T and middle == _h and last == _S)
    return run_end + 1 if common & CAPITAL or is_title else run_end


@helper
def _url_end(codes: Codes, run_end: int, stop: int, classes: Codes) -> int:
    """Return the end of the URL whose scheme ends at `run_end`, or `run_end`."""
    start = run_end + 3
    if start >= stop or codes[run_end + 1] != _SLASH or codes[run_end + 2] != _SLASH:
        return run_end
    end = start
    while end < stop and not classes[codes[end]] & SPACE:
        end += 1
    return end if end > start else run_end


@helper
def _email(codes: Codes, i: int, stop: int, classes: Codes) -> tuple[int, int]:
    """Look for an e-mail address: return where the ``[a-zA-Z0-9_.+-]+`` run at `i` ends, and the address or `i`.

    The address is the same for all places within the run.
    """
    local_end = i
    while local_end < stop and classes[codes[local_end]] & LOCAL:
        local_end += 1
    end = i
    if local_end < stop and codes[local_end] == _AT:
        label_start = local_end + 1
        label_end = _label_end(codes, label_start, stop, classes)
        while label_end > label_start and label_end < stop and codes[label_end] == _DOT:
            label_start = label_end + 1
            label_end = _label_end(codes, label_start, stop, classes)
            if label_end > label_start:
                end = label_end
    return local_end, end


@helper
def _label_end(codes: Codes, i: int, stop: int, classes: Codes) -> int:
    """Return the end of the ``[a-zA-Z0-9-]*`` run at `i`."""
    while i < stop and classes[codes[i]] & LOCAL and codes[i] != _DOT and codes[i] != _PLUS and codes[i] != _UNDERSCORE:
        i += 1
    return i


@helper
def _number_end(codes: Codes, i: int, stop: int, classes: Codes, run_end: int) -> int:
    """Return the end of the number at `i`, or `run_end` where digits stand alone."""
    end = run_end
    while i < stop and classes[codes[i]] & DECIMAL:
        i += 1
    while i + 1 < stop and (codes[i] == _DOT or codes[i] == _COMMA or codes[i] == _UNDERSCORE):
        if not classes[codes[i + 1]] & DECIMAL:
            break
        i += 1
        while i < stop and classes[codes[i]] & DECIMAL:
            i += 1
        end = i
    return end


@helper
def _digest(codes: Codes, i: int, end: int, classes: Codes) -> tuple[np.uint64, np.uint64, int, int]:
    """Read any span, İ and Σ included; return what `_run` returns, without the end."""
    token_hash = _ZERO
    power = _ONE
    union = 0
    common = int(np.int64(classes[codes[i]]))
    for k in range(i, end):
        entry = int(np.int64(classes[codes[k]]))
        union |= entry
        common &= entry
        lower = entry & LOWER
        if codes[k] == _DOTTED_I:
            token_hash = token_hash * _BASE + np.uint64(lower) + _ONE
            power = power * _BASE
            lower = _DOT_ABOVE
        elif codes[k] == _SIGMA and _is_final_sigma(codes, i, k, end, classes):
            lower = _FINAL_SIGMA
        token_hash = token_hash * _BASE + np.uint64(lower) + _ONE
        power = power * _BASE
    return token_hash, power, union, common


@helper
def _is_final_sigma(codes: Codes, start: int, sigma: int, end: int, classes: Codes) -> bool:
    before = sigma - 1
    while before >= start and classes[codes[before]] & IGNORABLE:
        before -= 1
    if before < start or not classes[codes[before]] & CASED:
        return False
    after = sigma + 1
    while after < end and classes[codes[after]] & IGNORABLE:
        after += 1
    return after == end or not classes[codes[after]] & CASED


@helper
def _up_to_nul(codes: Codes, i: int, end: int, classes: Codes, token_hash: np.uint64) -> np.uint64:
    """Return the hash of what CRFsuite sees: a C string, cut at the first NUL."""
    for k in range(i, end):
        if codes[k] == 0:
            return _ZERO if k == i else _digest(codes, i, k, classes)[0]
    return token_hash


@helper
def _describe(codes: Codes, i: int, end: int, classes: Codes, union: int) -> int:
    """Return the token's flags, except for ``IS_DIGIT``."""
    first = classes[codes[i]]
    flags = 0
    if union & (UPPERCASE | TITLECASE):
        if not union & (LOWERCASE | TITLECASE):
            flags |= IS_UPPER
        if _is_title(codes, i, end, classes):
            flags |= IS_TITLE
        if first & (UPPERCASE | TITLECASE):
            flags |= CAPITALISED
    if first & DIGIT or (end == i + 1 and _is_punctuation(codes[i], first)):
        flags |= SOLITARY
    if codes[i] == _LF:
        flags |= NEWLINE
    return flags


@helper
def _is_title(codes: Codes, i: int, end: int, classes: Codes) -> bool:
    """Whether ``str.istitle`` holds: every run of cased characters has its capital in front and nowhere else."""
    within = False
    for k in range(i, end):
        entry = classes[codes[k]]
        if entry & (UPPERCASE | TITLECASE):
            if within:
                return False
            within = True
        elif entry & LOWERCASE:
            if not within:
                return False
        else:
            within = False
    return True


@helper
def _is_punctuation(code: int, entry: int) -> bool:
    """Whether the character stands in ``string.punctuation``."""
    return 32 < code < 127 and (code == _UNDERSCORE or not entry & WORD)


@helper
def _find(forms: npt.NDArray[np.void], form_hash: np.uint64) -> int:
    """Return the row of the form, or the last row, which stands for all unknown forms."""
    slot = int(np.int64((form_hash * _SPREAD) >> _SHIFT))
    while forms[slot]["hash"] != form_hash:
        if forms[slot]["hash"] == _NO_FORM:
            return len(forms) - 1
        slot = (slot + 1) & _SLOT_MASK
    return slot
