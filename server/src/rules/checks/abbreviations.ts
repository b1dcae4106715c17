import { type Abbreviation, abbreviationsOf, titleOfWritingOut, writeOut } from '../../analysis/terms/abbreviations.js';
import { type DefinitionSources, definitionSourcesOf } from '../../analysis/terms/definition-sources.js';
import { isGenerallyKnown } from '../../analysis/terms/general-abbreviations.js';
import { Vocabulary } from '../../analysis/terms/vocabulary.js';
import { toSingular } from '../../analysis/text/inflections.js';
import type { Draft } from '../../model/draft.js';
import { getOrCreate } from '../../model/memo.js';
import type { Span } from '../../model/text.js';
import type { DraftRule, Report, RuleContext } from '../rule.js';

/**
 * Short forms that a reader meets before their long form: "The SIT begins. Systems Integration
 * Testing (SIT) ends." Or without one at all.
 */
export const abbreviations: DraftRule = {
  codes: {
    'abbreviation.undefined': { severity: 'information', title: 'An abbreviation is never spelled out.' },
    'abbreviation.late': { severity: 'warning', title: 'An abbreviation is spelled out only after its first use.' },
  },
  costly: true,
  *checkDraft(context) {
    const isNamed = namingTest(context);
    const sources = definitionSourcesOf(context.draft, context.resolution, 'ofAnyWord');
    for (const abbreviation of abbreviationsOf(context.draft).values()) {
      const { short, isListed } = abbreviation;
      if (isListed || isGenerallyKnown(short) || isNamed(short)) continue;
      const report = abbreviation.introduction
        ? lateReport(abbreviation, context.draft)
        : undefinedReport(abbreviation, context.draft, sources);
      if (report) yield report;
    }
  },
};

function lateReport({ short, firstInText: use, introduction }: Abbreviation, draft: Draft): Report | null {
  if (!use || !introduction?.long) return null;
  const { long, block, span } = introduction;
  if (use.block > block || (use.block === block && use.span.start > span.start)) return null;
  if (use.block === block && isInRunInTitle(draft.block(block).text.slice(0, span.start), use.span)) return null;
  const own = draft.block(use.block);
  if (standsInName(own.text, use.span)) return null;
  const edit = introduction.isWhole ? writeOut(draft.block(use.block).text, use.span, long) : null;
  return {
    code: 'abbreviation.late',
    message: `“${short}” is used here before it is spelled out.`,
    ...use,
    // "EV Guidelines" may be the name of a document, which nobody spells out.
    ...(/^ \p{Lu}\p{Ll}/u.test(own.text.slice(use.span.end, use.span.end + 3))
      ? { severity: 'information' as const }
      : {}),
    related: [{ uri: null, place: { block, span }, message: long }],
    fixes: edit
      ? [{ title: titleOfWritingOut(short, long), edits: [{ block: use.block, ...edit }], preferred: true }]
      : [],
  };
}

/** "ETSI ESI", and "SA – System Acquisition", which spells it out on the spot. */
function standsInName(text: string, { start, end }: Span): boolean {
  return (
    /(?<![\p{L}\p{N}])\p{Lu}{2,8} $/u.test(text.slice(Math.max(0, start - 10), start)) ||
    /^[*_]{0,3} ?[–—-] \p{Lu}/u.test(text.slice(end, end + 8))
  );
}

/** Whether words stand in the title with which a paragraph begins: "(a) SIT plans: …". */
function isInRunInTitle(before: string, { end }: Span): boolean {
  const title = /^(?:[ \t>*_-]{0,8}(?:\d{1,3}[.)]|\([a-z\d]{1,4}\))){0,3}[^.;:\r\n]{1,80}:(?=\s)/.exec(before)?.[0];
  return title !== undefined && end < title.length;
}

function undefinedReport({ short, firstUse }: Abbreviation, draft: Draft, sources: DefinitionSources): Report | null {
  // Two letters are too often something else; what can be spoken and stands in lower case too is a
  // word.
  if (!firstUse || !/^[A-Z]{3,6}$/.test(short)) return null;
  if (/[AEIOUY]/.test(short) && Vocabulary.of(draft).isOrdinary(toSingular(short))) return null;
  const { drafts, hasUnread } = sources;
  if (hasUnread || drafts.some((source) => isKnown(abbreviationsOf(source).get(short)))) return null;
  return {
    code: 'abbreviation.undefined',
    message: `“${short}” is never spelled out in this document${drafts.length > 0 ? ', nor where it takes its definitions from' : ''}.`,
    ...firstUse,
  };
}

function isKnown(abbreviation: Abbreviation | undefined): boolean {
  return abbreviation !== undefined && (abbreviation.isListed || abbreviation.introduction !== null);
}

const wordsByNames = new WeakMap<RuleContext['resolution']['names'], ReadonlySet<string>>();

/** Whether a word is one of the names of the project's documents, or of its consultation. */
function namingTest({ resolution: { names }, project }: RuleContext): (word: string) => boolean {
  const ofDocuments = getOrCreate(wordsByNames, names, () => wordsOf(names.documents.flatMap((each) => each.names)));
  const { id = null, by = null, title = null } = project?.consultation ?? {};
  const ofConsultation = wordsOf([id, by, title]);
  return (word) => ofDocuments.has(word) || ofConsultation.has(word);
}

function wordsOf(names: readonly (string | null)[]): ReadonlySet<string> {
  return new Set(names.flatMap((name) => name?.split(/[^\p{L}\p{N}&]+/u) ?? []));
}
