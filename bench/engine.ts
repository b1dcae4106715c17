import { outline } from '../server/src/features/outline.js';
import { Checker } from '../server/src/rules/check.js';
import type { Finding } from '../server/src/rules/finding.js';
import { Workspace } from '../server/src/workspace/workspace.js';

const FOLDER = 'file:///bench';
const DRAFT = `${FOLDER}/draft.md`;

/** A draft that is open: each edit is answered by outline and findings, as the language server answers it. */
export async function open(text: string): Promise<{ edit(at: number, inserted: string): Finding[] }> {
  const bytes = new TextEncoder().encode(text);
  const workspace = Workspace.empty(
    {
      read: async (uri) => (uri === DRAFT ? bytes : null),
      listMarkdown: async () => [DRAFT],
      isWithin: async () => true,
      readRevision: async () => new Uint8Array(),
    },
    FOLDER,
  );
  const document = await workspace.addLoose(DRAFT);
  if (typeof document === 'string') throw new Error(document);
  const checker = new Checker(workspace);
  const answer = () => {
    outline(document.draft);
    return checker.check(document, 'typing');
  };
  answer();
  return {
    edit: (at, inserted) => {
      workspace.edit(DRAFT, { start: at, end: at, text: inserted });
      return answer();
    },
  };
}
