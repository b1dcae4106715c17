import { questionsOf } from '../../analysis/references/questions.js';
import type { Draft } from '../../model/draft.js';
import { readBlockFacts } from '../../model/facts.js';
import { getOrCreate } from '../../model/memo.js';
import { chapterOfQuestion, labelQuestion } from '../../model/references/question-series.js';
import { shortenWords } from '../message.js';
import { type DraftRule, findLabelPlace } from '../rule.js';

const askedByTemplate = new WeakMap<Draft, ReadonlySet<string>>();

/** A question that the team's own template for responses does not ask. */
export const questionResponse: DraftRule = {
  codes: {
    'question.response': { severity: 'warning', title: 'A question is missing from the response template.' },
  },
  costly: false,
  *checkDraft(context) {
    const { draft, project, resolution } = context;
    if (resolution.self.role !== 'consultation') return;
    const template = context.responseTemplate();
    if (!template) return;
    const inTemplate = findAsked(template);
    const plan = project?.attachments.find(({ content }) => content.kind === 'response-template')?.content;
    const name = plan && 'template' in plan && plan.template !== null ? plan.template : 'the response template';
    const reported = new Set<string>();
    for (const { label, provision } of questionsOf(draft)) {
      const number = provision.number ?? '';
      const isNumberEnough = chapterOfQuestion(label) === null && inTemplate.has(`Q${number}`);
      if (reported.has(label) || inTemplate.has(label) || isNumberEnough) continue;
      reported.add(label);
      yield {
        code: 'question.response',
        message: `${shortenWords(label)} has no place in ${shortenWords(name)}.`,
        ...findLabelPlace(draft, provision),
      };
    }
  },
};

const QUESTION =
  /^(?:([A-Z][A-Z0-9]{1,9})[ -]|((?:Chapter|Part|Section) (?:\d{1,2}|[IVX]{1,5}|[A-Z]))(?:[,:]| [–—-])? |[Cc]onsultation )?[Qq](?:uestion|UESTION)?\.? ?(\d{1,3}(?:\.\d{1,3}){0,2}[A-Za-z]?(?: ?\([a-z]{1,3}\))?)(?![\p{L}\p{N}])/u;

/**
 * The questions that a template has a place for: "FTC Q1", or "Q1" where it gives no name, at the
 * start of a line or cell.
 */
function findAsked(template: Draft): ReadonlySet<string> {
  return getOrCreate(askedByTemplate, template, () => {
    const labels = new Set<string>();
    for (const block of template.blocks) {
      for (const { inline } of readBlockFacts(block).passages) {
        for (const line of inline.text.split('\n')) {
          const [whole, name, chapter, number = ''] = QUESTION.exec(line.trim()) ?? [];
          if (whole === undefined) continue;
          if (chapter !== undefined) labels.add(labelQuestion(chapter, number));
          else labels.add(name === undefined ? `Q${number}` : `${name} Q${number}`);
        }
      }
    }
    return labels;
  });
}
