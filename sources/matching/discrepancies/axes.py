"""Words that point opposite ways: rose and fell, opened and closed, the largest and the smallest."""

from __future__ import annotations

# One axis a paragraph, its poles apart by a bar. All forms are written out: a stem would mix "lower" and "low".
_TABLE = """
    rise rises rose risen rising increase increases increased increasing grow grows grew grown growing growth climb
    climbs climbed climbing gain gains gained jump jumps jumped surge surges surged soar soars soared soaring raise
    raises raised raising expand expands expanded expanding expansion widen widened doubled tripled upward upwards
    boost boosts boosted boosting skyrocketed spiked swelled ballooned |
    fall falls fell fallen falling decrease decreases decreased decreasing decline declines declining drop drops
    dropped dropping cut cuts cutting reduce reduces reduced reducing reduction lower lowers lowered lowering shrink
    shrinks shrank shrunk shrinking plunge plunged plunges slump slumped tumble tumbled slash slashed halved
    dwindled narrowed downward downwards sank sinks plummet plummets plummeted dipped slid receded

    open opens opened opening reopen reopens reopened reopening | close closes closed closing closure shut shuts
    shutting

    win wins won winning victory victorious | lose loses lost losing defeat loss

    buy buys bought buying purchase purchased purchases | sell sells sold selling sale

    accept accepts accepted accepting approve approves approved approving approval adopt adopted adopts ratify
    ratified authorised authorized endorse endorsed | reject
    rejects rejected rejecting rejection refuse refused refuses veto vetoed block
    blocked blocks

    support supports supported supporting backs backed favour favoured favor favored | oppose opposes opposed
    opposing opposition

    join joins joined joining | left departed leave leaves leaving quit quits

    hire hires hired appoint appoints appointed appointment nominated | fire fired sack sacked dismiss
    dismissed dismissal

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

    accelerate accelerated accelerates accelerating | slow slowed slows slowing

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

    gain gains gained win won wins | lose loses lost losing loss

    found founded establish established create created | dissolve dissolved disband disbanded abolish abolished

    launch launched introduce introduced deploy deployed | scrap scrapped withdraw withdrew withdrawn abandoned

    more | fewer less

    higher upper | lower

    cheap cheaper | expensive dear dearer costly costlier

    earlier sooner | later

    warm warmer hot hotter | cold colder cool cooler

    rich richer wealthy | poor poorer

    confirm confirms confirmed | deny denies denied

    include includes included including | exclude excludes excluded excluding

    legal lawful lawfully legally | illegal unlawful unlawfully illegally

    possible | impossible

    survive survives survived survivors | died killed perished

    praise praises praised welcome welcomed | criticise criticised criticize criticized condemn condemned

    arrest arrested detained jailed imprisoned | released freed

    marry married marries | divorce divorced

    promote promoted promotion upgrade upgraded | demote demoted downgrade downgraded relegated relegation

    surplus | deficit

    profit profits | loss losses

    heavier | lighter

    faster | slower

    longer | shorter

    maximum | minimum

    optimistic | pessimistic

    attack attacked attacks | defend defended defends

    hide hid hidden conceal concealed | reveal revealed reveals disclose disclosed

    remember remembered | forget forgot forgotten

    enter entered enters | exit exited left leave

    push pushed | pull pulled

    easier easy | harder difficult

    employed | unemployed

    military | civilian

    domestic | foreign

    urban | rural

    inside indoors | outside outdoors

    succeeded succeeds | preceded precedes

    expand expanded expands grow grew | contract contracted contracts shrink shrank

    relaxed eased ease loosened | tightened tighten

    damaged destroyed | repaired restored rebuilt

    borrower | lender

    buyer buyers | seller sellers

    defeated beat | lost

    agree agrees agreed | disagree disagrees disagreed

    appear appears appeared | disappear disappears disappeared vanish vanished

    stay stays stayed remain remains remained | left leave leaves

    advance advances advanced | retreat retreats retreated

    ascend ascended ascends | descend descended descends

    create creates created | destroy destroys destroyed

    begin begins began start starts started | stop stops stopped halt halted cease ceased

    uphold upholds upheld | overturn overturned overturns quash quashed

    alive | dead

    dry drier | wet wetter

    full | empty

    dawn sunrise | dusk sunset

    boy boys | girl girls

    uncle | aunt

    nephew nephews | niece nieces

    grandfather | grandmother

    ally allies | enemy enemies foe foes
"""
# Common words that are opposites only of the same thing: "the high street" and "a low price" are not.
_TIGHT_TABLE = """
    before | after

    early | late

    first | last

    new | old

    young | old

    high | low

    large big huge | small little tiny

    long | short

    strong | weak

    left | right

    top | bottom

    inner | outer

    public | private

    wide broad | narrow

    heavy | light

    deep | shallow

    thick | thin

    morning | evening

    day | night

    summer | winter

    front | back
"""

_AXES = _TABLE.strip().split("\n\n")


def _read() -> dict[str, frozenset[tuple[int, int]]]:
    found: dict[str, set[tuple[int, int]]] = {}
    for axis, paragraph in enumerate([*_AXES, *_TIGHT_TABLE.strip().split("\n\n")]):
        for side, words in enumerate(paragraph.split("|")):
            for word in words.split():
                found.setdefault(word, set()).add((axis, side))
    return {word: frozenset(poles) for word, poles in found.items()}


POLES = _read()
"""Word to the ends of axes that it names: axis and side, 0 or 1."""

LOOSE = frozenset(word for word, poles in POLES.items() if any(axis < len(_AXES) for axis, _ in poles))
"""The words among them that are opposites wherever they are said of the same matter."""


def is_tight(axis: int) -> bool:
    """Tell whether the words of an axis are opposites only where they stand before or behind the same word."""
    return axis >= len(_AXES)
