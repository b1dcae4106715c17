import { ProvisionIndex } from '../../analysis/references/provision-index.js';
import type { Resolution } from '../../analysis/references/resolution.js';
import { isSameTitle } from '../../analysis/text/titles.js';
import type { Block } from '../../model/block.js';
import { type FoundReference, type Passage, readBlockFacts } from '../../model/facts.js';
import { getOrCreate } from '../../model/memo.js';
import type { Provision } from '../../model/provision.js';
import type { ReferenceTarget } from '../../model/references/reference.js';
import { readTable } from '../../model/table.js';
import { shortenWords } from '../message.js';
import type { DraftRule, Report, RuleContext } from '../rule.js';
import { describeTarget, findStaleTarget, type StaleTarget, saysDeleted } from '../shared/stale-references.js';

/**
 * A reference by a number that its target had in the version in force, where the target has another
 * number now or was deleted; also where another provision has that number now, if the words of the
 * reference were left as they were.
 */
export const staleReference: DraftRule = {
  codes: {
    'reference.renumbered': {
      severity: 'error',
      title: 'The provision cited has a new number since the version in force.',
    },
    'reference.deleted': {
      severity: 'error',
      title: 'The provision cited was in the version in force and has been deleted.',
    },
  },
  costly: true,
  *checkDraft(context) {
    const oldBlocks = findOldBlocks(context);
    for (let block = 0; block < context.draft.blocks.length; block++) {
      const resolutions = context.resolved(block);
      /** The reports on each reference, one on each of its numbers, by the place of its keyword. */
      const reports = new Map<number, Report[]>();
      // “Table 3.1” comes before “row 2” of it: where the table was renumbered, one fix writes both
      // numbers.
      for (const resolution of [...resolutions].sort((a, b) => depthOf(a) - depthOf(b))) {
        const { reference } = resolution.found;
        if (reference.version === 'baseline') continue;
        const hostKey = reference.of?.keywordSpan.start ?? -1;
        for (const { target, state, range, provisions } of resolution.targets) {
          if (!target || range) continue;
          const hosts = reports.get(hostKey);
          if (hosts) {
            reports.set(
              hostKey,
              hosts.map((host) => extendFixes(host, context, { resolution, target, block })),
            );
            continue;
          }
          const provision = provisions[0];
          const old = oldBlocks?.get(block);
          const report =
            state === 'missing'
              ? reportMissing(context, { resolution, target, block })
              : state === 'found' && old && provision && citesSame(context, old, { resolution, target, block })
                ? reportOutdated(context, { resolution, target, block }, provision)
                : null;
          if (report) getOrCreate(reports, reference.keywordSpan.start, () => []).push(report);
        }
      }
      yield* [...reports.values()].flat();
    }
  },
};

function depthOf({ found }: Resolution): number {
  let depth = 0;
  for (let { of } = found.reference; of; of = of.of) depth++;
  return depth;
}

/** A number that a reference cites, and the block that it is in. */
interface StaleNumber {
  readonly resolution: Resolution;
  readonly target: ReferenceTarget;
  readonly block: number;
}

/** A report on "Table 3.1" whose fixes also write the new number of "row 2" of it. */
function extendFixes(host: Report, context: RuleContext, { resolution, target, block }: StaleNumber): Report {
  const current = findStaleTarget(context, resolution, target.number, block)?.current;
  if (!current?.number || current.number === target.number) return host;
  const edit = { block, span: target.span, text: writeNumberLike(context.draft.block(block), target, current.number) };
  return { ...host, fixes: (host.fixes ?? []).map((fix) => ({ ...fix, edits: [...fix.edits, edit] })) };
}

/** A number that nothing has now. */
function reportMissing(context: RuleContext, cited: StaleNumber): Report | null {
  const { resolution, target, block } = cited;
  const found = findStaleTarget(context, resolution, target.number, block);
  if (!found || saysDeleted(context, block, resolution, target.number)) return null;
  const label = describeOldTarget(cited, found);
  if (found.current) {
    const message = `${label} is now ${shortenWords(found.current.label)}.`;
    return reportRenumbered(context, cited, found.current, message);
  }
  return { code: 'reference.deleted', message: `${label} has been deleted.`, block, span: target.span };
}

/** A number that another provision has now. */
function reportOutdated(context: RuleContext, cited: StaleNumber, provision: Provision): Report | null {
  const { resolution, target, block } = cited;
  const found = findStaleTarget(context, resolution, target.number, block);
  const current = found?.current;
  if (!current || current.number === null || current.number === provision.number || current.kind !== provision.kind)
    return null;
  const message = `${describeOldTarget(cited, found)} is now ${shortenWords(current.label, 28)}, but this has the old number.`;
  return reportRenumbered(context, cited, current, message);
}

