import { shortenWords } from '../message.js';
import type { DraftRule } from '../rule.js';

/**
 * A cited document that the project does not describe, so that its provisions cannot be checked.
 * Reported once.
 */
export const unknownDocument: DraftRule = {
  codes: {
    'reference.unknown-document': {
      severity: 'information',
      title: 'A document is cited that the project does not describe.',
    },
  },
  costly: false,
  *checkDraft(context) {
    const reported = new Set<string>();
    for (const { block, value } of context.unknownDocuments()) {
      for (const unknown of value) {
        if (reported.has(unknown.name) || isLegislation(unknown.name)) continue;
        reported.add(unknown.name);
        yield {
          code: 'reference.unknown-document',
          message: `No document “${shortenWords(unknown.name)}” is described, so references to it are not checked.`,
          block,
          span: unknown.span,
        };
      }
    }
  },
};

/** Whether a name is that of an Act or the like, which no project needs to describe. */
function isLegislation(name: string): boolean {
  return (
    /\bActs?\b/.test(name) ||
    /^(?:Act|Constitution|Convention|Directive|Order|Protocol|Regulations?|Rules|Statute|Treaty)s?$/.test(name) ||
    (/\b(?:Convention|Directive|Measure|Order|Regulations?|Rules|Treaty)\b/.test(name) &&
      /\b(?:1[6-9]|20)\d\d\b/.test(name))
  );
}
