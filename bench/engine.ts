import { hasFailed } from '../server/src/failure.js';
import { buildOutline } from '../server/src/features/outline.js';
import { readBlockFacts } from '../server/src/model/facts.js';
import { Checker } from '../server/src/rules/check.js';
import type { Finding } from '../server/src/rules/finding.js';
import { Workspace } from '../server/src/workspace/workspace.js';

const FOLDER = 'file:///bench';
const DRAFT = `${FOLDER}/draft.md`;

/** An open draft. Each edit gives the outline and the findings, as in the language server. */
export async function openDraft(text: string): Promise<{ edit(at: number, inserted: string): Finding[] }> {
  const workspace = workspaceOf(new Map([[DRAFT, text]]));
  const document = await workspace.addLoose(DRAFT);
  if (hasFailed(document)) throw new Error(document.problem);
  const checker = new Checker(workspace);
  const answer = () => {
    buildOutline(document.draft);
    return checker.check(document, 'typing');
  };
  answer();
  return {
    edit: (at, inserted) => {
      workspace.editDraft(DRAFT, { start: at, end: at, text: inserted });
      return answer();
    },
  };
}

/** Scans and reads drafts; `check` then runs every check and counts the findings. */
export async function readDrafts(texts: readonly string[]): Promise<{ check(): number }> {
  const workspace = workspaceOf(new Map(texts.map((text, i) => [`${FOLDER}/${i}.md`, text])));
  for (const i of texts.keys()) await workspace.addLoose(`${FOLDER}/${i}.md`);
  const documents = [...workspace.documents.values()];
  for (const { draft } of documents) for (let i = 0; i < draft.blocks.length; i++) readBlockFacts(draft.block(i));
  const checker = new Checker(workspace);
  return {
    check: () => documents.reduce((findings, document) => findings + checker.check(document, 'full').length, 0),
  };
}

function workspaceOf(texts: ReadonlyMap<string, string>): Workspace {
  const bytes = new Map([...texts].map(([uri, text]) => [uri, new TextEncoder().encode(text)]));
  return Workspace.empty(
    {
      read: async (uri) => bytes.get(uri) ?? null,
      listMarkdown: async () => [...bytes.keys()],
      listFolder: async () => [],
      isWithin: async () => true,
      readRevision: async () => new Uint8Array(),
    },
    FOLDER,
  );
}
