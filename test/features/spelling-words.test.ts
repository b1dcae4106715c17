import assert from 'node:assert/strict';
import { listSpellingWords } from '../../server/src/features/spelling-words.js';
import { MarkedProject } from '../support/open-project.js';

describe('the words for a speller', () => {
  it('are those of terms with their plurals, abbreviations and short names of documents', async () => {
    const { project } = await MarkedProject.load({
      'keeling.yaml': 'documents:\n  - { id: SVTAD, path: svtad.md }\n',
      'svtad.md':
        '## 1 One\n\n**Berth Entry** means an entry.\n\n1.1 Berth Entries go to the Data Service Provider (“DSP”), and a DSP keeps them.\n',
    });
    assert.deepEqual(listSpellingWords(project), ['Berth', 'DSP', 'Entries', 'Entry', 'SVTAD']);
  });
});
