import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { CATALOGUE } from '../../server/src/rules/catalogue.js';
import { examplesOf } from '../support/check-page.js';
import { keelingIn } from '../support/command-line.js';
import { readMarks } from '../support/marked.js';

interface Location {
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string; readonly uriBaseId?: string };
    readonly region: Readonly<Record<string, number>>;
  };
  readonly logicalLocations?: readonly { readonly fullyQualifiedName: string }[];
}

interface Log {
  readonly runs: readonly {
    readonly tool: {
      readonly driver: {
        readonly rules: readonly {
          readonly id: string;
          readonly shortDescription: { readonly text: string };
          readonly fullDescription: { readonly text: string };
          readonly help: { readonly text: string; readonly markdown: string };
          readonly defaultConfiguration: { readonly level: string };
        }[];
      };
    };
    readonly originalUriBaseIds: Readonly<Record<string, { readonly uri: string }>>;
    readonly columnKind: string;
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly locations: readonly Location[];
      readonly relatedLocations?: readonly Location[];
      readonly partialFingerprints: Readonly<Record<string, string>>;
      readonly suppressions?: readonly { readonly kind: string; readonly justification: string }[];
      readonly fixes?: readonly {
        readonly description: { readonly text: string };
        readonly artifactChanges: readonly {
          readonly replacements: readonly {
            readonly deletedRegion: Readonly<Record<string, number>>;
            readonly insertedContent: { readonly text: string };
          }[];
        }[];
      }[];
    }[];
  }[];
}

const KNOWN = '.keeling-baseline.json';

/** The check whose example lies in the folder of a result. */
function codeOf(locations: readonly Location[]): string | undefined {
  return locations[0]?.physicalLocation.artifactLocation.uri.split('/')[0];
}

