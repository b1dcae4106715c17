import type { MarkScheme } from '../mark-schemes.js';
import { styleMarks } from './mark-styles.js';

/** The words at the edges of each printed page. */
export interface PageWords {
  readonly title: string;
  /** The short name and the version. */
  readonly name: string;
  readonly classification: string;
}

/**
 * The style of an exported page.
 * @param marks null for a clean text
 * @param families further fonts, for signs that those of most readers lack
 */
export function styleSheet(marks: MarkScheme | null, words: PageWords, families: readonly string[]): string {
  const base = nameFonts(BASE, families);
  return [base, marks ? styleMarks(marks) : '', WIDE, NARROW, FORCED, stylePrint(words, families)].join('\n');
}

function nameFonts(css: string, families: readonly string[]): string {
  if (families.length === 0) return css;
  return css.replaceAll(', sans-serif', `, ${families.map(quoteForCss).join(', ')}, sans-serif`);
}

/** Light and dark. */
const BASE = `
:root {
  --ink: #1b232c; --soft: #55616e; --line: #d5dbe2; --edge: #7a8793; --paper: #ffffff; --shade: #f4f6f8;
  --watermark: #f1f3f5; --link: #0b4f8a; --faint: #a9c1d8;
  --insert: #0b5d2a; --insert-paper: #e6f4ea; --delete: #9b1c1c; --delete-paper: #fbeaea;
  --move: #5a2d91; --move-paper: #f1eafa; --minor: #4c5661; --minor-paper: transparent;
  color-scheme: light;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --ink: #e4e9ee; --soft: #a9b4c0; --line: #3a4652; --edge: #7f8c99; --paper: #151b21; --shade: #1e262e;
    --watermark: #1b232a; --link: #8cc4ff; --faint: #40607f;
    --insert: #8fdcab; --insert-paper: #143222; --delete: #ffb0b0; --delete-paper: #3b1a1c;
    --move: #d3b8ff; --move-paper: #2b2040; --minor: #b4bec8;
    color-scheme: dark;
  }
}
* { box-sizing: border-box; }
html { font-size: 100%; scroll-padding-top: 5rem; scroll-padding-bottom: 5rem; }
body {
  margin: 0; background: var(--paper); color: var(--ink); overflow-wrap: anywhere;
  font: 1rem/1.6 Arial, Arimo, 'Liberation Sans', Helvetica, sans-serif;
}
h1, h2, h3, h4, h5, h6 { position: relative; line-height: 1.3; margin: 2.2em 0 .7em; font-weight: 700; }
h2 { font-size: 1.35rem; } h3 { font-size: 1.15rem; } h4, h5, h6 { font-size: 1rem; }
a { color: var(--link); }
a:focus-visible, [tabindex]:focus-visible, input:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
p, blockquote { position: relative; margin: .75em 0; }
blockquote { padding-inline-start: 1rem; border-inline-start: 3px solid var(--line); font-size: .95rem; }
.title { max-width: 92rem; margin: 0 auto; padding: 2.5rem 1.5rem 1.25rem; }
.title h1 { font-size: 1.85rem; line-height: 1.25; margin: 0 0 .5rem; }
.facts { color: var(--soft); margin: 0; }
.head {
  position: sticky; top: 0; z-index: 2; background: var(--paper);
  border-top: 1px solid var(--line); border-bottom: 2px solid var(--ink);
}
.head > div { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem 1.5rem; max-width: 92rem; margin: 0 auto; padding: .4rem 1.5rem; }
.head .name { margin: 0 auto 0 0; font-weight: 700; font-size: .9rem; }
.controls { border: 0; margin: 0; padding: 0; min-width: 0; font-size: .9rem; }
.controls label { display: inline-block; margin-right: 1rem; white-space: nowrap; }
.controls input { margin: 0 .3rem 0 0; vertical-align: -.1em; accent-color: var(--link); }
.head .controls label:last-child { margin-right: 0; }
.versions { display: none; } .versions a { margin-right: 1rem; }
.page { max-width: 92rem; margin: 0 auto; padding: 1.5rem 1.5rem 5rem; }
main { min-width: 0; max-width: 52rem; }
main > :first-child { margin-top: 0; }
.contents, .changes { font-size: .9rem; margin: 0 0 2rem; max-width: 52rem; }
.contents h2, .changes h2 { margin: 0 0 .5rem; font-size: 1.05rem; }
.contents ul { list-style: none; margin: 0; padding: 0; } .contents ul ul { padding-left: 1rem; }
.contents li { margin: .15rem 0; } .contents a { color: inherit; text-decoration: none; display: inline-block; padding: .1rem 0; }
.contents a:hover, .contents a:focus-visible { text-decoration: underline; }
.contents a > span { font-weight: 700; }
.changes { background: var(--shade); border: 1px solid var(--line); border-radius: 4px; padding: 1rem 1.25rem; }
.changes ul { margin: .5rem 0; padding: 0; list-style: none; }
.changes .counts, .changes .legend { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; }
.changes .filters { margin: .75rem 0; } .changes .filters legend { padding: 0; font-weight: 700; }
.changes details { margin-top: .75rem; } .changes summary { font-weight: 700; cursor: pointer; }
.changes ol { margin: .5rem 0 0; padding-left: 2.4rem; } .changes ol li { margin: .3rem 0; padding-left: .2rem; }
.provision { display: grid; grid-template-columns: fit-content(45%) minmax(0, 1fr); margin: .75em 0; }
.provision > .label, .item > .label { min-width: 4rem; padding-inline-end: .75rem; overflow-wrap: break-word; }
.provision > .label > :is(ins, del) { width: fit-content; }
del + ins, ins + del { margin-left: .12em; }
.label > :is(ins, del) { margin-left: 0; }
.words, td, th { position: relative; }
.level-1, .under-0 { --indent: 4rem; } .level-2, .under-1 { --indent: 6.75rem; } .level-3, .under-2 { --indent: 9.5rem; }
.level-4, .under-3 { --indent: 12.25rem; } .under-4 { --indent: 15rem; }
.level-1 > .label, .level-2 > .label, .level-3 > .label, .level-4 > .label { min-width: 2.75rem; }
.level-1, .level-2, .level-3, .level-4, .under-0, .under-1, .under-2, .under-3, .under-4 { margin-inline-start: var(--indent); }
.heading-label { margin-inline-end: .75em; }
.caption { font-weight: 700; margin: 1.6em 0 .6em; break-after: avoid; }
.question { font-weight: 700; margin: 1.6em 0 .4em; break-after: avoid; }
.table { position: relative; overflow-x: auto; margin: .6em 0 1.6em; }
table { border-collapse: collapse; width: 100%; font-size: .95rem; line-height: 1.45; overflow-wrap: normal; }
.table:is(.small, .wide, .tight) table { font-size: .85rem; }
th, td { border: 1px solid var(--line); padding: .45rem .6rem; text-align: start; vertical-align: top; }
th, thead td { background: var(--shade); }
figure { margin: 1.2em 0; } figure img { max-width: 100%; height: auto; background: #fff; }
figure.new { border: var(--bar) 3px solid var(--edge); padding: .75rem; }
figure.gone { border: var(--bar) 3px dashed var(--edge); padding: .75rem; }
figure.new::before, figure.gone::before { display: block; margin-bottom: .5rem; font-weight: 700; }
figure.new::before { content: var(--bar) 'Inserted figure'; } figure.gone::before { content: var(--bar) 'Deleted figure'; }
figure.new.of-moved::before { content: var(--bar) 'Figure moved here'; } figure.gone.of-moved::before { content: var(--bar) 'Figure moved away'; }
.stand-in { border: 1px dashed var(--soft); color: var(--soft); padding: 1rem; }
ins .stand-in, del .stand-in { color: inherit; }
pre { background: var(--shade); padding: 1rem; overflow-x: auto; font-size: .9rem; overflow-wrap: normal; }
hr { border: 0; border-top: 1px solid var(--line); margin: 2em 0; }
/* An item of a clause begins where the words of its clause do. */
.item { --indent: calc(var(--at, .5rem) + var(--step, 0rem)); display: grid; grid-template-columns: 1.5rem minmax(0, 1fr); margin: .4em 0 .4em var(--indent); }
.item.numbered { grid-template-columns: fit-content(45%) minmax(0, 1fr); } .item > .label { min-width: 1.5rem; padding-inline-end: .5rem; }
.item-1 { --step: 1.5rem; } .item-2 { --step: 3rem; }
.in-0 { --at: 4rem; } .in-1 { --at: 6.75rem; } .in-2 { --at: 9.5rem; } .in-3 { --at: 12.25rem; } .in-4 { --at: 15rem; }
.changed { position: relative; }
.changed:not(figure)::before { content: var(--bar) ''; position: absolute; top: 0; bottom: 0; left: calc(-1rem - var(--indent, 0rem)); border-left: 3px solid var(--edge); }
[dir=rtl].changed:not(figure)::before { left: -1rem; }
.table.changed { border-left: var(--bar) 3px solid var(--edge); margin-left: -1rem; padding-left: calc(1rem - 3px); }
.table.changed::before { display: none; }
.with-numbers { padding-left: 2.25rem; }
[data-change] { position: relative; }
[data-change]::after {
  content: var(--bar) attr(data-change); position: absolute; top: .15em; left: calc(-1.35rem - 4rem - var(--indent, 0rem)); width: 4rem;
  text-align: right; font: 700 .75rem/1.6 Arial, Arimo, 'Liberation Sans', Helvetica, sans-serif; color: var(--soft); white-space: nowrap;
}
:is(td, th)[data-change]::after { left: -5.4rem; top: .5em; }
.table.numbered-rows, .table.changed.numbered-rows { border-left: 0; margin-left: -3.25rem; padding-left: 3.25rem; }
.table.changed.numbered-rows::before { display: block; left: 2.25rem; }
pre[data-change] { overflow: visible; white-space: pre-wrap; overflow-wrap: anywhere; }
.changes ol.own-numbers { list-style: none; padding-left: 0; }
.moved { color: var(--move); font-size: .85rem; font-style: italic; margin: 1em 0 .2em; break-after: avoid; } .moved a { color: inherit; }
.notes, .amendments { border-top: 1px solid var(--line); margin-top: 3rem; font-size: .9rem; }
sup, sub { font-size: .72em; line-height: 0; } sup a { text-decoration: none; padding: 0 .15em; }
.amended { text-decoration: none; font-weight: 400; } .amended::before { content: '… '; }
.amended.replaced::before { content: none; } .amended > span::before { content: attr(data-number); font-size: .72em; vertical-align: super; }
.here { margin-left: .4em; padding: 0 .2em; text-decoration: none; font-weight: 400; } .here::before { content: '#'; opacity: 0; }
:is(p, blockquote, h2, h3, h4, h5, h6, .provision, .item):hover .here::before, .here:focus-visible::before { opacity: 1; }
@media (hover: none) { .here::before { opacity: .75; } }
.ref { text-decoration: none; border-bottom: 1px solid var(--faint); } .ref:hover { border-bottom-color: currentcolor; }
a[data-said]:hover::after, a[data-said]:focus-visible::after {
  content: attr(data-said); position: absolute; left: 0; right: 0; z-index: 1; margin-top: 1.5em; padding: .5rem .75rem;
  background: var(--paper); color: var(--ink); border: 1px solid var(--edge); border-radius: 4px; box-shadow: 0 2px 8px #0004;
  font: 400 .875rem/1.45 Arial, Arimo, 'Liberation Sans', Helvetica, sans-serif; text-align: left; white-space: normal;
}
td a[data-said]::after, th a[data-said]::after { min-width: 14rem; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: 1rem; padding: .5rem 1rem; background: var(--paper); z-index: 3; }
.watermark { position: fixed; inset: 0; z-index: -1; display: grid; place-items: center; overflow: hidden; pointer-events: none;
  color: var(--watermark); font: 700 min(26vw, 16rem)/1 Arial, Arimo, 'Liberation Sans', sans-serif; transform: rotate(-35deg); }
`;

