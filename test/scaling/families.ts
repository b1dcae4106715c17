import { compareDrafts } from '../../server/src/compare/compare.js';
import { renderDocx } from '../../server/src/export/docx/render-docx.js';
import { renderHtml } from '../../server/src/export/html/render-html.js';
import { layOutManuscript } from '../../server/src/export/manuscript/lay-out.js';
import { renderMarkdown } from '../../server/src/export/markdown/render-markdown.js';
import { makeTypesettingJob } from '../../server/src/export/pdf/render-pdf.js';
import { mapCitations } from '../../server/src/features/citation-map.js';
import { closeNumberGaps } from '../../server/src/features/closing-gaps.js';
import { findCodeActions } from '../../server/src/features/code-actions.js';
import { listCodeLenses } from '../../server/src/features/code-lens.js';
import { completeAt } from '../../server/src/features/completion.js';
import { findDefinition } from '../../server/src/features/definition.js';
import { toDiagnostics } from '../../server/src/features/diagnostics.js';
import { findHighlights } from '../../server/src/features/document-highlight.js';
import { findDraftLinks } from '../../server/src/features/document-links.js';
import { findFoldingRanges } from '../../server/src/features/folding.js';
import { formatDraft } from '../../server/src/features/formatting.js';
import { hoverAt } from '../../server/src/features/hover.js';
import { alignInForce } from '../../server/src/features/in-force.js';
import { findInlayHints } from '../../server/src/features/inlay-hints.js';
import { listProvisionChanges } from '../../server/src/features/known-changes.js';
import { createOpenProject, type OpenProject } from '../../server/src/features/open-project.js';
import { buildOutline } from '../../server/src/features/outline.js';
import { listReferences } from '../../server/src/features/references.js';
import { renameAt } from '../../server/src/features/rename.js';
import { findSelectionRange } from '../../server/src/features/selection-ranges.js';
import { encodeTokens } from '../../server/src/features/semantic-tokens.js';
import { findSymbols } from '../../server/src/features/workspace-symbols.js';
import { Draft } from '../../server/src/model/draft.js';
import { RULES } from '../../server/src/rules/catalogue.js';
import { BaselineComparisons } from '../../server/src/rules/comparisons.js';
import { DocumentMemory } from '../../server/src/rules/document-memory.js';
import { makeRecord, silenceRecorded } from '../../server/src/rules/recorded.js';
import type { Rule } from '../../server/src/rules/rule.js';
import { createRuleContext } from '../../server/src/rules/rule-context.js';
import type { WorkspaceDocument } from '../../server/src/workspace/document.js';
import { Workspace } from '../../server/src/workspace/workspace.js';
import { FOLDER, MemoryHost } from '../support/memory-host.js';
import { DOCX_OPTIONS } from '../support/office-files.js';

/** Work that must grow with its size and not with the square of it. */
export interface Family {
  readonly name: string;
  /** The size that is counted first; four times as much is counted then. */
  readonly size: number;
  /** Prepares a size; what it returns is counted. */
  readonly prepare: (size: number) => Promise<() => unknown>;
}

const times = (count: number, make: (i: number) => string, joint = '') =>
  Array.from({ length: count }, (_, i) => make(i + 1)).join(joint);

