import assert from 'node:assert/strict';
import type { Finding } from '../../server/src/rules/finding.js';
import { findingsOf, loadWorld, type World } from '../support/marked.js';
import { FOLDER } from '../support/memory-host.js';

const FOREIGN = ['4.7.2.1.3', '4.7.2.1.5', '4.7.2.2.6', '4.7.5.1.1', '4.7.5.1.2'];

/** Clauses, of which the last ones cite numbers that another text has. */
function makeDraft(cited: readonly string[]): string {
  const own = Array.from({ length: 6 }, (_, i) => `1.1.${i + 1} Cards are kept, as Section 1.1.1 says.\n`).join('\n');
  const others = cited.map((number, i) => `1.2.${i + 1} Keys are lost as Section ${number} says.\n`).join('\n');
  return `---\ndocument: A\n---\n\n## 1 Cards\n\n### 1.1 Own\n\n${own}\n### 1.2 Others\n\n${others}`;
}

function findMissing(world: World): Finding[] {
  return findingsOf(world).filter(({ code }) => code === 'reference.unresolved');
}

describe('what often fails', () => {
  it('is said once, with how often, where else, and what to do', async () => {
    const text = makeDraft(FOREIGN);
    const [found, ...others] = findMissing(await loadWorld({ 'a.md': text }));
    assert.deepEqual(others, []);
    assert.equal(found?.severity, 'information');
    assert.equal(
      found?.message,
      '5 of 5 references like “Section 4.7.2.1.3” find nothing. If the text is read wrongly, name its “scheme”.',
    );
    assert.equal(text.slice(found?.span.start, found?.span.end), '4.7.2.1.3');
    assert.deepEqual(
      found?.related.map(({ span }) => text.slice(span.start, span.end)),
      FOREIGN.slice(1),
    );
  });

  it('is what a fresh check says after each edit', async () => {
    let text = makeDraft(FOREIGN.slice(0, 1));
    const kept = await loadWorld({ 'a.md': text });
    const document = kept.workspace.listCheckedDocuments()[0]!;
    const severities: string[] = [];
    const steps = [...FOREIGN.slice(1).map((number) => ` See Section ${number}.`), null, null];
    for (const added of steps) {
      const at = text.indexOf('1.2.1 Keys') + '1.2.1 Keys are lost'.length;
      const end = added === null ? text.indexOf('.', text.indexOf('Section', at)) + '.7.2.1.3'.length : at;
      const edit = { start: at, end, text: added ?? '' };
      text = text.slice(0, edit.start) + edit.text + text.slice(edit.end);
      kept.workspace.editDraft(`${FOLDER}/a.md`, edit);
      assert.equal(document.draft.text, text);
      const found = kept.checker.check(document, 'typing');
      const fresh = await loadWorld({ 'a.md': text });
      assert.deepEqual(found, fresh.checker.check(fresh.workspace.listCheckedDocuments()[0]!, 'typing'));
      severities.push(found.map(({ severity }) => severity).join(' '));
    }
    assert.ok(severities.includes('information'), severities.join('; '));
    assert.ok(severities.includes('information information information'), severities.join('; '));
  });

  it('is an error all the same where a comment silences it', async () => {
    const text = makeDraft(FOREIGN).replaceAll('\n1.2.', '\n<!-- keeling-disable-next-line -->\n1.2.');
    const { workspace, checker } = await loadWorld({ 'a.md': text });
    const [document] = workspace.listCheckedDocuments();
    const found = document ? checker.check(document, 'full') : [];
    assert.deepEqual(
      new Set(found.map(({ severity, suppressed }) => `${severity} ${suppressed?.by}`)),
      new Set(['error comment']),
    );
  });
});
