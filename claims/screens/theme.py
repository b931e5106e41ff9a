"""The look: colour pairs, type and the one constant style block.

Every colour stands here once as a pair for light and dark. Streamlit sets ``color-scheme`` on its root, so
``light-dark()`` follows the theme without a rerun. `.streamlit/config.toml` repeats the few that Streamlit's own
widgets need; a test compares the two and recomputes the contrasts.
"""

from __future__ import annotations

# Each name with its light and its dark value.
COLOURS: dict[str, tuple[str, str]] = {
    "paper": ("#FBFAF7", "#161513"),
    "card": ("#FFFFFF", "#1E1D1A"),
    "sunk": ("#F3F1EB", "#24231F"),
    "ink": ("#1B1A18", "#ECE9E2"),
    "soft": ("#55524B", "#B3AEA3"),
    "rule": ("#D9D5CB", "#3A3833"),
    "edge": ("#858177", "#7F7B72"),
    "heavy": ("#1B1A18", "#B3AEA3"),
    "act": ("#1D4F7C", "#8FBCE8"),
    "onact": ("#FFFFFF", "#10202F"),
    "ok": ("#1E6B3A", "#7CC896"),
    "okbg": ("#E6F1E9", "#1B3223"),
    "no": ("#A3261E", "#F29A90"),
    "nobg": ("#FBE7E4", "#44211C"),
    "un": ("#7A5000", "#E3B95A"),
    "unbg": ("#F8EED6", "#392E13"),
    "focus": ("#FFEFB0", "#4F4414"),
    "hit": ("#DFE9F3", "#24394E"),
    "clash": ("#FBDDD8", "#5A231C"),
}

# Text on ground that must reach 4.5 : 1, and control edges that must reach 3 : 1 (WCAG 2.2, 1.4.3 and 1.4.11).
TEXT_ON_GROUND: tuple[tuple[str, str], ...] = (
    *((text, ground) for text in ("ink", "soft", "act") for ground in ("paper", "card", "sunk", "hit")),
    ("ink", "focus"),
    ("ink", "clash"),
    ("onact", "act"),
    ("ok", "okbg"),
    ("no", "nobg"),
    ("no", "clash"),
    ("un", "unbg"),
    *((state, ground) for state in ("ok", "no", "un") for ground in ("paper", "card")),
)
EDGE_ON_GROUND: tuple[tuple[str, str], ...] = (("edge", "paper"), ("edge", "card"), ("edge", "sunk"))

SERIF = 'Charter,"Bitstream Charter","Iowan Old Style",Georgia,"Liberation Serif",serif'
SANS = '"Segoe UI","Helvetica Neue","Liberation Sans",Arial,sans-serif'