/** Texts in which one thing is very long: a line, a list, a table, a front matter. */
const LONG_TEXTS: readonly (readonly [name: string, size: number, make: (size: number) => string])[] = [
  ['placeholders on one line', 300, (n) => '[DD MMM YYYY] '.repeat(n)],
  [
    'references on one line',
    60,
    (n) => 'Clauses 1.1, 1.2(a) and 1.3 to 1.9 of the MTAD, row 2A of Table 9.3; '.repeat(n),
  ],
  ['list markers on one line', 150, (n) => `${'- '.repeat(n)}x`],
  ['headings', 900, (n) => times(n, (i) => `## ${i} H`, '\n\n')],
  ['headings without numbers', 300, (n) => times(n, () => '## Heading', '\n\n')],
  ['questions', 200, (n) => times(n, (i) => `**FTC Q${i}**\n\nDo you agree?`, '\n\n')],
  ['pictures', 300, (n) => '![x](y.png)\n\n'.repeat(n)],
  ['pictures on one line', 100, (n) => '![x](y.png) '.repeat(n)],
  ['notes', 200, (n) => times(n, (i) => `x[^${i}]\n\n[^${i}]: note ${i}`, '\n\n')],
  ['lines that end in CR', 600, (n) => 'a\r'.repeat(n)],
  ['clauses whose lines end in CR', 200, (n) => times(n, (i) => `1.${i} Words.\r\r`)],
  ['keys of a front matter', 200, (n) => `---\n${times(n, (i) => `k${i}: v`, '\n')}\n---\n`],
  ['a key of a front matter again and again', 200, (n) => `---\n${'k: v\n'.repeat(n)}---\n`],
  ['comments before clauses', 200, (n) => `${'<!-- words -->\n\n'.repeat(n)}${'[TBC]\n\n'.repeat(n)}`],
  [
    'silenced findings on one line',
    200,
    (n) => `<!-- keeling-disable-next-line placeholder.unfilled: reason -->\n${'[TBC] '.repeat(n)}`,
  ],
  ['instructions on one line', 100, (n) => '<!-- keeling-disable-next-line x.y --> '.repeat(n)],
  ['cells of one row', 200, (n) => `| A |\n|---|\n|${' 1 May 2020 |'.repeat(n)}\n`],
  ['columns', 200, (n) => `|${' A |'.repeat(n)}\n|${'---|'.repeat(n)}\n|${' The Test Cell |'.repeat(n)}\n`],
  ['rows', 200, (n) => `| A | B |\n|---|---|\n${times(n, (i) => `| ${i} | The [TBC] of Row ${i} |\n`)}`],
  ['capitals in one cell', 200, (n) => `| A |\n|---|\n| ${'the Test Cell and '.repeat(n)} |\n`],
  ['links on one line', 100, (n) => '[The Guide](https://example.com/guide), '.repeat(n)],
  ['brackets that open on one line', 300, (n) => '( '.repeat(n)],
  ['brackets that close on one line', 300, (n) => 'one) '.repeat(n)],
  ['counts and brackets on one line', 300, (n) => `${'( '.repeat(n)}${'a) '.repeat(n)}`],
  ['quotation marks on one line', 300, (n) => '“a '.repeat(n)],
  ['dates on one line', 100, (n) => 'on 31 January 2020 at 25:00 and '.repeat(n)],
  ['repeated words on one line', 300, (n) => 'the the cat '.repeat(n)],
  ['short forms on one line', 100, (n) => times(n, (i) => `Site Test Plan ${i} (STP${i}), STP${i} and ZQ${i}. `)],
  ['definitions', 100, (n) => times(n, (i) => `**Term Number ${i}** means a thing of kind ${i}.\n\n`)],
  ['one definition again and again', 100, (n) => '**Meter Point** means a point.\n\n'.repeat(n)],
  ['items of one list', 200, (n) => `1.1 The list:\n\n${times(n, () => '- an item;', '\n')}`],
  ['lettered items', 300, (n) => `1.1 The list:\n\n${times(n, () => '(a) an item; and', '\n\n')}`],
  ['links to nearly the same host', 100, (n) => times(n, (i) => `https://www.example${i}.com/ `)],
];

/** One unit of a draft with something for every check and feature. */
const unit = (i: number) => `## ${i} Testing of Part ${i}

${i}.1 The Testing Party ${i} shall comply with Clause ${i}.2(a), Table ${i}.1 and Clause ${i + 1}.9 of the MTAD by 17:00 on Saturday 31 January 2020.

${i}.2 “Meter Point ${i}” means the meter point of of the the Site Test Plan (STP):

(a) the first item[^${i}];

(c) the third item and [TBC]; see [the guide](https://www.example.com/guide)

${i}.4 The Metering Point ${i} and the meter point ${i} are used ("here and there (twice.

**Site Test Party ${i}** means a party of kind ${i}.

The site test party ${i} and the Supplier shall test.

**Table ${i}.1 – Things ${i}**

| No | What |
|---|---|
| 1 | The ABCD of 30 February 2020 |
| 1 | STP and Site Trial Plan (STP) |

**FTC Q${i}**

Do you agree with Clause ${i}.1?

[^${i}]: A note about Meter Point ${i}.

`;

const draftOf = (size: number) => times(size, unit);
const onOneLine = (size: number) => times(size, (i) => unit(i).replace(/\s*\n\s*/g, ' '));

async function openProject(files: Readonly<Record<string, string>>): Promise<OpenProject> {
  const host = new MemoryHost(files);
  const project = createOpenProject(await Workspace.load(host, FOLDER));
  if (!('keeling.yaml' in files))
    for (const path of Object.keys(files)) await project.workspace.addLoose(`${FOLDER}/${path}`);
  return project;
}

async function openText(text: string): Promise<{ project: OpenProject; document: WorkspaceDocument }> {
  const project = await openProject({ 'draft.md': text });
  const document = project.workspace.documents.get(`${FOLDER}/draft.md`);
  if (!document) throw new Error('the draft is not there');
  return { project, document };
}

