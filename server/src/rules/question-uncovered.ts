import { listed } from '../analysis/listed.js';
import type { OverviewRow } from '../analysis/overview-table.js';
import { type QuestionSubject, questionSubjects } from '../analysis/question-subjects.js';
import type { Draft } from '../model/draft.js';
import type { Provision } from '../model/provision.js';
import {
  type ChangedInstrument,
  type ChangedProvision,
  changedInstruments,
  changedProvisions,
  citedBy,
  declarationsOf,
  type PlacedChange,
} from './declared-changes.js';
import { type DraftRule, labelPlace, type Report } from './rule.js';

/** How many provisions a message names. */
const MOST_NAMED = 5;

/** Changes of substance that no question of the consultation asks about. */
export const uncoveredByQuestions: DraftRule = {
  codes: {
    'question.uncovered': {
      severity: 'information',
      speaks: 'No question of the consultation asks about a change of substance.',
    },
  },
  costly: true,
  *checkDraft(context) {
    const { resolution, draft } = context;
    if (resolution.self.role !== 'consultation') return;
    const subjects = questionSubjects(draft, (block) => context.resolved(block), resolution.names);
    const changed = changedInstruments(resolution.instruments, (uri) => context.comparisonOf(uri));
    if (subjects.length === 0 || changed.length === 0) return;
    const declared = declarationsOf(draft, resolution, (block) => context.resolved(block), changed);
    if (!declared) return;
    // A question that points to the overview asks about every row of it.
    if (declared.overviews.some(({ provision }) => subjects.some((subject) => cites(subject, draft, provision))))
      return;
    const asked = new AskedAbout(subjects, changed);
    const byRow = new Map<OverviewRow, ChangedProvision[]>();
    for (const instrument of changed) {
      for (const unit of changedProvisions(instrument, (change) => !asked.covers(instrument, change))) {
        const row = declared.declarations.rowOf(instrument, unit.changes[0] as PlacedChange);
        // What no row declares, the overview's own check tells.
        if (!row) continue;
        byRow.set(row, [...(byRow.get(row) ?? []), unit]);
      }
    }
    for (const [row, units] of byRow) yield report(row, units);
  },
};

function cites({ cited }: QuestionSubject, draft: Draft, provision: Provision): boolean {
  return cited.some(
    ({ targets, document }) =>
      document?.draft === draft && targets.some(({ provisions }) => provisions.includes(provision)),
  );
}

/** What questions cite, and the terms that they use. */
class AskedAbout {
  private readonly provisions = new Set<Provision>();
  private readonly words: string;

  constructor(
    private readonly subjects: readonly QuestionSubject[],
    changed: readonly ChangedInstrument[],
  ) {
    this.words = subjects.map(({ words }) => words.replace(/\s+/g, ' ')).join('\n');
    for (const { cited } of subjects)
      for (const resolution of cited)
        for (const target of citedBy(resolution, changed))
          for (const provision of [...target.provisions, ...target.before]) this.provisions.add(provision);
  }

  covers({ document, comparison }: ChangedInstrument, { old, new: neu }: PlacedChange): boolean {
    if (this.subjects.some(({ documents }) => documents.includes(document))) return true;
    for (const provision of [neu, neu ? null : old]) {
      for (let at = provision; at; at = at.parent) {
        if (this.provisions.has(at)) return true;
        const now = comparison.map.newOf(at);
        if (now && this.provisions.has(now)) return true;
      }
      if (provision?.kind === 'definition' && provision.number !== null && this.words.includes(provision.number))
        return true;
      // A footnote is asked about with what it stands in.
      if (provision?.kind === 'footnote') return true;
    }
    return false;
  }
}

function report(row: OverviewRow, units: readonly ChangedProvision[]): Report {
  const names = units.slice(0, MOST_NAMED).map(({ label, instrument }) => `${label} of the ${instrument.document.id}`);
  const more = units.length > MOST_NAMED ? [`${units.length - MOST_NAMED} more`] : [];
  return {
    code: 'question.uncovered',
    message: `No question asks about ${listed([...names, ...more])}: neither one nor the section that it stands in cites ${units.length === 1 ? 'it' : 'them'}.`,
    block: row.block,
    span: row.cell,
    related: units.slice(0, MOST_NAMED).flatMap(({ instrument: { document, comparison }, old, new: neu, label }) => {
      const provision = neu ?? old;
      const of = neu ? document : document.baseline;
      return provision
        ? [
            {
              uri: of?.uri ?? null,
              draft: neu ? comparison.new : comparison.old,
              place: labelPlace(neu ? comparison.new : comparison.old, provision),
              message: `${label} changed`,
            },
          ]
        : [];
    }),
  };
}
