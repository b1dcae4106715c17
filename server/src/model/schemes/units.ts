import type { BuiltInUnitId, HeadForm, Unit, UnitNames } from './scheme.js';

/**
 * How each unit is named and cited, in every scheme: the words that the grammar of references
 * knows. A scheme can add words of its own (`also`), as a code whose clauses are cited as
 * paragraphs.
 */
export const UNIT_NAMES: Readonly<Record<BuiltInUnitId, UnitNames>> = {
  book: { one: 'Book', many: 'Books', short: ['bk'], also: [] },
  part: { one: 'Part', many: 'Parts', short: ['pt', 'pts'], also: [] },
  subpart: { one: 'Subpart', many: 'Subparts', short: [], also: ['Sub-part', 'Sub-parts'] },
  division: { one: 'Division', many: 'Divisions', short: ['div'], also: [] },
  chapter: { one: 'Chapter', many: 'Chapters', short: ['ch', 'chs', 'chap'], also: [] },
  subchapter: { one: 'Subchapter', many: 'Subchapters', short: [], also: [] },
  title: { one: 'Title', many: 'Titles', short: [], also: [] },
  subtitle: { one: 'Subtitle', many: 'Subtitles', short: [], also: [] },
  section: { one: 'section', many: 'sections', short: ['s', 'ss', 'sec', 'secs', 'sect', '§', '§§'], also: [] },
  subsection: {
    one: 'subsection',
    many: 'subsections',
    short: ['subs', 'subsec', 'subss', 'sub-s', 'sub-ss'],
    also: ['section', 'regulation', 'rule', 'article']
      .flatMap((word) => [`sub-${word}`, `sub-${word}s`, `sub${word}`, `sub${word}s`])
      .filter((word) => !/^subsection/.test(word)),
  },
  clause: {
    one: 'clause',
    many: 'clauses',
    short: ['cl', 'cls', 'cll'],
    also: ['subclause', 'subclauses', 'sub-clause', 'sub-clauses', 'sub-cl', 'subcl'],
  },
  article: { one: 'Article', many: 'Articles', short: ['art', 'arts'], also: [] },
  bylaw: { one: 'Bylaw', many: 'Bylaws', short: [], also: ['by-law', 'by-laws'] },
  amendment: { one: 'Amendment', many: 'Amendments', short: [], also: [] },
  rule: {
    one: 'rule',
    many: 'rules',
    short: ['r', 'rr'],
    also: ['bye-law', 'bye-laws', 'byelaw', 'byelaws', 'law', 'laws', 'standing order', 'standing orders'],
  },
  regulation: { one: 'regulation', many: 'regulations', short: ['reg', 'regs'], also: [] },
  condition: {
    one: 'condition',
    many: 'conditions',
    short: ['cond', 'slc', 'slcs'],
    also: ['standard condition', 'standard conditions'],
  },
  paragraph: { one: 'paragraph', many: 'paragraphs', short: ['para', 'paras', 'par'], also: [] },
  subparagraph: {
    one: 'sub-paragraph',
    many: 'sub-paragraphs',
    short: ['sub-para', 'sub-paras', 'subpara', 'subparas'],
    also: ['subparagraph', 'subparagraphs'],
  },
  point: { one: 'point', many: 'points', short: [], also: [] },
  item: { one: 'item', many: 'items', short: [], also: [] },
  recital: { one: 'recital', many: 'recitals', short: [], also: [] },
  schedule: { one: 'Schedule', many: 'Schedules', short: ['sch', 'schs', 'sched'], also: [] },
  appendix: { one: 'Appendix', many: 'Appendices', short: ['app', 'apps'], also: ['Appendixes'] },
  annex: { one: 'Annex', many: 'Annexes', short: [], also: ['Annexe', 'Annexure', 'Annexures'] },
  exhibit: { one: 'Exhibit', many: 'Exhibits', short: ['exh'], also: [] },
  attachment: { one: 'Attachment', many: 'Attachments', short: [], also: [] },
  heading: { one: 'heading', many: 'headings', short: [], also: [] },
  definition: { one: 'definition', many: 'definitions', short: [], also: [] },
  table: { one: 'Table', many: 'Tables', short: [], also: [] },
  figure: { one: 'Figure', many: 'Figures', short: ['fig', 'figs'], also: [] },
  row: { one: 'row', many: 'rows', short: [], also: [] },
  question: { one: 'question', many: 'questions', short: ['q'], also: [] },
  footnote: { one: 'footnote', many: 'footnotes', short: ['fn'], also: ['note', 'notes'] },
};

/** A unit with what is usual filled in. */
export function defineUnit(
  unit: Partial<Unit> & Pick<Unit, 'numbers' | 'heads' | 'countsWithin' | 'inside'> & { readonly id: BuiltInUnitId },
): Unit {
  const names = UNIT_NAMES[unit.id];
  const isSmall = /^(?:paragraph|point|recital|subparagraph)$/.test(unit.id);
  const capital = isSmall ? names.one : names.one.charAt(0).toUpperCase() + names.one.slice(1);
  return {
    names,
    label: `${capital} {number}`,
    title: 'optional',
    isDivision: false,
    isCitedThrough: false,
    ...unit,
  };
}

/** "heading word plain": the forms of a label, written short. */
export function headForms(...forms: readonly string[]): HeadForm[] {
  return forms.map((form) => {
    const [on, word, mark] = form.split(' ') as [HeadForm['on'], HeadForm['word'], HeadForm['mark']];
    return { on, word, mark };
  });
}