_RULES = """
.stApp [data-testid="stTextArea"] textarea{font-size:14px}
.stApp{font-family:var(--sans);font-variant-numeric:tabular-nums}
.stMainBlockContainer{padding:3.2rem 24px 24px!important;max-width:none!important}
.stMainBlockContainer>.stVerticalBlock,.stMainBlockContainer .stVerticalBlock{gap:0}
[data-testid="stHtml"]:has(>style),[data-testid="stHtml"]:has(>script),[data-testid="stElementContainer"]:has(>.stHtml>style:only-child){display:none}
[data-testid="stForm"] .stVerticalBlock,[data-testid="stDialog"] .stVerticalBlock,[data-testid="stExpanderDetails"] .stVerticalBlock,.st-key-takeout,.st-key-bringin{gap:9px!important}
:root [data-stale="true"]{opacity:1!important;transition:none!important}
.wb-vh{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.wb-q{color:var(--soft)}.wb-sm{font-size:12px;line-height:17px}.wb-nw{white-space:nowrap}
.wb-ok{color:var(--ok)}.wb-no{color:var(--no)}.wb-un{color:var(--un)}.wb-op{color:var(--soft)}
.wb-st{font-weight:700;white-space:nowrap}
:root mark{background:none;color:inherit;padding:0}
:where(:root [data-testid="stHtml"]) p,:where(:root [data-testid="stHtml"]) ul,:where(:root [data-testid="stHtml"]) dl,:where(:root [data-testid="stHtml"]) dd{margin:0;padding:0}
:where(:root [data-testid="stHtml"]) h1,:where(:root [data-testid="stHtml"]) h2,:where(:root [data-testid="stHtml"]) h3{margin:0;padding:0}

/* controls */
header[data-testid="stHeader"]{background:var(--paper);border-bottom:1px solid var(--rule);min-height:2.9rem;height:2.9rem}
.stButton button,.stDownloadButton button,.stPopover button,.stFormSubmitButton button{min-height:32px;padding:3px 10px;font-size:14px;line-height:20px;border-color:var(--edge);border-radius:2px;box-shadow:none;background:var(--card);color:var(--ink)}
.stButton button p,.stDownloadButton button p,.stPopover button p,.stFormSubmitButton button p{font-size:14px;line-height:20px;white-space:nowrap}
:root button[kind="tertiary"]{border-color:transparent;background:none;padding:3px 7px}
:root button[kind="primary"],:root button[kind="primaryFormSubmit"]{background:var(--act);border-color:var(--act);color:var(--onact)}
:root button[kind="primary"] *,:root button[kind="primaryFormSubmit"] *{color:var(--onact)!important}
:root button:disabled{border-style:dashed;color:var(--soft);background:none}
:root button kbd,:root button kbd *{opacity:1!important;color:var(--soft)}
:root button[kind="primary"] kbd{color:var(--onact)!important;opacity:1!important}
:root button:focus-visible,:root a:focus-visible,:root [tabindex]:focus-visible,:root [role="radio"]:focus-visible{outline:3px solid var(--act)!important;outline-offset:2px;box-shadow:none!important}
:root [data-testid="stTextInputRootElement"]:focus-within,:root [data-testid="stTextArea"] textarea:focus,:root [data-testid="stDateInput"] [role="group"]:focus-within{outline:3px solid var(--act);outline-offset:2px}
:root [data-testid="stButtonGroup"] button{min-height:30px;padding:3px 10px;font-size:14px}
:root [data-testid="stButtonGroup"] button[aria-checked="true"],:root [data-testid="stButtonGroup"] button[kind="segmented_controlActive"]{background:var(--hit);border-color:var(--act);color:var(--act);font-weight:700}
:root [data-testid="stTextInputRootElement"],:root [data-baseweb="textarea"],:root [data-baseweb="textarea"] *,:root [data-testid="stDateInput"] [data-baseweb="input"] *{background:var(--card)}
:root [data-testid="stWidgetLabel"] p{font-size:12.5px}
:root [data-testid="InputInstructions"]{display:none}

/* masthead: the first of the two double rules of a page */
.wb-mast{display:grid;grid-template-columns:minmax(0,1fr) 480px;gap:24px;align-items:end;padding:8px 0 6px;border-bottom:3px double var(--heavy)}
:root .wb-mast h1{font:700 23px/28px var(--serif);letter-spacing:-.1px;color:var(--ink)}
.wb-mast .wb-meta{color:var(--soft);font-size:12.5px;line-height:18px}
.wb-prog{display:flex;justify-content:space-between;font-size:12px;line-height:17px}
.wb-bar{display:flex;gap:2px;height:8px;margin:4px 0}
.wb-bar i{display:block;background:var(--sunk);border:1px solid var(--edge)}
.wb-bar i.ok{background:var(--ok);border-color:var(--ok)}.wb-bar i.no{background:var(--no);border-color:var(--no)}.wb-bar i.un{background:var(--un);border-color:var(--un)}.wb-bar i.act{background:var(--act);border-color:var(--act)}
.wb-tally{display:flex;gap:2px 14px;font-size:12.5px;line-height:18px;flex-wrap:wrap}
.st-key-who{position:fixed;top:5px;right:150px;width:auto!important;z-index:999991}
.st-key-who button{border:none;background:none;color:var(--soft);font-size:12.5px}
.st-key-who button p{font-size:12.5px;color:var(--soft)}

/* tools */
.st-key-tools{padding:7px 0 6px}
:root [data-testid="stSelectbox"] [role="group"]{background:var(--card);height:32px;min-height:32px}
:root [data-testid="stSelectbox"] [role="group"]:focus-within{outline:3px solid var(--act);outline-offset:2px}
:root [data-testid="stSelectbox"] input{font-size:14px}

/* article pane */
.wb-art{height:calc(100vh - 176px);min-height:420px;overflow:auto;border:1px solid var(--rule);background:var(--card);padding:4px 0 20px;position:relative}
.wb-bl{display:grid;grid-template-columns:116px minmax(0,1fr);column-gap:12px;padding:5px 16px 5px 12px}
:root .wb-mg{list-style:none;font-size:12px;line-height:17px;text-align:right;color:var(--soft);padding-top:3px!important}
:root .wb-mg li{margin:0;padding:0;white-space:nowrap;font-size:12px;line-height:17px}
.wb-mg li.now{color:var(--ink);font-weight:700}
:root .wb-bl p{font:16.5px/23px var(--serif);white-space:pre-wrap;overflow-wrap:anywhere}
:root .wb-bl.sk p{font:14px/20px var(--serif);color:var(--soft)}
.wb-bl.sk{border-left:3px solid var(--rule);padding-left:9px}
:root .wb-bl.hd p{font-weight:700;font-size:17px;line-height:21px}
.wb-bl.here{background:linear-gradient(90deg,var(--ink) 3px,transparent 3px)}
:root mark.wb-c{text-decoration:underline 2px dotted var(--soft);text-underline-offset:3px;cursor:pointer}
:root mark.wb-c.ok{text-decoration:underline 2px solid var(--ok)}
:root mark.wb-c.no{text-decoration:underline 1.5px double var(--no)}
:root mark.wb-c.un{text-decoration:underline 2px dashed var(--un)}
:root mark.wb-c.nc{text-decoration:none;font-style:italic}
:root mark.wb-c.now{background:var(--focus);box-shadow:0 0 0 2px var(--focus);-webkit-box-decoration-break:clone;box-decoration-break:clone}
.wb-all{padding:0}.wb-all tr[data-claim]{cursor:pointer}.wb-all tr.here{background:linear-gradient(90deg,var(--ink) 3px,var(--focus) 3px)}:root .wb-all td{padding:4px 8px}.wb-all td span{display:block}
.wb-n{position:relative;z-index:1;font:700 11.5px/1 var(--sans);vertical-align:3px;white-space:nowrap;margin-left:2px}
.wb-said{color:var(--soft);font-style:italic}

/* the focused claim */
.st-key-strip{border-bottom:1px solid var(--rule);padding-bottom:3px;gap:4px!important}
.st-key-kick{gap:2px!important;padding-top:3px}.st-key-kick button{min-height:26px;padding:1px 7px}.st-key-kick button p{font-size:12.5px;text-decoration:underline;color:var(--act)}
.wb-pos{font-weight:700;font-size:14px;line-height:32px;white-space:nowrap;padding:0 4px}
.wb-saved{color:var(--soft);font-size:12.5px;line-height:32px;text-align:right;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
.wb-claim{padding:0 0 7px}
.wb-kick{display:flex;gap:2px 12px;font-size:12.5px;line-height:18px;color:var(--soft);flex-wrap:wrap}
:root .wb-claim h2{font:600 24px/30px var(--serif);letter-spacing:-.1px;margin-top:2px;max-width:820px;text-wrap:pretty;overflow-wrap:anywhere;color:var(--ink)}
.wb-own{font:italic 13.5px/19px var(--serif);color:var(--soft);max-width:820px;margin-top:2px;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
:root .wb-mg,:root .wb-log,:root .wb-corr,:root .wb-facts,:root .wb-facts dd{margin:0;padding:0}
:root .wb-facts{padding:6px 0 7px}
.wb-facts{display:grid;grid-template-columns:1.35fr 1.05fr .8fr .95fr;gap:0 18px;border-top:1px solid var(--rule);border-bottom:1px solid var(--rule)}
.wb-facts>div{min-width:0}:root .wb-facts dd.cut{white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
:root .wb-facts dt{font-size:12px;line-height:16px;color:var(--soft);font-weight:400}
:root .wb-facts dd{font-size:13.5px;line-height:18px;overflow-wrap:anywhere}
.wb-ph{display:flex;align-items:baseline;gap:10px;padding:8px 0 5px;font-size:12.5px;flex-wrap:wrap}
:root .wb-ph h2,:root h2.wb-h{font:700 13.5px/18px var(--sans);color:var(--ink)}
.st-key-missing{border:1px dashed var(--un);background:var(--unbg);padding:2px 4px 2px 10px;margin-bottom:8px;gap:10px!important}
.st-key-missing button{min-height:26px;padding:1px 8px}.wb-strip{font-size:13px;line-height:18px}
.wb-msg{border-left:4px solid var(--edge);background:var(--sunk);padding:7px 12px;font-size:13.5px;line-height:19px;margin:0 0 8px}
.wb-msg.ok{border-color:var(--ok);background:var(--okbg)}.wb-msg.no{border-color:var(--no);background:var(--nobg)}.wb-msg.un{border-color:var(--un);background:var(--unbg)}

/* passage columns */
.st-key-columns .stHorizontalBlock:first-child{gap:12px;align-items:stretch}
[class*="st-key-cand-"]{border:1px solid var(--rule);border-top:3px solid var(--edge);background:var(--card);padding:7px 11px 10px;height:100%}
[class*="st-key-cand-"]:has(.wb-tag.att){border-top-color:var(--ink)}
[class*="st-key-cand-"]:has(.wb-tag.ev){border-color:var(--act);box-shadow:inset 0 0 0 1px var(--act)}
[class*="st-key-cand-"]>[data-testid="stElementContainer"]:first-child{flex:1 1 auto}
.st-key-columns .stColumn>.stVerticalBlock,.st-key-columns .stColumn>.stVerticalBlock>[data-testid="stLayoutWrapper"]{height:100%}
[class*="st-key-cand-"] [class*="st-key-acts-"]{gap:6px;margin-top:8px;height:auto!important}
[class*="st-key-acts-"] .stButton,[class*="st-key-acts-"] .stElementContainer{flex:1 1 0;min-width:0}
[class*="st-key-acts-"] .stButton button{width:100%}[class*="st-key-acts-"] [data-testid="stSelectbox"]{min-width:84px}
.wb-lab{display:flex;gap:6px;align-items:center;min-height:20px;font-size:12px;color:var(--soft)}
.wb-lab .nr{font-weight:700;color:var(--ink);font-size:13px}.wb-lab .ev{margin-left:auto}.wb-lab .ev+.wb-hits{margin-left:6px}
.wb-tag{display:inline-block;padding:0 6px;border:1px solid var(--edge);border-radius:2px;font:12px/18px var(--sans);white-space:nowrap}
.wb-tag.att{background:var(--ink);border-color:var(--ink);color:var(--paper);font-weight:700}
.wb-tag.ev{background:var(--act);border-color:var(--act);color:var(--onact);font-weight:700}
:root .wb-cand h3{font:700 16px/20px var(--serif);margin-top:4px;color:var(--ink);overflow-wrap:anywhere}
.wb-ti{font-size:12.5px;line-height:17px;color:var(--soft);overflow-wrap:anywhere}
:root [data-testid="stHtml"] .wb-quote{font:15.5px/21px var(--serif);margin:6px 0 7px;white-space:pre-wrap;overflow-wrap:anywhere}
:root mark.hit{background:var(--hit);border-radius:1px}
:root mark.x{background:var(--clash);border-bottom:2px solid var(--no);font-weight:700;padding:0 1px}:root mark.x::before{content:"≠\\2009";color:var(--no)}
:root .wb-cf{font-size:12.5px;line-height:17px;margin-bottom:5px!important}.wb-cf b{color:var(--no)}.wb-cf.none{color:var(--soft)}
.wb-why{font-size:12px;line-height:17px;color:var(--soft);border-top:1px solid var(--rule);padding-top:5px}
.st-key-passages-head{gap:8px!important;flex-wrap:nowrap!important}.st-key-passages-head .wb-ph{flex-wrap:nowrap;white-space:nowrap}.st-key-passages-head .wb-ph .wb-q{overflow:hidden;text-overflow:ellipsis}.st-key-narrow,[data-testid="stLayoutWrapper"]:has(>.st-key-narrow){width:auto!important;flex:0 0 auto!important}.st-key-narrow button p{font-size:12.5px;text-decoration:underline;color:var(--act)}
.wb-cut{display:block;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
:root .wb-says,:root .wb-org{font-size:12.5px;line-height:17px;margin-bottom:5px!important}:root .wb-cand .wb-org .wb-q{font-size:12px}
:root ul.wb-quoted{list-style:none;margin:0 0 6px;padding:0}:root .wb-quoted li{font-size:12.5px;line-height:17px;margin:0;padding:0}

/* side by side */
.st-key-side-head{gap:12px!important;padding-top:2px}
:root .wb-told{font-size:12.5px;line-height:17px;padding:4px 0 5px;border-top:1px solid var(--rule);overflow-wrap:anywhere}
:root .wb-told.own{background:var(--sunk);border-bottom:1px solid var(--rule);padding:6px 11px}.st-key-side-head{margin-bottom:8px}
.wb-hits{margin-left:auto;font-size:12.5px;line-height:20px;color:var(--soft);white-space:nowrap}
.wb-hits [role=button]{display:inline-block;min-width:24px;min-height:24px;line-height:24px;text-align:center;color:var(--act);cursor:pointer;border:1px solid var(--edge);border-radius:2px;padding:0 4px;margin:0 2px;background:var(--card)}
.wb-hits kbd{display:none}
.wb-ctx.side{max-height:none;margin-top:6px;padding:6px 2px}
:root .wb-ctx mark.pass{background:var(--sunk)}:root .wb-ctx mark.stop.now{background:var(--focus)}
.wb-own.wrap{white-space:normal}

/* the column in hand: its number boxed, and the letters that act on it */
:root[data-hand="1"]:has(.wb-keys) .st-key-cand-1 .wb-lab .nr,:root[data-hand="2"]:has(.wb-keys) .st-key-cand-2 .wb-lab .nr,:root[data-hand="3"]:has(.wb-keys) .st-key-cand-3 .wb-lab .nr,:root[data-hand="4"]:has(.wb-keys) .st-key-cand-4 .wb-lab .nr{box-shadow:0 0 0 2px var(--ink);padding:0 5px;margin:0 2px;border-radius:2px}
:root[data-hand="1"]:has(.wb-keys) .st-key-cand-1 .wb-hits kbd,:root[data-hand="2"]:has(.wb-keys) .st-key-cand-2 .wb-hits kbd,:root[data-hand="3"]:has(.wb-keys) .st-key-cand-3 .wb-hits kbd,:root[data-hand="4"]:has(.wb-keys) .st-key-cand-4 .wb-hits kbd{display:inline;font:11.5px/15px var(--sans);color:var(--soft);padding:0 4px}
:root[data-hand="1"]:has(.wb-keys) .st-key-cand-1 [class*="st-key-whole-"] button::after,:root[data-hand="2"]:has(.wb-keys) .st-key-cand-2 [class*="st-key-whole-"] button::after,:root[data-hand="3"]:has(.wb-keys) .st-key-cand-3 [class*="st-key-whole-"] button::after,:root[data-hand="4"]:has(.wb-keys) .st-key-cand-4 [class*="st-key-whole-"] button::after{content:"A";font-size:12px;color:var(--soft);margin-left:6px}
:root[data-hand="1"]:has(.wb-keys) .st-key-cand-1 [class*="st-key-swap-"] [role="group"]::before,:root[data-hand="2"]:has(.wb-keys) .st-key-cand-2 [class*="st-key-swap-"] [role="group"]::before,:root[data-hand="3"]:has(.wb-keys) .st-key-cand-3 [class*="st-key-swap-"] [role="group"]::before,:root[data-hand="4"]:has(.wb-keys) .st-key-cand-4 [class*="st-key-swap-"] [role="group"]::before{content:"P";font-size:12px;line-height:30px;color:var(--soft);margin-left:8px}

/* decision bar: the second double rule; the wrapper is what sticks */
[data-testid="stLayoutWrapper"]:has(>.st-key-dock){position:sticky;bottom:0;z-index:5;background:var(--paper)}
.st-key-decision{background:var(--paper);border-top:3px double var(--heavy);margin-top:12px;padding-top:7px}
.st-key-verdicts,.st-key-reasons,.st-key-noterow{gap:8px!important}
.st-key-verdicts{flex-wrap:nowrap!important}.st-key-noterow{margin-top:8px;flex-wrap:nowrap!important}.st-key-noterow [data-testid="stTextInputRootElement"]{min-height:32px;height:32px}
.wb-isit{font:700 13.5px/18px var(--sans);white-space:nowrap;margin-right:4px}
.st-key-verdicts button{min-height:36px;min-width:124px}
.st-key-verdicts button p{font-weight:700}
[class*="st-key-verified-"] button{border-left:5px solid var(--ok)!important}[class*="st-key-verified-"] button p{color:var(--ok)}
[class*="st-key-disputed-"] button{border-left:5px solid var(--no)!important}[class*="st-key-disputed-"] button p{color:var(--no)}
[class*="st-key-unclear-"] button{border-left:5px solid var(--un)!important}[class*="st-key-unclear-"] button p{color:var(--un)}
.wb-gate{font-size:12px;line-height:16px;color:var(--soft)}
.wb-keys{display:flex;gap:4px 8px;flex-wrap:wrap;font-size:12px;line-height:17px;color:var(--soft);padding:7px 0 8px;border-top:1px solid var(--rule);margin-top:8px}
.wb-legend td:first-child{width:1%}.wb-legend mark.wb-c{cursor:default}
:root .wb-keys kbd,:root .wb-t kbd{font:700 11.5px/15px var(--sans);color:var(--ink);border:1px solid var(--edge);border-radius:2px;padding:0 4px;background:var(--card);margin-right:3px}
.st-key-jump{position:absolute!important;width:1px;height:1px;overflow:hidden;visibility:hidden}

/* tables of our own, report, library, articles */
.wb-wrap{overflow-x:auto;background:var(--card)}
:root table.wb-t{border-collapse:collapse;width:100%;font-size:13px;line-height:18px;margin:0}
:root .wb-t th{font-weight:400;text-align:left;color:var(--soft);background:var(--sunk)}
:root .wb-t th,:root .wb-t td{border:1px solid var(--rule);padding:5px 8px;vertical-align:top;overflow-wrap:anywhere}
:root .wb-t td.n,:root .wb-t th.n{text-align:right;white-space:nowrap}
.wb-lead{display:grid;grid-template-columns:repeat(5,minmax(0,1fr));border-top:1px solid var(--rule);border-bottom:1px solid var(--rule);margin-top:14px}
.wb-lead>div{padding:6px 12px 8px;border-left:1px solid var(--rule);font-size:12.5px;line-height:18px;display:flex;flex-direction:column}
.wb-lead>div:first-child{border-left:0;padding-left:0}
.wb-lead b{font:700 29px/36px var(--serif);color:var(--ink)}.wb-lead .wb-st{font-size:13.5px}
.wb-cells{display:flex;gap:2px;flex-wrap:wrap;margin:6px 0 4px}
.wb-cells i{font-style:normal;min-width:36px;flex:0 1 40px;text-align:center;border:1px dotted var(--edge);font-size:13px;line-height:17px;padding:1px 0;background:var(--card)}
.wb-cells i small{display:block;color:var(--ink);font-size:11.5px;line-height:15px}
.wb-cells i.ok{border:1px solid var(--ok);background:var(--okbg);color:var(--ok)}.wb-cells i.no{border:2px solid var(--no);background:var(--nobg);color:var(--no);padding:0}.wb-cells i.un{border:1px dashed var(--un);background:var(--unbg);color:var(--un)}
.wb-sec{padding:16px 0 6px}:root .wb-sec>p:not(.wb-sm):not(.wb-settext){font-size:14px;line-height:21px}:root h2.wb-sech{font:700 17px/22px var(--serif);color:var(--ink)}
:root ul.wb-log{list-style:none}:root .wb-log li{display:grid;grid-template-columns:92px minmax(0,1fr);gap:10px;border-top:1px solid var(--rule);padding:6px 0;margin:0;font-size:13px;line-height:17px;overflow-wrap:anywhere}
.wb-log li span{display:block}
:root .wb-corr{list-style:none}:root .wb-corr li{display:grid;grid-template-columns:42px minmax(0,1fr);border-top:1px solid var(--rule);padding:7px 0;margin:0}
:root .wb-corr p{font:16px/21px var(--serif)}
.wb-empty{border:1px solid var(--rule);background:var(--card);padding:22px 20px;margin-top:16px}
.st-key-empty,.st-key-ask-box{border:1px solid var(--rule);background:var(--card);margin-top:16px;padding:20px;gap:12px!important}.st-key-empty .wb-empty,.st-key-ask-box .wb-empty{border:0;padding:0;margin:0}
:root .wb-empty h2{font:700 22px/28px var(--serif);color:var(--ink);margin-bottom:4px}
.wb-empty p{font-size:14px;line-height:21px;max-width:640px}
:is(.st-key-shelf-tools,.st-key-aliases) [data-testid="stTextInputRootElement"]{height:32px;min-height:32px}.st-key-shelf-tools{gap:8px!important;margin-bottom:8px;flex-wrap:wrap!important}.st-key-shelf-tools>:first-child{flex:1 1 220px!important;min-width:220px!important}
.st-key-source-card{border:1px solid var(--rule);border-top:3px solid var(--ink);background:var(--card);padding:10px 14px 12px}
:root .wb-src h3{font:700 18px/24px var(--serif);color:var(--ink);overflow-wrap:anywhere}
.wb-read{max-height:56vh;min-height:120px;overflow:auto;margin-top:8px;padding-right:6px}
.wb-place{display:block;font-size:12px;line-height:17px;color:var(--soft)}
:root .wb-about{padding:0;margin:0 0 8px}:root .wb-about dt{font-size:12px;line-height:16px;color:var(--soft);font-weight:400}:root .wb-about dd{font-size:13px;line-height:18px;margin:0 0 5px;overflow-wrap:anywhere}
.wb-mono{font-family:ui-monospace,"Liberation Mono",monospace;font-size:12.5px}
.st-key-source-acts,.st-key-aliases .stHorizontalBlock{gap:6px!important;align-items:end;flex-wrap:wrap!important}
.wb-named{display:block;font-size:13px;line-height:18px;padding:5px 0;overflow-wrap:anywhere}
[class*="st-key-absent-"]{border-top:1px solid var(--rule);align-items:center;justify-content:space-between;flex-wrap:nowrap!important;padding:2px 0}[class*="st-key-absent-"] button{min-height:28px}
:root .wb-log.wb-plain li{grid-template-columns:minmax(0,1fr)}:root .wb-log.wb-pairs li{grid-template-columns:minmax(0,1fr) minmax(0,1.4fr)}
.wb-diff{margin:0 0 8px}:root .wb-diff p{font:15px/22px var(--serif)}:root .wb-diff p.wb-sm{font:12px/17px var(--sans)}
.wb-del{background:var(--nobg);text-decoration:line-through;text-decoration-color:var(--no)}.wb-ins{background:var(--okbg);text-decoration:underline;text-decoration-color:var(--ok);text-underline-offset:3px}
[class*="st-key-since-"]{border:1px dashed var(--un);background:var(--unbg);padding:6px 10px;margin:8px 0 0;gap:10px!important;align-items:start;flex-wrap:nowrap!important}
.wb-since{font-size:13px;line-height:18px}:root .wb-since p{font:15px/20px var(--serif);margin:2px 0 0;max-height:80px;overflow:auto;overflow-wrap:anywhere}
.st-key-work{padding:8px 0 2px}.st-key-anew{padding-top:10px}
:root .wb-src p.t{font:15.5px/22px var(--serif);margin:0 0 8px;overflow-wrap:anywhere;white-space:pre-wrap}
.wb-pno{font:700 11.5px/1 var(--sans);margin-right:6px;color:var(--soft)}
.wb-ctx{font:15.5px/22px var(--serif);white-space:pre-wrap;overflow-wrap:anywhere;max-height:52vh;overflow:auto;border-top:1px solid var(--rule);padding:8px 4px;position:relative}
.wb-wait{border:1px solid var(--rule);background:var(--card);padding:9px 12px;font-size:13.5px;line-height:19px}

:root [data-testid="stTextArea"] textarea,:root [data-testid="stDateInput"] div:has(>[role="group"]),:root [data-testid="stDateInput"] div:has(>[role="group"]) *{background:var(--card)}
.st-key-bringin [data-testid="stButtonGroup"] button p{font-size:14px}
:root [data-testid="stTextInputRootElement"] input,:root [data-testid="stDateInput"] [role="group"] *,:root [data-testid="stCheckbox"] p{font-size:14px}

/* articles: the list, the preview, what became of a splitting */
[class*="st-key-row-"]{border-top:1px solid var(--rule);padding:8px 0;gap:10px!important}
.wb-row b{display:block;font:700 16px/21px var(--serif);color:var(--ink);overflow-wrap:anywhere}.wb-row span{display:block;font-size:12.5px;line-height:18px;color:var(--soft)}
.wb-art.wb-pre{height:auto;max-height:calc(100vh - 190px);min-height:0}
.st-key-ask-date{gap:9px!important;padding-top:8px}.st-key-ask-acts,.st-key-bring-in-acts,.st-key-outcome-acts{gap:8px!important}
.st-key-splitting{gap:10px!important;max-width:820px;padding-top:16px}.st-key-splitting .wb-empty{border:0;background:none;padding:0;margin:0}
.wb-refused td span{display:block;font-size:12px;line-height:17px}.wb-refused td:last-child{width:40%}

/* settings: explanation left, controls right, a hairline between sections */
[class*="st-key-set-"]{border-bottom:1px solid var(--rule);padding-bottom:14px}
[class*="st-key-setbody-"]{padding-top:16px;gap:9px!important;max-width:760px}
[class*="st-key-set-"]>[data-testid="stLayoutWrapper"]>.stHorizontalBlock{row-gap:0}
:root .wb-settext{font-size:13.5px;line-height:20px;color:var(--soft);margin-top:4px!important;max-width:460px}
:root .wb-t.wb-holds th{width:150px;color:var(--ink)}.wb-holds td span{display:block;font-size:12px;line-height:17px}

/* columns as high as the window allows (review/room.py measures it); what scrolls lies between name and acts */
.wb-scroll{position:relative;border-top:1px solid var(--rule);border-bottom:1px solid var(--rule);margin-top:4px;padding-top:3px}:root .wb-scroll+.wb-cf{margin:5px 0 -3px!important;max-height:34px;overflow-y:auto}.wb-scroll .wb-why{border-top:0;padding-top:0}
[class*="st-key-whole-"] button>div{flex:0 1 auto!important;width:auto!important;min-width:0}
[class*="st-key-acts-"]>[class*="st-key-whole-"]{flex-grow:1.5!important}[class*="st-key-acts-"] .stButton button{padding-left:4px;padding-right:4px}
@media(min-width:901px){
 .st-key-columns [class*="st-key-cand-"]{flex:none!important;height:var(--wb-room,calc(100vh - 620px))!important;min-height:188px}
 [class*="st-key-cand-"]>[data-testid="stElementContainer"]:first-child{flex:1 1 0;min-height:0}
 [class*="st-key-cand-"]>[data-testid="stElementContainer"]:first-child>.stHtml{height:100%}
 .wb-cand{display:flex;flex-direction:column;height:100%}.wb-cand>*{flex:none}
 .wb-scroll{flex:1 1 0;min-height:0;overflow-y:auto;margin-right:-7px;padding-right:7px}
 .wb-ctx.side{flex:1 1 0;min-height:84px}.wb-foot{flex:0 1 auto;max-height:45%;overflow-y:auto}
}
/* when room is short: the legend goes first, then the article's words and all but one line of each fact, then the facts */
:root[data-short="1"] .wb-keys,:root[data-short="2"] .wb-keys,:root[data-short="3"] .wb-keys{display:none}
:root[data-short="2"] .wb-own:not(.wrap),:root[data-short="3"] .wb-own:not(.wrap),:root[data-short="3"] .wb-facts{display:none}
:root[data-short="2"] .wb-facts dd{display:none}:root[data-short="2"] .wb-facts dt+dd{display:block;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
:root:is([data-short="1"],[data-short="2"],[data-short="3"]) .st-key-decision{margin-top:6px;padding-bottom:6px}
@media(min-width:901px) and (max-width:1240px){
 .wb-facts{grid-template-columns:1.3fr 1fr;row-gap:4px}.wb-bl{grid-template-columns:108px minmax(0,1fr);column-gap:8px}.st-key-verdicts>:has(.wb-gate){display:none!important}
 .st-key-tools .stHorizontalBlock .stHorizontalBlock{flex-wrap:nowrap;overflow-x:auto;padding:3px}.st-key-tools .stHorizontalBlock .stHorizontalBlock>*{flex-shrink:0}.wb-mast{grid-template-columns:minmax(0,1fr) 420px}
 .st-key-columns .stHorizontalBlock:first-child{flex-wrap:wrap}.st-key-columns .stColumn{min-width:46%!important}
}
@media(max-width:900px){
 .stMainBlockContainer{padding:3.2rem 14px 76px!important}
 .wb-mast{grid-template-columns:1fr;gap:6px}:root .wb-mast h1{font-size:21px;line-height:25px}
 .wb-art{height:172px;min-height:0;border-width:1px 0}.wb-bl{grid-template-columns:minmax(0,1fr);padding:5px 8px 5px 10px}
 :root .wb-mg{display:flex;flex-wrap:wrap;gap:0 12px;text-align:left;padding:0!important}
 :root .wb-claim h2{font-size:20px;line-height:25px}.wb-facts{grid-template-columns:1fr 1fr;gap:4px 14px}
 .wb-saved{text-align:left;white-space:normal}
 .wb-keys{display:none}.st-key-passages-head,.st-key-passages-head .wb-ph{flex-wrap:wrap!important;white-space:normal!important}
 :root .wb-lab .nr{box-shadow:none!important}:root .st-key-columns button::after,:root .st-key-columns [role="group"]::before{content:none!important}:root .wb-hits kbd{display:none!important}
 [data-testid="stLayoutWrapper"]:has(>.st-key-dock){position:static}
 [data-testid="stLayoutWrapper"]:has(>.st-key-reasons){position:fixed;left:0;right:0;bottom:0;background:var(--paper);border-top:3px double var(--heavy);padding:8px 14px 10px;z-index:9}
 .st-key-decision .wb-msg{position:fixed;left:14px;right:14px;bottom:62px;z-index:10;margin:0}
 [data-testid="stLayoutWrapper"]:has(>.st-key-verdicts){position:fixed;left:0;right:0;bottom:0;background:var(--paper);border-top:3px double var(--heavy);padding:8px 14px 10px;z-index:9}
 .st-key-verdicts{flex-wrap:nowrap!important}.st-key-verdicts button{min-width:0;width:100%;padding:3px 3px}.st-key-verdicts>*{flex:1 1 0!important;min-width:0!important}
 .st-key-verdicts>:has(.wb-isit),.st-key-verdicts>:has(.wb-gate),.st-key-verdicts kbd,.st-key-strip kbd,.st-key-kick kbd{display:none!important}.st-key-verdicts button p{text-overflow:clip}
 .st-key-noterow{flex-wrap:wrap!important}.st-key-noterow>:first-child{flex:1 1 100%!important}
 .st-key-tools .stHorizontalBlock .stHorizontalBlock{flex-wrap:nowrap;overflow-x:auto;padding:3px}.st-key-tools .stHorizontalBlock .stHorizontalBlock>*{flex-shrink:0}
 .wb-lead{grid-template-columns:1fr 1fr}.wb-lead>div{border-left:0;padding-left:0}
 :root .wb-t.wb-holds th{width:104px;min-width:0}.st-key-who{right:60px}:root table.wb-t th:first-child,:root table.wb-t td:first-child{min-width:110px}
}
@media(forced-colors:active){:root mark.wb-c.now{outline:2px solid}}
"""


def stylesheet() -> str:
    """Return the one constant style element of every page, colours as ``light-dark()`` pairs."""
    pairs = "".join(f"--{name}:light-dark({light},{dark});" for name, (light, dark) in COLOURS.items())
    return f"<style>:root{{{pairs}--serif:{SERIF};--sans:{SANS}}}{_RULES}</style>"


def contrast(first: str, second: str) -> float:
    """Return the contrast of two ``#RRGGBB`` colours, from 1 to 21 (WCAG 2.2, definition of contrast ratio)."""

    def luminance(colour: str) -> float:
        channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
