import { readFileSync } from 'node:fs';

const ROUNDS = 3;

/**
 * Measures all checks over many drafts, beside scanning and reading them, in processor time. Each
 * round has new drafts; the least time counts.
 * @param engine bench/engine.ts, bundled
 * @param pairs drafts of one size
 */
export async function measureChecks(engine, pairs) {
  const texts = pairs.flatMap(({ oldFile, newFile }) => [readFileSync(oldFile, 'utf8'), readFileSync(newFile, 'utf8')]);
  const size = texts.reduce((sum, text) => sum + text.length, 0) / texts.length;
  console.log(
    `Checks: ${texts.length} drafts of ${Math.round(size / 1000)} KB on average (seconds of processor time)\n`,
  );
  const rounds = [];
  for (let round = 0; round < ROUNDS; round++) {
    globalThis.gc?.();
    const begun = processor();
    const drafts = await engine.readDrafts(texts);
    const reading = processor() - begun;
    const findings = drafts.check();
    rounds.push({ reading, checking: processor() - begun - reading, findings });
  }
  const least = (part) => Math.min(...rounds.map((round) => round[part]));
  console.log('| drafts | scan and read | all checks | checks ÷ read | findings |');
  console.log('| --- | --- | --- | --- | --- |');
  const [reading, checking] = [least('reading'), least('checking')];
  const row = [texts.length, reading.toFixed(2), checking.toFixed(2), (checking / reading).toFixed(2)];
  console.log(`| ${[...row, rounds[0].findings].join(' | ')} |\n`);
}

/** The processor time of this process, in seconds. */
function processor() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
