import type { MarkKind, MarkLine, MarkLook, MarkScheme } from '../mark-schemes.js';
import { SHOWN_KINDS } from './mark-classes.js';

/** The elements of each kind of mark. */
const SELECTORS: Readonly<Record<MarkKind, string>> = {
  inserted: 'ins',
  deleted: 'del',
  minorInserted: 'ins.minor',
  minorDeleted: 'del.minor',
  movedHere: 'ins.move',
  movedAway: 'del.move',
};

const LINES: Readonly<Record<MarkLine, string>> = {
  none: 'none',
  under: 'underline solid',
  'double under': 'underline double',
  'dotted under': 'underline dotted',
  through: 'line-through solid',
  'double through': 'line-through double',
};

/** What surrounds bold words. */
const BOLD = 'h2, h3, h4, h5, h6, th, strong, .caption, .question';
/** Where deleted words stand although a scheme has them in notes: they cannot be told apart there. */
const IN_PLACE = 'tr.gone, td.gone, th.gone, .table.gone, pre, figure';

/** What a mark is called, for readers who cannot see it. */
const SPOKEN: readonly (readonly [selector: string, before: string, after: string])[] = [
  ['ins', 'inserted: ', ' end of insertion '],
  ['del', 'deleted: ', ' end of deletion '],
  ['ins.move', 'moved here: ', ' end of move '],
  ['del.move', 'moved away: ', ' end of move '],
  ['ins.consequential', 'inserted, consequential: ', ' end of insertion '],
  ['del.consequential', 'deleted, consequential: ', ' end of deletion '],
  ['ins.typographical', 'inserted, typographical: ', ' end of insertion '],
  ['del.typographical', 'deleted, typographical: ', ' end of deletion '],
  ['ins.formatting', 'inserted, formatting: ', ' end of insertion '],
  ['del.formatting', 'deleted, formatting: ', ' end of deletion '],
];

const MARKS: readonly MarkKind[] = ['inserted', 'deleted', 'minorInserted', 'minorDeleted', 'movedHere', 'movedAway'];

/** The rules of a page for the marks of a scheme, what they are called, and the choice of versions. */
export function styleMarks(scheme: MarkScheme): string {
  const { looks } = scheme;
  return [
    ...MARKS.map((kind) => styleLook(SELECTORS[kind], looks[kind])),
    styleSpoken(scheme),
    styleVersions('body:has(#_view-proposed:checked)', 'ins', 'del'),
    styleVersions('body:has(#_view-in-force:checked)', 'del', 'ins'),
    ...SHOWN_KINDS.map(styleFilter),
    // A browser that cannot look into the choice has links instead, to a name before the page.
    '@supports not selector(:has(*)) {',
    '.controls { display: none; } .versions { display: block; }',
    styleVersions('#_proposed:target ~ .page', 'ins', 'del'),
    styleVersions('#_in-force:target ~ .page', 'del', 'ins'),
    '}',
  ].join('\n');
}

function styleLook(selector: string, look: MarkLook): string {
  const rules = [`${selector} { ${declareLook(look)} }`];
  if (look.lineInBold !== look.line)
    rules.push(
      `:is(${BOLD}) ${selector}, ${selector}:has(> strong:only-child) { text-decoration: ${LINES[look.lineInBold]}; }`,
    );
  if (look.inNote)
    rules.push(
      `${selector}:not(:is(${IN_PLACE}) *) { display: none; }`,
      `:is(${IN_PLACE}) ${selector} { text-decoration: ${LINES.through}; }`,
    );
  return rules.join('\n');
}

function declareLook({ line, bold, italic, ink, tinted }: MarkLook): string {
  return [
    `text-decoration: ${LINES[line]};`,
    'text-decoration-thickness: .08em; text-underline-offset: .15em;',
    ink === 'plain' ? 'color: inherit;' : `color: var(--${ink});`,
    tinted ? `background: var(--${ink}-paper);` : 'background: transparent;',
    `font-weight: ${bold ? '700' : 'inherit'}; font-style: ${italic ? 'italic' : 'inherit'};`,
  ].join(' ');
}

/**
 * Marks in words, for screen readers: they stand in the style sheet, so that nobody copies them with
 * the text. Where a scheme encloses words, its brackets are seen, and read as these words.
 */
function styleSpoken({ looks }: MarkScheme): string {
  const rules = [
    ':is(ins, del)::before, :is(ins, del)::after { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(100%); white-space: nowrap; }',
    ...SPOKEN.map(
      ([selector, before, after]) =>
        `${selector}::before { content: ' ${before}'; } ${selector}::after { content: '${after}'; }`,
    ),
  ];
  if (looks.inserted.enclosed) {
    rules.push('ins::before, ins::after { position: static; clip-path: none; }');
    for (const [selector, before, after] of SPOKEN)
      if (selector.startsWith('ins'))
        rules.push(
          `${selector}::before { content: '['; content: '[' / '${before}'; } ${selector}::after { content: ']'; content: ']' / '${after}'; }`,
        );
    // A block that is inserted as a whole has one pair around its number and its words.
    rules.push(
      'ins.goes-on::after, ins.follows::before { content: none !important; }',
      '.provision > .label > ins { display: inline; }',
    );
  }
  rules.push('figure :is(ins, del)::before, figure :is(ins, del)::after { content: none; }');
  return rules.join('\n');
}

/** The text as one version has it: without the marks of its own words, and without the other's. */
function styleVersions(when: string, kept: 'ins' | 'del', gone: 'ins' | 'del'): string {
  const [whole, paragraph] = gone === 'del' ? ['gone', 'one-in-new'] : ['new', 'one-in-old'];
  return [
    `${when} :is(${gone}, .${whole}, .moved, .amended, .amendments) { display: none !important; }`,
    `${when} ${kept} { ${PLAIN} }`,
    `${when} :is(ins, del)::before, ${when} :is(ins, del)::after, ${when} .changed::before, ${when} figure::before { content: none !important; }`,
    `${when} :is(.changed, figure) { border-color: transparent !important; }`,
    `${when} .${paragraph}, ${when} .${paragraph} > *, ${when} .${paragraph} > .provision > span { display: inline; margin-left: 0; }`,
    `${when} .${paragraph} { display: block; margin-left: var(--indent, 0); }`,
    `${when} :is(.filters, .marks) { display: none; }`,
  ].join('\n');
}

/** Changes of one kind without marks, as the new text has them. */
function styleFilter(kind: (typeof SHOWN_KINDS)[number]): string {
  const when = `body:has(#_view-marked:checked):has(#_show-${kind}:not(:checked))`;
  const own = kind === 'substance' ? ':not(.minor, .move)' : kind === 'moved' ? '.move' : `.${kind}`;
  const also = kind === 'moved' ? ', .moved' : '';
  return [
    `${when} :is(del${own}, .gone.of-${kind}${also}) { display: none !important; }`,
    `${when} ins${own} { ${PLAIN} }`,
    `${when} ins${own}::before, ${when} ins${own}::after, ${when} .only-${kind}::before { content: none !important; }`,
    `${when} .only-${kind} { border-color: transparent !important; }`,
  ].join('\n');
}

const PLAIN =
  'display: inline !important; color: inherit !important; background: none !important; text-decoration: none !important; font-weight: inherit !important; font-style: inherit !important;';