describe('keeling check in other formats', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'keeling-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const put = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const read = (path: string) => readFileSync(join(folder, path), 'utf8');
  const keeling = (...args: string[]) => keelingIn(folder, ...args);

  describe('sarif', () => {
    // The schema of SARIF 2.1.0 as SchemaStore publishes it (Apache-2.0).
    const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
    addFormats(ajv as never);
    const validate = ajv.compile(JSON.parse(readFileSync('test/fixtures/sarif-2.1.0-rtm.5.json', 'utf8')));

    async function sarif(...args: string[]): Promise<Log['runs'][number]> {
      const { out } = await keeling('check', ...args, '--format', 'sarif');
      const log = JSON.parse(out) as Log;
      assert.ok(validate(log), JSON.stringify(validate.errors, null, 1));
      return log.runs[0] as Log['runs'][number];
    }

    function putAll(): void {
      put(
        'keeling.yaml',
        'documents: [{ id: A, path: a b.md }, { id: C, path: sub/c.md }]\nchecks: { numbering.gap: off }\n',
      );
      put(
        'a b.md',
        '## 1 Rules\n\n1.1 𝔄 See Section 1 (Ruels) and Clause 9.9.\n\n1.2 [TBC].\n\n1.2 Twice.\n\n1.4 Words.\n\n' +
          '<!-- keeling-disable-next-line placeholder.unfilled: the date follows -->\n1.5 [TBC].\n',
      );
      put('sub/c.md', '## 1 Rules\n\n1.1 From [TBC].\n');
    }

    it('keeps to its schema, with a finding of every sort', async () => {
      putAll();
      await keeling('check', 'sub/c.md', '--record-baseline');
      const { results, originalUriBaseIds, columnKind, tool } = await sarif();
      const root = originalUriBaseIds.SRCROOT?.uri as string;
      assert.equal(
        new URL('sub/c.md', root).href.toLowerCase(),
        pathToFileURL(join(folder, 'sub/c.md')).href.toLowerCase(),
      );
      assert.equal(columnKind, 'utf16CodeUnits');
      assert.deepEqual(
        results.map(({ ruleId, ruleIndex, suppressions, locations }) => [
          ruleId,
          tool.driver.rules[ruleIndex]?.id === ruleId,
          locations[0]?.physicalLocation.artifactLocation,
          suppressions?.map(({ kind, justification }) => `${kind}: ${justification}`).join() ?? null,
        ]),
        [
          ['reference.caption', 'a%20b.md', null],
          ['reference.unresolved', 'a%20b.md', null],
          ['placeholder.unfilled', 'a%20b.md', null],
          ['numbering.duplicate', 'a%20b.md', null],
          ['numbering.gap', 'a%20b.md', 'external: the check is off in the project file'],
          ['placeholder.unfilled', 'a%20b.md', 'inSource: the date follows'],
          ['placeholder.unfilled', 'sub/c.md', 'external: recorded among the problems that were there before'],
        ].map(([code, uri, silenced]) => [code, true, { uri, uriBaseId: 'SRCROOT' }, silenced]),
      );
    });

    it('places findings, fixes and what is related in UTF-16 units from 1 on', async () => {
      putAll();
      const { results } = await sarif();
      const [caption, , , duplicate] = results;
      const region = { startLine: 3, startColumn: 23, endLine: 3, endColumn: 28 };
      assert.deepEqual(caption?.locations[0]?.physicalLocation.region, region);
      assert.deepEqual(caption?.locations[0]?.logicalLocations, [{ fullyQualifiedName: 'Clause 1.1' }]);
      assert.deepEqual(caption?.fixes?.[0]?.artifactChanges[0]?.replacements, [
        { deletedRegion: region, insertedContent: { text: 'Rules' } },
      ]);
      assert.equal(duplicate?.relatedLocations?.[0]?.physicalLocation.region.startLine, 5);
    });

    it('knows a finding again when its lines move, and tells two alike apart', async () => {
      put('a.md', '## 1 A\n\n1.1 From [TBC] to [TBC] on.\n');
      const prints = async () => (await sarif('a.md')).results.map(({ partialFingerprints }) => partialFingerprints);
      const before = await prints();
      assert.equal(new Set(before.map((each) => JSON.stringify(each))).size, 2);
      put('a.md', `\n\n\n${read('a.md')}\n1.2 Words.\n`);
      assert.deepEqual(await prints(), before);
    });

    it('keeps to its schema with a finding of every check, said or recorded', async () => {
      const codes = Object.keys(CATALOGUE);
      for (const code of codes)
        for (const [path, text] of Object.entries(examplesOf(code).bad)) put(`${code}/${path}`, readMarks(text).text);
      const before = (await sarif(...codes)).results;
      const said = before.filter(({ suppressions }) => suppressions === undefined);
      assert.deepEqual(
        said.map(({ ruleId, locations }) => [codeOf(locations), ruleId]),
        said.map(({ locations }) => [codeOf(locations), codeOf(locations)]),
      );
      assert.deepEqual([...new Set(said.map(({ ruleId }) => ruleId))].sort(), [...codes].sort());
      await keeling('check', ...codes, '--record-baseline', 'known.json');
      const after = (await sarif(...codes, '--recorded', 'known.json')).results;
      assert.equal(after.length, before.length);
      assert.deepEqual(
        after.filter(({ suppressions }) => suppressions === undefined),
        [],
      );
    });

    it('has the page of every check', async () => {
      put('a.md', 'Words.\n');
      const { rules } = (await sarif('a.md')).tool.driver;
      assert.deepEqual(
        rules.map(({ id }) => id),
        Object.keys(CATALOGUE),
      );
      for (const { id, shortDescription, fullDescription, help, defaultConfiguration } of rules) {
        assert.equal(help.markdown, readFileSync(`docs/checks/${id}.md`, 'utf8'), id);
        assert.ok(help.text.startsWith(id) && !/\*\*|^[#|]/m.test(help.text), `${id}: ${help.text}`);
        assert.ok(shortDescription.text.endsWith('.') && fullDescription.text.endsWith('.'), id);
        assert.match(defaultConfiguration.level, /^(?:error|warning|note)$/);
      }
    });
  });

  describe('github', () => {
    it('escapes what a command means something by', async () => {
      put('a,b: 100%.md', '## 1 A\n\n1.1 See Section 1 (Fees, 5%: net).\n');
      const { out } = await keeling('check', 'a,b: 100%.md', '--format', 'github');
      assert.equal(
        out,
        '::warning file=a%2Cb%3A 100%25.md,line=3,endLine=3,col=20,endColumn=33,title=reference.caption::' +
          'Section 1 is titled “A”, not “Fees, 5%25: net”.\n',
      );
    });
  });

  describe('--record-baseline', () => {
    const A = '## 1 A\n\n1.1 See Clause 1.9.\n\n1.2 From [TBC].\n';

    it('records what is found, which is silent until its text changes', async () => {
      put('keeling.yaml', 'documents: [{ id: A, path: a.md }, { id: B, path: sub/b.md }]\n');
      put('a.md', A);
      put('sub/b.md', A);
      const { status, out } = await keeling('check', '--record-baseline');
      assert.deepEqual([status, out], [0, `4 problems recorded in ${KNOWN}\n`]);
      assert.deepEqual((await keeling('check')).out, '3 files checked, no problems\n');
      put('a.md', A.replace('From', 'As from'));
      const changed = await keeling('check');
      assert.match(changed.out, /^a\.md:5:13 warning placeholder\.unfilled/);
      assert.match(
        changed.error,
        /^keeling: a recorded problem is no longer found \(placeholder\.unfilled in Clause 1\.2 of a\.md\)/,
      );
      await keeling('check', '--record-baseline');
      assert.deepEqual(await keeling('check').then(({ out, error }) => [out, error]), [
        '3 files checked, no problems\n',
        '',
      ]);
    });

    it('leaves what was not checked as it is recorded', async () => {
      put('keeling.yaml', 'documents: [{ id: A, path: a.md }, { id: B, path: b.md }]\n');
      put('a.md', A);
      put('b.md', A);
      await keeling('check', '--record-baseline');
      put('a.md', A.replace('[TBC]', '1 May 2030'));
      assert.match((await keeling('check', 'a.md', '--record-baseline')).out, /^1 problem recorded/);
      assert.match((await keeling('check')).out, /no problems/);
      assert.equal(JSON.parse(read(KNOWN)).findings.length, 3);
      put('keeling.yaml', 'documents: [{ id: A, path: a.md }]\n');
      assert.match((await keeling('check')).error, /2 recorded problems are no longer found/);
      await keeling('check', '--record-baseline');
      assert.equal(JSON.parse(read(KNOWN)).findings.length, 1);
    });

    it('does without a project, for drafts further down as well', async () => {
      put('x/y/a.md', A);
      await keeling('check', 'x', '--record-baseline');
      for (const path of ['x', 'x/y', 'x/y/a.md'])
        assert.match((await keeling('check', path)).out, /no problems/, path);
    });

    it('writes and reads another file where one is named', async () => {
      put('drafts/a.md', A);
      put('ci/.keep', '');
      await keeling('check', 'drafts', '--record-baseline', 'ci/known.json');
      assert.match(read('ci/known.json'), /"document":"\.\.\/drafts\/a\.md"/);
      assert.match((await keeling('check', 'drafts', '--recorded', 'ci/known.json')).out, /no problems/);
      assert.match((await keeling('check', 'drafts')).out, /1 error/);
      await keeling('check', '--record-baseline=ci/known.json', 'drafts');
      assert.equal(JSON.parse(read('ci/known.json')).findings.length, 2);
    });

    it('records faults of the project file and of front matter', async () => {
      put('keeling.yaml', 'documents: [{ id: A, path: a.md }, { id: B, path: b.md }, { id: C, path: c.md }]\n');
      put('a.md', '---\ndocument: [A]\n---\n\nWords, and [TBC].\n');
      put('c.md', '---\ndocument: C\nbaseline: none.md\n---\n\nWords, and [TBC].\n');
      assert.match((await keeling('check', '--record-baseline')).out, /^5 problems/);
      assert.deepEqual(await keeling('check').then(({ out, error }) => [out, error]), [
        '3 files checked, no problems\n',
        '',
      ]);
    });

    it('refuses what it cannot do, and writes nothing then', async () => {
      put('a.md', A);
      put('package.json', '{}');
      const cases: [string[], RegExp][] = [
        [['a.md', '--record-baseline', 'package.json'], /package\.json: it does not hold recorded problems/],
        [['a.md', '--record-baseline', '--format', 'json'], /leave --format out/],
        [['a.md', 'none.md', '--record-baseline'], /none\.md: there is no such file/],
        [['a.md', '--recorded', 'none.json'], /none\.json: there is no such file/],
        [['a.md', '--recorded', 'x.json', '--record-baseline', 'y.json'], /give one of them/],
      ];
      for (const [args, message] of cases) {
        const { status, error } = await keeling('check', ...args);
        assert.match(error, message);
        assert.match(error, /^keeling: [^\n]+\n$/);
        assert.equal(status, 2);
      }
      assert.equal(read('package.json'), '{}');
      assert.throws(() => read(KNOWN));
    });
  });
});
