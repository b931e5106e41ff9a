"""Words that point opposite ways: rose and fell, opened and closed, the largest and the smallest."""

from __future__ import annotations

# One axis a paragraph, its poles apart by a bar. All forms are written out: a stem would mix "lower" and "low".
_TABLE = """
    rise rises rose risen rising increase increases increased increasing grow grows grew grown growing growth climb
    climbs climbed climbing gain gains gained jump jumps jumped surge surges surged soar soars soared soaring raise
    raises raised raising expand expands expanded expanding expansion widen widened doubled tripled upward upwards |
    fall falls fell fallen falling decrease decreases decreased decreasing decline declines declining drop drops
    dropped dropping cut cuts cutting reduce reduces reduced reducing reduction lower lowers lowered lowering shrink
    shrinks shrank shrunk shrinking plunge plunged plunges slump slumped tumble tumbled slash slashed halved
    dwindled narrowed downward downwards

    open opens opened opening reopen reopens reopened reopening | close closes closed closing closure shut shuts
    shutting

    win wins won winning victory victorious | lose loses lost losing defeat loss

    buy buys bought buying purchase purchased purchases | sell sells sold selling sale

    accept accepts accepted accepting approve approves approved approving approval adopt adopted adopts | reject
    rejects rejected rejecting rejection refuse refused refuses veto vetoed

    support supports supported supporting backs backed favour favoured favor favored | oppose opposes opposed
    opposing opposition

    join joins joined joining | leave leaves leaving quit quits

    hire hires hired appoint appoints appointed appointment | fire fired sack sacked dismiss dismissed dismissal

    arrive arrives arrived arriving arrival | depart departs departed departing departure

    begin begins began begun start starts started starting | end ends ended ending finish finished finishes conclude
    concluded

    north northern northward | south southern southward

    east eastern eastward | west western westward

    northeast northeastern | southwest southwestern

    northwest northwestern | southeast southeastern

    largest biggest | smallest

    larger bigger | smaller

    highest | lowest

    oldest | youngest newest

    older | younger newer

    longest | shortest

    fastest | slowest

    best | worst

    better | worse

    strengthen strengthens strengthened stronger | weaken weakens weakened weaker

    improve improves improved improving improvement | worsen worsens worsened worsening deteriorate deteriorated

    import imports imported importing | export exports exported exporting

    allow allows allowed allowing permit permits permitted legalise legalised legalize legalized | ban bans banned
    banning prohibit prohibits prohibited prohibiting forbid forbids forbade forbidden

    convict convicted conviction guilty | acquit acquitted acquittal innocent cleared

    succeed succeeded succeeds success successful successfully | failed failure fails unsuccessful unsuccessfully

    accelerate accelerated accelerates | slow slowed slows slowing

    lend lends lent | borrow borrows borrowed

    encourage encourages encouraged | discourage discourages discouraged

    build builds built construct constructed | demolish demolished demolishes demolition

    safe safely | unsafe dangerous dangerously

    above | below

    majority | minority

    mother | father

    son sons | daughter daughters

    brother brothers | sister sisters

    husband | wife

    man men male | woman women female

    positive | negative
"""

POLES: dict[str, tuple[int, int]] = {
    word: (axis, side)
    for axis, paragraph in enumerate(_TABLE.strip().split("\n\n"))
    for side, words in enumerate(paragraph.split("|"))
    for word in words.split()
}
