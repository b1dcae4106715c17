import { type CitableDocument, type Resolution, resolveBlock } from '../analysis/resolve.js';
import type { Comparison } from '../compare/change.js';
import type { Block } from '../model/block.js';
import type { Draft } from '../model/draft.js';
import type { Provision } from '../model/provision.js';
import type { WorkspaceDocument } from '../workspace/document.js';
import type { Workspace } from '../workspace/workspace.js';
import { BLOCK_RULES, CATALOGUE, DRAFT_RULES, STRUCTURE_RULES } from './catalogue.js';
import { Comparisons } from './comparisons.js';
import type { Finding, Severity } from './finding.js';
import type { Report, RuleContext } from './rule.js';
import { isSilenced } from './suppression.js';

/** What is kept of a document between two checks of it. */
interface Memory {
  /** The provisions of each document that this one's references led into, as they were. */
  depends: Map<CitableDocument, readonly Provision[] | null>;
  world: unknown;
  resolutions: WeakMap<Block, readonly Resolution[]>;
  blockReports: WeakMap<Block, readonly Report[]>;
  structure: { provisions: readonly Provision[]; reports: readonly Report[] } | null;
  /** The last findings of the costly checks: of each block, for as long as that block stands. */
  costly: WeakMap<Block, readonly Report[]>;
}

/**
 * Runs the checks over the documents of a workspace and keeps what an edit leaves valid: the findings of a block stand until the
 * block changes, or the provisions of a document that it cites do.
 */
export class Checker {
  private readonly memories = new Map<WorkspaceDocument, Memory>();

  /** The comparisons that the costly checks need. */
  readonly comparisons: Comparisons;

  constructor(private readonly workspace: Workspace) {
    this.comparisons = new Comparisons(workspace);
  }

  /**
   * The findings of one document, in the order of the text.
   * @param depth `typing` leaves out what needs a comparison, unless one made before still holds; `full` does all
   */
  check(document: WorkspaceDocument, depth: 'typing' | 'full'): Finding[] {
    const memory = this.memoryOf(document);
    const { draft } = document;
    const context = this.contextOf(document, memory, depth);
    const reports: Report[] = [];
    for (let block = 0; block < draft.blocks.length; block++) {
      const own = draft.block(block);
      let found = memory.blockReports.get(own);
      if (!found) {
        found = BLOCK_RULES.flatMap((rule) => [...rule.checkBlock(block, context)]);
        memory.blockReports.set(own, found);
      }
      // The same words can stand at two places; what is kept of a block says nothing of its index.
      for (const report of found) reports.push(report.block === block ? report : atBlock(report, block));
      if (depth === 'typing') for (const report of memory.costly.get(own) ?? []) reports.push(atBlock(report, block));
    }
    if (memory.structure?.provisions !== draft.provisions) {
      const found = STRUCTURE_RULES.flatMap((rule) => [...rule.checkStructure(context)]);
      memory.structure = { provisions: draft.provisions, reports: found };
    }
    reports.push(...memory.structure.reports);
    for (const rule of DRAFT_RULES) if (!rule.costly) reports.push(...rule.checkDraft(context));
    if (depth === 'full') {
      const costly = DRAFT_RULES.filter((rule) => rule.costly).flatMap((rule) => [...rule.checkDraft(context)]);
      memory.costly = byBlock(draft, costly);
      reports.push(...costly);
    }
    const findings = reports.flatMap((report) => this.finding(document, report));
    return this.withProblems(document, findings);
  }

  /**
   * Takes over the findings of the costly checks that were made elsewhere, of the very text that the document has now; while
   * typing they stand for as long as their blocks do.
   */
  adopt(document: WorkspaceDocument, findings: readonly Finding[]): void {
    const { draft } = document;
    const codes = new Set(DRAFT_RULES.filter((rule) => rule.costly).flatMap((rule) => rule.codes));
    const reports = findings.filter((finding) => codes.has(finding.code)).map((finding) => toReport(draft, finding));
    this.memoryOf(document).costly = byBlock(draft, reports);
  }

  private withProblems(document: WorkspaceDocument, findings: Finding[]): Finding[] {
    const { draft } = document;
    for (const problem of draft.problems) {
      findings.push(
        ...this.shown({
          uri: document.uri,
          ...problem,
          severity: severityOf(problem.code),
          related: [],
          fixes: [],
          suppressed: null,
        }),
      );
    }
    return findings.sort((a, b) => a.span.start - b.span.start || a.code.localeCompare(b.code));
  }

  /** Every finding of the workspace's own documents (versions in force aside) and of its project file, document by document. */
  checkAll(): Finding[] {
    const findings = this.projectFindings();
    for (const document of this.workspace.checkedDocuments()) findings.push(...this.check(document, 'full'));
    return findings;
  }

