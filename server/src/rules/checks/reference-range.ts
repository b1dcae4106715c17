import type { Draft } from '../../model/draft.js';
import { getOrCreate } from '../../model/memo.js';
import type { BlockRule } from '../rule.js';
import { formOfMissing } from '../shared/forms-of-missing.js';
import { describeTarget, documentPhrase, saysDeleted } from '../shared/stale-references.js';

/** A range that runs backwards, or one end of which does not exist. */
export const referenceRange: BlockRule = {
  codes: {
    'reference.range': { severity: 'error', title: 'A range runs backwards, or one of its ends does not exist.' },
  },
  concerns: (block, context) => context.resolved(block).length > 0,
  *checkBlock(block, context) {
    for (const resolution of context.resolved(block)) {
      const { found, document, targets } = resolution;
      for (const each of targets) {
        const { target, range, isDoubtful } = each;
        if (!target?.to || !range) continue;
        const ends = [target.number, target.to.number];
        if (!range.backwards && ends.every((number) => saysDeleted(context, block, resolution, number))) continue;
        const { reference } = found;
        const doubt = {
          ...formOfMissing(context, resolution, each),
          ...(isDoubtful ? { severity: 'information' as const } : {}),
        };
        const whole = { start: target.span.start, end: target.to.span.end };
        // In a text that numbers its sections 3-38, what looks like a range is one number.
        const between = context.draft.block(block).text.slice(target.span.end, target.to.span.start);
        if (/^[-\u2011]$/.test(between) && hasHyphenatedNumbers(context.draft)) continue;
        if (between.includes('to') && REPLACED.test(context.draft.block(block).text.slice(0, target.span.start)))
          continue;
        if (range.backwards && areAscending(target.number, target.to.number)) continue;
        if (range.backwards) {
          const message = `The range runs backwards, from ${target.number} to ${target.to.number}.`;
          yield { code: 'reference.range', message, block, span: whole };
        } else if (!range.from && !range.to) {
          const message = `Neither ${describeTarget(reference, target.number)} nor ${describeTarget(reference, target.to.number)} exists${documentPhrase(context, document)}.`;
          yield { code: 'reference.range', message, block, span: whole, ...doubt };
        } else if (!range.from || !range.to) {
          const missing = range.from ? target.to : target;
          const message = `${describeTarget(reference, missing.number)}, an end of this range, does not exist${documentPhrase(context, document)}.`;
          yield { code: 'reference.range', message, block, span: missing.span, ...doubt };
        }
      }
    }
  },
};

/** "the reference in subsection (5) or (6) to subsection (3)": one stands in the other. */
const REPLACED =
  /\breferences? (?:in|at) (?:the )?[*_]{0,3}(?:\p{L}[\p{L}-]{0,20} )?[*_]{0,3}(?:[\d(][\w().]{0,20}(?:, and |, or |, | and | or )){0,4}$/u;

/** Whether whole numbers, with their brackets or without, rise, so that only the order of what bears them was read otherwise. */
function areAscending(from: string, to: string): boolean {
  const [, first = '', last = ''] = /^\(?(\d{1,4})\)? \(?(\d{1,4})\)?$/.exec(`${from} ${to}`) ?? [];
  return first !== '' && Number(first) < Number(last);
}

const hyphenated = new WeakMap<Draft['provisions'], boolean>();

/** Whether the sections of a text bear numbers such as 3-38. */
function hasHyphenatedNumbers({ provisions }: Draft): boolean {
  return getOrCreate(hyphenated, provisions, () =>
    provisions.some(({ unit, number }) => unit === 'section' && number !== null && /^\d+-\d/.test(number)),
  );
}
