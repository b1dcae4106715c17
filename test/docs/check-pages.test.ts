import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CATALOGUE } from '../../server/src/rules/catalogue.js';
import { examplesOf, PAGES } from '../support/check-page.js';
import { applyFix, assertFindings, findingsOf, loadWorld } from '../support/marked.js';
import { FOLDER } from '../support/memory-host.js';

/** The list of checks. `UPDATE=1 npm test -- check-pages` writes its table from the catalogue. */
const LIST = join(PAGES, 'README.md');

describe('the pages of the checks', () => {
  it('exist for each check, and the list names them all', () => {
    const pages = readdirSync(PAGES).filter((file) => file !== 'README.md');
    assert.deepEqual(
      pages.sort(),
      Object.keys(CATALOGUE)
        .map((code) => `${code}.md`)
        .sort(),
    );
    if (process.env.UPDATE) updateList();
    const list = readFileSync(LIST, 'utf8');
    const rows = [...list.matchAll(/^\| \[([a-z.-]+)\]\(([a-z.-]+)\) +\| ([a-z]+) +\| (.+?) +\|$/gm)];
    assert.deepEqual(
      rows.map(([, code, page, severity, speaks]) => ({ code, page, severity, speaks })).sort(byCode),
      Object.entries(CATALOGUE)
        .map(([code, { severity, title: speaks }]) => ({ code, page: `${code}.md`, severity, speaks }))
        .sort(byCode),
    );
  });

  for (const [code, { severity, title: speaks }] of Object.entries(CATALOGUE)) {
    describe(code, () => {
      it('gives its severity, what it finds, how to fix it and how to silence it', () => {
        const page = readFileSync(join(PAGES, `${code}.md`), 'utf8');
        assert.ok(page.startsWith(`# ${code}\n\nSeverity: ${severity}. ${speaks}\n\n`), page.slice(0, 200));
        assert.match(page, /\n\n\*\*To fix it:\*\* .+\n\n\*\*To silence it:\*\* .+\n$/);
        assert.ok(page.includes(`${code}: off`), 'the page must say how to switch the check off');
      });

      it('reports only its bad example, and each fix leaves no problem', async () => {
        const { bad, good } = examplesOf(code);
        const findings = await assertFindings(code, bad);
        assert.ok(findings.length > 0, 'the bad example is not reported');
        await assertFindings('', good);
        for (const finding of findings) {
          const preferred = finding.fixes.filter((fix) => fix.preferred);
          for (const fix of preferred.length > 0 ? preferred : finding.fixes) {
            const text = applyFix(await loadWorld(bad), finding, fix);
            const left = findingsOf(await loadWorld({ ...bad, [finding.uri.slice(FOLDER.length + 1)]: text }));
            assert.deepEqual(
              // Text that only the drafter can write is left as a placeholder.
              left
                .filter(
                  (other) =>
                    other.code !== 'placeholder.unfilled' ||
                    other.code === code ||
                    !fix.edits.some((edit) => edit.text.includes('[insert')),
                )
                .map((other) => `${other.code}: ${other.message}`),
              [],
              `“${fix.title}” gives:\n${text}`,
            );
          }
        }
      });
    });
  }
});

function byCode(a: { code?: string | undefined }, b: { code?: string | undefined }): number {
  return (a.code ?? '').localeCompare(b.code ?? '');
}

function updateList(): void {
  const rows = [
    ['code', 'severity', 'what it means'],
    ['', '', ''],
    ...Object.entries(CATALOGUE).map(([code, { severity, title: speaks }]) => [
      `[${code}](${code}.md)`,
      severity,
      speaks,
    ]),
  ];
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row, index) =>
    row.map((cell, column) => (index === 1 ? '-'.repeat(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0))),
  );
  const table = lines.map((cells) => `| ${cells.join(' | ')} |\n`).join('');
  writeFileSync(
    LIST,
    readFileSync(LIST, 'utf8').replace(/^\|[\s\S]*\|\n/m, () => table),
  );
}
