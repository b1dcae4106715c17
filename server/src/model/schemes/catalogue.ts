import type { BuiltInUnitId, Scheme, SchemeId, Unit, UnitId } from './scheme.js';
import { defineUnit, headForms, UNIT_NAMES } from './units.js';

/** "Part 1 – Title" as a heading or on a line of its own. */
const WORD_HEADS = headForms(
  'heading required plain',
  'heading required stop',
  'line required plain',
  'line required stop',
);

/** What drafters call the paragraphs of a text that has only numbers. */
const ANY_UNIT = ['article', 'clause', 'condition', 'item', 'paragraph', 'point', 'regulation', 'section'].flatMap(
  (word) => [word, `${word}s`],
);

/** "subsection", "sub-section", and their plurals. */
function nameSpellings(word: string): string[] {
  const hyphenated = word.replace(/^sub(?=\w)/, 'sub-');
  return [...new Set([word, `${word}s`, hyphenated, `${hyphenated}s`])];
}

/** Units that stand in every scheme. */
const CAPTIONED: readonly Unit[] = [
  defineUnit({
    id: 'table',
    numbers: ['arabic', 'decimal', 'hyphenated'],
    heads: headForms('line required plain', 'heading required plain'),
    countsWithin: ['instrument'],
    inside: ['instrument'],
  }),
  defineUnit({
    id: 'figure',
    numbers: ['arabic', 'decimal', 'hyphenated'],
    heads: headForms('line required plain', 'heading required plain'),
    countsWithin: ['instrument'],
    inside: ['instrument'],
  }),
];

function defineDivision(id: BuiltInUnitId, inside: readonly (UnitId | 'instrument')[], resets = false): Unit {
  return defineUnit({
    id,
    numbers: ['arabic', 'ROMAN', 'LETTER'],
    heads: WORD_HEADS,
    countsWithin: resets ? inside : ['instrument'],
    inside,
    isDivision: true,
  });
}

/** Book, Title, Part … Subchapter, from the outside: numbers run through all of them. */
const DIVISIONS: readonly Unit[] = (
  ['book', 'division', 'title', 'subtitle', 'part', 'subpart', 'chapter', 'subchapter'] as const
).map((id) => defineDivision(id, ['instrument', 'schedule', 'annex', 'appendix', 'book', 'title', 'part', 'chapter']));

/** Schedules, Annexes and the like: each counts anew and may change the scheme. */
function defineSupplement(id: 'schedule' | 'appendix' | 'annex' | 'exhibit' | 'attachment'): Unit {
  return defineUnit({
    id,
    numbers: ['arabic', 'LETTER', 'ROMAN', 'decimal'],
    heads: WORD_HEADS,
    countsWithin: ['instrument'],
    inside: ['instrument'],
  });
}

const SUPPLEMENTS: readonly Unit[] = [
  defineSupplement('schedule'),
  defineSupplement('appendix'),
  defineSupplement('annex'),
  defineSupplement('exhibit'),
  defineSupplement('attachment'),
];

/** The Parts and Chapters of a Schedule, in whatever scheme. */
export const SUPPLEMENT_PART = defineDivision('part', ['schedule', 'annex', 'appendix', 'exhibit'], true);
export const SUPPLEMENT_CHAPTER = defineDivision('chapter', ['part', 'schedule', 'annex', 'appendix', 'exhibit'], true);

/** Parts, Chapters, Titles and Books of a code, by their words. */
export const NAMED_DIVISIONS: ReadonlyMap<string, Unit> = new Map(
  [
    SUPPLEMENT_PART,
    SUPPLEMENT_CHAPTER,
    defineDivision('title', ['instrument']),
    defineDivision('book', ['instrument']),
  ].map((unit) => [unit.id, unit]),
);

/** "Rule 3", a heading of a code by a word of the text's own. */
export const NAMED_UNIT: Unit = { ...defineDivision('rule', ['instrument']), isDivision: false };

/** (a), then (i), then (A): the levels below the last unit that is named. */
function defineLevels(id: BuiltInUnitId, inside: readonly UnitId[]): Unit {
  return defineUnit({
    id,
    numbers: ['letter', 'roman', 'LETTER', 'ROMAN', 'arabic'],
    heads: headForms(
      'text none brackets',
      'text none closing',
      'list none brackets',
      'list none stop',
      'text none stop',
    ),
    countsWithin: inside,
    inside,
    title: 'none',
    isCitedThrough: true,
  });
}

