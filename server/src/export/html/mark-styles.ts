import type { MarkLine, MarkLook, MarkScheme } from '../mark-schemes.js';
import { SHOWN_KINDS, type ShownKind } from './mark-classes.js';

const LINES: Readonly<Record<MarkLine, string>> = {
  none: 'none',
  under: 'underline solid',
  'double under': 'underline double',
  'dotted under': 'underline dotted',
  through: 'line-through solid',
  'double through': 'line-through double',
};

/** What surrounds bold words; `.bold` is a mark all of whose words are. */
const BOLD = 'h2, h3, h4, h5, h6, th, .caption, .question';
/** Where deleted words stand although a scheme has them in notes: they cannot be told apart there. */
const IN_PLACE = 'tr.gone, td.gone, th.gone, .table.gone, pre, figure';

/** How the marks of each kind of change are selected, and what they are called in words. */
const KINDS: Readonly<Record<ShownKind, { readonly selector: string; readonly spoken: readonly [string, string] }>> = {
  substance: { selector: ':not(.minor, .move)', spoken: ['inserted', 'deleted'] },
  moved: { selector: '.move', spoken: ['moved here', 'moved away'] },
  consequential: { selector: '.consequential', spoken: ['inserted, consequential', 'deleted, consequential'] },
  typographical: { selector: '.typographical', spoken: ['inserted, typographical', 'deleted, typographical'] },
  formatting: { selector: '.formatting', spoken: ['inserted, formatting', 'deleted, formatting'] },
};

/**
 * The rules of a page for the marks of a scheme, what they are called, and the choice of versions.
 * The choice sets properties of the whole page, which the rules of the marks read. `--mark-KIND` is
 * empty while marks of a kind are drawn; without a value it makes each declaration void in which it
 * stands. `--ins-KIND`, `--del-KIND`, `--new-KIND` and `--gone-KIND` are "none" while these are not
 * shown. (Rules that asked the choice for each mark would take seconds on a page of a large draft.)
 */
export function styleMarks(scheme: MarkScheme): string {
  const rules = SHOWN_KINDS.flatMap((kind) => [
    styleMark(scheme, kind, 'ins'),
    styleMark(scheme, kind, 'del'),
    `.new.of-${kind} { --shown: var(--new-${kind}); } .gone.of-${kind} { --shown: var(--gone-${kind}); }`,
    `.only-${kind} { --bar: var(--mark-${kind}); } li.only-${kind} { --shown: var(--listed-${kind}); }`,
  ]);
  return [
    `body { --bar: ; ${SHOWN_KINDS.map((kind) => `--mark-${kind}: ;`).join(' ')} }`,
    SHOWN,
    HIDDEN_SIGNS,
    ...rules,
    styleVersion('body:has(#_view-proposed:checked)', 'del'),
    styleVersion('body:has(#_view-in-force:checked)', 'ins'),
    ...SHOWN_KINDS.map(styleFilter),
    // A browser that cannot look into the choice has links instead, to a name before the page.
    '@supports not selector(:has(*)) {',
    '.controls { display: none; } .versions { display: block; }',
    styleVersion('#_proposed:target ~ .page', 'del'),
    styleVersion('#_in-force:target ~ .page', 'ins'),
    '}',
  ].join('\n');
}

/** How the blocks of a page are shown, where the choice does not hide them. */
const SHOWN = `
:is(p, blockquote, pre, figure, .table, .changed, h2, h3, h4, h5, h6) { display: var(--shown, block); }
:is(.provision, .item) { display: var(--shown, grid); }
tr { display: var(--shown, table-row); } :is(td, th) { display: var(--shown, table-cell); } li { display: var(--shown, list-item); }
.moved, .filters, .marks, .amendments { display: var(--aside, block); } .amended { display: var(--aside, inline); }
.one-in-new > .provision { display: var(--one-new, grid); } .one-in-new :is(p, blockquote, .provision > span) { display: var(--one-new, block); }
.one-in-old > .provision { display: var(--one-old, grid); } .one-in-old :is(p, blockquote, .provision > span) { display: var(--one-old, block); }`;

const HIDDEN_SIGNS = `
:is(ins, del)::before, :is(ins, del)::after {
  position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(100%); white-space: nowrap;
}
figure :is(ins, del)::before, figure :is(ins, del)::after { content: none !important; }
figure :is(ins, del):has(img) { text-decoration: none !important; background: none !important; }`;

