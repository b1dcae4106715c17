import { listCited } from '../analysis/references/own-references.js';
import type { Resolution } from '../analysis/references/resolution.js';
import type { AwayLink, FindAwayLinks } from '../export/away-links.js';
import { anchorDraft, nearestAnchor } from '../export/manuscript/anchors.js';
import { quoteProvision } from '../export/manuscript/quote-provision.js';
import type { Draft } from '../model/draft.js';

/** What a page of a pack shows. */
export interface PackPage {
  /** The identifier of the instrument. */
  readonly document: string;
  readonly isMarked: boolean;
  /** The name of its file. */
  readonly file: string;
}

/** Links from the pages of a pack to the other instruments in it. */
export class PackLinks {
  constructor(
    private readonly pages: readonly PackPage[],
    /** Resolves the references of a block of one of the project's drafts. */
    private readonly cites: (draft: Draft, block: number) => readonly Resolution[],
  ) {}

  /**
   * Finds where a page leads.
   * @param isMarked whether to change-marked texts, where there are any, or to clean ones
   */
  from(isMarked: boolean): FindAwayLinks {
    return (draft, block) => this.findLinks(draft, block, isMarked);
  }

  private findLinks(draft: Draft, block: number, isMarked: boolean): readonly AwayLink[] {
    return listCited(this.cites(draft, block)).flatMap(({ words, provision, document }) => {
      if (document.draft === null || document.draft === draft) return [];
      const shown = this.pages.filter((page) => page.document === document.id);
      const page = shown.find((each) => each.isMarked === isMarked) ?? shown[0];
      const anchor = nearestAnchor(provision, anchorDraft(document.draft));
      if (!page || anchor === null) return [];
      const address = `${encodeURIComponent(page.file)}#${encodeURIComponent(anchor)}`;
      return [{ words, address, said: quoteProvision(document.draft, provision) }];
    });
  }
}