/** A numbered paragraph of a Schedule. */
export const SCHEDULE_PARAGRAPH = defineUnit({
  id: 'paragraph',
  numbers: ['arabic'],
  heads: headForms(
    'text none plain',
    'text none stop',
    'text none dash',
    'list none stop',
    'heading none plain',
    'heading none stop',
  ),
  countsWithin: ['schedule', 'appendix', 'annex'],
  inside: ['schedule', 'part', 'appendix', 'annex'],
});

/** Numbered paragraphs of a Schedule: 1, (1), (a). */
const SCHEDULE_PARAGRAPHS: readonly Unit[] = [
  SCHEDULE_PARAGRAPH,

  defineUnit({
    id: 'subparagraph',
    numbers: ['arabic'],
    heads: headForms('text none brackets'),
    countsWithin: ['paragraph'],
    inside: ['paragraph'],
    isCitedThrough: true,
  }),
];

/** Industry codes, whose clauses are numbered 20.28: what a text is read as by default. */
export const CODE: Scheme = {
  id: 'code',
  title: 'Code',
  units: [
    ...SUPPLEMENTS,
    SUPPLEMENT_PART,
    SUPPLEMENT_CHAPTER,
    defineUnit({
      id: 'section',
      numbers: ['arabic', 'decimal', 'LETTER', 'hyphenated'],
      heads: headForms(
        'heading optional plain',
        'heading optional stop',
        'line required plain',
        'line none stop',
        'list none stop',
      ),
      countsWithin: ['appendix', 'annex', 'schedule', 'instrument'],
      inside: ['instrument', 'part', 'chapter', 'appendix', 'annex', 'schedule'],
    }),
    defineUnit({
      id: 'clause',
      numbers: ['decimal'],
      heads: headForms('text none plain', 'text none stop'),
      countsWithin: ['appendix', 'annex', 'schedule', 'instrument'],
      inside: ['section', 'clause', 'appendix', 'annex', 'schedule', 'instrument'],
      title: 'none',
      names: {
        ...UNIT_NAMES.clause,
        also: [...UNIT_NAMES.clause.also, 'paragraph', 'paragraphs', 'section', 'sections'],
        borrowed: ['article', 'condition', 'regulation', 'rule'].flatMap((word) => [word, `${word}s`]),
      },
    }),
    {
      ...defineLevels('paragraph', ['clause', 'section', 'paragraph']),
      names: {
        ...UNIT_NAMES.paragraph,
        also: ['subsection', 'subclause', 'subparagraph', 'item', 'point'].flatMap(nameSpellings),
      },
    },
    ...CAPTIONED,
  ],
  checks: { gaps: true, captions: true, definitions: true },
};

const licence: Scheme = {
  id: 'licence',
  title: 'Licence',
  units: [
    ...SUPPLEMENTS,
    defineDivision('chapter', ['instrument']),
    defineUnit({
      id: 'condition',
      numbers: ['arabic'],
      heads: WORD_HEADS,
      countsWithin: ['instrument'],
      inside: ['instrument', 'chapter', 'part'],
      label: 'Condition {number}',
    }),
    defineDivision('part', ['condition', 'instrument'], true),
    defineUnit({
      id: 'paragraph',
      numbers: ['decimal', 'arabic'],
      heads: headForms('text none plain', 'text none stop'),
      countsWithin: ['condition', 'schedule', 'appendix', 'annex'],
      inside: ['condition', 'part', 'schedule', 'appendix', 'annex'],
      title: 'none',
    }),
    defineLevels('subparagraph', ['paragraph', 'condition', 'subparagraph']),
    ...CAPTIONED,
  ],
  checks: { gaps: true, captions: false, definitions: true },
};

