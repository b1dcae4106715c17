import type { DraftRule } from './rule.js';

/** A document is cited that nobody described: its provisions cannot be checked. Said once for each. */
export const unknownDocument: DraftRule = {
  codes: {
    'reference.unknown-document': {
      severity: 'information',
      speaks: 'A document is cited that the project does not describe.',
    },
  },
  costly: false,
  *checkDraft(context) {
    const said = new Set<string>();
    for (let block = 0; block < context.draft.blocks.length; block++) {
      for (const { unknown } of context.resolved(block)) {
        if (!unknown || said.has(unknown.name) || isLegislation(unknown.name)) continue;
        said.add(unknown.name);
        yield {
          code: 'reference.unknown-document',
          message: `No document called “${unknown.name}” is described, so references to it are not checked. Describe it under “external” or “documents” in keeling.yaml.`,
          block,
          span: unknown.span,
        };
      }
    }
  },
};

/** Whether a name is that of an Act or the like, which is the law of the land and needs nobody to describe it. */
function isLegislation(name: string): boolean {
  return (
    /\bActs?\b/.test(name) ||
    /^(?:Act|Constitution|Convention|Directive|Order|Protocol|Regulations?|Rules|Statute|Treaty)s?$/.test(name) ||
    (/\b(?:Convention|Directive|Measure|Order|Regulations?|Rules|Treaty)\b/.test(name) &&
      /\b(?:1[6-9]|20)\d\d\b/.test(name))
  );
}
