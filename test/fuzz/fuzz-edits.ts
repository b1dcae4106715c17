import fc from 'fast-check';
import { Draft } from '../../server/src/model/draft.js';
import { Checker } from '../../server/src/rules/check.js';
import type { Finding } from '../../server/src/rules/finding.js';
import { Workspace } from '../../server/src/workspace/workspace.js';
import { FOLDER, MemoryHost } from '../support/memory-host.js';
import { expectSameDrafts } from './draft-contents.js';
import { expectSame, type Fuzzer } from './fuzzer.js';
import { hostileTexts, ordinaryTexts, typedText } from './hostile-texts.js';

/** An edit at a part of a million of a text's length. */
interface Typing {
  readonly document: number;
  readonly at: number;
  readonly length: number;
  readonly text: string;
  /** Whether findings are asked for after it, as an editor does after a pause. */
  readonly isChecked: boolean;
}

interface Session {
  readonly texts: readonly string[];
  readonly edits: readonly Typing[];
}

const typing: fc.Arbitrary<Typing> = fc.record({
  document: fc.nat(1),
  at: fc.nat(999_999),
  length: fc.oneof({ weight: 4, arbitrary: fc.nat(3) }, { weight: 1, arbitrary: fc.nat(300) }),
  text: typedText,
  isChecked: fc.boolean(),
});

/**
 * Edits in two drafts of which one may cite the other. After each, the draft equals one that is read anew, and at the end the checks that
 * were kept equal fresh ones.
 */
export const edits: Fuzzer<Session> = {
  name: 'edits',
  inputs: (texts) =>
    fc.record({
      texts: fc.tuple(fc.oneof(hostileTexts(texts), ordinaryTexts(texts)), ordinaryTexts(texts)),
      edits: fc.array(typing, { minLength: 1, maxLength: 12 }),
    }),
  async check({ texts, edits: all }, counts) {
    const uris = [`${FOLDER}/a.md`, `${FOLDER}/b.md`];
    const named = texts.map((text, index) =>
      /^\ufeff?---/.test(text) ? text : `---\ndocument: ${'AB'[index]}\n---\n\n${text}`,
    );
    const { workspace, checker } = await open(named);
    checker.checkAll();
    for (const { document, at, length, text, isChecked } of all) {
      const own = workspace.documents.get(uris[document % uris.length] ?? '');
      if (!own) return;
      const before = own.draft.text;
      const start = Math.floor((at * (before.length + 1)) / 1_000_000);
      const end = Math.min(before.length, start + length);
      workspace.editDraft(own.uri, { start, end, text });
      expectSameDrafts(own.draft, Draft.parse(before.slice(0, start) + text + before.slice(end)));
      if (isChecked) checker.check(own, 'typing');
      counts.add('edits');
    }
    const fresh = await open(uris.map((uri) => workspace.documents.get(uri)?.draft.text ?? ''));
    // What names a document, and its version in force, is read when it is loaded: only then do they follow its front matter.
    const names = ({ workspace: { documents } }: Checked) =>
      [...documents.values()]
        .map((each) => `${each.id} ${each.names.join()} ${each.version} ${each.role} ${each.baseline?.uri}`)
        .join();
    if (names({ workspace, checker }) !== names(fresh)) return;
    expectSame(
      'checks that were kept equal fresh ones',
      describe(checkDocuments({ workspace, checker })),
      describe(checkDocuments(fresh)),
    );
    counts.add('checked sessions');
  },
};

interface Checked {
  readonly workspace: Workspace;
  readonly checker: Checker;
}

/** The findings of all drafts, without those of the loading. */
function checkDocuments({ workspace, checker }: Checked): Finding[] {
  return [...workspace.listCheckedDocuments()].flatMap((document) => checker.check(document, 'full'));
}

async function open(texts: readonly string[]): Promise<Checked> {
  const files = Object.fromEntries(texts.map((text, index) => [`${'ab'[index]}.md`, text]));
  // As an editor has them: what is typed can hold half a character, which no file can.
  const openText = (uri: string) => files[uri.slice(FOLDER.length + 1)] ?? null;
  const workspace = await Workspace.load(new MemoryHost(files), FOLDER, openText);
  for (const path of Object.keys(files)) await workspace.addLoose(`${FOLDER}/${path}`);
  return { workspace, checker: new Checker(workspace) };
}

function describe(findings: readonly Finding[]): string {
  return findings
    .map(({ uri, code, message, severity, span, related, fixes, suppressed }) =>
      JSON.stringify({ uri, code, message, severity, span, related, fixes, suppressed }),
    )
    .sort()
    .join('\n');
}