const act: Scheme = {
  id: 'act',
  title: 'Act',
  units: [
    ...SUPPLEMENTS,
    ...DIVISIONS,
    defineDivision('article', ['instrument', 'part', 'title', 'chapter'], true),
    defineUnit({
      id: 'section',
      numbers: ['arabic', 'decimal', 'hyphenated'],
      heads: headForms(
        'heading optional plain',
        'heading optional stop',
        'heading sign plain',
        'line sign plain',
        'line required plain',
        'text required stop',
        'text none plain',
        'text none stop',
        'text none dash',
        'list none stop',
      ),
      countsWithin: ['instrument', 'article', 'chapter', 'part'],
      inside: ['part', 'chapter', 'title', 'instrument'],
      // In a Bill they are clauses.
      names: { ...UNIT_NAMES.section, borrowed: ['clause', 'clauses'] },
    }),
    defineUnit({
      id: 'subsection',
      numbers: ['arabic'],
      heads: headForms('text none brackets'),
      countsWithin: ['section'],
      inside: ['section'],
      title: 'none',
      isCitedThrough: true,
    }),
    ...SCHEDULE_PARAGRAPHS,
    {
      ...defineLevels('paragraph', ['subsection', 'section', 'subparagraph', 'paragraph']),
      // (ii) of paragraph 5(1)(a) is subparagraph 5(1)(a)(ii).
      names: { ...UNIT_NAMES.paragraph, also: nameSpellings('subparagraph') },
    },
    ...CAPTIONED,
  ],
  checks: { gaps: false, captions: false, definitions: false },
};

/**
 * Statutory instruments are divided into regulations, an Order into articles, others into rules.
 * @param named what the basic unit is called, where it is not called as usual
 */
const statutoryInstrument = (
  basic: 'regulation' | 'article' | 'rule',
  named: Partial<Pick<Unit, 'names' | 'label'>> = {},
): Scheme => ({
  id: 'statutory-instrument',
  title: 'Statutory instrument',
  units: [
    ...SUPPLEMENTS,
    ...DIVISIONS,
    defineUnit({
      id: basic,
      numbers: ['arabic', 'decimal'],
      heads: headForms(
        'heading required plain',
        'line required plain',
        'text none stop',
        'text none dash',
        'text none plain',
        'heading optional plain',
        'heading optional stop',
        'line required plain',
        'list none stop',
      ),
      countsWithin: ['instrument', 'chapter', 'part'],
      inside: ['part', 'chapter', 'instrument'],
      ...named,
    }),
    defineUnit({
      id: 'paragraph',
      numbers: ['arabic'],
      heads: headForms('text none brackets'),
      countsWithin: [basic],
      inside: [basic],
      title: 'none',
      isCitedThrough: true,
    }),
    ...SCHEDULE_PARAGRAPHS,
    defineLevels('subparagraph', ['paragraph', basic, 'subparagraph']),
    ...CAPTIONED,
  ],
  checks: { gaps: false, captions: false, definitions: false },
});

const euAct: Scheme = {
  id: 'eu-act',
  title: 'EU act',
  units: [
    ...SUPPLEMENTS,
    defineDivision('part', ['instrument', 'annex']),
    defineDivision('title', ['part', 'instrument']),
    defineDivision('chapter', ['title', 'part', 'instrument', 'annex']),
    defineDivision('section', ['chapter', 'title', 'annex'], true),
    defineUnit({
      id: 'recital',
      numbers: ['arabic'],
      heads: headForms('text none brackets'),
      countsWithin: ['instrument'],
      inside: ['instrument'],
      title: 'none',
    }),
    defineUnit({
      id: 'article',
      numbers: ['arabic', 'ROMAN'],
      heads: WORD_HEADS,
      countsWithin: ['instrument'],
      inside: ['section', 'chapter', 'title', 'part', 'instrument'],
    }),
    defineUnit({
      id: 'paragraph',
      numbers: ['arabic'],
      heads: headForms('text none stop', 'list none stop', 'text none plain', 'text none brackets'),
      countsWithin: ['article', 'annex'],
      inside: ['article', 'annex', 'part'],
      title: 'none',
      isCitedThrough: true,
    }),
    {
      ...defineLevels('point', ['paragraph', 'article', 'point', 'annex']),
      names: { ...UNIT_NAMES.point, also: ['paragraph', 'paragraphs', 'indent', 'indents'] },
    },
    ...CAPTIONED,
  ],
  checks: { gaps: false, captions: false, definitions: false },
};

