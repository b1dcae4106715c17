import fc from 'fast-check';
import type { TextEdit as EditorEdit, WorkspaceEdit } from 'vscode-languageserver-types';
import type { TargetResolution } from '../../server/src/analysis/references/resolution.js';
import { closeGaps } from '../../server/src/features/close-gaps.js';
import { createOpenProject } from '../../server/src/features/open-project.js';
import { RenameRefused, renameAt } from '../../server/src/features/rename.js';
import { Checker } from '../../server/src/rules/check.js';
import type { WorkspaceDocument } from '../../server/src/workspace/document.js';
import { Workspace } from '../../server/src/workspace/workspace.js';
import { generatedDraft } from '../support/generated-drafts.js';
import { FOLDER, MemoryHost } from '../support/memory-host.js';
import { expectLaw, expectSame, type Fuzzer } from './fuzzer.js';
import { ordinaryTexts } from './hostile-texts.js';

const PROJECT = 'documents:\n  - { id: AAA, path: a.md }\n  - { id: BBB, path: b.md, aliases: [Other Document] }\n';
/** References of many forms; N, M and L are numbers that come and go. */
const CITATIONS = [
  ...[
    'Clause N',
    'Clauses N to M',
    'Clauses N, M and L',
    'Clause N(a)',
    'paragraph (b) of Clause N',
    'paragraphs (a) to (c) of Clause N',
  ],
  ...[
    'Clause N of the AAA',
    'Clause N of the Other Document',
    'BBB Clause M',
    'Clauses N(a) and (b), M and L(c)',
    'Section S',
    'Sections 1 and 2',
  ],
  ...[
    'Clause **N**',
    'Clause [N](#x)',
    'Clause N (as if Clause M were not there)',
    'this Clause N',
    'clause N and clause M of the AAA',
    'Clause\nN',
  ],
  ...[
    'row 2 of Table S.1',
    'Table S.1',
    'existing Clause N',
    'Clause N – M',
    'Clauses N – M',
    'Clause N, or (if later) M',
    'Section S and Clause N',
  ],
];

export interface CitingTexts {
  readonly texts: readonly string[];
  /** The paragraphs that are taken out, and the references that are put in, by their place. */
  readonly cuts: readonly (readonly [document: number, at: number])[];
  readonly citations: readonly (readonly [document: number, at: number, form: number, n: number, m: number])[];
}

interface Renumbering extends CitingTexts {
  /** The document, and for a rename the provision and its new number; null closes the gaps. */
  readonly document: number;
  readonly rename: readonly [provision: number, by: number] | null;
}

/** Two texts that cite each other, the first sometimes a mutated one of those given. */
export function citingTexts(texts: readonly string[]) {
  return {
    texts: fc.tuple(fc.oneof(generatedDraft, ordinaryTexts(texts)), generatedDraft),
    cuts: fc.array(fc.tuple(fc.nat(1), fc.nat(999)), { maxLength: 4 }),
    citations: fc.array(fc.tuple(fc.nat(1), fc.nat(999), fc.nat(99), fc.nat(99), fc.nat(99)), { maxLength: 8 }),
  };
}

/** Renumbering and renaming: each reference leads to the same provision as before. */
export const renumbering: Fuzzer<Renumbering> = {
  name: 'renumbering',
  inputs: (texts) =>
    fc.record({
      ...citingTexts(texts),
      document: fc.nat(1),
      rename: fc.option(fc.tuple(fc.nat(999), fc.nat(9)), { freq: 2 }),
    }),
  async check(input, counts) {
    const files = Object.fromEntries(makeCitingTexts(input).map((text, index) => [`${'ab'[index]}.md`, text]));
    const workspace = await loadTwoDocuments(files);
    const document = workspace.listCheckedDocuments()[input.document];
    if (!document) return;
    const before = readMeanings(workspace);
    const changed = input.rename ? rename(workspace, document, input.rename) : closeGapsOf(workspace, document);
    if (!changed) return;
    const reloaded = await loadTwoDocuments({ ...files, ...changed });
    const what = input.rename ? 'a rename' : 'renumbering';
    for (const each of workspace.listCheckedDocuments()) {
      const kinds = (document?: WorkspaceDocument) => `${document?.draft.provisions.map(({ kind }) => kind)}`;
      expectSame(`${what} keeps every provision`, kinds(reloaded.documents.get(each.uri)), kinds(each));
    }
    const after = readMeanings(reloaded);
    for (const [uri, meanings] of before) {
      const own = after.get(uri) ?? [];
      expectLaw(`${what} adds and loses no reference`, own.length === meanings.length, () =>
        JSON.stringify([uri, meanings, own]),
      );
      meanings.forEach((meaning, index) => {
        // A number that led nowhere may be the new number of what is renamed.
        if (meaning.includes('found') || !input.rename)
          expectSame(`${what} keeps what references mean`, own[index] ?? '', meaning);
      });
    }
    counts.add('renumberings');
    counts.add('references', [...before.values()].flat().length);
  },
};

