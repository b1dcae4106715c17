import { faultsOfMarkedPdfData, faultsOfPdfData } from '../oracles/pdf-law.js';
import {
  faultsOfCleanMarkdown,
  faultsOfCleanText,
  faultsOfMarkedMarkdown,
  faultsOfMarkedText,
  TEXT_FORMATS,
} from '../oracles/text-law.js';
import { everything } from '../support/generated-everything.js';
import { expectLaw, type Fuzzer } from './fuzzer.js';

/** Drafts that use everything: each word and number stands once in each export, as remark reads them. */
export const exportsOfEverything: Fuzzer<{ readonly old: string; readonly new: string }> = {
  name: 'everything',
  inputs: () => everything,
  async check({ old, new: neu }, counts) {
    const expectNone = (law: string, faults: readonly string[]) =>
      expectLaw(law, faults.length === 0, () => faults.join('\n'));
    for (const format of TEXT_FORMATS) {
      for (const text of [old, neu])
        expectNone(`${format.name} has each word of a text`, await faultsOfCleanText(text, format));
      expectNone(`${format.name} gives both versions`, await faultsOfMarkedText(old, neu, format));
    }
    for (const text of [old, neu]) {
      expectNone('a PDF has each word of a text', faultsOfPdfData(text));
      expectNone('Markdown has each word of a text', faultsOfCleanMarkdown(text));
    }
    expectNone('a PDF gives both versions', faultsOfMarkedPdfData(old, neu));
    if (!/\{[+>-]|[+<-]\}/.test(old + neu))
      expectNone('Markdown gives both versions', faultsOfMarkedMarkdown(old, neu));
    counts.add('drafts that use everything', 2);
    counts.add('pairs of them');
  },
};