/** Checks a text as the command line does: every finding is located and can be recorded. */
async function checkText(text: string): Promise<void> {
  const { project, document } = await openText(text);
  const { workspace, checker } = project;
  const findings = checker.check(document, 'full');
  toDiagnostics(workspace, findings);
  const records = findings.map((finding) => makeRecord(document.draft, 'draft.md', finding));
  silenceRecorded(document.draft, findings, records);
  workspace.findTextAt(document.uri);
}

const texts = LONG_TEXTS.map(
  ([name, size, make]): Family => ({
    name: `checks of ${name}`,
    size,
    prepare: async (n) => {
      const text = make(n);
      return () => checkText(text);
    },
  }),
);

/** The findings of one check alone. */
function runRule(rule: Rule, { workspace }: OpenProject, document: WorkspaceDocument): void {
  const memory = new DocumentMemory(document, workspace.world, undefined);
  const comparisons = new BaselineComparisons(workspace);
  const { context } = createRuleContext(workspace, comparisons, document, memory, 'full');
  if ('checkBlock' in rule)
    for (let block = 0; block < document.draft.blocks.length; block++) [...rule.checkBlock(block, context)];
  else if ('checkStructure' in rule) [...rule.checkStructure(context)];
  else [...rule.checkDraft(context)];
}

const rules = RULES.flatMap((rule): Family[] =>
  (
    [
      ['many clauses', 15, draftOf],
      ['one line', 15, onOneLine],
    ] as const
  ).map(([shape, size, make]) => ({
    name: `${Object.keys(rule.codes).join(', ')} in ${shape}`,
    size,
    prepare: async (n) => {
      const { project, document } = await openText(make(n));
      return () => runRule(rule, project, document);
    },
  })),
);

type OnDraft = (project: OpenProject, document: WorkspaceDocument) => unknown;
type AtPlace = (project: OpenProject, document: WorkspaceDocument, offset: number) => unknown;

const ON_DRAFT: Readonly<Record<string, OnDraft>> = {
  outline: (_, { draft }) => buildOutline(draft),
  folding: (_, { draft }) => findFoldingRanges(draft),
  formatting: (_, { draft }) => formatDraft(draft),
  'semantic tokens': (project, document) =>
    encodeTokens(project, document, { start: 0, end: document.draft.text.length }),
  'inlay hints': (project, document) =>
    findInlayHints(project, document, { start: 0, end: document.draft.text.length }),
  links: (project, document) => findDraftLinks(project, document),
  'code lenses': (project, document) => listCodeLenses(project, document),
  symbols: ({ workspace }) => findSymbols(workspace.listCheckedDocuments(), 'test'),
  'closing of gaps': (_, { draft }) => closeNumberGaps(draft, new Set()),
  diagnostics: ({ checker, workspace }, document) => toDiagnostics(workspace, checker.check(document, 'typing')),
};

const AT_PLACE: Readonly<Record<string, AtPlace>> = {
  definition: findDefinition,
  references: (project, document, offset) => listReferences(project, document, offset, true),
  highlights: findHighlights,
  hover: hoverAt,
  completion: completeAt,
  'selection ranges': (_, { draft }, offset) => findSelectionRange(draft, offset),
  'citation map': mapCitations,
  rename: (project, document, offset) => {
    try {
      renameAt(project, document, offset, '1.3', false);
    } catch {
      // Refusing is an answer as well.
    }
  },
  'code actions': (project, document, offset) =>
    findCodeActions(project, document, { span: { start: offset, end: offset }, only: null, confirmsEdits: false }),
};

const features: Family[] = [
  ...Object.entries(ON_DRAFT).map(
    ([name, feature]): Family => ({
      name: `${name} of a draft`,
      size: 30,
      prepare: async (n) => {
        const { project, document } = await openText(draftOf(n));
        return () => feature(project, document);
      },
    }),
  ),
  ...Object.entries(AT_PLACE).map(
    ([name, feature]): Family => ({
      name: `${name} at a clause, a reference and a term`,
      size: 30,
      prepare: async (n) => {
        const { project, document } = await openText(draftOf(n));
        const { text } = document.draft;
        const offsets = ['1.1 The', '1.2(a), Table', 'Meter Point 1” means'].map((words) => text.indexOf(words) + 1);
        return () => {
          for (const offset of offsets) feature(project, document, offset);
        };
      },
    }),
  ),
];

/** A text with another word in one of its blocks in seven, and without one in ten. */
const edited = (text: string) =>
  text
    .split('\n\n')
    .flatMap((block, i) => (i % 10 === 3 ? [] : [i % 7 === 2 ? block.replace(/([a-z])(?=\W|$)/, '$1x') : block]))
    .join('\n\n');