/** Contents beside the text where there is room; the changes, too, where there is more. */
const WIDE = `
@media screen and (min-width: 64rem) {
  .listed { display: grid; grid-template-columns: 15rem minmax(0, 52rem); grid-template-rows: auto 1fr; column-gap: 3rem; align-items: start; }
  .listed > * { grid-column: 2; }
  .listed > .contents { grid-column: 1; grid-row: 1 / span 3; }
  .contents { position: sticky; top: 4rem; max-height: calc(100vh - 5rem); overflow-y: auto; }
}
@media screen and (min-width: 84rem) {
  .beside { display: grid; grid-template-columns: minmax(0, 52rem) 19rem; grid-template-rows: auto 1fr; column-gap: 3rem; align-items: start; }
  .listed.beside { grid-template-columns: 15rem minmax(0, 52rem) 19rem; }
  .beside > main { grid-row: 1; } .beside > .changes { grid-column: 2; grid-row: 1 / span 3; }
  .listed.beside > .changes { grid-column: 3; }
  .beside > .changes { position: sticky; top: 4rem; max-height: calc(100vh - 5rem); overflow-y: auto; margin: 0; }
}
body.plain :is(.title, .page, .head > div) { max-width: 55rem; }
body.turned :is(.title, .page, .head > div), body.turned main { max-width: 84rem; }
@media screen { .wordy { min-width: min(16rem, 55vw); } }
@media screen and (min-width: 140rem) { html { font-size: 118.75%; } }
`;

