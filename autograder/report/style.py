"""The page's style sheet: light and dark, wide and narrow, screen and paper."""

STYLE = """
:root { color-scheme: light dark; --ink: #1b1f23; --soft: #57606a; --page: #fff; --box: #f6f8fa;
  --line: #d0d7de; --link: #0550ae; --good: #116329; --bad: #b3121d; --mark: #fff1c2; }
@media screen and (prefers-color-scheme: dark) {
  :root { --ink: #e6edf3; --soft: #a3adb8; --page: #0d1117; --box: #161b22; --line: #3a424c;
    --link: #79c0ff; --good: #56d364; --bad: #ff8e86; --mark: #4b3a00; } }
* { box-sizing: border-box; }
html { background: var(--page); }
body { font: 1rem/1.55 system-ui, sans-serif; color: var(--ink); max-width: 56rem;
  margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1, h2, h3, h4 { line-height: 1.25; margin: 0 0 .3em; }
h1 { font-size: 1.9rem; } h2 { font-size: 1.45rem; } h3 { font-size: 1.12rem; }
h4 { font-size: 1rem; }
p, li, td, th, pre, code, figcaption, summary { unicode-bidi: isolate; overflow-wrap: anywhere; }
p { margin: .4em 0; }
a { color: var(--link); text-underline-offset: .15em; }
:focus-visible { outline: .18em solid var(--link); outline-offset: .15em; }
.skip { position: absolute; left: -999rem; }
.skip:focus { position: static; }
.quiet, figcaption { color: var(--soft); font-size: .92rem; }
code, pre { font-family: ui-monospace, "SFMono-Regular", Consolas, "DejaVu Sans Mono", monospace;
  font-size: .9rem; }
header .bar { max-width: 24rem; }
.bar { border-radius: .2rem; margin: .3rem 0; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; font-weight: 600; padding: .3rem 0; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem .3rem 0;
  border-bottom: 1px solid var(--line); }
.part { font-size: 1.05rem; padding-top: 1rem; font-weight: 600; }
tbody th { font-weight: 400; }
tbody .part { font-weight: 600; }
td.number { white-space: nowrap; }
.graded { border-top: .2rem solid var(--line); margin-top: 2.5rem; padding-top: 1rem; }
.exercise { background: var(--box); border: 1px solid var(--line); border-radius: .5rem;
  padding: .9rem 1rem; margin: 1rem 0; }
.exercise > :last-child { margin-bottom: 0; }
.heading { display: flex; flex-wrap: wrap; gap: .2em .8em; align-items: baseline; }
.verdict { white-space: nowrap; }
.passed { color: var(--good); } .failed, .crashed, .timed_out { color: var(--bad); }
.trouble { border-left: .3rem solid var(--bad); padding-left: .8rem; }
summary { cursor: pointer; padding: .2em 0; color: var(--link); }
pre { background: var(--page); border: 1px solid var(--line); border-radius: .3rem;
  padding: .5rem .7rem; }
.code pre { margin: .2rem 0; }
.line { display: block; padding-left: 3.2rem; text-indent: -3.2rem; }
.at { color: var(--soft); user-select: none; }
mark { background: var(--mark); color: inherit; } .stop { color: var(--bad); }
.picture img { border: 1px solid var(--line); border-radius: .3rem; }
footer { border-top: 1px solid var(--line); margin-top: 3rem; padding-top: .6rem; }
@media (max-width: 34rem) {
  body { padding: 1rem .6rem 3rem; } h1 { font-size: 1.5rem; } .exercise { padding: .7rem; }
  .wide { display: none; } .picture { width: 100% !important; margin-right: 0 !important; } }
@media print {
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  .skip { display: none; } .exercise { break-inside: auto; }
  h2, h3, h4, summary, figcaption { break-after: avoid; }
  figure, tr { break-inside: avoid; } summary { list-style: none; color: inherit; }
  .exercise:not(.later) details::details-content { content-visibility: visible; display: block;
    height: auto; }
  .exercise:not(.later) details > * { display: block; } a { color: inherit; } }
"""