/** "Clause 1.2 of V1.3". */
function describeOldTarget({ resolution, target }: StaleNumber, { document }: StaleTarget): string {
  const version = document.baseline?.draft?.frontMatter.version ?? 'the version in force';
  return `${shortenWords(describeTarget(resolution.found.reference, target.number), 28)} of ${shortenWords(version, 24)}`;
}

function reportRenumbered(
  context: RuleContext,
  { resolution, target, block }: StaleNumber,
  current: Provision,
  message: string,
): Report {
  const number = current.number ?? '';
  const { document } = resolution;
  const isUnique = document?.draft && ProvisionIndex.of(document.draft).numbered(number, null).length === 1;
  return {
    code: 'reference.renumbered',
    message,
    block,
    span: target.span,
    ...(isUnique || current.kind !== 'clause'
      ? {
          fixes: [
            {
              title: `Write ${number}`,
              edits: [{ block, span: target.span, text: writeNumberLike(context.draft.block(block), target, number) }],
              preferred: true,
            },
          ],
        }
      : {}),
  };
}

const BRACKETS = /\([^()]*\)/g;

/**
 * The new number in the form that the old one was written in: "(b)" of "5.1(a) and (b)" stays
 * short.
 */
function writeNumberLike(block: Block, target: ReferenceTarget, number: string): string {
  const written = block.text.slice(target.span.start, target.span.end);
  if (target.number.startsWith('('))
    return (number.match(BRACKETS) ?? []).slice(-(target.number.match(BRACKETS) ?? []).length).join('') || number;
  const base = target.number.slice(0, target.number.length - written.length);
  return base !== '' && target.number.endsWith(written) && number.startsWith(base) ? number.slice(base.length) : number;
}

/** Which block of the version in force each block of the draft was. */
function findOldBlocks(context: RuleContext): ReadonlyMap<number, Block> | null {
  const comparison = context.comparisonOf(context.uri);
  if (!comparison || comparison.new !== context.draft) return null;
  const oldBlocks = new Map<number, Block>();
  for (const marked of comparison.blocks) {
    if (marked.new === null) continue;
    const old = marked.old ?? null;
    if (old !== null) oldBlocks.set(marked.new, comparison.old.block(old));
  }
  return oldBlocks;
}

/**
 * Whether the old block has the same reference with the same numbers and the same title beside it:
 * one that was rewritten is no oversight. In "Section 7 (Warranties), Section 8 (Liability)" the
 * next number is often another reference's old one. In a list some numbers may have followed.
 */
function citesSame(context: RuleContext, old: Block, { resolution, target, block }: StaleNumber): boolean {
  const { kind, targets, caption } = resolution.found.reference;
  if (target.to) return false;
  const place = targets.indexOf(target);
  const isFollowed = (before: ReferenceTarget, now: ReferenceTarget): boolean =>
    before.to === null &&
    now.to === null &&
    findStaleTarget(context, resolution, before.number, block)?.current?.number === now.number;
  const isOfSameRow = compareRows(context.draft.block(block), old, resolution.found);
  return readBlockFacts(old).references.some(
    ({ reference, passage }) =>
      reference.kind === kind &&
      isOfSameRow(passage) &&
      (caption && reference.caption
        ? isSameTitle(caption.text, reference.caption.text)
        : caption === reference.caption) &&
      reference.targets.length === targets.length &&
      targets.every((now, at) => {
        const before = reference.targets[at]!;
        const isSame = before.number === now.number && before.to?.number === now.to?.number;
        return isSame || (at !== place && isFollowed(before, now));
      }),
  );
}

/**
 * Tells of a passage of the old table whether it stands in the row that a reference stood in: one cell
 * beside it says the same. Rows that came instead of others were rewritten.
 */
function compareRows(now: Block, old: Block, { passage }: FoundReference): (passage: Passage) => boolean {
  const { cell } = passage;
  if (!cell) return () => true;
  const key = cell.column === 0 ? 1 : 0;
  const words = findCellWords(now, cell.row, key);
  return (other) =>
    other.cell?.column === cell.column && (words === null || findCellWords(old, other.cell.row, key) === words);
}

/** The words of a cell; null where the table has no such cell. */
function findCellWords(block: Block, row: number, column: number): string | null {
  const cell = readTable(block)?.rows[row]?.cells[column];
  return cell ? block.text.slice(cell.start, cell.end).trim() : null;
}
