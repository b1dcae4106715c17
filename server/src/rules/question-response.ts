import { questionsOf } from '../analysis/questions.js';
import type { Draft } from '../model/draft.js';
import { factsOf } from '../model/facts.js';
import { type DraftRule, labelPlace } from './rule.js';

const asked = new WeakMap<Draft, ReadonlySet<string>>();

/** A question that the team's own template for responses does not ask. */
export const questionResponse: DraftRule = {
  codes: {
    'question.response': { severity: 'warning', speaks: 'A question is missing from the response template.' },
  },
  costly: false,
  *checkDraft(context) {
    const { draft, project, resolution } = context;
    if (resolution.self.role !== 'consultation') return;
    const template = context.responseTemplate();
    if (!template) return;
    const inTemplate = askedIn(template);
    const plan = project?.attachments.find(({ content }) => content.kind === 'response-template')?.content;
    const name = plan && 'template' in plan && plan.template !== null ? plan.template : 'the response template';
    const told = new Set<string>();
    for (const { label, provision } of questionsOf(draft)) {
      const number = provision.number ?? '';
      if (told.has(label) || inTemplate.has(label) || inTemplate.has(`Q${number}`)) continue;
      told.add(label);
      yield {
        code: 'question.response',
        message: `${label} is not in ${name}, so nobody can answer it there.`,
        ...labelPlace(draft, provision),
      };
    }
  },
};

const QUESTION = /^(?:([A-Z][A-Z0-9]{1,9})[ -])?Q(?:uestion)? ?(\d{1,3}[A-Z]?)(?![\p{L}\p{N}])/u;

/** The questions that a template has a place for: "FTC Q1", and "Q1" where it gives no name, each at the beginning of its line or cell. */
function askedIn(template: Draft): ReadonlySet<string> {
  let found = asked.get(template);
  if (!found) {
    const labels = new Set<string>();
    for (const block of template.blocks) {
      for (const { inline } of factsOf(block).passages) {
        for (const line of inline.text.split('\n')) {
          const [whole, name, number] = QUESTION.exec(line.trim()) ?? [];
          if (whole !== undefined) labels.add(name === undefined ? `Q${number}` : `${name} Q${number}`);
        }
      }
    }
    asked.set(template, (found = labels));
  }
  return found;
}
