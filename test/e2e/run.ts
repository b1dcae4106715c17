import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'node:util';

/** What VS Code calls: runs the files named in the environment, and writes what they say, and each result, to a folder named there. */
export async function run(): Promise<void> {
  const { default: Mocha } = await import('mocha');
  const files = process.env.KEELING_E2E_FILES?.split('\n') ?? [];
  const report = process.env.KEELING_E2E_REPORT as string;
  const say = (file: string, text: string): void => appendFileSync(join(report, file), `${text}\n`);
  // The console of an extension host leads elsewhere.
  Object.assign(Mocha.reporters.Base, { consoleLog: (...words: unknown[]) => say('output.txt', format(...words)) });
  const mocha = new Mocha({ timeout: 30_000, reporter: 'spec', color: false });
  for (const file of files) mocha.addFile(join(__dirname, file.replace(/^test\/e2e\//, '').replace(/\.ts$/, '.js')));
  await mocha.loadFilesAsync();
  const failures = await new Promise<number>((resolve) => {
    const runner = mocha.run(resolve);
    const tell = (state: string) => (test: Mocha.Test) =>
      say('results.jsonl', JSON.stringify({ state, title: test.fullTitle() }));
    runner.on('pass', tell('passed'));
    runner.on('fail', tell('failed'));
    runner.on('pending', tell('pending'));
  });
  say('results.jsonl', JSON.stringify({ state: 'end' }));
  if (failures > 0) throw new Error(`${failures} failed`);
}
