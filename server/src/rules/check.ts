import type { CitableDocument, Resolution } from '../analysis/resolve.js';
import { resolveBlock } from '../analysis/resolve-block.js';
import type { Comparison } from '../compare/change.js';
import type { Block } from '../model/block.js';
import type { Draft } from '../model/draft.js';
import type { FrontMatter } from '../model/front-matter.js';
import type { Provision } from '../model/provision.js';
import type { Span } from '../model/text.js';
import type { WorkspaceDocument } from '../workspace/document.js';
import type { RecordedFinding } from '../workspace/recorded-findings.js';
import type { Workspace } from '../workspace/workspace.js';
import { BLOCK_RULES, CATALOGUE, DRAFT_RULES, STRUCTURE_RULES } from './catalogue.js';
import { Comparisons } from './comparisons.js';
import type { Finding, Severity } from './finding.js';
import { type FoundIn, silenceRecorded } from './recorded.js';
import type { Place, Report, RuleContext } from './rule.js';
import { silencedBy } from './suppression.js';

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
  resolver: { readonly draft: Draft; readonly resolved: (block: number) => readonly Resolution[] } | null;
  /** The last answer, for as long as nothing that it depends on changes. */
  typed: {
    readonly draft: Draft;
    readonly findings: Finding[];
    readonly others: ReadonlyMap<string, Draft>;
    readonly stands: readonly (() => boolean)[];
  } | null;
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
    if (depth === 'typing' && memory.typed && this.holds(memory.typed, draft)) return memory.typed.findings;
    const stands: (() => boolean)[] = [];
    const context = this.contextOf(document, memory, depth, stands);
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
    const findings = this.withoutRecorded(
      document.uri,
      draft,
      this.withProblems(
        document,
        reports.flatMap((report) => this.finding(document, report)),
      ),
      this.goneFromChecks,
    );
    memory.typed = depth === 'typing' ? { draft, findings, others: this.pointedAt(document, findings), stands } : null;
    return findings;
  }

  /** Whether what was last said of a document while typing still holds. */
  isCurrent(document: WorkspaceDocument): boolean {
    const { typed } = this.memoryOf(document);
    return typed !== null && this.holds(typed, document.draft);
  }

  private holds(typed: NonNullable<Memory['typed']>, draft: Draft): boolean {
    return (
      typed.draft === draft &&
      typed.stands.every((stands) => stands()) &&
      [...typed.others].every(([uri, other]) => this.workspace.documents.get(uri)?.draft === other)
    );
  }

  /** The other drafts that findings point into: an edit there moves the places, though not what is said. */
  private pointedAt(document: WorkspaceDocument, findings: readonly Finding[]): Map<string, Draft> {
    const others = new Map<string, Draft>();
    for (const { related } of findings) {
      for (const { uri } of related) {
        const other = uri === document.uri ? undefined : this.workspace.documents.get(uri);
        if (other) others.set(uri, other.draft);
      }
    }
    return others;
  }

  /**
   * Takes over the findings of the costly checks that were made elsewhere, of the very text that the document has now; while
   * typing they stand for as long as their blocks do.
   */
  adopt(document: WorkspaceDocument, findings: readonly Finding[]): void {
    const { draft } = document;
    const codes = new Set(DRAFT_RULES.filter((rule) => rule.costly).flatMap((rule) => rule.codes));
    const reports = findings
      .filter((finding) => codes.has(finding.code))
      .map((finding) => this.toReport(draft, finding));
    const memory = this.memoryOf(document);
    memory.costly = byBlock(draft, reports);
    memory.typed = null;
  }

  private toReport(draft: Draft, finding: Finding): Report {
    const block = Math.max(0, draft.blockAt(finding.span.start));
    const start = draft.startOf(block);
    const within = (span: Span) => ({ start: span.start - start, end: span.end - start });
    return {
      code: finding.code,
      message: finding.message,
      ...(finding.severity === severityOf(finding.code) ? {} : { severity: finding.severity }),
      block,
      span: within(finding.span),
      related: finding.related.flatMap(({ uri, span, message }) => {
        const other = this.workspace.documents.get(uri)?.draft;
        const place = other ? placeIn(other, span) : null;
        return other && place ? [{ uri, draft: other, place, message }] : [];
      }),
      fixes: finding.fixes.map((fix) => ({
        ...fix,
        edits: fix.edits.map((edit) => ({ block, span: within(edit), text: edit.text })),
      })),
    };
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
    const { world, documents } = this.workspace;
    const drafts = [...documents.values()].map(({ draft }) => draft);
    const last = this.lastOfAll;
    if (last?.world === world && last.drafts.every((draft, i) => draft === drafts[i])) return [...last.findings];
    const findings = this.projectFindings();
    for (const document of this.workspace.checkedDocuments()) findings.push(...this.check(document, 'full'));
    this.lastOfAll = { world, drafts, findings };
    return [...findings];
  }

  /** The last answer, which holds while the documents and their drafts are the same. */
  private lastOfAll: {
    readonly world: object;
    readonly drafts: readonly Draft[];
    readonly findings: readonly Finding[];
  } | null = null;

  /** What is wrong with the project file, and with the files that it and front matters name. */
  projectFindings(): Finding[] {
    const { problems, projectFile, projectUri, documents } = this.workspace;
    const placed = [...problems];
    for (const [code, span] of projectFile?.checkSpans ?? []) {
      const problem = { code: 'project.invalid', message: `There is no check “${code}”.`, span };
      if (!isCode(code)) placed.push({ uri: projectUri, problem });
    }
    const all = placed.flatMap(({ uri, problem }) =>
      this.shown({ uri, ...problem, severity: severityOf(problem.code), related: [], fixes: [], suppressed: null }),
    );
    const uris = [...new Set(all.map(({ uri }) => uri))];
    return uris.flatMap((uri) => {
      const own = all.filter((finding) => finding.uri === uri);
      const text = documents.get(uri)?.draft ?? (uri === projectUri ? projectFile : null);
      return text ? this.withoutRecorded(uri, text, own, this.goneFromProblems) : own;
    });
  }

  /** Recorded findings that are not found any more in what was checked, the costly checks included. */
  recordedAndGone(): RecordedFinding[] {
    const { goneFromProblems, goneFromChecks } = this;
    // A file can be named by the project's problems and be a draft with findings of its own: what is found as either is not gone.
    return [...new Set([...goneFromProblems.keys(), ...goneFromChecks.keys()])].flatMap((uri) => {
      const [some, others] = [goneFromProblems.get(uri), goneFromChecks.get(uri)];
      return some && others ? some.filter((record) => others.includes(record)) : [...(some ?? others ?? [])];
    });
  }

  private readonly goneFromProblems = new Map<string, readonly RecordedFinding[]>();
  private readonly goneFromChecks = new Map<string, readonly RecordedFinding[]>();

  /** The findings of a file, those that are recorded marked as silenced; what is recorded and not among them goes to `gone`. */
  private withoutRecorded(
    uri: string,
    text: FoundIn,
    findings: Finding[],
    gone: Map<string, readonly RecordedFinding[]>,
  ): Finding[] {
    const recorded = this.workspace.recordedOf(uri);
    if (recorded.length === 0) return findings;
    const result = silenceRecorded(text, findings, recorded);
    gone.set(uri, result.gone);
    return result.findings;
  }

  /**
   * The references of a document, resolved, block by block; kept until the block or what it cites changes. What is given back holds
   * for the draft as it is now; while nothing changes it is the same function.
   */
  resolutionsOf(document: WorkspaceDocument): (block: number) => readonly Resolution[] {
    const memory = this.memoryOf(document);
    if (memory.resolver?.draft !== document.draft)
      memory.resolver = { draft: document.draft, resolved: this.contextOf(document, memory, 'typing', []).resolved };
    return memory.resolver.resolved;
  }

  /** The findings of some blocks of a document, from `first` to before `end`, in the order of the text. */
  findingsIn(document: WorkspaceDocument, first: number, end: number): Finding[] {
    const { draft } = document;
    const from = first < draft.blocks.length ? draft.startOf(first) : draft.text.length;
    const to = end < draft.blocks.length ? draft.startOf(end) : draft.text.length + 1;
    return this.check(document, 'typing').filter(({ span }) => span.start >= from && span.start < to);
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
        resolver: null,
        typed: null,
      };
      this.memories.set(document, memory);
    }
    return memory;
  }

  /** @param stands gets a question for each thing outside of the draft that a check looked at: whether it is as it was */
  private contextOf(
    document: WorkspaceDocument,
    memory: Memory,
    depth: 'typing' | 'full',
    stands: (() => boolean)[],
  ): RuleContext {
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
    const project = this.workspace.projectFile;
    const frontMatterOf = (id: string): FrontMatter | null => {
      const other = this.workspace.documentNamed(id);
      const matter = other?.draft.frontMatter ?? null;
      stands.push(() => (other?.draft.frontMatter ?? null) === matter);
      return matter;
    };
    const responseTemplate = (): Draft | null => {
      const template = this.workspace.responseTemplate;
      const seen = template?.draft ?? null;
      stands.push(() => (template?.draft ?? null) === seen);
      return seen;
    };
    return { draft, uri, resolution, resolved, comparisonOf, isCode, project, frontMatterOf, responseTemplate };
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
      suppressed: silencedBy(draft, report.block, report.span.start, report.code),
    });
  }

  /** The finding at the severity that the project file gives it; nothing where it is switched off. */
  private shown(finding: Finding): Finding[] {
    const wanted = this.workspace.severities[finding.code];
    if (wanted === 'off') return [{ ...finding, suppressed: { by: 'project', reason: null } }];
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

function placeIn(draft: Draft, span: Span): Place | null {
  const block = draft.blockAt(span.start);
  if (block < 0) return null;
  const start = draft.startOf(block);
  return { block, span: { start: span.start - start, end: span.end - start } };
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

function isCode(code: string): boolean {
  return Object.hasOwn(CATALOGUE, code);
}

function severityOf(code: string): Severity {
  return CATALOGUE[code]?.severity ?? 'warning';
}
