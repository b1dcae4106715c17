import fc from 'fast-check';

/** A draft as lists of words, so that it can be revised and rendered with fresh numbers. */
export interface GeneratedClause {
  readonly words: readonly string[];
  readonly items: readonly (readonly string[])[];
  /** Cells of a table below it; empty for none. */
  readonly rows: readonly (readonly string[])[];
}

export interface GeneratedSection {
  readonly title: string;
  readonly clauses: readonly GeneratedClause[];
}

export type GeneratedDraft = readonly GeneratedSection[];

export interface GeneratedStyle {
  readonly lineEnd: string;
  readonly width: number;
  readonly bold: boolean;
  readonly mark: boolean;
  readonly lastLineEnd: boolean;
}

const WORDS =
  'the a of to shall may must DCC User Panel Authority Device Model test plan results meter hub report notify publish submit revise record alert supply register week month fee objection risk premises network outage licence default remedy notice waiver data forecast'.split(
    ' ',
  );

const word = fc.constantFrom(...WORDS);
const words = fc.array(word, { minLength: 4, maxLength: 24 });
const clause: fc.Arbitrary<GeneratedClause> = fc.record({
  words,
  items: fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 2, arbitrary: fc.array(words, { minLength: 2, maxLength: 5 }) },
  ),
  rows: fc.oneof(
    { weight: 5, arbitrary: fc.constant([]) },
    {
      weight: 1,
      arbitrary: fc.array(fc.array(fc.oneof(word, fc.nat({ max: 99 }).map(String)), { minLength: 3, maxLength: 3 }), {
        minLength: 2,
        maxLength: 6,
      }),
    },
  ),
});
const draft: fc.Arbitrary<GeneratedDraft> = fc.array(
  fc.record({
    title: fc.tuple(word, word).map(([a, b]) => `${a} ${b}`),
    clauses: fc.array(clause, { minLength: 1, maxLength: 7 }),
  }),
  { minLength: 1, maxLength: 4 },
);

const STYLE: GeneratedStyle = { lineEnd: '\n', width: 0, bold: false, mark: false, lastLineEnd: true };
const style: fc.Arbitrary<GeneratedStyle> = fc.record({
  lineEnd: fc.constantFrom('\n', '\r\n'),
  width: fc.constantFrom(0, 40, 72),
  bold: fc.boolean(),
  mark: fc.boolean(),
  lastLineEnd: fc.boolean(),
});

interface Operation {
  readonly kind: 'insert' | 'delete' | 'move' | 'word' | 'item' | 'row';
  readonly from: number;
  readonly to: number;
  readonly clause: GeneratedClause;
}

const operation: fc.Arbitrary<Operation> = fc.record({
  kind: fc.constantFrom('insert', 'delete', 'move', 'word', 'word', 'item', 'row'),
  from: fc.nat({ max: 1000 }),
  to: fc.nat({ max: 1000 }),
  clause,
});

/**
 * The text of a draft: sections and clauses are numbered in order, each clause cites the one before
 * it.
 */
export function renderDraft(
  sections: GeneratedDraft,
  { lineEnd, width, bold, mark, lastLineEnd }: GeneratedStyle = STYLE,
): string {
  const blocks: string[] = [];
  sections.forEach((section, s) => {
    blocks.push(`## ${s + 1} ${section.title}`);
    section.clauses.forEach((each, c) => {
      const number = `${s + 1}.${c + 1}`;
      const cites = c === 0 ? '' : ` under Clause ${s + 1}.${c}`;
      blocks.push(
        wrapText(
          `${bold ? `**${number}**` : number} ${each.words.join(' ')}${cites}${each.items.length > 0 ? ':' : '.'}`,
          width,
          lineEnd,
        ),
      );
      each.items.forEach((item, i) => {
        blocks.push(
          wrapText(
            `(${String.fromCharCode(97 + i)}) ${item.join(' ')}${i === each.items.length - 1 ? '.' : ';'}`,
            width,
            lineEnd,
          ),
        );
      });
      if (each.rows.length > 0) {
        const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
        blocks.push([row(['Row', 'Thing', 'Limit']), '|---|---|---|', ...each.rows.map(row)].join(lineEnd));
      }
    });
  });
  return `${mark ? '\ufeff' : ''}${blocks.join(lineEnd + lineEnd)}${lastLineEnd ? lineEnd : ''}`;
}

/** Breaks lines where a wrapped line cannot be read as the start of a provision. */
function wrapText(text: string, width: number, lineEnd: string): string {
  if (width === 0) return text;
  let line = 0;
  return text.replace(/ (?=([A-Za-z]+))/g, (space: string, next: string, at: number) => {
    if (at - line < width || next === 'Clause') return space;
    line = at;
    return lineEnd;
  });
}

function reviseDraft(sections: GeneratedDraft, operations: readonly Operation[]): GeneratedDraft {
  const copy = sections.map((section) => ({ title: section.title, clauses: [...section.clauses] }));
  for (const { kind, from, to, clause: other } of operations) {
    const source = copy[from % copy.length]?.clauses ?? [];
    const target = copy[to % copy.length]?.clauses ?? [];
    const at = source.length === 0 ? -1 : from % source.length;
    const one = source[at];
    if (kind === 'insert') target.splice(to % (target.length + 1), 0, other);
    else if (!one) continue;
    else if (kind === 'delete') source.splice(at, 1);
    else if (kind === 'move') {
      source.splice(at, 1);
      target.splice(to % (target.length + 1), 0, one);
    } else if (kind === 'word') {
      source[at] = {
        ...one,
        words: one.words.map((each, i) => (i === to % one.words.length ? (other.words[0] ?? each) : each)),
      };
    } else if (kind === 'item') {
      const items = [...one.items];
      items.splice(to % (items.length + 1), to % 2, other.words);
      source[at] = { ...one, items };
    } else if (one.rows.length > 0) {
      const rows = [...one.rows];
      rows.splice(to % (rows.length + 1), to % 2, ['new', 'row', String(to)]);
      source[at] = { ...one, rows };
    }
  }
  return copy;
}

/** Texts of drafts. */
export const generatedDraft: fc.Arbitrary<string> = fc
  .tuple(draft, style)
  .map(([sections, look]) => renderDraft(sections, look));

/** The text of a draft and of a revision of it. */
export const generatedRevision: fc.Arbitrary<readonly [string, string]> = fc
  .tuple(draft, fc.array(operation, { maxLength: 8 }), style, fc.boolean(), style)
  .map(([sections, operations, look, restyled, other]) => [
    renderDraft(sections, look),
    renderDraft(reviseDraft(sections, operations), restyled ? other : look),
  ]);

/** The text of one draft in two styles. */
export const generatedRestyling: fc.Arbitrary<readonly [string, string]> = fc
  .tuple(draft, style, style)
  .map(([sections, look, other]) => [renderDraft(sections, look), renderDraft(sections, other)]);

/** Texts that are hardly drafts at all. */
export const generatedRubble: fc.Arbitrary<string> = fc
  .array(
    fc.constantFrom(
      '4.1 ',
      '(a) ',
      '(i)',
      '## 4 Title',
      '| a | b |',
      '|---|---|',
      '\t',
      '\n',
      '\n\n',
      '\r\n',
      '\r',
      '> ',
      '- ',
      '**',
      'Clause 4.1',
      'word',
      ' ',
      '😀',
      '[^1]',
      '[^1]: ',
      '---',
      '\\',
      '`',
      'ﬁ',
      '\u00a0',
      '<sup>1</sup>',
      'Table 1.1 – X',
      '$',
      '\ufeff',
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''));
