import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { keelingIn } from '../support/command-line.js';
import { CONFIDENTIAL_WORDS, makeExampleResponses } from '../support/example-responses.js';

describe('the example through its four stages', function () {
  this.timeout(180_000);
  let folder: string;
  const at = (...names: string[]) => join(folder, ...names);
  const read = (...names: string[]) => readFileSync(at(...names), 'utf8');
  const rewrite = (name: string, from: string, to: string) => {
    const text = read(name);
    assert.ok(text.includes(from), `${name} has no “${from}”`);
    writeFileSync(
      at(name),
      text.replace(from, () => to),
    );
  };
  const keeling = (...args: string[]) => keelingIn(folder, ...args);

  before(async () => {
    folder = process.env.FOUR_STAGES ?? realpathSync(mkdtempSync(join(tmpdir(), 'keeling-stages-')));
    cpSync(resolve('examples/further-testing'), folder, { recursive: true });
    mkdirSync(at('responses'));
    for (const [name, bytes] of await makeExampleResponses()) writeFileSync(at('responses', name), bytes);
  });
  after(() => {
    if (!process.env.FOUR_STAGES) rmSync(folder, { recursive: true, force: true });
  });

  it('is concluded, with an answer to each point and a reason for each change', async () => {
    // What was consulted on is kept before the drafts are changed.
    mkdirSync(at('circulated'));
    for (const name of ['svtad.md', 'mtad.md']) cpSync(at(name), at('circulated', name));
    rewrite('keeling.yaml', '  document: consultation.md\n', '  document: consultation.md\n  circulated: circulated\n');
    rewrite('svtad.md', 'within two Working Days', 'within one Working Day');
    const first = await keeling('conclude', '.', '--output', 'conclusions.md');
    assert.equal(first.status, 1, first.error);
    console.log(first.out, first.error);
    for (const words of CONFIDENTIAL_WORDS)
      for (const name of ['conclusions.md', 'consultation.answers.jsonl'])
        assert.ok(!read(name).includes(words), `${name}: ${words}`);
    rewrite(
      'conclusions.md',
      '[insert answer to point 3]',
      'The DCC agrees.\n\n- The TAG is asked *first*.\n- It has five days.',
    );
    const word = await keeling('conclude', '.', '--output', 'conclusions.docx');
    console.log(word.out.split('\n').at(-2));
  });
});