  /** What is wrong with the project file, and with the files that it and front matters name. */
  projectFindings(): Finding[] {
    return this.workspace.problems.flatMap(({ uri, problem }) =>
      this.shown({ uri, ...problem, severity: severityOf(problem.code), related: [], fixes: [], suppressed: null }),
    );
  }

  /** The references of a block of a document, resolved; kept until the block or what it cites changes. */
  resolved(document: WorkspaceDocument, block: number): readonly Resolution[] {
    return this.contextOf(document, this.memoryOf(document), 'typing').resolved(block);
  }

  private memoryOf(document: WorkspaceDocument): Memory {
    let memory = this.memories.get(document);
    const world = this.workspace.world;
    if (
      !memory ||
      memory.world !== world ||
      ![...memory.depends].every(([other, provisions]) => (other.draft?.provisions ?? null) === provisions)
    ) {
      memory = {
        depends: new Map([[document, document.draft.provisions]]),
        world,
        resolutions: new WeakMap(),
        blockReports: new WeakMap(),
        structure: memory?.structure ?? null,
        costly: memory?.costly ?? new WeakMap(),
      };
      this.memories.set(document, memory);
    }
    return memory;
  }

  private contextOf(document: WorkspaceDocument, memory: Memory, depth: 'typing' | 'full'): RuleContext {
    const { draft, uri } = document;
    const resolution = this.workspace.resolutionContextOf(document);
    const resolved = (block: number): readonly Resolution[] => {
      const own = draft.block(block);
      let found = memory.resolutions.get(own);
      if (!found) {
        found = resolveBlock(block, resolution);
        memory.resolutions.set(own, found);
        for (const each of found) {
          if (each.document) memory.depends.set(each.document, each.document.draft?.provisions ?? null);
          // Where nothing was found anywhere, a change of any instrument can change that.
          else if (!each.unknown)
            for (const other of resolution.instruments) memory.depends.set(other, other.draft?.provisions ?? null);
        }
      }
      return found;
    };
    const comparisonOf = (other: string): Comparison | null => {
      const target = this.workspace.documents.get(other);
      return depth === 'full' && target ? this.comparisons.of(target) : null;
    };
    return { draft, uri, resolution, resolved, comparisonOf };
  }

  private finding(document: WorkspaceDocument, report: Report): Finding[] {
    const { draft, uri } = document;
    return this.shown({
      uri,
      code: report.code,
      severity: report.severity ?? severityOf(report.code),
      message: report.message,
      span: draft.inText(report.block, report.span),
      related: (report.related ?? []).map(({ uri: other, draft: where, place, message }) => ({
        uri: other ?? uri,
        // The draft as it is now: what was kept may be of the text before an edit that moved the place, and changed no number.
        span: (this.workspace.documents.get(other ?? uri)?.draft ?? where).inText(place.block, place.span),
        message,
      })),
      fixes: (report.fixes ?? []).map(({ title, preferred, edits }) => ({
        title,
        preferred,
        edits: edits.map((edit) => ({ ...draft.inText(edit.block, edit.span), text: edit.text })),
      })),
      suppressed: isSilenced(draft, report.block, report.code) ? 'by a comment in the text' : null,
    });
  }

  /** The finding at the severity that the project file gives it; nothing where it is switched off. */
  private shown(finding: Finding): Finding[] {
    const wanted = this.workspace.severities[finding.code];
    if (wanted === 'off') return [{ ...finding, suppressed: 'by the project file' }];
    return [wanted && finding.severity === severityOf(finding.code) ? { ...finding, severity: wanted } : finding];
  }
}

function byBlock(draft: Draft, reports: readonly Report[]): WeakMap<Block, Report[]> {
  const kept = new WeakMap<Block, Report[]>();
  for (const report of reports) {
    const block = draft.block(report.block);
    kept.set(block, [...(kept.get(block) ?? []), report]);
  }
  return kept;
}

function toReport(draft: Draft, finding: Finding): Report {
  const block = Math.max(0, draft.blockAt(finding.span.start));
  const start = draft.startOf(block);
  const within = (span: { start: number; end: number }) => ({ start: span.start - start, end: span.end - start });
  return {
    code: finding.code,
    message: finding.message,
    block,
    span: within(finding.span),
    fixes: finding.fixes.map((fix) => ({
      ...fix,
      edits: fix.edits.map((edit) => ({ block, span: within(edit), text: edit.text })),
    })),
  };
}

function atBlock(report: Report, block: number): Report {
  const shift = block - report.block;
  return {
    ...report,
    block,
    ...(report.fixes
      ? {
          fixes: report.fixes.map((fix) => ({
            ...fix,
            edits: fix.edits.map((edit) => ({ ...edit, block: edit.block + shift })),
          })),
        }
      : {}),
  };
}

function severityOf(code: string): Severity {
  return CATALOGUE[code]?.severity ?? 'warning';
}
