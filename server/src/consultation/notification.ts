import { joinWords } from '../analysis/text/join-words.js';
import type { ConsultationEntry } from '../workspace/project-file.js';
import { dayAndTime, houseDate, houseDateWithDay, timeOfDay } from './dates.js';
import type { Instrument } from './project-facts.js';
import { fillTemplate, TemplateError, type TemplateFacts } from './template.js';

/** The template used where the project file names none. */
export const DEFAULT_NOTIFICATION = `# Notification of amendment

This notification amends {{documents}} with effect from {{effective}}.

From that date:

{{#each documents}}
- the {{id}} has effect as version {{version}}, in the form set out in {{annex}}, in the place of version {{baseline.version}};
{{/each}}

Anything done under an earlier version continues to have effect as if it had been done under the version that replaces it.
`;

/**
 * A template in Markdown with `{{…}}`, and its path in the project file; null for the built-in one.
 */
export interface NotificationTemplate {
  readonly name: string | null;
  readonly text: string;
}

/**
 * The notification text: a template filled with the facts of the project. A missing fact becomes a
 * visible placeholder.
 * @param effective an ISO date, or null
 * @throws Error that names the template and the line that cannot be filled
 */
export function notificationText(
  template: NotificationTemplate,
  consultation: ConsultationEntry | null,
  instruments: readonly Instrument[],
  effective: string | null,
): string {
  try {
    return fillTemplate(
      template.text.replace(/^\ufeff/, ''),
      notificationFacts(consultation, instruments, effective),
      placeholderFor,
    );
  } catch (error) {
    if (error instanceof TemplateError)
      throw new Error(`${template.name ?? 'the notification template'}:${error.line}: ${error.message}`);
    throw error;
  }
}

function notificationFacts(
  consultation: ConsultationEntry | null,
  instruments: readonly Instrument[],
  effective: string | null,
): TemplateFacts {
  const writeDate = (iso: string | null | undefined) => (iso ? houseDate(iso) : null);
  const respondBy = consultation?.respondBy ?? null;
  const annexes = instruments.map(({ annex: own }, index) => `Annex ${own ?? annexLetters(index)}`);
  const ids = instruments.map(({ id }) => id);
  return {
    'consultation.id': consultation?.id ?? null,
    'consultation.title': consultation?.title ?? null,
    by: consultation?.by ?? null,
    'legal-basis': consultation?.legalBasis ?? null,
    status: consultation?.status ?? null,
    published: writeDate(consultation?.published),
    'respond-by': respondBy && dayAndTime(respondBy, timeOfDay(respondBy)),
    effective: writeDate(effective),
    'effective.weekday': effective && houseDateWithDay(effective),
    documents: instruments.map((instrument, index) => ({
      id: instrument.id,
      title: instrument.title,
      version: instrument.version,
      'baseline.version': instrument.baseline?.version ?? null,
      annex: annexes[index] ?? null,
      number: String(index + 1),
    })),
    annexes: joinWords(annexes) || null,
    'documents.names': joinWords(ids.map((id) => `the ${id}`)) || null,
    'documents.ids': joinWords(ids) || null,
  };
}

/** The letter of an annex by its index: "A", "B" … "Z", "AA". */
function annexLetters(index: number): string {
  return index < 26
    ? String.fromCharCode(65 + index)
    : annexLetters(Math.floor(index / 26) - 1) + annexLetters(index % 26);
}

function placeholderFor(name: string): string {
  if (/^(?:effective|published|respond-by)/.test(name)) return '[DD MMM YYYY]';
  if (name === 'annexes') return 'Annex [AAA]';
  return `[insert ${name}]`;
}
