import type { AttachmentContent, ProjectDocument } from '../workspace/project-file.js';
import { type ListedAttachment, listedAttachments, planOf } from './attachment-list.js';
import { type DraftRule, labelPlace, type RuleContext } from './rule.js';

/** An attachment that the list names and nobody makes, or that is made and not listed, or that is something else than the list says. */
export const attachmentMissing: DraftRule = {
  codes: {
    'attachment.missing': {
      severity: 'error',
      speaks: 'The list of attachments and the project file disagree on what is attached.',
    },
  },
  costly: false,
  *checkDraft(context) {
    const { draft, project, resolution } = context;
    if (!project || project.attachments.length === 0 || resolution.self.role !== 'consultation') return;
    const list = listedAttachments(draft);
    for (const listed of list) {
      const message = disagreement(context, listed);
      if (message) yield { code: 'attachment.missing', message, ...labelPlace(draft, listed.provision) };
    }
    const last = list.at(-1);
    if (!last) return;
    // A number that is left out in the midst of the list is a gap, and told of as such.
    const numbers = list.map(({ provision }) => Number(provision.number));
    const beyond = project.attachments.filter(({ number }) => number > Math.max(...numbers));
    for (const { number, content } of beyond)
      yield {
        code: 'attachment.missing',
        message: `keeling.yaml makes Attachment ${number} (${contentName(content)}), which the list leaves out.`,
        ...labelPlace(draft, last.provision),
      };
  },
};

function disagreement(context: RuleContext, { provision, entry }: ListedAttachment): string | null {
  const { label, number } = provision;
  const planned = planOf(context, number);
  if (!planned) return `keeling.yaml makes no ${label}: name what it is there, or take it from the list.`;
  const { plan, document } = planned;
  const { kind } = plan.content;
  const made =
    kind === 'clean' || kind === 'marked'
      ? `${formName(kind)} ${document?.id ?? ''}`.trim()
      : `the ${kind.replace('-', ' ')}`;
  // A file that is attached as it stands can be of either form.
  if (entry.form !== null && entry.form !== kind && kind !== 'file')
    return `${label} is ${made} in keeling.yaml, and ${formName(entry.form)} here.`;
  if (!document) return null;
  const other = otherDocument(context, document, entry.title);
  return other ? `${label} is ${made} in keeling.yaml, and the ${other} here.` : null;
}

function contentName(content: AttachmentContent): string {
  if ('document' in content) return `the ${content.document}, ${content.kind}`;
  return 'path' in content ? content.path : content.kind.replace('-', ' ');
}

function formName(form: 'clean' | 'marked'): string {
  return form === 'clean' ? 'the clean' : 'the change-marked';
}

/** The document of the project that a title names, where it is another than the one meant. */
function otherDocument(context: RuleContext, own: ProjectDocument, title: string): string | null {
  let best: { id: string; length: number } | null = null;
  for (const document of context.project?.documents ?? []) {
    const names = [document.id, document.title, context.frontMatterOf(document.id)?.title, ...document.aliases];
    for (const name of names) {
      if (!name || name.length <= (best?.length ?? 0) || !holds(title, name)) continue;
      best = { id: document.id, length: name.length };
    }
  }
  return best && best.id !== own.id ? best.id : null;
}

/** Whether words hold a name as words of their own. */
function holds(words: string, name: string): boolean {
  const at = words.indexOf(name);
  const isLetter = (char: string) => /[\p{L}\p{N}]/u.test(char);
  return at >= 0 && !isLetter(words.charAt(at - 1)) && !isLetter(words.charAt(at + name.length));
}
