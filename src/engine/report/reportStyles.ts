import { reportChartStyle } from '../../core/chart/drawing/reportPalette';

/** The report's one style sheet: readable on a screen, in the dark and on paper, with what the reader's system has. */
export const reportStyles = `
${reportChartStyle}
:root { color-scheme: light dark; --ink: #1b1f24; --soft: #57606a; --paper: #ffffff; --shade: #f4f6f8; --line: #d0d7de;
  --accent: #0a5ea8; --bad: #a40e26; --bad-paper: #fff0f1; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6edf3; --soft: #a5b1bd; --paper: #14181d; --shade: #1d232a; --line: #3b444e; --accent: #79b8ff;
    --bad: #ff9aa5; --bad-paper: #3a1a1f; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 100rem; padding: 1.5rem; background: var(--paper); color: var(--ink);
  font: 0.9375rem/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; overflow-wrap: break-word; }
h1, h2, h3, h4, h5, h6 { line-height: 1.25; margin: 1.5em 0 0.5em; }
h1 { margin-top: 0; }
a { color: var(--accent); }
a:focus-visible, summary:focus-visible, .scroll:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
header { border-bottom: 1px solid var(--line); margin-bottom: 1rem; padding-bottom: 1rem; }
.facts { display: grid; grid-template-columns: max-content 1fr; gap: 0.15rem 1rem; margin: 0; }
.facts dt { color: var(--soft); }
.facts dd { margin: 0; min-width: 0; }
.prose { max-width: 50rem; }
.cell { margin: 1rem 0 1.75rem; }
.note, .elapsed { color: var(--soft); font-size: 0.8125rem; }
.failed { border-left: 4px solid var(--bad); background: var(--bad-paper); color: var(--bad); padding: 0.6rem 0.9rem; margin: 0.5rem 0; }
.failed p { margin: 0; }
pre, code { font: 0.8125rem/1.45 ui-monospace, "Cascadia Mono", Consolas, monospace; }
pre { background: var(--shade); border: 1px solid var(--line); margin: 0.4rem 0; padding: 0.6rem 0.8rem; white-space: pre-wrap; }
summary { color: var(--soft); cursor: pointer; font-size: 0.8125rem; }
.scroll { max-height: 30rem; overflow: auto; border: 1px solid var(--line); margin: 0.4rem 0; }
.scroll table { border-collapse: collapse; font-size: 0.8125rem; min-width: 100%; }
caption { caption-side: bottom; color: var(--soft); padding: 0.35rem 0.6rem; text-align: left; }
th, td { border-bottom: 1px solid var(--line); padding: 0.3rem 0.6rem; text-align: left; vertical-align: top; white-space: pre; }
td.long { max-width: 36rem; min-width: 24rem; overflow-wrap: anywhere; white-space: pre-wrap; }
thead th { background: var(--shade); position: sticky; top: 0; white-space: nowrap; }
td.number, th.number { font-variant-numeric: tabular-nums; text-align: right; }
td.time { font-variant-numeric: tabular-nums; }
figure { margin: 0.4rem 0; }
dl.card { display: flex; flex-wrap: wrap; gap: 1rem; margin: 0; }
dl.card div { border: 1px solid var(--line); padding: 0.6rem 1rem; }
dl.card dt { color: var(--soft); font-size: 0.8125rem; }
dl.card dd { font-size: 1.5rem; margin: 0; }
figure svg { display: block; height: auto; max-width: 100%; }
figcaption { color: var(--soft); font-size: 0.8125rem; }
.prose table { border-collapse: collapse; }
blockquote { border-left: 3px solid var(--line); color: var(--soft); margin-left: 0; padding-left: 1rem; }
@page { margin: 12mm; }
@media print {
  :root { color-scheme: light; --ink: #000000; --soft: #444444; --paper: #ffffff; --shade: #f4f4f4; --line: #bbbbbb; --accent: #0a5ea8; }
  body { font-size: 9.5pt; max-width: none; padding: 0; }
  .scroll table { font-size: 7pt; width: 100%; }
  thead th, td, td.long { max-width: none; min-width: 3.5rem; overflow-wrap: anywhere; padding: 0.15rem 0.3rem; white-space: pre-wrap; }
  thead th.number, td.number, td.time { min-width: 0; overflow-wrap: normal; white-space: nowrap; }
  .scroll { border: 0; max-height: none; overflow: visible; }
  thead th { position: static; }
  tr, figure, .failed { break-inside: avoid; }
  h2, h3, h4 { break-after: avoid; }
}
`;
