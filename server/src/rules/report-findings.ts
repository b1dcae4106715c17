import type { Block, Problem } from '../model/block.js';
import { isComment } from '../model/comment.js';
import type { Draft } from '../model/draft.js';
import { getOrCreate } from '../model/memo.js';
import type { Span } from '../model/text.js';
import type { WorkspaceDocument } from '../workspace/document.js';
import type { Workspace } from '../workspace/workspace.js';
import { severityOf } from './catalogue.js';
import type { Finding } from './finding.js';
import { MOST_CHARACTERS, shortenWords } from './message.js';
import type { BlockPlace, Report } from './rule.js';
import { findSilencingComment } from './suppression.js';

/** What does not change in a finding as long as the blocks that it was made from stand. */
interface KeptFinding {
  readonly workspace: Workspace;
  /** The block of the report and those above it that can hold a comment that silences it. */
  readonly blocks: readonly Block[];
  readonly finding: Finding;
}

const keptFindings = new WeakMap<Report, KeptFinding>();

/**
 * A report as a finding of its document as it is now.
 * @param block the block that it is on now: the same words can stand at two places, and blocks move
 */
export function findingOfReport(
  workspace: Workspace,
  document: WorkspaceDocument,
  report: Report,
  block: number,
): Finding {
  const { draft, uri } = document;
  let kept = keptFindings.get(report);
  if (kept?.workspace !== workspace || !kept.blocks.every((own, i) => own === draft.blocks[block - i])) {
    kept = {
      workspace,
      blocks: listBlocksAbove(draft, block),
      finding: describeReport(workspace, document, report, block),
    };
    keptFindings.set(report, kept);
  }
  const shift = block - report.block;
  return {
    ...kept.finding,
    span: draft.inText(block, report.span),
    related: (report.related ?? []).flatMap(({ uri: other, place, message }) => {
      // A kept report can be older than an edit that moved the place: the draft as it is now
      // counts.
      const current = workspace.documents.get(other ?? uri)?.draft;
      return current ? [{ uri: other ?? uri, span: current.inText(place.block, place.span), message }] : [];
    }),
    fixes: (report.fixes ?? []).map(({ title, preferred, edits }) => ({
      title,
      preferred,
      edits: edits.map((edit) => ({ ...draft.inText(edit.block + shift, edit.span), text: edit.text })),
    })),
  };
}

/** A block and those above it, as far as a comment for it can stand: over comments and a caption. */
function listBlocksAbove(draft: Draft, block: number): Block[] {
  const blocks = [draft.block(block)];
  for (let at = block - 1; at >= 0; at--) {
    const own = draft.block(at);
    blocks.push(own);
    if (!isComment(own) && own.head.kind !== 'caption') break;
  }
  return blocks;
}

function describeReport(
  workspace: Workspace,
  { draft, uri }: WorkspaceDocument,
  report: Report,
  block: number,
): Finding {
  return applyProjectSettings(workspace, {
    uri,
    code: report.code,
    severity: report.severity ?? severityOf(report.code),
    message: shortenWords(report.message, MOST_CHARACTERS),
    span: report.span,
    related: [],
    fixes: [],
    suppressed: findSilencingComment(draft, block, report.span.start, report.code),
  });
}

/** A problem of a front matter, or of the project file, as a finding. */
export function findingOfProblem(workspace: Workspace, uri: string, problem: Problem): Finding {
  return applyProjectSettings(workspace, {
    uri,
    ...problem,
    message: shortenWords(problem.message, MOST_CHARACTERS),
    severity: severityOf(problem.code),
    related: [],
    fixes: [],
    suppressed: null,
  });
}

/** The finding at the severity that the project file gives its code; silenced where it is `off`. */
function applyProjectSettings({ severities }: Workspace, finding: Finding): Finding {
  const wanted = severities[finding.code];
  if (wanted === 'off') return { ...finding, suppressed: { by: 'project', reason: null } };
  return wanted && finding.severity === severityOf(finding.code) ? { ...finding, severity: wanted } : finding;
}

/** The report that a finding was made of, found again in the draft that it is about. */
export function reportOfFinding(workspace: Workspace, draft: Draft, finding: Finding): Report {
  const block = Math.max(0, draft.blockAt(finding.span.start));
  return {
    code: finding.code,
    message: finding.message,
    ...(finding.severity === severityOf(finding.code) ? {} : { severity: finding.severity }),
    block,
    span: spanInBlock(draft, block, finding.span),
    related: finding.related.flatMap(({ uri, span, message }) => {
      const other = workspace.documents.get(uri)?.draft;
      const place = other ? placeIn(other, span) : null;
      return other && place ? [{ uri, place, message }] : [];
    }),
    fixes: finding.fixes.map((fix) => ({
      ...fix,
      edits: fix.edits.map((edit) => ({ block, span: spanInBlock(draft, block, edit), text: edit.text })),
    })),
  };
}

function placeIn(draft: Draft, span: Span): BlockPlace | null {
  const block = draft.blockAt(span.start);
  return block < 0 ? null : { block, span: spanInBlock(draft, block, span) };
}

function spanInBlock(draft: Draft, block: number, { start, end }: Span): Span {
  const blockStart = draft.startOf(block);
  return { start: start - blockStart, end: end - blockStart };
}

/** The reports on each block. */
export function groupByBlock(draft: Draft, reports: readonly Report[]): WeakMap<Block, Report[]> {
  const groups = new WeakMap<Block, Report[]>();
  for (const report of reports) {
    getOrCreate(groups, draft.block(report.block), () => []).push(report);
  }
  return groups;
}
