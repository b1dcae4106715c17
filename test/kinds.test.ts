import assert from 'node:assert/strict';
import { compareDrafts } from '../server/src/compare/compare.js';
import { closeGaps } from '../server/src/features/close-gaps.js';
import { Draft } from '../server/src/model/draft.js';
import type { Provision } from '../server/src/model/provision.js';
import { PLAIN_READING, type Reading } from '../server/src/model/reading.js';
import { parseProjectFile } from '../server/src/workspace/project-file.js';
import { bothTexts, changeSummaries } from './compare/marks.js';
import { type KindCase, readKinds } from './support/kind-cases.js';
import { documentAt, findingsOf, loadWorld, markSpans, readMarks, type World } from './support/marked.js';

/** A kind is known by no fewer. */
const LEAST_VARIANTS = 5;
const LEAST_LOOK_ALIKES = 3;

function readingOf({ options }: KindCase): Reading {
  if (options.units === undefined) return PLAIN_READING;
  return { ...PLAIN_READING, ownUnits: parseProjectFile(`units: [${options.units}]`).ownUnits };
}

function loadCase({ options, text, sections }: KindCase): Promise<World> {
  const before = sections['in force'];
  if (before === undefined && options.units === undefined) return loadWorld({ 'draft.md': text });
  const baseline = before === undefined ? '' : ', baseline: { path: old.md, version: V1 }';
  const units = options.units === undefined ? '' : `units: [${options.units}]\n`;
  return loadWorld({
    'keeling.yaml': `${units}documents:\n  - { id: D, path: draft.md, version: V2${baseline} }\n`,
    'draft.md': text,
    ...(before === undefined ? {} : { 'old.md': `${before}\n` }),
  });
}

function printOutline(provisions: readonly Provision[], indent = ''): string[] {
  return provisions.flatMap(({ kind, label, title, children }) => [
    ...(kind === 'heading' ? [] : [`${indent}${label}${title ? ` – ${title}` : ''}`]),
    ...printOutline(children, kind === 'heading' ? indent : `${indent}  `),
  ]);
}

async function checkFindings(each: KindCase): Promise<void> {
  const world = await loadCase(each);
  const ignored = each.options.also?.split(' ') ?? [];
  const found = findingsOf(world).filter(
    ({ uri, severity, code }) =>
      uri.endsWith('/draft.md') && (severity === 'error' || severity === 'warning') && !ignored.includes(code),
  );
  const told = found.map(({ code, message }) => `${code}: ${message}`).join('\n');
  const spans = found.map(({ span }) => span);
  assert.equal(markSpans(readMarks(each.text).text, spans), each.text, told);
}

async function checkRenumbered(each: KindCase): Promise<void> {
  const world = await loadCase(each);
  const renumbered = closeGaps(world.workspace, documentAt(world, 'draft.md'));
  const { text } = readMarks(each.text);
  const told = typeof renumbered === 'string' ? 'refused' : ([...renumbered.texts.values()][0]?.text ?? text).trimEnd();
  assert.equal(told, each.sections.renumbered);
}

/** What is read as it is typed is what is read of the whole text. */
function checkTyped(text: string, reading: Reading): void {
  let draft = Draft.parse(text, reading);
  const readAll = ({ roots, provisions }: Draft) => [
    ...printOutline(roots),
    ...provisions.map(({ kind, label, title, block, endBlock }) => [kind, label, title, block, endBlock].join(' ')),
  ];
  // At the end of each line, and within its label.
  const places = [...text.matchAll(/\n|(?<=^.{2,4})./gm)].map(({ index }) => index);
  for (const at of places.reverse())
    for (const edit of [
      { start: at, end: at, text: ' x' },
      { start: at, end: at + 2, text: '' },
    ]) {
      draft = draft.applyEdit(edit);
      assert.deepEqual(readAll(draft), readAll(Draft.parse(draft.text, reading)));
    }
}

for (const [kind, cases] of readKinds())
  describe(`the kind ${kind}`, () => {
    it('has variants and look-alikes', () => {
      const lookAlikes = cases.filter(({ isLookAlike }) => isLookAlike).length;
      assert.ok(cases.length - lookAlikes >= LEAST_VARIANTS, `${cases.length - lookAlikes} variants`);
      assert.ok(lookAlikes >= LEAST_LOOK_ALIKES, `${lookAlikes} look-alikes`);
    });

    for (const each of cases) {
      const { name, options, sections } = each;
      const { text } = readMarks(each.text);
      it(name, async () => {
        const draft = Draft.parse(text, readingOf(each));
        if (options.scheme !== undefined) assert.equal(draft.scheme.id, options.scheme);
        if (sections.outline !== undefined) assert.equal(printOutline(draft.roots).join('\n'), sections.outline);
        await checkFindings(each);
        if (sections.renumbered !== undefined) await checkRenumbered(each);
        if (sections['in force'] === undefined) return;
        const before = `${sections['in force']}\n`;
        const comparison = compareDrafts(Draft.parse(before, readingOf(each)), draft);
        if (sections.changes !== undefined) assert.equal(changeSummaries(comparison).join('\n'), sections.changes);
        assert.deepEqual(bothTexts(comparison), { old: before, new: text });
      });

      it(`${name}, typed`, () => checkTyped(text, readingOf(each)));
    }
  });
