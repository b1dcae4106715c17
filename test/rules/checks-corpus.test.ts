import assert from 'node:assert/strict';
import { CATALOGUE } from '../../server/src/rules/catalogue.js';
import type { Finding } from '../../server/src/rules/finding.js';
import { type Case, readCorpus } from '../support/check-corpus.js';
import { applyPreferredFix, findingsOf, loadWorld, markSpans, readMarks } from '../support/marked.js';
import { FOLDER } from '../support/memory-host.js';

/** How many places of each kind a check is tried on at least. */
const ENOUGH = 15;

/** Checks that the corpus does not try enough yet. */
const UNFINISHED: readonly string[] = [];

class Tally {
  speaks = 0;
  found = 0;
  falselyFound = 0;
  lookAlikes = 0;

  get precision(): number {
    return this.found + this.falselyFound === 0 ? 1 : this.found / (this.found + this.falselyFound);
  }

  get recall(): number {
    return this.speaks === 0 ? 1 : this.found / this.speaks;
  }
}

describe('the labelled corpus of checks', () => {
  const tallies = new Map(Object.keys(CATALOGUE).map((code) => [code, new Tally()]));
  const cases = readCorpus();

  for (const file of new Set(cases.map(({ code }) => code))) {
    it(file, async () => {
      const wrong: string[] = [];
      for (const each of cases) if (each.code === file) wrong.push(...(await tried(each, tallies)));
      assert.ok(wrong.length === 0, `\n${wrong.join('\n\n')}`);
    });
  }

  it('tries each check enough, and each is right every time', () => {
    console.log(`\n${table(tallies)}\n`);
    const few = [...tallies].filter(([, { speaks, lookAlikes }]) => speaks < ENOUGH || lookAlikes < ENOUGH);
    assert.deepEqual(
      few.map(([code]) => code).sort(),
      [...UNFINISHED].sort(),
      'UNFINISHED must list the checks with fewer places than enough, and no others',
    );
    for (const [code, { precision, recall }] of tallies)
      assert.deepEqual({ code, precision, recall }, { code, precision: 1, recall: 1 });
  });
});

/**
 * What is wrong with the findings in one case, told so that it can be mended; counts go to
 * `tallies`.
 */
async function tried(each: Case, tallies: ReadonlyMap<string, Tally>): Promise<string[]> {
  const { code, name, files, revisions, also } = each;
  const world = await loadWorld(files, revisions);
  const findings = findingsOf(world).filter((finding) => !also.includes(finding.code) || finding.code === code);
  const own = findings.filter((finding) => finding.code === code);
  const wrong = findings
    .filter((finding) => finding.code !== code)
    .map((finding) => `${finding.code} spoke too: ${finding.message} (${textOf(finding, files)})`);
  for (const finding of findings) if (finding.code !== code) count(tallies, finding.code).falselyFound++;
  for (const [path, marked] of Object.entries(files)) {
    const { text, spans, lookAlikes } = readMarks(marked);
    const said = own.filter(({ uri }) => uri === `${FOLDER}/${path}`).map(({ span }) => span);
    const rest = [...said];
    for (const span of spans) {
      const at = rest.findIndex(({ start, end }) => start === span.start && end === span.end);
      if (at >= 0) rest.splice(at, 1);
    }
    const tally = tallies.get(code);
    if (tally) {
      tally.speaks += spans.length;
      tally.found += said.length - rest.length;
      tally.falselyFound += rest.length;
      tally.lookAlikes += lookAlikes.length;
    }
    if (rest.length > 0 || said.length < spans.length)
      wrong.push(`${path} wanted:\n${markSpans(text, spans)}${path} got:\n${markSpans(text, said)}`);
  }
  if (wrong.length === 0) wrong.push(...(await fixesTried(each, findings)));
  return wrong.map((message) => `${code}, “${name}”: ${message}`);
}

/** Each preferred fix leaves one finding of its kind less at least, and no other more. */
async function fixesTried({ code, files, revisions, also }: Case, findings: readonly Finding[]): Promise<string[]> {
  const wrong: string[] = [];
  for (const finding of findings) {
    if (!finding.fixes.some((fix) => fix.preferred)) continue;
    const path = finding.uri.slice(FOLDER.length + 1);
    const text = applyPreferredFix(await loadWorld(files, revisions), finding);
    const left = findingsOf(await loadWorld({ ...files, [path]: text }, revisions));
    const ofKind = (all: readonly Finding[]) => all.filter((other) => other.code === finding.code).length;
    const others = left.filter((other) => other.code !== code && !also.includes(other.code));
    if (ofKind(left) >= ofKind(findings) || others.length > 0)
      wrong.push(
        `the fix “${finding.fixes.find((fix) => fix.preferred)?.title}” leaves ${left.map((other) => `${other.code} (${textOf(other, { ...files, [path]: text })})`).join(', ')} in:\n${text}`,
      );
  }
  return wrong;
}

function count(tallies: ReadonlyMap<string, Tally>, code: string): Tally {
  const tally = tallies.get(code);
  assert.ok(tally, `${code} is not in the catalogue`);
  return tally;
}

function textOf({ uri, span }: Finding, files: Readonly<Record<string, string>>): string {
  const path = uri.slice(FOLDER.length + 1);
  return `“${readMarks(files[path] ?? '').text.slice(span.start, span.end)}” in ${path}`;
}

function table(tallies: ReadonlyMap<string, Tally>): string {
  const rows = [...tallies].map(([code, tally]) => [
    code,
    tally.speaks,
    tally.found,
    tally.falselyFound,
    tally.lookAlikes,
    tally.precision.toFixed(2),
    tally.recall.toFixed(2),
  ]);
  const head = ['check', 'must speak', 'found', 'falsely found', 'look-alikes', 'precision', 'recall'];
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}