function styleMark({ looks }: MarkScheme, kind: ShownKind, tag: 'ins' | 'del'): string {
  const isInserted = tag === 'ins';
  const look =
    kind === 'substance'
      ? looks[isInserted ? 'inserted' : 'deleted']
      : kind === 'moved'
        ? looks[isInserted ? 'movedHere' : 'movedAway']
        : looks[isInserted ? 'minorInserted' : 'minorDeleted'];
  const selector = `${tag}${KINDS[kind].selector}`;
  const mark = `var(--mark-${kind})`;
  const shown = `var(--${tag}-${kind}, ${look.inNote ? 'var(--in-note, none)' : 'inline'})`;
  // Beside the words of a clause its two numbers stand one above the other.
  const stacked = look.inNote ? 'var(--in-note, none)' : look.enclosed ? 'inline' : 'block';
  const rules = [
    `${selector} { display: ${shown}; ${declareLook(look, mark)} }`,
    `.provision > .label > ${selector} { display: var(--${tag}-${kind}, ${stacked}); }`,
  ];
  if (look.lineInBold !== look.line)
    rules.push(
      `:is(${BOLD}) ${selector}, ${selector}.bold { text-decoration: ${mark} ${LINES[look.lineInBold]} .08em; }`,
    );
  if (look.inNote)
    rules.push(
      `.contents li.gone.of-${kind} { --shown: var(--listed-gone, none); }`,
      `:is(${IN_PLACE}) ${selector} { display: var(--${tag}-${kind}, inline); text-decoration: ${mark} ${LINES.through} .08em; }`,
    );
  rules.push(styleSpoken(look, selector, { mark, spoken: KINDS[kind].spoken[isInserted ? 0 : 1] }));
  return rules.join('\n');
}

function declareLook({ line, bold, italic, ink, tinted }: MarkLook, mark: string): string {
  return [
    `text-decoration: ${mark} ${LINES[line]}${line === 'none' ? '' : ' .08em'}; text-underline-offset: .15em;`,
    ink === 'plain' ? '' : `color: ${mark} var(--${ink});`,
    tinted ? `background: ${mark} var(--${ink}-paper);` : 'background: none;',
    bold ? `font-weight: ${mark} 700;` : '',
    italic ? `font-style: ${mark} italic;` : '',
  ]
    .filter(Boolean)
    .join(' ');
}

/**
 * A mark in words, for screen readers: they stand in the style sheet, so that nobody copies them with
 * the text. Where a scheme encloses words, its brackets are seen, and read as these words.
 */
function styleSpoken(
  { enclosed }: MarkLook,
  selector: string,
  { mark, spoken }: { readonly mark: string; readonly spoken: string },
): string {
  if (!enclosed)
    return `${selector}::before { content: ${mark} ' ${spoken}: '; } ${selector}::after { content: ${mark} ' end of change '; }`;
  return [
    `${selector}::before, ${selector}::after { position: static; clip-path: none; }`,
    `${selector}::before { content: ${mark} '['; content: ${mark} '[' / '${spoken}: '; }`,
    `${selector}::after { content: ${mark} ']'; content: ${mark} ']' / ' end of change '; }`,
    // A block that is inserted as a whole has one pair around its number and its words.
    `${selector}.goes-on::after, ${selector}.follows::before { content: none; }`,
  ].join('\n');
}

/** The text as one version has it: without any mark, and without the words of the other. */
function styleVersion(when: string, gone: 'ins' | 'del'): string {
  const whole = gone === 'del' ? 'gone' : 'new';
  const each = SHOWN_KINDS.map((kind) => `--mark-${kind}: initial; --${gone}-${kind}: none; --${whole}-${kind}: none;`);
  const rest = `--bar: initial; --aside: none; --one-${gone === 'del' ? 'new' : 'old'}: inline;`;
  return `${when} { ${each.join(' ')} ${rest}${gone === 'ins' ? ' --in-note: inline; --listed-gone: list-item;' : ''} }`;
}

/** Changes of one kind without marks, as the new text has them. */
function styleFilter(kind: ShownKind): string {
  const when = `body:has(#_view-marked:checked):has(#_show-${kind}:not(:checked))`;
  const own = `--mark-${kind}: initial; --del-${kind}: none; --gone-${kind}: none; --listed-${kind}: none;`;
  return `${when} { ${own} }${kind === 'moved' ? ` ${when} .moved { display: none; }` : ''}`;
}