const agreement: Scheme = {
  id: 'agreement',
  title: 'Agreement',
  units: [
    ...SUPPLEMENTS,
    ...DIVISIONS,
    defineUnit({
      id: 'article',
      numbers: ['ROMAN', 'arabic'],
      heads: WORD_HEADS,
      countsWithin: ['instrument'],
      inside: ['instrument', 'part'],
    }),
    defineUnit({
      id: 'section',
      numbers: ['decimal', 'arabic', 'LETTER', 'ROMAN'],
      heads: headForms(
        'heading optional plain',
        'heading optional stop',
        'line required plain',
        'text required stop',
        'text none plain',
        'text none stop',
        'list none stop',
      ),
      countsWithin: ['exhibit', 'schedule', 'annex', 'appendix', 'article', 'part', 'instrument'],
      inside: ['article', 'part', 'section', 'instrument', 'exhibit', 'schedule', 'annex', 'appendix'],
      names: {
        ...UNIT_NAMES.section,
        also: ['clause', 'clauses', 'paragraph', 'paragraphs', 'subsection', 'subsections'],
      },
    }),
    defineLevels('paragraph', ['section', 'article', 'paragraph']),
    ...CAPTIONED,
  ],
  checks: { gaps: true, captions: false, definitions: true },
};

const standard: Scheme = {
  id: 'standard',
  title: 'Standard',
  units: [
    defineSupplement('annex'),
    defineSupplement('appendix'),
    defineUnit({
      id: 'clause',
      numbers: ['decimal', 'arabic'],
      heads: headForms('heading optional plain', 'heading optional stop', 'text none plain'),
      countsWithin: ['instrument', 'annex', 'appendix'],
      inside: ['instrument', 'clause', 'annex', 'appendix'],
      names: { ...UNIT_NAMES.clause, also: ['subclause', 'section', 'sections', 'sub-section'] },
    }),
    defineLevels('item', ['clause', 'item']),
    ...CAPTIONED,
  ],
  checks: { gaps: true, captions: true, definitions: false },
};

const flatRules: Scheme = {
  id: 'flat-rules',
  title: 'Rules',
  units: [
    ...SUPPLEMENTS,
    ...DIVISIONS.map((unit) => ({ ...unit, countsWithin: unit.inside })),
    defineUnit({
      id: 'rule',
      label: 'paragraph {number}',
      numbers: ['arabic'],
      heads: headForms(
        'heading optional plain',
        'heading optional stop',
        'line required plain',
        'text none stop',
        'text none plain',
        'list none stop',
      ),
      countsWithin: ['chapter', 'part', 'instrument'],
      inside: ['part', 'chapter', 'instrument'],
      names: { ...UNIT_NAMES.rule, also: ANY_UNIT },
    }),
    defineLevels('paragraph', ['rule', 'paragraph']),
    ...CAPTIONED,
  ],
  checks: { gaps: false, captions: false, definitions: false },
};

/** What the paragraphs of flat rules are called in a text of such a name. */
const LABELS_BY_NAME: ReadonlyMap<string, string> = new Map([
  ['rules', 'Rule {number}'],
  ['articles', 'Article {number}'],
  ['regulations', 'Regulation {number}'],
]);

const namedRules: ReadonlyMap<string, Scheme> = new Map(
  [...LABELS_BY_NAME].map(([name, label]) => [
    name,
    { ...flatRules, units: flatRules.units.map((unit) => (unit.id === 'rule' ? { ...unit, label } : unit)) },
  ]),
);

/**
 * A scheme with the word for its provisions that a text uses of itself: "Rule 7" in the Rules of a club.
 * @param names what the text calls itself, as "rules", and how often
 */
export function adaptToNames(scheme: Scheme, names: ReadonlyMap<string, number>): Scheme {
  const [[name] = ['']] = [...names].sort(([, a], [, b]) => b - a);
  return scheme === flatRules ? (namedRules.get(name) ?? scheme) : scheme;
}

