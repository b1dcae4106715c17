/** The style of an exported page: light, dark and print. Marks never rely on colour alone. */
export const STYLE = `
:root {
  --ink: #1b232c; --soft: #55616e; --line: #d5dbe2; --paper: #ffffff; --shade: #f4f6f8; --watermark: #f1f3f5; --link: #0b4f8a;
  --insert: #0b5d2a; --insert-paper: #e6f4ea; --delete: #9b1c1c; --delete-paper: #fbeaea;
  --move: #5a2d91; --move-paper: #f1eafa; --minor: #5b6570;
  color-scheme: light;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --ink: #e4e9ee; --soft: #a9b4c0; --line: #3a4652; --paper: #151b21; --shade: #1e262e; --watermark: #1b232a; --link: #8cc4ff;
    --insert: #8fdcab; --insert-paper: #143222; --delete: #ffb0b0; --delete-paper: #3b1a1c;
    --move: #d3b8ff; --move-paper: #2b2040; --minor: #b4bec8;
    color-scheme: dark;
  }
}
* { box-sizing: border-box; }
html { font-size: 100%; scroll-padding-top: 1rem; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.6 Georgia, 'Times New Roman', 'Liberation Serif', serif; }
.page { max-width: 52rem; margin: 0 auto; padding: 3rem 1.5rem 5rem; }
.page > header { border-bottom: 2px solid var(--ink); margin-bottom: 2rem; padding-bottom: 1.25rem; }
header h1 { font-size: 1.85rem; line-height: 1.25; margin: 0 0 .5rem; }
.facts { color: var(--soft); margin: 0; }
h1, h2, h3, h4, h5, h6 { line-height: 1.3; margin: 2.2em 0 .7em; font-weight: 700; }
h2 { font-size: 1.35rem; } h3 { font-size: 1.15rem; } h4, h5, h6 { font-size: 1rem; }
a { color: var(--link); }
a:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.beside > main > :first-child { margin-top: 0; }
p { margin: .75em 0; }
.provision { display: grid; grid-template-columns: 4rem 1fr; margin: .75em 0; }
.provision > .label { padding-right: .75rem; }
.provision > .label > ins, .provision > .label > del { display: block; width: fit-content; }
.level-1, .under-0 { --indent: 4rem; } .level-2, .under-1 { --indent: 6.75rem; } .level-3, .under-2 { --indent: 9.5rem; }
.level-4, .under-3, .under-4 { --indent: 12.25rem; }
.level-1, .level-2, .level-3, .level-4 { grid-template-columns: 2.75rem 1fr; }
.level-1, .level-2, .level-3, .level-4, .under-0, .under-1, .under-2, .under-3, .under-4 { margin-left: var(--indent); }
.heading-label { margin-right: .75em; }
.caption { font-weight: 700; margin: 1.6em 0 .6em; break-after: avoid; }
.question { font-weight: 700; margin: 1.6em 0 .4em; break-after: avoid; }
.table { overflow-x: auto; margin: .6em 0 1.6em; }
table { border-collapse: collapse; width: 100%; font-size: .95rem; line-height: 1.45; }
th, td { border: 1px solid var(--line); padding: .45rem .6rem; text-align: left; vertical-align: top; }
th, thead td { background: var(--shade); }
figure { margin: 1.2em 0; } figure img { max-width: 100%; height: auto; background: #fff; }
.stand-in { border: 1px dashed var(--soft); color: var(--soft); padding: 1rem; }
ins .stand-in, del .stand-in { color: inherit; }
pre { background: var(--shade); padding: 1rem; overflow-x: auto; font-size: .9rem; }
hr { border: 0; border-top: 1px solid var(--line); margin: 2em 0; }
.item { --indent: .5rem; display: grid; grid-template-columns: 1.5rem 1fr; margin: .4em 0 .4em var(--indent); }
.item-1 { --indent: 2rem; } .item-2 { --indent: 3.5rem; }
ins { color: var(--insert); background: var(--insert-paper); text-decoration: underline; text-decoration-thickness: .08em; text-underline-offset: .15em; }
del { color: var(--delete); background: var(--delete-paper); text-decoration: line-through; }
ins.move { color: var(--move); background: var(--move-paper); text-decoration: underline double; }
del.move { color: var(--move); background: var(--move-paper); text-decoration: line-through double; }
ins.minor, del.minor { color: var(--minor); background: transparent; text-decoration-style: dotted; }
del.minor { text-decoration-style: solid; }
.changed { position: relative; }
.changed::before { content: ''; position: absolute; top: 0; bottom: 0; left: calc(-1rem - var(--indent, 0rem)); border-left: 3px solid var(--soft); }
.table.changed { border-left: 3px solid var(--soft); margin-left: -1rem; padding-left: calc(1rem - 3px); }
.table.changed::before { display: none; }
.moved { color: var(--move); font-size: .85rem; font-style: italic; margin: .2em 0; }
.changes { background: var(--shade); border: 1px solid var(--line); border-radius: 4px; padding: 1rem 1.25rem; margin: 0 0 2.5rem; font-size: .95rem; }
.changes h2 { margin: 0 0 .5rem; font-size: 1.05rem; }
.changes ul { margin: .5rem 0 0; padding: 0; list-style: none; display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; }
.changes details { margin-top: .75rem; } .changes ol { margin: .5rem 0 0; padding-left: 2.2rem; columns: 2; }
.notes { border-top: 1px solid var(--line); margin-top: 3rem; font-size: .9rem; }
sup a { text-decoration: none; padding: 0 .15em; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.changes details ol { max-height: 18rem; overflow-y: auto; }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: 1rem; padding: .5rem 1rem; background: var(--paper); z-index: 1; }
.watermark { position: fixed; inset: 0; z-index: -1; display: grid; place-items: center; overflow: hidden; pointer-events: none;
  color: var(--watermark); font: 700 min(26vw, 16rem)/1 Arial, 'Liberation Sans', sans-serif; transform: rotate(-35deg); }
@media screen and (min-width: 80rem) {
  .page.beside { max-width: 76rem; display: grid; grid-template-columns: minmax(0, 52rem) 20rem; column-gap: 4rem; align-items: start; }
  .beside > header { grid-column: 1 / -1; }
  .beside > main { grid-column: 1; grid-row: 2; min-width: 0; }
  .beside > .changes { grid-column: 2; grid-row: 2; position: sticky; top: 1rem; max-height: calc(100vh - 2rem); overflow-y: auto; margin: 0; }
  .beside > .changes ol { columns: 1; max-height: none; overflow: visible; }
}
@media (max-width: 40rem) {
  .page { padding: 1.5rem 1rem 3rem; }
  .level-1, .under-0 { --indent: 1.25rem; } .level-2, .under-1 { --indent: 2.5rem; }
  .level-3, .level-4, .under-2, .under-3, .under-4 { --indent: 3.75rem; }
  .provision { grid-template-columns: 3rem 1fr; }
  .changes ol { columns: 1; }
}
@media print {
  @page { size: A4; margin: 22mm 20mm; }
  .page { max-width: none; padding: 0; }
  body { font-size: 10.5pt; line-height: 1.45; }
  h1, h2, h3, h4 { break-after: avoid; }
  tr, figure { break-inside: avoid; }
  thead { display: table-header-group; }
  a { color: inherit; }
  .skip, .changes details:not(.printed) { display: none; }
  .changes details ol { max-height: none; overflow: visible; }
  .watermark { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
`;
