import fc from 'fast-check';
import { questionsOf } from '../../server/src/analysis/references/questions.js';
import { readFilledTemplate } from '../../server/src/consultation/filled-template.js';
import { writeResponseTemplate } from '../../server/src/consultation/response-template.js';
import { renderDocx } from '../../server/src/export/docx/render-docx.js';
import { Draft } from '../../server/src/model/draft.js';
import { parseProjectFile } from '../../server/src/workspace/project-file.js';
import { partsOf, treeOf } from '../support/docx-text.js';
import { houseTemplate } from '../support/house-template.js';
import { DOCX_OPTIONS } from '../support/office-files.js';
import { type Damage, damageOfFiles, damageZip, expectPlainRefusal } from './damaged-files.js';
import { type Counts, expectBoundedTime, expectLaw, type Fuzzer } from './fuzzer.js';

interface WordFileInput extends Damage {
  readonly isForm: boolean;
}

/** Mutated house templates and response forms: success, or an error of one line; in bounded time and memory. */
export const wordFiles: Fuzzer<WordFileInput> = {
  name: 'word-files',
  inputs: () => fc.tuple(fc.boolean(), damageOfFiles).map(([isForm, damage]) => ({ isForm, ...damage })),
  async check(input, counts) {
    const bytes = damageZip(input.isForm ? await form() : houseTemplate(), input);
    const memory = process.memoryUsage().rss;
    await expectBoundedTime('a Word file is read in bounded time', 6_000, () => readFile(input, bytes, counts));
    const grown = (process.memoryUsage().rss - memory) / 1_000_000;
    expectLaw('a Word file takes bounded memory', grown < 700, () => `${grown} MB`);
  },
};

async function readFile({ isForm }: WordFileInput, bytes: Uint8Array, counts: Counts): Promise<void> {
  try {
    if (isForm) readFilledTemplate('a.docx', bytes);
    else expectSoundFile(await renderDocx({ draft: DRAFT }, { ...DOCX_OPTIONS, template: bytes }));
    counts.add('Word files read');
  } catch (error) {
    expectPlainRefusal('a Word file', error);
    counts.add('Word files refused');
  }
}

const DRAFT = Draft.parse(
  '---\ntitle: T\nversion: V1\n---\n\n## 1 One\n\n1.1 Words.[^1]\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\n[^1]: A note.\n',
);
let made: Promise<Uint8Array> | null = null;

function form(): Promise<Uint8Array> {
  made ??= (async () => {
    const { consultation } = parseProjectFile('consultation: { id: ABC, respond-by: 2020-01-17T16:00 }\n');
    const questions = questionsOf(Draft.parse('## 1 Q\n\n**ABC Q1**\n\nWhy?\n\n**ABC Q2**\n\nWhy not?\n'));
    const draft = Draft.parse(writeResponseTemplate(consultation, 'A Consultation', questions));
    return renderDocx({ draft }, { ...DOCX_OPTIONS, isForm: true });
  })();
  return made;
}

/** Fails unless all parts of a Word file are XML, and nothing in it leads outside. */
function expectSoundFile(file: Uint8Array): void {
  for (const [name, text] of Object.entries(partsOf(file))) {
    if (!/\.(?:xml|rels)$/.test(name)) continue;
    try {
      treeOf(text);
    } catch (error) {
      expectLaw('what is written is XML', false, () => `${name}: ${String(error).slice(0, 200)}`);
    }
    const leads = /TargetMode="External"|INCLUDETEXT|<!DOCTYPE|<!ENTITY/.exec(text);
    expectLaw('a house template brings nothing from outside', !leads, () => `${name}: ${leads?.[0]}`);
  }
}
