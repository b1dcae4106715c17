import { buildOutline } from '../../server/src/features/outline.js';
import { Checker } from '../../server/src/rules/check.js';
import { Workspace } from '../../server/src/workspace/workspace.js';
import { FOLDER, MemoryHost } from '../support/memory-host.js';
import { readSoundDraft } from './draft-contents.js';
import { expectBoundedTime, expectLaw, type Fuzzer } from './fuzzer.js';
import { hostileTexts } from './hostile-texts.js';

/** The most processor time for one draft of a few kilobytes, in milliseconds. */
const MOST_TIME = 3_000;

/** Hostile drafts: reading and checking never throws, and everything found stands in the text. */
export const drafts: Fuzzer<string> = {
  name: 'drafts',
  inputs: hostileTexts,
  async check(text, counts) {
    await expectBoundedTime('reading takes bounded time', MOST_TIME, () => checkDraft(text));
    counts.add('drafts');
    counts.add('characters', text.length);
  },
};

async function checkDraft(text: string): Promise<void> {
  const draft = readSoundDraft(text);
  buildOutline(draft);
  const workspace = await Workspace.load(new MemoryHost({ 'a.md': text }), FOLDER);
  await workspace.addLoose(`${FOLDER}/a.md`);
  for (const finding of new Checker(workspace).checkAll()) {
    const { span, message, code } = finding;
    expectLaw(
      'findings stand in the text',
      span.start >= 0 && span.start <= span.end && span.end <= text.length,
      () => `${code} ${JSON.stringify(span)}`,
    );
    expectLaw('a finding is one line', !/[\r\n]/.test(message), () => message);
    for (const { edits } of finding.fixes)
      for (const edit of edits)
        expectLaw('fixes stand in the text', edit.start >= 0 && edit.end <= text.length, () => code);
  }
}
