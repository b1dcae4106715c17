import fc from 'fast-check';
import { compareDrafts } from '../../server/src/compare/compare.js';
import { renderPdf } from '../../server/src/export/pdf/render-pdf.js';
import { Draft } from '../../server/src/model/draft.js';
import { typesetter } from '../support/typesetter.js';
import { expectLaw, type Fuzzer } from './fuzzer.js';
import { hostileTexts } from './hostile-texts.js';

/** The real typesetter takes whatever a draft holds. */
export const typesetting: Fuzzer<{ readonly old: string; readonly new: string }> = {
  name: 'typesetting',
  inputs: (texts) => fc.record({ old: hostileTexts(texts), new: hostileTexts(texts) }),
  async check({ old, new: neu }, counts) {
    const draft = Draft.parse(neu);
    const source = neu.length % 2 ? { draft } : { comparison: compareDrafts(Draft.parse(old), draft) };
    const pdf = await renderPdf(source, typesetter, { listOfChanges: true, legend: true });
    expectLaw('a PDF is written', new TextDecoder().decode(pdf.slice(0, 4)) === '%PDF', () => `${pdf.length} bytes`);
    counts.add('PDFs');
  },
};
