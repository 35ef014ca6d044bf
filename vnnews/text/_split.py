r"""Code points -> tokens: the reference's regular expression as one pass over the text.

pyvi takes, at each place, the first of these that matches: an abbreviation (``[A-ZĐ]+\.``, ``Tp.``, ``Mr.`` ...), a
special (``==>``, ``->``, ``...``, ``>>``, a line break), a URL (``\w+://\S+``), an e-mail address, a number
(``\d+([.,_]\d+)+``), a character that is neither word nor space, a word (``\w+``). Each starts with a ``\w+`` run or with a
single character, so the run is read once, and what follows it decides. The e-mail alternative looks ahead over a run of
its own; where that run ends is remembered, which keeps ``a.b+a.b+...`` linear where backtracking makes it quadratic.

A token is known by the hash of its lower-cased form, a polynomial in the code points modulo 2^64 (Karp and Rabin 1987):
the hash of ``a_b`` follows from those of ``a`` and ``b``, and no string is built. The forms that the model knows stand in
an open-addressing table (linear probing, Knuth 6.4), found by that hash.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

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
from vnnews.text._jit import kernel

Ints = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]
Codes = npt.NDArray[np.uint32]
Flags = npt.NDArray[np.uint8]
Slots = npt.NDArray[np.int32]
Records = npt.NDArray[np.void]

IS_UPPER = 1
"""``str.isupper``, a feature of the CRF."""
IS_TITLE = 2
"""``str.istitle``, likewise."""
IS_DIGIT = 4
"""``str.isdigit``, likewise."""
SOLITARY = 8
"""Never joined to a neighbour: punctuation, or starts with a digit, or kept whole by an option."""
CAPITALISED = 16
"""The first character is in upper or title case."""
NEWLINE = 32
"""A line break: a token for the CRF, white space in the result."""

BASE = np.uint64(_hashing.BASE)
SPREAD = np.uint64(0xD6E8FEB86659FD93)
"""Multiplier that brings the entropy of a hash into its high bits (Fibonacci hashing, Knuth 6.4)."""
SLOT_BITS = 14
NO_FORM = np.uint64(0xFFFFFFFFFFFFFFFF)
"""The hash of an empty slot."""

_SLOT_MASK = (1 << SLOT_BITS) - 1
_NEWLINE, _PLUS, _COMMA, _DASH, _DOT, _SLASH, _COLON = 0x0A, 0x2B, 0x2C, 0x2D, 0x2E, 0x2F, 0x3A
_EQUALS, _GREATER, _AT, _UNDERSCORE = 0x3D, 0x3E, 0x40, 0x5F
_SIGMA, _FINAL_SIGMA, _DOT_ABOVE = 0x3A3, 0x3C2, 0x307
_ZERO = np.uint64(0)
_ONE = np.uint64(1)
_SHIFT = np.uint64(64 - SLOT_BITS)


@kernel
def split(
    codes: Codes,
    bounds: Ints,
    kept_starts: Ints,
    kept_ends: Ints,
    classes: Codes,
    forms: Records,
    indptr: Ints,
    starts: Ints,
    ends: Ints,
    hashes: Hashes,
    powers: Hashes,
    slots: Slots,
    flags: Flags,
) -> int:
    """Find the tokens of many documents.

    Parameters
    ----------
    codes : uint32, shape (n,)
        The documents' code points in NFC, one document after the other.
    bounds : int64, shape (d + 1,)
        Where each document starts and ends in `codes`.
    kept_starts, kept_ends : int64
        Spans of `codes` that are tokens as they stand, ascending, each inside of one document.
    classes : uint32, shape (0x110000,)
        See `vnnews.text._code_points`.
    forms : records
        See `vnnews.text._model`.
    indptr : int64, shape (d + 1,)
        Filled: where each document's tokens start and end in the following arrays.
    starts, ends, hashes, powers, slots, flags : shape (n,)
        Filled for each token: its place in `codes`, the hash of its lower-cased form, ``BASE`` to the power of that
        form's length, its row of `forms`, its properties.

    Returns
    -------
    int
        The number of tokens.
    """
    count = 0
    kept = 0
    for document in range(len(bounds) - 1):
        indptr[document] = count
        i = bounds[document]
        document_end = bounds[document + 1]
        while kept < len(kept_starts) and kept_starts[kept] < document_end:
            stop = kept_starts[kept]
            count = _split_span(codes, i, stop, classes, forms, count, starts, ends, hashes, powers, slots, flags)
            i = kept_ends[kept]
            token_hash, power, union, common = _digest(codes, stop, i, classes)
            starts[count] = stop
            ends[count] = i
            hashes[count] = token_hash
            powers[count] = power
            flags[count] = _describe(codes, stop, i, classes, union, common) | SOLITARY
            slots[count] = _find(forms, token_hash)
            count += 1
            kept += 1
        count = _split_span(codes, i, document_end, classes, forms, count, starts, ends, hashes, powers, slots, flags)
    indptr[len(bounds) - 1] = count
    return count


@kernel
def _split_span(
    codes: Codes,
    i: int,
    stop: int,
    classes: Codes,
    forms: Records,
    count: int,
    starts: Ints,
    ends: Ints,
    hashes: Hashes,
    powers: Hashes,
    slots: Slots,
    flags: Flags,
) -> int:
    local_end = i
    email_end = i
    while i < stop:
        first = classes[codes[i]]
        if first & SPACE and codes[i] != _NEWLINE:
            i += 1
            continue
        run_end, token_hash, power, union, common = _run(codes, i, stop, classes)
        end = _special_end(codes, i, stop) if run_end == i else _url_end(codes, i, run_end, stop, classes, common)
        if end == run_end and common & LOCAL and run_end < stop and _may_go_on(codes[run_end], classes):
            if i >= local_end:
                local_end, email_end = _email(codes, i, stop, classes)
            end = max(end, email_end)
        if end == run_end and first & DECIMAL:
            end = _number_end(codes, i, stop, classes, run_end)
        if end == i:
            end = i + 1
        if end != run_end or union & IRREGULAR:
            token_hash, power, union, common = _digest(codes, i, end, classes)
        starts[count] = i
        ends[count] = end
        hashes[count] = token_hash
        powers[count] = power
        flags[count] = _describe(codes, i, end, classes, union, common)
        if not common & WORD:
            token_hash = _up_to_nul(codes, i, end, classes, token_hash)
        slots[count] = _find(forms, token_hash)
        count += 1
        i = end
    return count


@kernel
def _run(codes: Codes, i: int, stop: int, classes: Codes) -> tuple[int, np.uint64, np.uint64, int, int]:
    r"""Read the ``\w+`` run at `i` (possibly empty): its end, hash, power, and its classes, OR-ed and AND-ed."""
    token_hash = _ZERO
    power = _ONE
    union = np.int64(0)
    common = np.int64(classes[codes[i]])
    while i < stop:
        entry = np.int64(classes[codes[i]])
        if not entry & WORD:
            break
        token_hash = token_hash * BASE + np.uint64(entry & LOWER) + _ONE
        power = power * BASE
        union |= entry
        common &= entry
        i += 1
    return i, token_hash, power, union, common


@kernel
def _special_end(codes: Codes, i: int, stop: int) -> int:
    first = codes[i]
    if i + 1 < stop:
        if (first == _DASH or first == _GREATER) and codes[i + 1] == _GREATER:
            return i + 2
        if i + 2 < stop:
            last = codes[i + 2]
            if first == _DOT and codes[i + 1] == _DOT and last == _DOT:
                return i + 3
            if first == _EQUALS and codes[i + 1] == _EQUALS and last == _GREATER:
                return i + 3
    return i


@kernel
def _url_end(codes: Codes, i: int, run_end: int, stop: int, classes: Codes, common: int) -> int:
    """Return the end of the abbreviation or URL that begins with the run, or the end of the run if there is none."""
    if run_end == stop:
        return run_end
    following = codes[run_end]
    if following == _DOT and (common & CAPITAL or _is_title_of_address(codes, i, run_end)):
        return run_end + 1
    if following != _COLON or run_end + 3 >= stop or codes[run_end + 1] != _SLASH or codes[run_end + 2] != _SLASH:
        return run_end
    end = run_end + 3
    while end < stop and not classes[codes[end]] & SPACE:
        end += 1
    return end if end > run_end + 3 else run_end


@kernel
def _is_title_of_address(codes: Codes, i: int, end: int) -> bool:
    """Whether the run is one of Tp, Mr, Ms, Dr, Mrs, ThS."""
    a = codes[i]
    z = codes[end - 1]
    if end - i == 2:
        return (a == 84 and z == 112) or ((a == 77 or a == 68) and z == 114) or (a == 77 and z == 115)
    if end - i == 3:
        b = codes[i + 1]
        return (a == 77 and b == 114 and z == 115) or (a == 84 and b == 104 and z == 83)
    return False


@kernel
def _may_go_on(following: int, classes: Codes) -> bool:
    return following == _AT or (classes[following] & LOCAL) != 0


@kernel
def _email(codes: Codes, i: int, stop: int, classes: Codes) -> tuple[int, int]:
    """Return where the ``[a-zA-Z0-9_.+-]+`` run at `i` ends, and where the address that it begins ends, or `i`."""
    local_end = i
    while local_end < stop and classes[codes[local_end]] & LOCAL:
        local_end += 1
    end = i
    if local_end < stop and codes[local_end] == _AT:
        label_start = local_end + 1
        labels = 0
        label_end = _label_end(codes, label_start, stop, classes)
        while label_end > label_start:
            labels += 1
            if labels > 1:
                end = label_end
            label_start = label_end + 1
            if label_end == stop or codes[label_end] != _DOT:
                break
            label_end = _label_end(codes, label_start, stop, classes)
    return local_end, end


@kernel
def _label_end(codes: Codes, i: int, stop: int, classes: Codes) -> int:
    """Return the end of the ``[a-zA-Z0-9-]*`` run at `i`."""
    while i < stop and classes[codes[i]] & LOCAL and codes[i] != _DOT and codes[i] != _PLUS and codes[i] != _UNDERSCORE:
        i += 1
    return i


@kernel
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


@kernel
def _digest(codes: Codes, i: int, end: int, classes: Codes) -> tuple[np.uint64, np.uint64, int, int]:
    """Hash any span, İ and Σ included; return what `_run` returns."""
    token_hash = _ZERO
    power = _ONE
    union = np.int64(0)
    common = np.int64(classes[codes[i]])
    for k in range(i, end):
        entry = np.int64(classes[codes[k]])
        union |= entry
        common &= entry
        lower = entry & LOWER
        if entry & IRREGULAR:
            if codes[k] == _SIGMA:
                if _is_final_sigma(codes, i, k, end, classes):
                    lower = np.int64(_FINAL_SIGMA)
            else:
                token_hash = token_hash * BASE + np.uint64(lower) + _ONE
                power = power * BASE
                lower = np.int64(_DOT_ABOVE)
        token_hash = token_hash * BASE + np.uint64(lower) + _ONE
        power = power * BASE
    return token_hash, power, union, common


@kernel
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


@kernel
def _up_to_nul(codes: Codes, i: int, end: int, classes: Codes, token_hash: np.uint64) -> np.uint64:
    """Return the hash that CRFsuite sees: a C string, cut at the first NUL."""
    for k in range(i, end):
        if codes[k] == 0:
            return _ZERO if k == i else _digest(codes, i, k, classes)[0]
    return token_hash


@kernel
def _describe(codes: Codes, i: int, end: int, classes: Codes, union: int, common: int) -> int:
    """Return the token's flags."""
    first = np.int64(classes[codes[i]])
    flag = 0
    if union & (UPPERCASE | TITLECASE):
        if not union & (LOWERCASE | TITLECASE):
            flag |= IS_UPPER
        if _is_title(codes, i, end, classes):
            flag |= IS_TITLE
        if first & (UPPERCASE | TITLECASE):
            flag |= CAPITALISED
    if common & DIGIT:
        flag |= IS_DIGIT
    if first & DIGIT or (end == i + 1 and _is_punctuation(codes[i], first)):
        flag |= SOLITARY
    if codes[i] == _NEWLINE:
        flag |= NEWLINE
    return flag


@kernel
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


@kernel
def _is_punctuation(code: int, entry: int) -> bool:
    """Whether the character stands in ``string.punctuation``."""
    return 32 < code < 127 and (code == _UNDERSCORE or not entry & WORD)


@kernel
def _find(forms: Records, form_hash: np.uint64) -> int:
    """Return the row of the form, or the last row, which stands for all unknown forms."""
    slot = np.int64((form_hash * SPREAD) >> _SHIFT)
    while forms[slot]["hash"] != form_hash:
        if forms[slot]["hash"] == NO_FORM:
            return len(forms) - 1
        slot = (slot + 1) & _SLOT_MASK
    return slot
