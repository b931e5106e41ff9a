"""Words that news uses for one another, so that claim and passage meet in other words."""

from __future__ import annotations

from sources.matching.words import stem

# One meaning a line. Only words that share a meaning in nearly every report: what merely goes together ("fire",
# "burn") stays apart, and so do opposites. Forms that the stem does not join ("buy", "bought") stand side by side.
_TABLE = """
    kill killed die died dead death deaths fatal fatally slain perish perished deadly casualties
    injure injured wound wounded hurt
    buy bought purchase purchased acquire acquired acquisition takeover
    sell sold sale sales
    resign resigned resignation quit
    appoint appointed appointment name named hire hired nominate nominated
    build built construct constructed construction erect erected
    begin began begun start started launch launched commence
    end ended finish finished conclude concluded
    win won victory triumph
    defeat defeated beat beaten
    lose lost loss losing losses
    rise rose risen increase increased grow grew grown climb climbed
    fall fell fallen decrease decreased decline declined drop dropped
    speak spoke spoken talk talked
    find found discover discovered
    show showed shown
    choose chose chosen select selected pick picked elect elected election
    leave left depart departed departure
    car cars vehicle vehicles automobile
    film movie
    child children kid kids
    doctor physician
    firm company business corporation
    house houses home homes
    worker workers employee employees staff workforce employ employs employed employer employment
    money fund funds funding
    police officer officers
    law legislation bill
    lawmaker lawmakers legislator legislators parliamentarian
    poll survey
    large big huge
    get got receive received obtain obtained
    give gave given grant granted
    pay paid payment
    make made produce produced production
    marry married wed wedding marriage
    write wrote written author authored
    publish published publisher publication
    announce announced announcement unveil unveiled
    attack attacked assault assaulted
    arrest arrested detain detained custody
    jail jailed prison imprisoned imprisonment
    condemn condemned criticise criticised criticize criticized criticism
    aid help assist assistance
    agree agreed agreement deal accord
    ask asked request requested
    allow allowed permit permitted
    ban banned prohibit prohibited forbid forbidden
    approve approved approval
    reject rejected rejection
    join joined
    own owned owner ownership owns
    lead led leader
    teach taught teacher teaching
    bring brought carry carried
    hold held
    know knew known
    see saw seen
    think thought believe believed
    take took taken
    go went gone
    come came
    send sent
    keep kept
    run ran operate operated operates
    meet met meeting
    fly flew flown flight
    sink sank sunk
    cost costs price prices
    need needed require required
    use used
    live lived resident residents inhabitant inhabitants
    person people
    job jobs post posts position
    school schools
    student students pupil pupils
    wife husband spouse
    ship vessel
    plane aircraft airplane
    train railway
    town city
    country nation
    war conflict
    army military troops soldiers
    judge court ruled ruling
    murder murdered
    storm hurricane
    explosion blast exploded
    rescue rescued save saved
    trial tried
    vote voted votes voter voters
    strike walkout
    open opened
    close closed shut
    debut premiere premiered
    album record
    song track
    release released
    born birth
    hospital clinic
    illness disease
    study research researchers
    scientist scientists
    picture pictures photo photos photograph photographs
    centre center
    percent per-cent
    break broke broken
    catch caught
    draw drew drawn
    drink drank drunk
    drive drove driven
    eat ate eaten
    feed fed
    feel felt
    fight fought
    freeze froze frozen
    hide hid hidden
    mean meant
    overtake overtook overtaken
    ride rode ridden
    seek sought
    shake shook shaken
    shoot shot
    sing sang sung
    sit sat
    sleep slept
    spend spent
    stand stood
    steal stole stolen
    swear swore sworn
    swim swam swum
    tear tore torn
    throw threw thrown
    wear wore worn
    withdraw withdrew withdrawn
    yearly annual annually
    worldwide global globally
    initial initially first
    nearly almost
    prevent prevented
    burn burned burnt
    learn learned learnt
    bite bit bitten
    blow blew blown
    deal dealt
    dig dug
    flee fled
    hang hung
    hear heard
    slide slid
    stick stuck
    sweep swept
    swing swung
    wake woke woken
    bend bent
    breed bred
    shine shone
    spoil spoilt
    spill spilt
    happen happened occur occurred
    sign signed signing signature signatures
    reduce reduced reduction
"""


def _classes() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in _TABLE.strip().split("\n"):
        stems = [stem(word) for word in line.split()]
        for one in stems:
            if one:
                found.setdefault(one, stems[0])
    return found


CLASSES = _classes()
"""Stem to the stem that stands for its meaning."""