/** A draft and another version of it: a clause in ten goes, a word in others changes. */
function pairOf(size: number): readonly [string, string] {
  const text = draftOf(size);
  return [text, times(size, (i) => (i % 10 === 3 ? '' : unit(i).replace('shall comply', 'must comply')))];
}

const comparisonOf = (size: number) => {
  const [before, after] = pairOf(size);
  return compareDrafts(Draft.parse(before), Draft.parse(after));
};

type Write = (source: Parameters<typeof layOutManuscript>[0]) => unknown;
const WRITERS: Readonly<Record<string, Write>> = {
  Word: (source) => renderDocx(source, DOCX_OPTIONS),
  HTML: (source) => renderHtml(source),
  PDF: (source) => makeTypesettingJob(layOutManuscript(source, {})),
  Markdown: (source) => renderMarkdown(source),
};

const exported: Family[] = Object.entries(WRITERS).flatMap(([name, write]) => [
  ...LONG_TEXTS.map(
    ([what, size, make]): Family => ({
      name: `${name} of ${what}, marked`,
      size,
      prepare: async (n) => {
        const text = make(n);
        const comparison = compareDrafts(Draft.parse(text), Draft.parse(edited(text)));
        return () => write({ comparison });
      },
    }),
  ),
  {
    name: `${name} of a draft`,
    size: 30,
    prepare: async (n: number) => {
      const draft = Draft.parse(draftOf(n));
      return () => write({ draft });
    },
  },
  {
    name: `${name} of a comparison`,
    size: 30,
    prepare: async (n: number) => {
      const comparison = comparisonOf(n);
      return () => write({ comparison });
    },
  },
  {
    name: `${name} of notes`,
    size: 100,
    prepare: async (n: number) => {
      const draft = Draft.parse(times(n, (i) => `x[^${i}]\n\n[^${i}]: note ${i}`, '\n\n'));
      return () => write({ draft });
    },
  },
]);

const compared: Family[] = [
  ...LONG_TEXTS.map(
    ([what, size, make]): Family => ({
      name: `comparison of ${what}`,
      size,
      prepare: async (n) => {
        const text = make(n);
        return () => compareDrafts(Draft.parse(text), Draft.parse(edited(text)));
      },
    }),
  ),
  { name: 'comparison', size: 30, prepare: async (n) => () => comparisonOf(n) },
  {
    name: 'what changed, provision by provision',
    size: 30,
    prepare: async (n) => {
      const comparison = comparisonOf(n);
      return () => [listProvisionChanges(comparison), alignInForce(comparison)];
    },
  },
];

/** Drafts that cite each other, take words from each other, and define words that none uses. */
const projectOf = (size: number): Record<string, string> => ({
  'keeling.yaml': `documents:\n${times(size, (i) => `  - { id: D${i}, path: d${i}.md }\n`)}`,
  ...Object.fromEntries(
    Array.from({ length: size }, (_, i) => [
      `d${i + 1}.md`,
      `---\ntitle: Document number ${i + 1}\n---\n\n${unit(1)}1.5 See Clause 1.1 of D${((i + 1) % size) + 1} and Clause 99.\n\n**Party of Kind ${i + 1}** means nobody.\n\n**Odd Party** means nobody.\n`,
    ]),
  ),
});

const projects: Family[] = [
  {
    name: 'checks of a project of many documents',
    size: 20,
    prepare: async (n) => {
      const files = projectOf(n);
      return async () => (await openProject(files)).checker.checkAll();
    },
  },
  {
    name: 'checks of many drafts without a project',
    size: 20,
    prepare: async (n) => {
      const { 'keeling.yaml': _, ...files } = projectOf(n);
      return async () => (await openProject(files)).checker.checkAll();
    },
  },
  {
    name: 'a project file that names documents which are not there',
    size: 100,
    prepare: async (n) => {
      const files = { 'keeling.yaml': projectOf(n)['keeling.yaml'] ?? '' };
      return async () => (await openProject(files)).checker.checkAll();
    },
  },
  {
    name: 'a project file that names one draft and one version in force again and again',
    size: 40,
    prepare: async (n) => {
      const entry = (i: number) =>
        `  - { id: D${i}, path: d${i % 2}.md, aliases: [D${i + 1}], baseline: { path: old.md } }\n`;
      const long = times(n, (i) => `${i}.1 See Clause 1.1.\n\n`);
      const files = { 'keeling.yaml': `documents:\n${times(n, entry)}`, 'd0.md': long, 'd1.md': long, 'old.md': long };
      return async () => (await openProject(files)).checker.checkAll();
    },
  },
];

/** Every family. */
export const FAMILIES: readonly Family[] = [...texts, ...rules, ...features, ...exported, ...compared, ...projects];
