import { joinWords } from '../analysis/text/join-words.js';
import type { AnnexForm, ConsultationEntry, IssuerEntry } from '../workspace/project-file.js';
import { dayAndTime, houseDate, houseDateWithDay, timeOfDay } from './dates.js';
import { nameAnnex, nameIssuer } from './papers.js';
import type { Instrument } from './project-facts.js';
import { fillTemplate, TemplateError, type TemplateFacts } from './template.js';

/**
 * The template used where the project file names none.
 * @param annexes what is bound to the notification
 */
export function defaultNotification(annexes: AnnexForm): string {
  return DEFAULT_NOTIFICATION.replace('{{effect}}', EFFECTS[annexes]);
}

const EFFECTS: Readonly<Record<AnnexForm, string>> = {
  clean:
    'the {{id}} has effect as version {{version}}, in the form set out in {{annex}} to this notification{{#if new}}{{else}}, in the place of version {{baseline.version}}{{/if}}.',
  instructions:
    'the {{id}} version {{baseline.version}} is amended as set out in {{annex}} to this notification, and has effect as so amended as version {{version}}.',
  none: 'the {{id}} has effect as version {{version}}{{#if new}}{{else}}, in the place of version {{baseline.version}}{{/if}}.',
};

const DEFAULT_NOTIFICATION = `# Notification of amendment

{{#if legal-basis}}
Under {{legal-basis}}, amendments are made to {{documents}} with effect from {{effective}}.
{{else}}
Amendments are made to {{documents}} with effect from {{effective}}.
{{/if}}

From that date:

{{#each documents}}
- {{effect}}
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

/** What a notification is made from. */
export interface NotificationSources {
  readonly consultation: ConsultationEntry | null;
  readonly issuer: IssuerEntry | null;
  readonly instruments: readonly Instrument[];
  /** An ISO date, or null. */
  readonly effective: string | null;
  /** What is bound to it; each instrument clean where nothing is said. */
  readonly annexes?: AnnexForm;
}

/**
 * The notification text: a template filled with the facts of the project. A missing fact becomes a
 * visible placeholder.
 * @throws Error that names the template and the line that cannot be filled
 */
export function notificationText(template: NotificationTemplate, sources: NotificationSources): string {
  try {
    return fillTemplate(template.text.replace(/^\ufeff/, ''), notificationFacts(sources), placeholderFor);
  } catch (error) {
    if (error instanceof TemplateError)
      throw new Error(`${template.name ?? 'the notification template'}:${error.line}: ${error.message}`);
    throw error;
  }
}

function notificationFacts({
  consultation,
  issuer,
  instruments,
  effective,
  annexes: form,
}: NotificationSources): TemplateFacts {
  const writeDate = (iso: string | null | undefined) => (iso ? houseDate(iso) : null);
  const respondBy = consultation?.respondBy ?? null;
  const annexes = instruments.map(({ annex: own }, index) => nameAnnex(own, index));
  const ids = instruments.map(({ id }) => id);
  return {
    'consultation.id': consultation?.id ?? null,
    'consultation.title': consultation?.title ?? null,
    by: consultation?.by ?? issuer?.name ?? null,
    issuer: nameIssuer({ consultation, issuer }),
    'issuer.address': issuer?.address.join(', ') || null,
    'signatory.name': issuer?.signatory.name ?? null,
    'signatory.title': issuer?.signatory.title ?? null,
    reference: consultation?.reference ?? null,
    notified: writeDate(consultation?.notified),
    addressees: joinWords(consultation?.addressees ?? []) || null,
    'legal-basis': consultation?.legalBasis ?? null,
    status: consultation?.status ?? null,
    published: writeDate(consultation?.published),
    'respond-by': respondBy && dayAndTime(respondBy, timeOfDay(respondBy)),
    instructions: form === 'instructions' ? 'amending instructions' : null,
    effective: writeDate(effective),
    'effective.weekday': effective && houseDateWithDay(effective),
    documents: instruments.map((instrument, index) => ({
      id: instrument.id,
      title: instrument.title,
      version: instrument.version,
      'baseline.version': instrument.baseline?.version ?? null,
      annex: annexes[index] ?? null,
      new: instrument.isNew ? 'new' : null,
      number: String(index + 1),
    })),
    annexes: joinWords(annexes) || null,
    'documents.names': joinWords(ids.map((id) => `the ${id}`)) || null,
    'documents.ids': joinWords(ids) || null,
  };
}

function placeholderFor(name: string): string {
  if (/^(?:effective|published|respond-by|notified)/.test(name)) return '[DD MMM YYYY]';
  if (name === 'annexes') return 'Annex [AAA]';
  const [what, where] = OPEN_FACTS.get(name) ?? [];
  return what === undefined ? `[insert ${name}]` : `[insert ${what}: ${where} in keeling.yaml]`;
}

/** What a missing fact is, and where it is filled in. */
const OPEN_FACTS: ReadonlyMap<string, readonly [what: string, where: string]> = new Map([
  ['consultation.id', ['the short name of the consultation', '“id” under “consultation”']],
  ['consultation.title', ['the title of the consultation', '“title” under “consultation”']],
  ['by', ['who makes the amendments', '“by” under “consultation”']],
  ['issuer', ['who makes the amendments', '“name” under “issuer”']],
  ['issuer.address', ['the address', '“address” under “issuer”']],
  ['signatory.name', ['who signs', '“name” under “signatory”']],
  ['signatory.title', ['the office of who signs', '“title” under “signatory”']],
  ['reference', ['the reference', '“reference” under “consultation”']],
  ['addressees', ['the addressees', '“addressees” under “consultation”']],
  ['legal-basis', ['the legal basis', '“legal-basis” under “consultation”']],
  ['status', ['the status', '“status” under “consultation”']],
  ['documents', ['the instruments', '“documents”']],
  ['documents.names', ['the instruments', '“documents”']],
  ['documents.ids', ['the instruments', '“documents”']],
  ['title', ['the title', '“title” of this document']],
  ['version', ['the version', '“version” of this document']],
  ['baseline.version', ['the version in force', '“baseline” of this document, or “new: true”,']],
]);
