import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { Draft } from '../server/src/model/draft.js';
import type { ProvisionKind } from '../server/src/model/provision.js';
import { findingsOf, load } from './support/marked.js';

const CORPUS = '../shared/corpus/further-testing-consultation.txt';

describe('a real consultation, as it comes out of its PDF', () => {
  let text = '';

  before(function () {
    if (!existsSync(CORPUS)) {
      console.log('      skipped: ../shared/corpus is not there');
      this.skip();
    }
    text = readFileSync(CORPUS, 'utf8');
  });

  it('has its sections, questions, footnotes, figure with rows and attachments', () => {
    const { provisions } = Draft.parse(text);
    const numbers = (kind: ProvisionKind) =>
      provisions.filter((provision) => provision.kind === kind).map((provision) => provision.number);
    assert.deepEqual(numbers('section'), ['1', '2', '2.1', '2.2', '2.3', '3', '4', '5', '6', '7']);
    assert.deepEqual(numbers('question'), ['1', '2', '3', '4', '5']);
    assert.deepEqual(
      numbers('footnote'),
      Array.from({ length: 11 }, (_, i) => String(i + 1)),
    );
    assert.deepEqual(numbers('figure'), ['4.1']);
    assert.deepEqual(
      numbers('row'),
      Array.from({ length: 15 }, (_, i) => String(i + 1)),
    );
    assert.deepEqual(numbers('attachment'), ['1', '2', '3', '4', '5', '6']);
  });

  it('has three placeholders and no wrong reference or number', async () => {
    const findings = findingsOf(await load({ 'consultation.md': text }));
    const told = findings.filter(({ severity }) => severity === 'error' || severity === 'warning');
    assert.deepEqual(
      told.map(({ code, span }) => `${code} ${text.slice(span.start, span.end)}`),
      ['placeholder.unfilled [DD MMM YYYY]', 'placeholder.unfilled [AAA]', 'placeholder.unfilled [BBB]'],
    );
  });
});
