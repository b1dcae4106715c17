import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

interface Kills {
  killOften(how: {
    readonly times: number;
    readonly seed: number;
    readonly commands: readonly string[];
    readonly signals?: readonly string[];
  }): Promise<{ readonly counts: { readonly old: number; readonly new: number }; readonly faults: readonly string[] }>;
}

describe('a command that is killed', function () {
  this.timeout(240_000);
  let killOften: Kills['killOften'];

  before(async function () {
    if (process.platform === 'win32') return this.skip();
    ({ killOften } = (await import(pathToFileURL(resolve('scripts/kills.mjs')).href)) as Kills);
  });

  it('leaves all or nothing where the disk becomes full: bring-into-force', async () => {
    const { counts, faults } = await killOften({
      times: 12,
      seed: 16,
      commands: ['bring-into-force'],
      signals: ['FULL'],
    });
    assert.deepEqual(faults, []);
    assert.ok(counts.old > 0, JSON.stringify(counts));
  });

  for (const [command, times, seed] of [
    ['renumber', 24, 11],
    ['pack', 4, 14],
    ['bring-into-force', 16, 15],
  ] as const)
    it(`leaves all or nothing: ${command}`, async () => {
      const { counts, faults } = await killOften({ times, seed, commands: [command] });
      assert.deepEqual(faults, []);
      assert.equal(counts.old + counts.new, times);
      assert.ok(counts.old > 0, JSON.stringify(counts));
    });
});
