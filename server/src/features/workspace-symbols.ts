import type { WorkspaceSymbol } from 'vscode-languageserver-types';
import type { WorkspaceDocument } from '../workspace/document.js';
import { displayNameOf, readOpeningWords } from './display-text.js';
import { symbolKindOf } from './outline.js';

const MOST_SYMBOLS = 300;

/**
 * The provisions of all drafts whose label or title holds the letters asked for, in their order.
 * Those that hold them as one piece come first.
 */
export function findSymbols(documents: readonly WorkspaceDocument[], query: string): WorkspaceSymbol[] {
  const wanted = query.toLowerCase().replace(/\s+/g, '');
  const exact: WorkspaceSymbol[] = [];
  const near: WorkspaceSymbol[] = [];
  for (const document of documents) {
    const { draft } = document;
    for (const provision of draft.provisions) {
      if (exact.length >= MOST_SYMBOLS) break;
      const label = provision.label.toLowerCase().replace(/\s+/g, '');
      const title = provision.title?.toLowerCase().replace(/\s+/g, '') ?? '';
      const isExact = label.includes(wanted) || title.includes(wanted);
      if (!isExact && (near.length >= MOST_SYMBOLS || !isSubsequence(wanted, label + title))) continue;
      const words = readOpeningWords(draft, provision, 60);
      (isExact ? exact : near).push({
        name: words && words !== provision.label ? `${provision.label} ${words}` : provision.label,
        kind: symbolKindOf(provision.kind),
        containerName: displayNameOf(document),
        location: { uri: document.uri, range: draft.rangeOf(draft.labelSpanOf(provision)) },
      });
    }
  }
  return [...exact, ...near].slice(0, MOST_SYMBOLS);
}

function isSubsequence(wanted: string, text: string): boolean {
  let at = 0;
  for (let i = 0; i < text.length && at < wanted.length; i++) if (text[i] === wanted[at]) at++;
  return at === wanted.length;
}
