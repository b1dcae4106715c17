import fc from 'fast-check';
import { takeDraftingStep, WORDS_TO_COME } from '../../server/src/features/drafting-steps.js';
import { createOpenProject } from '../../server/src/features/open-project.js';
import type { Provision } from '../../server/src/model/provision.js';
import type { DraftingStep } from '../../server/src/protocol.js';
import { Checker } from '../../server/src/rules/check.js';
import type { WorkspaceDocument } from '../../server/src/workspace/document.js';
import type { Workspace } from '../../server/src/workspace/workspace.js';
import { FOLDER } from '../support/memory-host.js';
import { type CitingTexts, citingTexts, loadTwoDocuments, makeCitingTexts } from './fuzz-renumbering.js';
import { expectLaw, expectSame, type Fuzzer } from './fuzzer.js';

const STEPS: readonly DraftingStep[] = ['moveUp', 'moveDown', 'insert', 'indent', 'outdent'];

interface Drafting extends CitingTexts {
  readonly steps: readonly (readonly [document: number, provision: number, step: number])[];
}

/** Steps of drafting, one after another: each reference leads to the same words as before. */
export const drafting: Fuzzer<Drafting> = {
  name: 'drafting',
  inputs: (texts) =>
    fc.record({
      ...citingTexts(texts),
      steps: fc.array(fc.tuple(fc.nat(1), fc.nat(999), fc.nat(STEPS.length - 1)), { minLength: 1, maxLength: 4 }),
    }),
  async check(input, counts) {
    let files: Readonly<Record<string, string>> = Object.fromEntries(
      makeCitingTexts(input).map((text, i) => [`${'ab'[i]}.md`, nameParagraphs(text)]),
    );
    for (const [which, at, how] of input.steps) {
      const workspace = await loadTwoDocuments(files);
      const document = workspace.listCheckedDocuments()[which];
      const provision = document?.draft.provisions[at % Math.max(1, document.draft.provisions.length)];
      const step = STEPS[how] ?? 'insert';
      if (!document || !provision) continue;
      const place = document.draft.labelSpanOf(provision).start;
      const result = takeDraftingStep(createOpenProject(workspace), document, place, step);
      if (typeof result === 'string') continue;
      const texts = [...result.texts].map(([{ uri }, text]) => [uri.slice(FOLDER.length + 1), text]);
      const next: Readonly<Record<string, string>> = { ...files, ...Object.fromEntries(texts) };
      for (const [path, text] of Object.entries(next))
        expectSame(
          `${step} keeps every word`,
          // The label of what is new has words of its own: "FTC Q2".
          listWords(step === 'insert' ? text.replace(result.words, '') : text).join(' '),
          listWords(files[path] ?? '').join(' '),
        );
      const before = readMeanings(workspace);
      const after = readMeanings(await loadTwoDocuments(next));
      for (const [words, meanings] of before)
        expectSame(`${step} keeps what references mean`, `${words}: ${after.get(words)}`, `${words}: ${meanings}`);
      expectLaw(`${step} adds no reference`, after.size === before.size, () => JSON.stringify([...after.keys()]));
      files = next;
      counts.add('steps of drafting');
    }
  },
};

/** Gives each paragraph a word of its own, behind which its end stays. */
function nameParagraphs(text: string): string {
  let count = 0;
  return text.replace(/(?<=\p{L})(?=(?:[;,]?[ \t]{1,2}(?:and|or)|[.;,])?(?:\r?\n\r?\n|$))/gu, () => ` name${count++}x`);
}

/** The words of a text in any order: numbers and labels change, and what is new does not count. */
function listWords(text: string): string[] {
  const words = text.replaceAll(WORDS_TO_COME, '').match(/\p{L}{3,}\d*\p{L}*/gu) ?? [];
  return words.filter((word) => !LABEL_WORDS.test(word)).sort();
}

const LABEL_WORDS =
  /^(?:[ivxlc]+|section|clause|article|part|chapter|schedule|appendix|annex|question|rule|condition)$/i;

/** By the name of each paragraph, the names of what its references lead to. */
function readMeanings(workspace: Workspace): Map<string, string> {
  const checker = new Checker(workspace);
  const meanings = new Map<string, string>();
  const nameOf = ({ draft }: Pick<WorkspaceDocument, 'draft'>, provision: Provision) => {
    const name = /name\d+x/.exec(draft.block(provision.block).text)?.[0] ?? '';
    const { start, end } = draft.spanOf(provision);
    return provision.row === null ? name : name + draft.text.slice(start, end).replace(/^\|[^|]*|\P{L}/gu, '');
  };
  for (const document of workspace.listCheckedDocuments()) {
    const resolutionsOf = checker.resolutionsOf(document);
    for (let block = 0; block < document.draft.blocks.length; block++) {
      const name = /name\d+x/.exec(document.draft.block(block).text)?.[0];
      const resolutions = resolutionsOf(block);
      if (name === undefined || resolutions.length === 0) continue;
      const leads = resolutions.flatMap(({ document: cited, targets }) =>
        targets.map(({ state, provisions }) => {
          const named = provisions.map((each) => (cited?.draft ? nameOf({ draft: cited.draft }, each) : ''));
          // What is new has no name, and the order of a range may change.
          return `${cited?.id ?? ''} ${state} ${named.filter(Boolean).sort().join(' ')}`;
        }),
      );
      meanings.set(`${document.uri} ${name}`, leads.sort().join('; '));
    }
  }
  return meanings;
}
