import { findOwnReferences, type OwnReference } from '../analysis/references/own-references.js';
import type { Draft } from '../model/draft.js';
import { getOrCreate } from '../model/memo.js';
import type { Provision } from '../model/provision.js';
import type { Span } from '../model/text.js';
import type { ProvisionMap } from './change.js';

/** Words of a mark-up that cite a provision whose number could not be carried into the draft. */
export interface LostCitation {
  /** As the mark-up has it: "Clause 1.2". */
  readonly cited: string;
  /** The provision of the mark-up that cites it, "" where there is none. */
  readonly where: string;
}

/** Which provision of the text that was sent out is which in the draft and in the mark-up. */
export interface FoldMaps {
  readonly toDraft: ProvisionMap;
  readonly toMarkUp: ProvisionMap;
}

/**
 * The words of a mark-up with the numbers that the draft gave, meanwhile, to the provisions that
 * they cite.
 */
export class CitedNumbersSent {
  readonly lost: LostCitation[] = [];
  private readonly references = new Map<number, readonly OwnReference[]>();

  constructor(
    private readonly markUp: Draft,
    private readonly maps: FoldMaps,
  ) {}

  /** The words between two places of the mark-up, as they read in the draft. */
  carryWords(start: number, end: number): string {
    const { markUp } = this;
    let text = '';
    let at = start;
    for (let block = markUp.blockAt(start); block < markUp.blocks.length && markUp.startOf(block) < end; block++) {
      for (const { span, provision } of this.referencesOf(block)) {
        const own = markUp.inText(block, span);
        if (own.start < at || own.end > end) continue;
        const number = this.numberInDraft(own, provision);
        if (number === null) continue;
        text += markUp.text.slice(at, own.start) + number;
        at = own.end;
      }
    }
    return text + markUp.text.slice(at, end);
  }

  private referencesOf(block: number): readonly OwnReference[] {
    return getOrCreate(this.references, block, () => findOwnReferences(this.markUp, block));
  }

  /** Null where the number stands as it is. */
  private numberInDraft(span: Span, provision: Provision): string | null {
    const { toDraft, toMarkUp } = this.maps;
    const sent = toMarkUp.oldOf(provision);
    // What the respondent put in keeps the number that the respondent gave it.
    if (!sent) return null;
    const now = toDraft.newOf(sent);
    if (now && now.number === sent.number && now.kind === sent.kind) return null;
    const written = this.markUp.text.slice(span.start, span.end);
    const { number } = provision;
    if (now?.number && number?.endsWith(written)) {
      const before = number.slice(0, number.length - written.length);
      if (now.number.startsWith(before)) return now.number.slice(before.length);
      // A bare "(b)" is still the (b) of the clause around it.
      if (written.startsWith('(') && now.number.endsWith(written)) return null;
    }
    this.lost.push({ cited: provision.label, where: this.markUp.provisionAt(span.start)?.label ?? '' });
    return null;
  }
}
