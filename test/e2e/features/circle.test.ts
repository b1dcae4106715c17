import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { MarkUpChange, PackResult } from '../../../server/src/protocol.js';
import { CHARGES, COMMENT, CONSULTATION, PROJECT, RULES, reviewByHand } from '../../support/reviewed-word.js';
import { findingsOf, rangeOf, ready, restore, rewrite, until, uriOf } from '../support/editor.js';
import { byHand, hasHands } from '../support/hands.js';

describe('from Word to a consultation and back, in VS Code', function () {
  this.timeout(90_000);
  const place = (path: string) => vscode.Uri.joinPath(uriOf('circle'), path);
  const write = (path: string, content: string | Uint8Array) =>
    vscode.workspace.fs.writeFile(
      place(path),
      typeof content === 'string' ? new TextEncoder().encode(content) : content,
    );
  const read = async (path: string) => new TextDecoder().decode(await vscode.workspace.fs.readFile(place(path)));

  before(async function () {
    if (!hasHands) this.skip();
    await ready();
  });
  after(async () => {
    await restore();
    await vscode.workspace.fs.delete(uriOf('circle'), { recursive: true });
  });

  async function pack(folder: string): Promise<readonly string[]> {
    await vscode.window.showTextDocument(place('rules.md'));
    const output = place(folder).toString();
    // What other tests left in the folder may still be taken in, and a pack with errors is refused.
    for (let left = 5; left > 0; left--) {
      const made = await vscode.commands.executeCommand<PackResult | undefined>('keeling.exportAttachments', output);
      if (made) return made.files;
      await new Promise((resolve) => setTimeout(resolve, 2000));
    }
    throw new Error('the pack was not made');
  }

  it('two instruments come in, go out, come back marked up, and each change is taken or left', async () => {
    await write('keeling.yaml', '# Ours\n');
    await write('in-force/rules.docx', RULES);
    await write('rules.docx', RULES);
    await write('charges.docx', CHARGES);
    await vscode.commands.executeCommand('keeling.importDocuments', undefined, [
      place('rules.docx'),
      place('charges.docx'),
    ]);
    assert.match(await read('keeling.yaml'), /path: rules\.md[\s\S]*path: charges\.md/);
    await write('consultation.md', CONSULTATION);
    await write('keeling.yaml', PROJECT);
    const draft = await vscode.workspace.openTextDocument(place('rules.md'));
    await rewrite(draft, 'within ten days', 'within twenty days');
    await draft.save();
    await until('no wrong reference', () => !findingsOf(draft).some((code) => code.startsWith('reference.')));

    const clean = (await pack('pack')).find((name) => /Attachment_1_.*\.docx$/.test(name));
    assert.ok(clean);
    await write('acme.docx', reviewByHand(await vscode.workspace.fs.readFile(place(`pack/${clean}`))));

    // Meanwhile the draft goes on.
    await rewrite(draft, 'at the office', 'in writing at the office');
    await draft.save();
    const markUps = [{ respondent: 'Acme', file: place('acme.docx') }];
    const changes = await vscode.commands.executeCommand<readonly MarkUpChange[]>('keeling.foldMarkUps', draft.uri, {
      markUps,
      sent: null,
    });
    assert.deepEqual(
      changes.map(({ label, author, deleted, inserted }) => [label, author, deleted, inserted]),
      [
        ['Clause 1.2(a)', 'A. Reviewer', 'twenty', 'fifteen'],
        ['Clause 2.1', 'A. Reviewer', 'may', 'shall'],
      ],
    );
    await until('the comment', async () =>
      (await read('rules.comments.jsonl').then(String, () => '')).includes(COMMENT[1]),
    );
    assert.match(await read('rules.comments.jsonl'), /"Clause 1\.2\(b\)".*"author":"A\. Reviewer \(Acme\)"/);

    // One is taken with the mouse, one is left.
    const row = '.monaco-list-row[aria-label*="Acme, Clause 1.2(a)"]';
    // The list may be drawn anew just then, and a click can miss its entry.
    await until('the change', async () => {
      if (draft.getText().includes('within fifteen days')) return true;
      await byHand({ tryClick: row });
      await byHand({ tryClick: `${row} .action-label[aria-label="Take This Change"]` });
      return draft.getText().includes('within fifteen days');
    });
    await vscode.commands.executeCommand('keeling.markUps.leave', { kind: 'change', change: changes[1] });
    rangeOf(draft, 'may refuse a vessel');
    rangeOf(draft, 'in writing at the office');
    const decided = (await read('rules.mark-ups.jsonl')).trim().split('\n').slice(1);
    assert.deepEqual(
      decided
        .map((line) => JSON.parse(line))
        .map(({ decision, respondent, author, provision }) => [decision, respondent, author, provision]),
      [
        ['taken', 'Acme', 'A. Reviewer', 'Clause 1.2(a)'],
        ['left', 'Acme', 'A. Reviewer', 'Clause 2.1'],
      ],
    );
    await byHand({ wait: '.pane-body .message >> text=Every change of the respondents is decided' });

    // Undo takes the change back, and it is to be decided again.
    await vscode.window.showTextDocument(draft);
    await vscode.commands.executeCommand('undo');
    await until('the words before', () => draft.getText().includes('within twenty days'));
    await draft.save();
    await until('the record without it', async () => {
      const record = await read('rules.mark-ups.jsonl').catch(() => '');
      return record !== '' && !record.includes('"taken"');
    });
    await vscode.commands.executeCommand('keeling.markUps.take', { kind: 'respondent', name: 'Acme' });
    await until('the change again', () => draft.getText().includes('within fifteen days'));
    await draft.save();

    const marked = (await pack('pack-2')).find((name) => /Attachment_2_.*\.html$/.test(name));
    assert.ok(marked);
    const page = await read(`pack-2/${marked}`);
    assert.match(page, /within <del[^>]*>ten<\/del>\s*<ins[^>]*>fifteen<\/ins>/);
    assert.doesNotMatch(page, /Reviewer|dinghy\?/);
  });
});
