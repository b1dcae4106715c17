import type { OverviewRow } from '../../analysis/references/overview-table.js';
import { findQuestionSubjects } from '../../analysis/references/question-subjects.js';
import type { Resolution } from '../../analysis/references/resolution.js';
import { joinWords } from '../../analysis/text/join-words.js';
import { MOST_CHARACTERS, shortenWords } from '../message.js';
import { type DraftRule, findLabelPlace, type Report } from '../rule.js';
import { AskedAbout, pointsToOverview } from '../shared/asked-about.js';
import { type ChangedProvision, findChangedInstruments, findChangedProvisions } from '../shared/changed-instruments.js';
import { readDeclarations } from '../shared/declarations.js';

/** How many provisions a finding names and points to at most. */
const MOST_NAMED = 5;

/** Changes of substance that no question of the consultation asks about. */
export const uncoveredByQuestions: DraftRule = {
  codes: {
    'question.uncovered': {
      severity: 'information',
      title: 'No question of the consultation asks about a change of substance.',
    },
  },
  costly: true,
  *checkDraft(context) {
    const { resolution, draft } = context;
    if (resolution.self.role !== 'consultation') return;
    const changed = findChangedInstruments(resolution.instruments, (uri) => context.comparisonOf(uri));
    if (changed.length === 0) return;
    const subjects = findQuestionSubjects(draft, (block) => context.resolved(block), resolution.names);
    if (subjects.length === 0) return;
    const declared = readDeclarations(draft, resolution, (block) => context.resolved(block), changed);
    if (!declared) return;
    // A question that points to the overview asks about every row of it.
    if (declared.overviews.some((overview) => subjects.some((subject) => pointsToOverview(subject, draft, overview))))
      return;
    const asked = new AskedAbout(subjects, changed);
    const byRow = new Map<OverviewRow, ChangedProvision[]>();
    for (const instrument of changed) {
      for (const unit of findChangedProvisions(instrument, (change) => !asked.covers(instrument, change))) {
        const [first] = unit.changes;
        const row = first && declared.declarations.rowOf(instrument, first);
        // A change that no row declares is reported by the check of the overview; a row may name its question.
        if (!row || namesQuestion(row, context.resolved(row.block))) continue;
        byRow.set(row, [...(byRow.get(row) ?? []), unit]);
      }
    }
    for (const [row, units] of byRow) yield reportUncovered(row, units);
  },
};

/** Whether a row of an overview cites a question that is asked. */
function namesQuestion({ row }: OverviewRow, resolutions: readonly Resolution[]): boolean {
  return resolutions.some(
    ({ found: { reference, passage }, targets }) =>
      reference.kind === 'question' && passage.cell?.row === row && targets.some(({ state }) => state === 'found'),
  );
}

/**
 * "No question asks about Clause 4.3 of the MTAD and 2 more.", with as many names as a message has
 * room for.
 */
function describeUncovered(units: readonly ChangedProvision[]): string {
  // A table of which rows went and others came is named once.
  const all = new Set(
    units.map(({ label, instrument }) => `${shortenWords(label)} of the ${shortenWords(instrument.document.id, 20)}`),
  );
  const names = [...all].slice(0, MOST_NAMED);
  for (let count = names.length; ; count--) {
    const more = all.size > count ? [`${all.size - count} more`] : [];
    const message = `No question asks about ${joinWords([...names.slice(0, count), ...more])}.`;
    if (message.length <= MOST_CHARACTERS || count <= 1) return message;
  }
}

function reportUncovered(row: OverviewRow, units: readonly ChangedProvision[]): Report {
  return {
    code: 'question.uncovered',
    message: describeUncovered(units),
    block: row.block,
    span: row.cell,
    related: units
      .slice(0, MOST_NAMED)
      .flatMap(({ instrument: { document, comparison }, old, new: newProvision, label }) => {
        const provision = newProvision ?? old;
        const side = newProvision ? document : document.baseline;
        return provision
          ? [
              {
                uri: side?.uri ?? null,
                place: findLabelPlace(newProvision ? comparison.new : comparison.old, provision),
                message: `${label} changed`,
              },
            ]
          : [];
      }),
  };
}
