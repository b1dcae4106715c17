import type { CitableDocument } from '../analysis/references/resolution.js';
import type { Draft } from '../model/draft.js';
import { getOrCreate } from '../model/memo.js';
import type { Provision } from '../model/provision.js';

/** The part that a document plays in its project. */
export type DocumentRole = 'instrument' | 'consultation' | 'baseline' | 'template';

/**
 * A draft that the workspace holds. Its `draft` changes with the text; everything else stays the
 * same.
 */
export class WorkspaceDocument implements CitableDocument {
  baseline: WorkspaceDocument | null = null;

  constructor(
    readonly uri: string,
    readonly id: string,
    readonly names: readonly string[],
    readonly version: string | null,
    private readonly declaredRole: DocumentRole,
    public draft: Draft,
  ) {}

  /** The same document with another draft; its version in force is left out. */
  copyWith(draft: Draft): WorkspaceDocument {
    return new WorkspaceDocument(this.uri, this.id, this.names, this.version, this.declaredRole, draft);
  }

  get isBaseline(): boolean {
    return this.declaredRole === 'baseline';
  }

  /**
   * Whether it is drafted here, and so is checked and can be cited. Versions in force and templates
   * are not.
   */
  get isChecked(): boolean {
    return !this.isBaseline && !this.isTemplate;
  }

  /** Whether it is the team's own template for responses. */
  get isTemplate(): boolean {
    return this.declaredRole === 'template';
  }

  get role(): 'instrument' | 'consultation' {
    if (this.declaredRole === 'consultation') return 'consultation';
    if (!this.isChecked) return 'instrument';
    // A draft that asks questions is a consultation document even where no project file says so.
    return asksQuestions(this.draft.provisions) ? 'consultation' : 'instrument';
  }
}

const askingByProvisions = new WeakMap<readonly Provision[], boolean>();

/** Whether provisions hold a question; they are looked through once, for all who ask. */
function asksQuestions(provisions: readonly Provision[]): boolean {
  return getOrCreate(askingByProvisions, provisions, () => provisions.some(({ kind }) => kind === 'question'));
}

/** The names of a document: those candidates that are there, each once, in their order. */
export function collectNames(...candidates: readonly (string | null | undefined)[]): string[] {
  return [...new Set(candidates.filter((name): name is string => !!name && name.trim() !== ''))];
}
