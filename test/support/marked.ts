import assert from 'node:assert/strict';
import { Checker } from '../../server/src/rules/check.js';
import type { Finding, Fix } from '../../server/src/rules/finding.js';
import type { WorkspaceDocument } from '../../server/src/workspace/document.js';
import { Workspace } from '../../server/src/workspace/workspace.js';
import { FOLDER, MemoryHost } from './memory-host.js';

const OPEN = '⟦';
const CLOSE = '⟧';

export interface Marked {
  readonly text: string;
  /** What ⟦…⟧ stood around. */
  readonly spans: readonly { readonly start: number; readonly end: number }[];
  /** What ⟪…⟫ stood around: what looks alike and must be left alone. */
  readonly lookAlikes: readonly { readonly start: number; readonly end: number }[];
}

/** Takes the marks ⟦…⟧ and ⟪…⟫ out of a text; an empty pair marks a place. */
export function readMarks(marked: string): Marked {
  const spans: { start: number; end: number }[] = [];
  const lookAlikes: { start: number; end: number }[] = [];
  const close = (open: { end: number }[]) => {
    const last = open.findLast((span) => span.end < 0);
    if (!last) throw new Error(`A mark closes that was not opened: ${marked}`);
    last.end = text.length;
  };
  let text = '';
  for (const char of marked) {
    if (char === OPEN) spans.push({ start: text.length, end: -1 });
    else if (char === CLOSE) close(spans);
    else if (char === '⟪') lookAlikes.push({ start: text.length, end: -1 });
    else if (char === '⟫') close(lookAlikes);
    else text += char;
  }
  if ([...spans, ...lookAlikes].some((span) => span.end < 0)) throw new Error(`A mark is not closed: ${marked}`);
  return { text, spans, lookAlikes };
}

/** Puts marks around spans of a text, for a message that shows both. */
export function markSpans(text: string, spans: readonly { start: number; end: number }[]): string {
  const at = spans.flatMap(({ start, end }) => [
    { offset: start, order: 1, sign: OPEN },
    { offset: end, order: start === end ? 2 : 0, sign: CLOSE },
  ]);
  at.sort((a, b) => b.offset - a.offset || b.order - a.order);
  let marked = text;
  for (const { offset, sign } of at) marked = marked.slice(0, offset) + sign + marked.slice(offset);
  return marked;
}

export interface World {
  readonly host: MemoryHost;
  readonly workspace: Workspace;
  readonly checker: Checker;
}

/** Loads files, the marks in them taken out: a project where one of them is keeling.yaml, else loose drafts. */
export async function loadWorld(
  files: Readonly<Record<string, string>>,
  revisions: Readonly<Record<string, string>> = {},
): Promise<World> {
  const plain = Object.fromEntries(Object.entries(files).map(([path, marked]) => [path, readMarks(marked).text]));
  const host = new MemoryHost(
    plain,
    Object.fromEntries(Object.entries(revisions).map(([path, marked]) => [path, readMarks(marked).text])),
  );
  const workspace = await Workspace.load(host, FOLDER);
  if (!workspace.projectFile) for (const path of Object.keys(plain)) await workspace.addLoose(`${FOLDER}/${path}`);
  return { host, workspace, checker: new Checker(workspace) };
}

export function documentAt(world: World, path: string): WorkspaceDocument {
  const document = world.workspace.documents.get(`${FOLDER}/${path}`);
  assert.ok(document, `${path} is no document of the workspace`);
  return document;
}

/** The findings of all files, silenced ones aside. */
export function findingsOf({ checker }: World): Finding[] {
  return checker.checkAll().filter((finding) => finding.suppressed === null);
}

/**
 * Checks files in which ⟦…⟧ marks just what one check must underline: it must say that, and no other check of the kinds given may
 * speak at all.
 * @param files one draft's text, or text by path
 */
export async function assertFindings(
  code: string,
  files: string | Readonly<Record<string, string>>,
  revisions: Readonly<Record<string, string>> = {},
): Promise<Finding[]> {
  const all = typeof files === 'string' ? { 'draft.md': files } : files;
  const world = await loadWorld(all, revisions);
  const findings = findingsOf(world);
  for (const [path, marked] of Object.entries(all)) {
    const { text } = readMarks(marked);
    const own = findings.filter((finding) => finding.uri === `${FOLDER}/${path}`);
    const others = own.filter((finding) => finding.code !== code);
    assert.deepEqual(
      others.map(({ code: other, message }) => `${other}: ${message}`),
      [],
      `only ${code} was expected to speak`,
    );
    assert.equal(
      markSpans(
        text,
        own.map((finding) => finding.span),
      ),
      marked,
    );
  }
  return findings;
}

/** The text of a finding's file after the finding's preferred fix. */
export function applyPreferredFix(world: World, finding: Finding): string {
  const fix = finding.fixes.find((each) => each.preferred);
  assert.ok(fix, `${finding.code} offers no fix`);
  return applyFix(world, finding, fix);
}

/** The text of a finding's file after one of the fixes that it offers. */
export function applyFix(world: World, finding: Finding, fix: Fix): string {
  const document = world.workspace.documents.get(finding.uri)!;
  let { text } = document.draft;
  for (const edit of [...fix.edits].sort((a, b) => b.start - a.start))
    text = text.slice(0, edit.start) + edit.text + text.slice(edit.end);
  return text;
}
