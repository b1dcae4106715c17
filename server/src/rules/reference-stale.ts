import { ProvisionIndex } from '../analysis/provision-index.js';
import type { Resolution } from '../analysis/resolve.js';
import type { Comparison } from '../compare/change.js';
import type { Block } from '../model/block.js';
import { factsOf } from '../model/facts.js';
import type { Provision } from '../model/provision.js';
import type { ReferenceTarget } from '../model/reference.js';
import type { DraftRule, Report, RuleContext } from './rule.js';
import { citedLabel, saysGone, stale } from './stale-references.js';

/**
 * A reference by a number that was the target's in the version in force: the target has another number now, or is gone. Also
 * where another provision bears the old number by now, if the words of the reference stood there before and were left as they were.
 */
export const staleReference: DraftRule = {
  codes: {
    'reference.renumbered': {
      severity: 'error',
      speaks: 'The provision cited has a new number since the version in force.',
    },
    'reference.deleted': {
      severity: 'error',
      speaks: 'The provision cited was in the version in force and has been deleted.',
    },
  },
  costly: true,
  *checkDraft(context) {
    const before = blocksBefore(context);
    for (let block = 0; block < context.draft.blocks.length; block++) {
      const resolutions = context.resolved(block);
      /** Where in `reports` what is said of a reference stands, by the place of its keyword. */
      const said = new Map<number, number>();
      const reports: Report[] = [];
      // What a reference is part of is looked at first: where that went elsewhere, one mend writes both numbers.
      for (const resolution of [...resolutions].sort((a, b) => depthOf(a) - depthOf(b))) {
        const { reference } = resolution.found;
        if (reference.version === 'baseline') continue;
        const host = reference.of ? said.get(reference.of.keywordSpan.start) : undefined;
        for (const { target, state, range, provisions } of resolution.targets) {
          if (!target || range) continue;
          if (host !== undefined) {
            reports[host] = alongWith(reports[host] as Report, context, resolution, target, block);
            continue;
          }
          const provision = provisions[0];
          const old = before?.get(block);
          const report =
            state === 'missing'
              ? missing(context, resolution, target, block)
              : state === 'found' && old && provision && cites(old, resolution, target)
                ? leftBehind(context, resolution, target, provision, block)
                : null;
          if (!report) continue;
          said.set(reference.keywordSpan.start, reports.push(report) - 1);
        }
      }
      yield* reports;
    }
  },
};

function depthOf({ found }: Resolution): number {
  let depth = 0;
  for (let { of } = found.reference; of; of = of.of) depth++;
  return depth;
}

/** A report whose mends also write the number of what is part of the provision that it is about, where that changed as well: "row 2 of Table 3.1". */
function alongWith(
  host: Report,
  context: RuleContext,
  resolution: Resolution,
  target: ReferenceTarget,
  block: number,
): Report {
  const now = stale(context, resolution, target.number, block)?.now;
  if (!now?.number || now.number === target.number) return host;
  const edit = { block, span: target.span, text: writtenLike(context.draft.block(block), target, now.number) };
  return { ...host, fixes: (host.fixes ?? []).map((fix) => ({ ...fix, edits: [...fix.edits, edit] })) };
}

function missing(context: RuleContext, resolution: Resolution, target: ReferenceTarget, block: number): Report | null {
  const found = stale(context, resolution, target.number, block);
  if (!found || saysGone(context, block, resolution, target.number)) return null;
  const label = citedLabel(resolution.found.reference, target.number);
  const version = found.document.baseline?.draft?.frontMatter.version ?? 'the version in force';
  if (found.now)
    return renumbered(
      context,
      target,
      block,
      `${label} of ${version} is now ${found.now.label}.`,
      found.now,
      resolution,
    );
  return {
    code: 'reference.deleted',
    message: `${label} stood in ${version} and is deleted.`,
    block,
    span: target.span,
  };
}

function leftBehind(
  context: RuleContext,
  resolution: Resolution,
  target: ReferenceTarget,
  provision: Provision,
  block: number,
): Report | null {
  const found = stale(context, resolution, target.number, block);
  if (
    !found?.now ||
    found.now.number === null ||
    found.now.number === provision.number ||
    found.now.kind !== provision.kind
  )
    return null;
  const version = found.document.baseline?.draft?.frontMatter.version ?? 'the version in force';
  const message = `${citedLabel(resolution.found.reference, target.number)} of ${version} is now ${found.now.label}, but this reference still has the old number.`;
  return renumbered(context, target, block, message, found.now, resolution);
}

function renumbered(
  context: RuleContext,
  target: ReferenceTarget,
  block: number,
  message: string,
  now: Provision,
  resolution: Resolution,
): Report {
  const number = now.number ?? '';
  const { document } = resolution;
  const current = document?.draft ? ProvisionIndex.of(document.draft) : null;
  const isCurrent = document?.draft && current?.numbered(number, null).length === 1;
  return {
    code: 'reference.renumbered',
    message,
    block,
    span: target.span,
    ...(isCurrent || now.kind !== 'clause'
      ? {
          fixes: [
            {
              title: `Write ${number}`,
              edits: [{ block, span: target.span, text: writtenLike(context.draft.block(block), target, number) }],
              preferred: true,
            },
          ],
        }
      : {}),
  };
}

const BRACKETS = /\([^()]*\)/g;

/** The new number in the form that the old one was written in: "(b)" of "5.1(a) and (b)" stays short. */
function writtenLike(block: Block, target: ReferenceTarget, number: string): string {
  const written = block.text.slice(target.span.start, target.span.end);
  if (target.number.startsWith('('))
    return (number.match(BRACKETS) ?? []).slice(-(target.number.match(BRACKETS) ?? []).length).join('') || number;
  const base = target.number.slice(0, target.number.length - written.length);
  return base !== '' && target.number.endsWith(written) && number.startsWith(base) ? number.slice(base.length) : number;
}

/** Which block of the version in force each block of the draft was. */
function blocksBefore(context: RuleContext): ReadonlyMap<number, Block> | null {
  const comparison: Comparison | null = context.comparisonOf(context.uri);
  if (!comparison || comparison.new !== context.draft) return null;
  const before = new Map<number, Block>();
  for (const marked of comparison.blocks) {
    if (marked.new === null) continue;
    const old = marked.old ?? null;
    if (old !== null) before.set(marked.new, comparison.old.block(old));
  }
  return before;
}

/** Whether the block as it was holds the same reference, all its numbers alike: one that was written anew is no oversight. */
function cites(old: Block, resolution: Resolution, target: ReferenceTarget): boolean {
  const { kind, targets } = resolution.found.reference;
  if (target.to) return false;
  const numbers = JSON.stringify(targets.map(({ number, to }) => [number, to?.number]));
  return factsOf(old).references.some(
    ({ reference }) =>
      reference.kind === kind &&
      JSON.stringify(reference.targets.map(({ number, to }) => [number, to?.number])) === numbers,
  );
}
