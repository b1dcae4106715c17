import type { TargetResolution } from '../analysis/resolve.js';
import type { BlockRule, Report } from './rule.js';
import { citedLabel, documentPhrase, stale } from './stale-references.js';

/** A reference to a provision, table, row, figure, question, note or attachment that does not exist. */
export const unresolvedReference: BlockRule = {
  codes: ['reference.unresolved'],
  *checkBlock(block, context) {
    for (const resolution of context.resolved(block)) {
      for (const target of resolution.targets) {
        if (!isMissing(target) || !target.target) continue;
        // One that stood in the version in force is for the checks that say where it went.
        if (resolution.document && stale(context, resolution, target.target.number)) continue;
        const label = citedLabel(resolution.found.reference, target.target.number);
        const report: Report = {
          code: 'reference.unresolved',
          message: `${label} does not exist${documentPhrase(context, resolution.document)}.`,
          block,
          span: target.target.span,
        };
        yield report;
      }
    }
  },
};

function isMissing(target: TargetResolution): boolean {
  return target.state === 'missing' && target.range === null;
}
