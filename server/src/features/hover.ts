import type { Hover } from 'vscode-languageserver-types';
import type { Checker } from '../rules/check.js';
import type { WorkspaceDocument } from '../workspace/document.js';
import type { Workspace } from '../workspace/workspace.js';
import { citedAt, sourceOf } from './cited.js';

const MOST_CHARACTERS = 1500;
const MOST_PROVISIONS = 5;

/** The text of the provisions cited at an offset, each under its label and its document; null where nothing is cited. */
export function hover(
  workspace: Workspace,
  checker: Checker,
  document: WorkspaceDocument,
  offset: number,
): Hover | null {
  const cited = citedAt(checker, document, offset);
  if (!cited) return null;
  const { resolution, targets } = cited;
  const range = document.draft.rangeOf(cited.span);
  if (resolution.unknown) {
    return {
      range,
      contents: {
        kind: 'markdown',
        value: `No document called **${escaped(resolution.unknown.name)}** is described, so this is not checked.`,
      },
    };
  }
  const holder = resolution.document?.uri ? workspace.documents.get(resolution.document.uri) : undefined;
  if (!holder) {
    const name = resolution.document?.names[1] ?? resolution.document?.id;
    return name
      ? {
          range,
          contents: { kind: 'markdown', value: `A provision of the **${escaped(name)}**, which is not drafted here.` },
        }
      : null;
  }
  const provisions = [...new Set(targets.flatMap((target) => target.provisions))];
  if (provisions.length === 0) return null;
  const shown = provisions.slice(0, MOST_PROVISIONS).map((provision) => {
    const title = provision.title && provision.kind !== 'section' ? ` – ${escaped(provision.title)}` : '';
    const where =
      holder === document
        ? ''
        : ` · ${escaped([holder.id, holder.version].filter(Boolean).join(' '))}${holder.isBaseline ? ' (in force)' : ''}`;
    return `**${escaped(provision.label)}**${title}${where}\n\n${excerpt(sourceOf(holder, provision))}`;
  });
  const rest = provisions.length - shown.length;
  if (rest > 0) shown.push(`… and ${rest} more`);
  return { range, contents: { kind: 'markdown', value: shown.join('\n\n---\n\n') } };
}

/** The beginning of a provision, cut between lines where it is long. */
function excerpt(source: string): string {
  if (source.length <= MOST_CHARACTERS) return source;
  const cut = source.lastIndexOf('\n', MOST_CHARACTERS);
  return `${source.slice(0, cut > MOST_CHARACTERS / 2 ? cut : MOST_CHARACTERS)}\n\n…`;
}

function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|]/g, '\\$&');
}