const NARROW = `
@media screen and (max-width: 83.99rem) { .changes details ol { max-height: 20rem; overflow-y: auto; } }
@media screen and (max-width: 63.99rem) {
  .contents > ul { max-height: 16rem; overflow-y: auto; border: 1px solid var(--line); border-radius: 4px; padding: .5rem 1rem; }
}
@media screen and (max-width: 40rem) {
  .title { padding: 1.25rem 1rem .75rem; } .head > div { padding: .4rem 1rem; } .page { padding: 1rem 1rem 3rem; }
  .title h1 { font-size: 1.5rem; }
  .level-1, .under-0 { --indent: 1rem; } .level-2, .under-1 { --indent: 2rem; }
  .level-3, .under-2 { --indent: 3rem; } .level-4, .under-3 { --indent: 4rem; } .under-4 { --indent: 5rem; }
  .in-0 { --at: 1rem; } .in-1 { --at: 2rem; } .in-2 { --at: 3rem; } .in-3 { --at: 4rem; } .in-4 { --at: 5rem; }
  .provision > .label { min-width: 3rem; padding-right: .5rem; }
  .level-1 > .label, .level-2 > .label, .level-3 > .label, .level-4 > .label { min-width: 2.25rem; }
  .changed:not(figure)::before { left: calc(-.6rem - var(--indent, 0rem)); }
  .head .name { width: 100%; } .controls label { margin-right: .75rem; }
  .version-name { display: none; }
}
`;