/** What stands around and below the units that a project adds, in a text that shows no scheme. */
export const OWN_RULES: Scheme = {
  id: 'flat-rules',
  title: 'Rules',
  units: [
    ...SUPPLEMENTS,
    ...DIVISIONS,
    defineUnit({
      id: 'clause',
      numbers: ['decimal'],
      heads: headForms('text none plain', 'text none stop'),
      countsWithin: ['instrument'],
      inside: ['instrument', 'clause'],
      title: 'none',
      names: { ...UNIT_NAMES.clause, also: ANY_UNIT },
    }),
    defineLevels('paragraph', ['clause', 'paragraph']),
    ...CAPTIONED,
  ],
  checks: { gaps: true, captions: false, definitions: false },
};

/** Rules whose numbers hold the whole way: Article 1 › 1e › 1e1 › 1e1a. */
const pathRules: Scheme = {
  id: 'flat-rules',
  title: 'Rules',
  units: [
    ...SUPPLEMENTS,
    ...DIVISIONS,
    defineUnit({
      id: 'article',
      numbers: ['arabic', 'LETTER'],
      heads: WORD_HEADS,
      countsWithin: ['instrument'],
      inside: ['instrument', 'part', 'chapter'],
    }),
    defineUnit({
      id: 'rule',
      numbers: ['path'],
      heads: headForms('text none closing'),
      countsWithin: ['instrument'],
      inside: ['article', 'rule', 'part', 'chapter'],
      title: 'none',
      names: { ...UNIT_NAMES.rule, also: ANY_UNIT },
    }),
    ...CAPTIONED,
  ],
  checks: { gaps: false, captions: false, definitions: false },
};

const bylaws: Scheme = {
  id: 'bylaws',
  title: 'Bylaws',
  units: [
    ...SUPPLEMENTS,
    ...DIVISIONS,
    ...(['amendment', 'bylaw', 'article'] as const).map((id) =>
      defineUnit({
        id,
        numbers: ['ROMAN', 'arabic'],
        heads: WORD_HEADS,
        countsWithin: ['instrument', 'chapter', 'part', 'title'],
        inside: ['instrument'],
      }),
    ),
    defineUnit({
      id: 'section',
      numbers: ['arabic', 'decimal', 'LETTER', 'ROMAN'],
      heads: headForms(
        'heading optional plain',
        'heading optional stop',
        'line required plain',
        'text required stop',
        'text none stop',
        'list none stop',
      ),
      countsWithin: ['article', 'bylaw', 'amendment', 'chapter', 'part', 'title', 'instrument'],
      inside: ['article', 'bylaw', 'amendment', 'chapter', 'part', 'title', 'instrument'],
      // "I. Name" of a text that cites it as Article I.
      names: { ...UNIT_NAMES.section, borrowed: ['article', 'articles'] },
    }),
    defineLevels('paragraph', ['section', 'article', 'bylaw', 'amendment', 'paragraph']),
    ...CAPTIONED,
  ],
  checks: { gaps: false, captions: false, definitions: false },
};

/** The laws of a game: Law 12 with (1), (2) …, as rules are divided. */
export const LAWS_OF_GAME: Scheme = statutoryInstrument('rule', {
  names: { one: 'law', many: 'laws', short: [], also: ['rule', 'rules'] },
  label: 'Law {number}',
});

/** The schemes that are built in, the most usual first. */
export const SCHEMES: readonly Scheme[] = [
  CODE,
  licence,
  act,
  statutoryInstrument('regulation'),
  statutoryInstrument('article'),
  statutoryInstrument('rule'),
  euAct,
  agreement,
  standard,
  flatRules,
  pathRules,
  bylaws,
  LAWS_OF_GAME,
];

/**
 * The scheme of a name.
 * @param basic for a statutory instrument: the unit that it is divided into
 */
export function schemeOf(id: SchemeId, basic?: UnitId): Scheme {
  const named = SCHEMES.filter((scheme) => scheme.id === id);
  return named.find(({ units }) => units.some((unit) => unit.id === basic)) ?? named[0] ?? CODE;
}

/** The names of all schemes. */
export const SCHEME_IDS: readonly SchemeId[] = [...new Set(SCHEMES.map(({ id }) => id))];

/** Whether a word is the name of a scheme. */
export function isSchemeId(word: unknown): word is SchemeId {
  return SCHEMES.some(({ id }) => id === word);
}
