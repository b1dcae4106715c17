import { readFileSync } from 'node:fs';

const ROUNDS = 3;

/**
 * All checks over many drafts, beside scanning and reading them, by time of the processor: least of several rounds, each with drafts of its own.
 * @param engine bench/engine.ts, bundled
 * @param pairs drafts of one size
 */
export async function checks(engine, pairs) {
  const texts = pairs.flatMap(({ old, neu }) => [readFileSync(old, 'utf8'), readFileSync(neu, 'utf8')]);
  const size = texts.reduce((sum, text) => sum + text.length, 0) / texts.length;
  console.log(
    `Checks: ${texts.length} drafts of ${Math.round(size / 1000)} KB on average (seconds of the processor)\n`,
  );
  const rounds = [];
  for (let round = 0; round < ROUNDS; round++) {
    globalThis.gc?.();
    const begun = processor();
    const drafts = await engine.read(texts);
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

/** Seconds of the processor that this process has taken. */
function processor() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