/** Where the system chooses the colours: what a colour said, a line says. */
const FORCED = `
@media (forced-colors: active) {
  .watermark { display: none; }
  .changes, figure.new, figure.gone, .stand-in, .changed::before { border-color: CanvasText; }
}
`;

function stylePrint({ title, name, classification }: PageWords, families: readonly string[]): string {
  const edge = nameFonts("font: 8.5pt Arial, Arimo, 'Liberation Sans', sans-serif; color: #55616e;", families);
  return `
@page {
  size: A4; margin: 22mm 20mm 22mm 15mm;
  @top-left { content: ${quoteForCss(title)}; padding-left: 5mm; ${edge} } @top-right { content: ${quoteForCss(name)}; ${edge} }
  @bottom-left { content: ${quoteForCss(classification)}; padding-left: 5mm; ${edge} }
  @bottom-right { content: 'Page ' counter(page) ' of ' counter(pages); ${edge} }
}
@page across { size: A4 landscape; }
@media print {
  html { scroll-padding: 0; }
  body { font-size: 10.5pt; line-height: 1.45; }
  .title { padding: 0 0 5mm; border-bottom: 2px solid var(--ink); margin: 0 0 6mm 5mm; max-width: none; }
  /* Nothing is printed beyond the margin, so that the bars need room within it. */
  .page { max-width: none; padding: 0 0 0 5mm; } main { max-width: none; }
  .head, .contents, .skip, .filters, .here, .changes details:not(.printed), [aria-label='Back to the text'] { display: none; }
  .changes { max-width: none; }
  h1, h2, h3, h4, h5, h6 { break-after: avoid; }
  tr, figure { break-inside: avoid; }
  thead { display: table-header-group; } .text-above thead { display: table-row-group; }
  a { color: inherit; } .ref { border-bottom: .4pt solid #b8bfc7; }
  .table { overflow: visible; } .table.tight table { overflow-wrap: anywhere; } pre { white-space: pre-wrap; overflow-wrap: anywhere; }
  .table:is(.wide, .tight), .caption:has(+ :is(.wide, .tight)) { page: across; }
  .table.wide table { font-size: 9pt; } .table:is(.small, .tight) table { font-size: 7.5pt; }
  .table:is(.small, .wide, .tight) :is(td, th) { padding: 1mm; }
  .provision { break-inside: avoid-page; orphans: 3; widows: 3; }
  .provision:not(.level-1, .level-2, .level-3, .level-4):has(+ .level-1), :is(.provision, p):has(+ [role='list']),
  .level-1:has(+ .level-2), .level-2:has(+ .level-3), .level-3:has(+ .level-4) { break-after: avoid; }
  .starts-page { break-before: page; } .leads { break-after: avoid; }
  .table { break-inside: avoid; } .table:has(tbody tr:nth-child(9)) { break-inside: auto; }
  .watermark { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  /* Browsers give it the height of the first page on each: on a page that is turned on its side it would go on to the next. */
  body:has(.table:is(.wide, .tight)) .watermark { bottom: auto; height: 150mm; font-size: 40mm; }
  ins, del { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
`;
}

/** A text as a string of a style sheet, which nothing in it can end. */
function quoteForCss(text: string): string {
  const escaped = text.replace(/[^\p{L}\p{N} .,:–-]/gu, (sign) => `\\${(sign.codePointAt(0) ?? 0xfffd).toString(16)} `);
  return `'${escaped}'`;
}
