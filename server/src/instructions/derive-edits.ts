import { tableRowsOf } from '../compare/rows.js';
import { type BlockTexts, findWordHunks, type WordHunk } from './block-hunks.js';
import { MOST_REMOVED, shareOf, shareRemoved } from './derivation.js';
import { RowDeriver } from './derive-rows.js';
import type { Effect } from './effects.js';
import { joinHunksOfLabel, passLabelGaps } from './label-gap.js';
import { rootOf } from './name-places.js';
import type { InstructionForm } from './say-changes.js';
import type { DraftScope } from './scope.js';
import { findQuotedStretch, writeWordForms } from './word-forms.js';

/** So many separate changes of words in one paragraph are still read with ease. */
const MOST_HUNKS = 8;

/** Derives the changes to the words of blocks that stay. */
export class EditDeriver extends RowDeriver {
  protected deriveEdits(block: number, next: number): void {
    const { oldDraft, newDraft, fates } = this;
    const [before, after] = [oldDraft.block(block), newDraft.block(next)];
    if (before.text === after.text) return;
    if (before.kind === 'frontMatter') {
      this.addFrontMatter(block, after.text);
      return;
    }
    if (tableRowsOf(before).length > 0 && tableRowsOf(after).length > 0 && this.deriveRows(block, next)) return;
    const pair: BlockTexts = {
      oldText: before.text,
      newText: after.text,
      ...passLabelGaps(before.text, after.text, this.findLabels(block, next)),
    };
    const marked = fates.marked.get(block) ?? [];
    const hunks = joinHunksOfLabel(pair, findWordHunks(pair, marked));
    if (shareRemoved(pair.oldText, hunks) > MOST_REMOVED || hunks.length > MOST_HUNKS) {
      const leaf = this.leafAt(block);
      const name = leaf && this.names.ofProvision(leaf);
      if (name && pair.oldLabel > 0) {
        const share = shareOf(pair, hunks);
        this.changes.push(
          this.makeSubstitution({ name, own: leaf, from: block, to: block + 1, text: after.text, share }),
        );
        // A new number comes with the new words.
        this.renumbered.delete(leaf);
        return;
      }
    }
    this.addIndent(block, next);
    this.addGap(block, next);
    if (hunks.length === 0) return;
    if (hunks.length > MOST_HUNKS) {
      const whole = {
        start: hunks[0]!.start,
        end: hunks.at(-1)!.end,
        text: pair.newText.slice(
          pair.newText.length - (pair.oldText.length - hunks[0]!.start) - measureLengthening(hunks),
          pair.newText.length - (pair.oldText.length - hunks.at(-1)!.end),
        ),
      };
      this.addWords(block, [whole], pair);
      return;
    }
    this.addWords(block, hunks, pair);
  }

  protected addFrontMatter(block: number, text: string): void {
    this.addChange({
      root: null,
      at: block,
      effects: [{ kind: 'replace', from: block, to: block + 1, text }],
      forms: [{ place: null, action: 'for the front matter substitute', setOut: text, isFenced: true }],
      kind: 'substitute',
      label: 'the front matter',
      share: null,
    });
  }

  protected addWords(block: number, hunks: readonly WordHunk[], pair: BlockTexts): void {
    const { oldDraft, names } = this;
    const owner = oldDraft.provisionOfBlock(block);
    const scopes = this.listScopes(block, owner);
    for (const hunk of scopes[0] ? this.joinQuoted(block, hunks, pair, scopes[0].scope) : hunks) {
      const effect: Effect = { kind: 'words', block, start: hunk.start, end: hunk.end, text: hunk.text };
      const forms: InstructionForm[] = [];
      for (const { name, scope } of scopes)
        for (const action of writeWordForms(oldDraft, names, block, hunk, scope))
          forms.push({ place: name, action: action.words, setOut: action.setOut });
      this.addChange({
        root: owner ? rootOf(owner) : null,
        at: block,
        effects: [effect],
        forms,
        kind: 'words',
        label: owner?.label ?? this.describeBlock(block),
        share: null,
      });
    }
  }

  /** Joins changes where what is quoted for one reaches to the other. */
  protected joinQuoted(
    block: number,
    hunks: readonly WordHunk[],
    { oldText }: BlockTexts,
    scope: DraftScope,
  ): readonly WordHunk[] {
    const joined: { hunk: WordHunk; end: number }[] = [];
    for (const own of hunks) {
      let hunk = own;
      let span = findQuotedStretch(this.oldDraft, this.names, block, hunk, scope);
      for (
        let last = joined.at(-1);
        last && (span.start < last.end || span.start < last.hunk.end || hunk.start < last.end);
        last = joined.at(-1)
      ) {
        joined.pop();
        hunk = {
          start: last.hunk.start,
          end: hunk.end,
          text: last.hunk.text + oldText.slice(last.hunk.end, hunk.start) + hunk.text,
        };
        span = findQuotedStretch(this.oldDraft, this.names, block, hunk, scope);
      }
      joined.push({ hunk, end: Math.max(span.end, hunk.end) });
    }
    return joined.map(({ hunk }) => hunk);
  }
}

function measureLengthening(hunks: readonly WordHunk[]): number {
  return hunks.reduce((sum, { start, end, text }) => sum + text.length - (end - start), 0);
}
