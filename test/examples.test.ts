import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { segmentsOf } from '../server/src/compare/comparison-json.js';
import { readBlockFacts } from '../server/src/model/facts.js';
import { DiskHost } from '../server/src/node/disk-host.js';
import { toUri } from '../server/src/node/uris.js';
import { Checker } from '../server/src/rules/check.js';
import { Workspace } from '../server/src/workspace/workspace.js';

const FOLDER = resolve('examples/further-testing');

async function load() {
  const workspace = await Workspace.load(new DiskHost(), toUri(FOLDER));
  return { workspace, checker: new Checker(workspace) };
}

describe('the example consultation', () => {
  it('has nothing to be found in it', async () => {
    const { checker } = await load();
    assert.deepEqual(
      checker.checkAll().map(({ uri, code, message }) => `${uri} ${code} ${message}`),
      [],
    );
  });

  it('has the provisions that the changes are about', async () => {
    const { workspace } = await load();
    const labels = (id: string) =>
      new Set(workspace.findDocument(id)?.draft.provisions.map((provision) => provision.label));
    const svtad = labels('SMETS1 SVTAD');
    for (const label of [
      'Table 1.1',
      'Clause 4.2',
      'Clause 13.3',
      'Clause 13.12',
      'Table 13.1',
      'row 2A of Table 13.1',
      'Clause 20.18',
      'Clause 20.40',
    ]) {
      assert.ok(svtad.has(label), label);
    }
    assert.ok(labels('MTAD').has('row 2A of Table 9.3'));
    for (const document of workspace.documents.values()) {
      if (document.role !== 'consultation')
        assert.ok(document.draft.provisions.length >= 150, `${document.uri}: ${document.draft.provisions.length}`);
    }
  });

  it('says of every reference that is given a number which does not exist just that, on its line', async function () {
    this.timeout(120_000);
    const { workspace, checker } = await load();
    let tried = 0;
    for (const document of workspace.listCheckedDocuments()) {
      const { draft, uri } = document;
      for (let block = 0; block < draft.blocks.length; block++) {
        for (const resolution of checker.resolutionsOf(document)(block)) {
          for (const { target, state } of resolution.targets) {
            // What is found in a document that is drafted here; others cannot be checked.
            if (!target || state !== 'found' || !resolution.document?.draft) continue;
            const ends = target.to ? [target.span, target.to.span] : [target.span];
            for (const span of ends) {
              const written = draft.block(block).text.slice(span.start, span.end);
              const number = written.startsWith('(')
                ? '(w)'
                : /\d/.test(written)
                  ? written.replace(/^(\D*)\d+/, '$199')
                  : 'ZZ';
              const place = draft.inText(block, span);
              workspace.editDraft(uri, { ...place, text: number });
              // A row or a question that cites nothing leaves a change without one, which is told as well.
              const findings = checker
                .check(document, 'full')
                .filter(({ suppressed, code }) => suppressed === null && !/^(?:overview|question)\./.test(code));
              const line = draft.positionAt(place.start).line;
              const told = findings.map(
                (finding) => `${finding.code} on line ${document.draft.positionAt(finding.span.start).line}`,
              );
              assert.equal(findings.length, 1, `${written} → ${number} on line ${line} of ${uri}: ${told.join(', ')}`);
              assert.match(findings[0]?.code ?? '', /^reference\./);
              assert.equal(document.draft.positionAt(findings[0]?.span.start ?? 0).line, line);
              workspace.editDraft(uri, { start: place.start, end: place.start + number.length, text: written });
              assert.equal(document.draft.text, draft.text);
              tried++;
            }
          }
        }
      }
    }
    assert.ok(tried > 130, `only ${tried} references were tried`);
  });

  it('compares as its overview of changes says', async () => {
    const { workspace, checker } = await load();
    const overview = readFileSync(`${FOLDER}/consultation.md`, 'utf8');
    assert.match(overview, /\| 15 \|/);
    const changes = (id: string) => {
      const document = workspace.findDocument(id);
      const comparison = document && checker.comparisons.of(document);
      return (comparison?.changes ?? []).filter((change) =>
        change.kinds.some((kind) => /^(?:inserted|deleted|amended|moved)$/.test(kind)),
      );
    };
    const told = (id: string) =>
      changes(id).map(
        (change) => `${change.new?.label ?? `${change.old?.label} (in force)`}: ${change.kinds.join(', ')}`,
      );
    assert.deepEqual(told('MTAD'), ['row 2A of Table 9.3: amended']);
    const svtad = told('SMETS1 SVTAD');
    assert.ok(svtad.includes('Clause 20.18: moved, amended'));
    assert.ok(svtad.includes('Clause 20.21(c): inserted'));
    const allowed =
      /^(?:DMCT|MOC Secure|Testing Issues Threshold|Clause 13\.(?:[345]|1[012])\b|row 2A of Table 13\.1|Clause 20\.(?:18|21|26|2[89]|3\d|40)\b|Footnote \d \(in force\))/;
    assert.deepEqual(
      svtad.filter((change) => !allowed.test(change)),
      [],
    );
  });

  it('is held whole by the edit script of each comparison', async () => {
    const { workspace, checker } = await load();
    for (const document of workspace.listCheckedDocuments()) {
      const comparison = checker.comparisons.of(document);
      if (!comparison) continue;
      const text = (...ops: string[]) =>
        segmentsOf(comparison)
          .filter(({ op }) => ops.includes(op))
          .map((segment) => segment.text)
          .join('');
      assert.equal(text('equal', 'delete', 'moveFrom'), comparison.old.text);
      assert.equal(text('equal', 'insert', 'moveTo'), comparison.new.text);
    }
  });

  it('cites in every way that the notation knows', async () => {
    const { workspace } = await load();
    const kinds = new Set<string>();
    for (const { draft } of workspace.documents.values()) {
      for (const block of draft.blocks)
        for (const { reference } of readBlockFacts(block).references) kinds.add(reference.kind);
    }
    for (const kind of [
      'clause',
      'section',
      'paragraph',
      'table',
      'row',
      'figure',
      'appendix',
      'attachment',
      'footnote',
    ])
      assert.ok(kinds.has(kind), kind);
  });
});
