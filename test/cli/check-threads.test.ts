import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { HelperPart, HelperRequest } from '../../server/src/cli/check-helpers.js';
import { runCommand } from '../../server/src/cli/run.js';
import { Thread } from '../../server/src/node/threads.js';
import { captureTerminal } from '../support/captured-terminal.js';

/** A draft of some 200 KB with findings, which cites the draft with the next number. */
function makeDraft(index: number): string {
  const clauses = Array.from(
    { length: 1800 },
    (_, i) =>
      `${i + 1}.1 The Panel shall shall act under Clause ${i + 2}.1, and Clause ${i}.1 of Code ${index + 1}, for the QXZ.\n`,
  );
  return `---\ntitle: Code ${index}\ndocument: CODE${index}\n---\n\n${clauses.join('\n')}`;
}

async function check(folder: string, script: string | null, room = 2): Promise<{ report: string; started: number }> {
  const out: Uint8Array[] = [];
  let started = 0;
  const io = {
    ...captureTerminal(out, (line) => void out.push(Buffer.from(`${line}\n`))),
    ...(script !== null && {
      helpers: {
        count: () => room,
        start: () => {
          started++;
          return new Thread<HelperRequest, readonly HelperPart[]>(script, true);
        },
      },
    }),
  };
  const status = await runCommand(io, ['check', folder, '--format', 'json'], '0');
  return { report: `${status}\n${Buffer.concat(out)}`, started };
}

describe('the checks of many files', function () {
  this.timeout(180_000);
  let folder = '';
  let alone = '';
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'keeling-threads-'));
    for (let i = 0; i < 8; i++) writeFileSync(join(folder, `code-${i}.md`), makeDraft(i));
    alone = (await check(folder, null)).report;
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('are shared by threads, and give the same report', async () => {
    const { report, started } = await check(folder, resolve('dist/cli-helper.js'));
    assert.equal(started, 2);
    assert.equal(report, alone);
    assert.match(report, /text\.repeated/);
  });

  it('are done by one thread where there is room for no other', async () => {
    const { report, started } = await check(folder, resolve('dist/cli-helper.js'), 0);
    assert.equal(started, 0);
    assert.equal(report, alone);
  });

  it('are done by one thread where the others fail', async () => {
    const { report } = await check(folder, join(folder, 'missing.js'));
    assert.equal(report, alone);
  });

  it('are shared in portions where one text is long, and give the same report', async () => {
    const long = join(folder, 'long');
    mkdirSync(long);
    const terms = '“Panel” means the panel.\n\n“Adviser” means a person (who acts under Clause 9.9.9.\n\n';
    const filler = '\nThe register is open to all who ask for it in writing at the office.\n'.repeat(12_000);
    writeFileSync(join(long, 'code.md'), `${makeDraft(1)}\n${terms}On Friday 31 January 2019 it ends.\n${filler}`);
    const one = (await check(long, null)).report;
    for (const code of ['text.repeated', 'text.bracket', 'term.unused', 'date.weekday', 'reference.unresolved'])
      assert.match(one, new RegExp(code.replace('.', '\\.')));
    for (const script of [resolve('dist/cli-helper.js'), join(folder, 'missing.js')]) {
      const { report, started } = await check(long, script);
      assert.equal(started, 2);
      assert.equal(report, one);
    }
  });

  it('need no threads for few files', async () => {
    const { started } = await check(join(folder, 'code-0.md'), resolve('dist/cli-helper.js'));
    assert.equal(started, 0);
  });
});
