import { type AttachmentContent, COMPARISON_PAPERS, type ProjectDocument } from '../../workspace/project-file.js';
import { shortenWords } from '../message.js';
import { type DraftRule, findLabelPlace, type RuleContext } from '../rule.js';
import { findPlan, type ListedAttachment, listAttachments } from '../shared/attachment-list.js';

/** An attachment that is listed but not made, made but not listed, or not what the list says. */
export const attachmentMissing: DraftRule = {
  codes: {
    'attachment.missing': {
      severity: 'error',
      title: 'The list of attachments and the project file disagree on what is attached.',
    },
  },
  costly: false,
  *checkDraft(context) {
    const { draft, project, resolution } = context;
    if (!project || project.attachments.length === 0 || resolution.self.role !== 'consultation') return;
    const list = listAttachments(draft);
    for (const listed of list) {
      const message = findDisagreement(context, listed);
      if (message) yield { code: 'attachment.missing', message, ...findLabelPlace(draft, listed.provision) };
    }
    const last = list.at(-1);
    if (!last) return;
    // A number missing in the middle of the list is a gap, which another check reports.
    const numbers = list.map(({ provision }) => Number(provision.number));
    // The consultation document does not list itself.
    const beyond = project.attachments.filter(
      ({ number, content }) => number > Math.max(...numbers) && content.kind !== 'consultation',
    );
    for (const { number, content } of beyond)
      yield {
        code: 'attachment.missing',
        message: `The list leaves out Attachment ${number} of keeling.yaml (${shortenWords(describeContent(content))}).`,
        ...findLabelPlace(draft, last.provision),
      };
  },
};

function findDisagreement(context: RuleContext, { provision, entry }: ListedAttachment): string | null {
  const { label, number } = provision;
  const planned = findPlan(context, number);
  if (!planned) return `keeling.yaml has no ${shortenWords(label)}.`;
  const { plan, document } = planned;
  const { kind } = plan.content;
  const made =
    kind === 'clean' || kind === 'marked'
      ? `the ${nameForm(kind)} ${shortenWords(document?.id ?? '')}`.trim()
      : `the ${kind.replace('-', ' ')}`;
  // A file that is attached as it stands can be of either form.
  // A table or an extract of changes is a comparison by its name.
  const isComparison = entry.form === 'marked' && COMPARISON_PAPERS.some((each) => each === kind);
  if (entry.form !== null && entry.form !== kind && kind !== 'file' && !isComparison)
    return `${label} is ${made} in keeling.yaml, but ${nameForm(entry.form)} here.`;
  if (!document) return null;
  const other = findOtherDocument(context, document, entry.title);
  return other ? `${label} is ${made} in keeling.yaml, but the ${shortenWords(other)} here.` : null;
}

function describeContent(content: AttachmentContent): string {
  if ('document' in content) return `the ${content.document}, ${content.kind}`;
  return 'path' in content ? content.path : content.kind.replace('-', ' ');
}

function nameForm(form: 'clean' | 'marked'): string {
  return form === 'clean' ? 'clean' : 'change-marked';
}

/** The document of the project that a title names, if it is not the one meant. */
function findOtherDocument(context: RuleContext, own: ProjectDocument, title: string): string | null {
  let longest: { id: string; length: number } | null = null;
  for (const document of context.project?.documents ?? []) {
    const names = [document.id, document.title, context.frontMatterOf(document.id)?.title, ...document.aliases];
    for (const name of names) {
      if (!name || name.length <= (longest?.length ?? 0) || !containsName(title, name)) continue;
      longest = { id: document.id, length: name.length };
    }
  }
  return longest && longest.id !== own.id ? longest.id : null;
}

/** Whether words contain a name as words of their own. */
function containsName(words: string, name: string): boolean {
  const at = words.indexOf(name);
  const isLetter = (char: string) => /[\p{L}\p{N}]/u.test(char);
  return at >= 0 && !isLetter(words.charAt(at - 1)) && !isLetter(words.charAt(at + name.length));
}