/** The texts, without the paragraphs that are cut and with references put in. */
export function makeCitingTexts({ texts, cuts, citations }: CitingTexts): string[] {
  return texts.map((text, document) => {
    const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
    const paragraphs = text.replace(/^\ufeff/, '').split(lineEnd + lineEnd);
    for (const [own, at] of cuts) if (own === document) paragraphs.splice(at % paragraphs.length, 1);
    for (const [own, at, form, n, m] of citations) {
      const index = at % Math.max(1, paragraphs.length);
      const words = paragraphs[index];
      if (own !== document || words === undefined || /^\s*[|#]|\|\s*$/.test(words)) continue;
      const number = (seed: number) => `${1 + (seed % 3)}.${1 + (seed % 6)}`;
      const citation = (CITATIONS[form % CITATIONS.length] ?? '')
        .replace('N', number(n))
        .replace('M', number(m))
        .replace('L', number(n + m))
        .replace('S', String(1 + (n % 3)));
      paragraphs[index] = words.replace(/[.;:]?$/, ` as in ${citation}$&`);
    }
    return paragraphs.join(lineEnd + lineEnd);
  });
}

/** A project of two documents that cite each other. */
export function loadTwoDocuments(files: Readonly<Record<string, string>>): Promise<Workspace> {
  return Workspace.load(new MemoryHost({ ...files, 'keeling.yaml': PROJECT }), FOLDER);
}

/** What each reference of each document leads to: provisions by their order, which no renumbering changes. */
function readMeanings(workspace: Workspace): Map<string, string[]> {
  const checker = new Checker(workspace);
  return new Map(
    workspace.listCheckedDocuments().map((document) => {
      const resolutions = checker.resolutionsOf(document);
      const meanings = document.draft.blocks.flatMap((_, block) =>
        resolutions(block).flatMap(({ document: cited, targets }) => {
          const leads = ({ state, provisions }: TargetResolution) => `${state} ${provisions.map(({ index }) => index)}`;
          return targets.map((target) => `${cited?.id} ${leads(target)}`);
        }),
      );
      return [document.uri, meanings];
    }),
  );
}

function closeGapsOf(workspace: Workspace, document: WorkspaceDocument): Record<string, string> | null {
  const result = closeGaps(workspace, document);
  if (typeof result === 'string' || result.edits.length === 0) return null;
  return Object.fromEntries([...result.texts].map(([{ uri }, { text }]) => [uri.slice(FOLDER.length + 1), text]));
}

function rename(
  workspace: Workspace,
  document: WorkspaceDocument,
  [which, by]: readonly [number, number],
): Record<string, string> | null {
  const numbered = document.draft.provisions.filter(({ kind }) => kind === 'clause' || kind === 'section');
  const provision = numbered[which % Math.max(1, numbered.length)];
  const own = provision?.number ?? null;
  if (!provision || own === null) return null;
  const wanted = by === 0 ? `${own}A` : own.replace(/\d+(?=\D*$)/, (last) => String(Number(last) + by));
  let edit: WorkspaceEdit;
  try {
    const at = document.draft.labelSpanOf(provision);
    edit = renameAt(createOpenProject(workspace), document, at.end - 1, wanted, false);
  } catch (error) {
    if (error instanceof RenameRefused) return null;
    throw error;
  }
  const all = Object.entries(edit.changes ?? {}).map(([uri, edits]) => ({ uri, edits }));
  for (const change of edit.documentChanges ?? [])
    if ('edits' in change) all.push({ uri: change.textDocument.uri, edits: change.edits as EditorEdit[] });
  return Object.fromEntries(
    all.map(({ uri, edits }) => {
      const draft = workspace.documents.get(uri)?.draft;
      const placed = edits.map(({ range, newText }) => ({
        start: draft?.lines.offsetAt(range.start) ?? 0,
        end: draft?.lines.offsetAt(range.end) ?? 0,
        newText,
      }));
      placed.sort((a, b) => b.start - a.start);
      const text = placed.reduce(
        (so, each) => so.slice(0, each.start) + each.newText + so.slice(each.end),
        draft?.text ?? '',
      );
      return [uri.slice(FOLDER.length + 1), text];
    }),
  );
}
