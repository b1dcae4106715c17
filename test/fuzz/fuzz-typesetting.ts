import fc from 'fast-check';
import { compareDrafts } from '../../server/src/compare/compare.js';
import { allowNumbersOfSigns } from '../../server/src/export/own-fonts.js';
import { renderPdf } from '../../server/src/export/pdf/render-pdf.js';
import { Draft } from '../../server/src/model/draft.js';
import { typesetter } from '../support/typesetter.js';
import { expectLaw, type Fuzzer } from './fuzzer.js';
import { hostileTexts } from './hostile-texts.js';

/** The real typesetter takes whatever a draft holds, and refuses only signs that no font has. */
export const typesetting: Fuzzer<{ readonly old: string; readonly new: string }> = {
  name: 'typesetting',
  inputs: (texts) => fc.record({ old: hostileTexts(texts), new: hostileTexts(texts) }),
  async check({ old, new: neu }, counts) {
    const draft = Draft.parse(neu);
    const source = neu.length % 2 ? { draft } : { comparison: compareDrafts(Draft.parse(old), draft) };
    const look = { listOfChanges: true, legend: true };
    const pdf = await renderPdf(source, typesetter, look).catch((error: Error) => {
      expectLaw('only signs are refused', /^the PDF has no font for “/.test(error.message), () => error.message);
      counts.add('PDFs refused for their signs');
      return renderPdf(source, allowNumbersOfSigns(typesetter), look);
    });
    expectLaw('a PDF is written', new TextDecoder().decode(pdf.slice(0, 4)) === '%PDF', () => `${pdf.length} bytes`);
    counts.add('PDFs');
  },
};
