import assert from 'node:assert/strict';
import { writeOut } from '../../server/src/analysis/terms/abbreviations.js';
import { longFormAfter, longFormBefore } from '../../server/src/analysis/terms/short-forms.js';
import { readMarks } from '../support/marked.js';

describe('an abbreviation written out', () => {
  for (const [marked, long, wanted] of [
    ['The ⟦STP⟧ is kept.', 'Site Transfer Plan', 'The Site Transfer Plan (STP) is kept.'],
    ['All ⟦STPs⟧ are.', 'Site Transfer Plan', 'All Site Transfer Plans (STPs) are.'],
    ['Each ⟦GSP⟧ is.', 'Grid Supply Point', 'Each Grid Supply Point (GSP) is.'],
    ['An ⟦STP⟧ is kept.', 'Site Transfer Plan', 'A Site Transfer Plan (STP) is kept.'],
    ['Of a ⟦TAP⟧ panel.', 'Annual Panel', 'Of an Annual Panel (TAP) panel.'],
    ['An ⟦USP⟧ is set.', 'Uniform Supply Price', 'A Uniform Supply Price (USP) is set.'],
    ['Data ⟦STP⟧ is.', 'Site Transfer Plan', 'Data Site Transfer Plan (STP) is.'],
    ['The ⟦STP⟧’s page.', 'Site Transfer Plan', null],
  ] as const) {
    it(marked, () => {
      const { text, spans } = readMarks(marked);
      const edit = writeOut(text, spans[0] as { start: number; end: number }, long);
      assert.equal(edit && text.slice(0, edit.span.start) + edit.text + text.slice(edit.span.end), wanted);
    });
  }
});

describe('the long form of a short one', () => {
  for (const [text, short, long] of [
    ['Under each Smart Energy Code', 'SEC', 'Smart Energy Code'],
    ['the Code of Practice', 'CP', 'Code of Practice'],
    ['the Terms of Reference', 'TOR', 'Terms of Reference'],
    ['each distribution network operator', 'DNOs', 'distribution network operator'],
    ['Business, Energy and Industrial Strategy', 'BEIS', 'Business, Energy and Industrial Strategy'],
    ['a DMC Testing', 'DMCT', 'DMC Testing'],
    ['the Non-Domestic Meter', 'NDM', 'Non-Domestic Meter'],
    ['the Code. Of Practice', 'CP', null],
    ['when in turn', 'IT', null],
    ['the Energy Ombudsman', 'TRA', null],
  ] as const)
    it(`${short} behind “${text}”`, () => {
      const at = longFormBefore(text, short);
      assert.equal(at === null ? null : text.slice(at), long);
    });

  it('in front of its bracket’s end', () => {
    const text = 'Site Transfer Plan) is kept';
    assert.equal(longFormAfter(text, 'STP'), 'Site Transfer Plan'.length);
    assert.equal(longFormAfter(text, 'SPT'), null);
  });
});
