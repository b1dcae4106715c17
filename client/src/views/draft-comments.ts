import * as vscode from 'vscode';
import {
  commentFileOf,
  type DraftComment,
  findCommentedWords,
  moveByEdit,
  readCommentFile,
  writeCommentFile,
} from '../../../server/src/comments.js';
import { CITATIONS_REQUEST, type CitationsParams, type CitationsResult } from '../../../server/src/protocol.js';
import { isDraft } from '../drafts.js';
import { showFault, tellUser } from '../faults.js';
import type { Server } from '../server.js';
import { readFileWhole, writeFileWhole } from '../write-whole.js';

/** A thread that is shown, and the comment that it shows. */
interface ShownThread {
  readonly thread: vscode.CommentThread;
  comment: DraftComment;
  /** In the text as it is now. */
  place: { readonly start: number; readonly end: number };
}

/** The threads of one draft. */
interface ShownDraft {
  readonly document: vscode.TextDocument;
  threads: ShownThread[];
  /** Lines of the file that are no comments; they stay in it. */
  others: readonly string[];
  /** What was last read or written, so that an own change is not read again. */
  stored: string;
}

/**
 * Comments of colleagues on a draft, in a file beside it, by VS Code's own comments: they follow the
 * words as the text changes, and never stand in the text.
 */
export class DraftComments implements vscode.Disposable {
  private readonly controller = vscode.comments.createCommentController(
    'keeling.comments',
    vscode.l10n.t('Comments on the Draft'),
  );
  private readonly shown = new Map<string, ShownDraft>();
  private readonly subscriptions: vscode.Disposable[];
  /** Reads and writes, one after another: a file is never read before what is known is in it. */
  private last: Promise<void> = Promise.resolve();

  constructor(private readonly server: Server) {
    this.controller.options = {
      prompt: vscode.l10n.t('Comment, or answer a comment'),
      placeHolder: vscode.l10n.t('What should be looked at?'),
    };
    const watcher = vscode.workspace.createFileSystemWatcher('**/*.comments.jsonl');
    const reread = (uri: vscode.Uri) => void this.reread(uri);
    const { registerCommand } = vscode.commands;
    this.subscriptions = [
      this.controller,
      watcher,
      watcher.onDidChange(reread),
      watcher.onDidCreate(reread),
      watcher.onDidDelete(reread),
      vscode.workspace.onDidOpenTextDocument((document) => void this.open(document)),
      vscode.workspace.onDidCloseTextDocument((document) => this.close(document)),
      vscode.workspace.onDidChangeTextDocument((change) => this.follow(change)),
      vscode.workspace.onDidSaveTextDocument((document) => void this.store(document)),
      registerCommand('keeling.comments.add', () => this.add()),
      registerCommand('keeling.comments.create', (reply: vscode.CommentReply) => this.create(reply)),
      registerCommand('keeling.comments.reply', (reply: vscode.CommentReply) => this.reply(reply)),
      registerCommand('keeling.comments.resolve', (thread: vscode.CommentThread) => this.setResolved(thread, true)),
      registerCommand('keeling.comments.reopen', (thread: vscode.CommentThread) => this.setResolved(thread, false)),
      registerCommand('keeling.comments.delete', (thread: vscode.CommentThread) => this.delete(thread)),
    ];
    for (const document of vscode.workspace.textDocuments) void this.open(document);
  }

  dispose(): void {
    for (const each of this.subscriptions) each.dispose();
  }

  private async open(document: vscode.TextDocument): Promise<void> {
    const key = document.uri.toString();
    if (document.uri.scheme !== 'file' || this.shown.has(key) || !(await isDraft(document))) return;
    const draft: ShownDraft = { document, threads: [], others: [], stored: '' };
    this.shown.set(key, draft);
    await this.enqueue(() => this.read(draft));
  }

  private enqueue(step: () => Promise<void>): Promise<void> {
    this.last = this.last.then(step).catch(showFault);
    return this.last;
  }

  private close({ uri }: vscode.TextDocument): void {
    const draft = this.shown.get(uri.toString());
    for (const { thread } of draft?.threads ?? []) thread.dispose();
    this.shown.delete(uri.toString());
  }

  private async reread(file: vscode.Uri): Promise<void> {
    for (const draft of this.shown.values())
      if (fileOf(draft.document).toString() === file.toString()) await this.enqueue(() => this.read(draft));
  }

  private async read(draft: ShownDraft): Promise<void> {
    const text = await readFileWhole(fileOf(draft.document));
    if (text === draft.stored) return;
    draft.stored = text;
    for (const { thread } of draft.threads) thread.dispose();
    const { comments, others } = readCommentFile(text);
    draft.others = others;
    draft.threads = comments.map((comment) => this.show(draft, comment));
  }

  private show({ document }: ShownDraft, comment: DraftComment): ShownThread {
    const { isGone, ...place } = findCommentedWords(document.getText(), comment);
    const thread = this.controller.createCommentThread(document.uri, rangeOfPlace(document, place), []);
    const shown = { thread, comment, place };
    this.fill(shown, isGone);
    return shown;
  }

  private fill({ thread, comment }: ShownThread, isGone = false): void {
    const { author, date, text, replies, resolved, provision } = comment;
    thread.comments = [{ author, date, text }, ...replies].map((each) => toVSCodeComment(each));
    const place = provision ?? vscode.l10n.t('Draft');
    thread.label = isGone ? vscode.l10n.t('{0}: the words are no longer there', place) : place;
    thread.state = resolved ? vscode.CommentThreadState.Resolved : vscode.CommentThreadState.Unresolved;
    thread.contextValue = resolved ? 'resolved' : 'open';
    thread.collapsibleState = vscode.CommentThreadCollapsibleState.Collapsed;
    thread.canReply = true;
  }

  private follow({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    const draft = this.shown.get(document.uri.toString());
    if (!draft || draft.threads.length === 0) return;
    for (const shown of draft.threads) {
      const { start, end } = shown.place;
      // Changes come from the end of the text to its beginning, so that offsets hold.
      for (const { rangeOffset, rangeLength, text } of contentChanges)
        shown.place = moveByEdit(shown.place, {
          start: rangeOffset,
          end: rangeOffset + rangeLength,
          length: text.length,
        });
      if (start !== shown.place.start || end !== shown.place.end)
        shown.thread.range = rangeOfPlace(document, shown.place);
    }
  }

  /** Writes the comments as they are now: their lines and words may be others than before. */
  private store(document: vscode.TextDocument): Promise<void> {
    const draft = this.shown.get(document.uri.toString());
    if (!draft || (draft.threads.length === 0 && draft.stored === '')) return Promise.resolve();
    return this.enqueue(() => writeComments(draft));
  }

  /**
   * Opens a comment on the words that are selected, or on the line of the cursor. VS Code's own way, a
   * range that can be commented on, would draw a bar beside each line, as for a change.
   */
  private async add(): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    if (editor?.document.uri.scheme !== 'file' || !(await isDraft(editor.document))) {
      tellUser(vscode.l10n.t('Open a draft first.'));
      return;
    }
    const { document, selection } = editor;
    const range = selection.isEmpty ? document.lineAt(selection.active.line).range : selection;
    const thread = this.controller.createCommentThread(document.uri, range, []);
    thread.canReply = true;
    thread.contextValue = 'new';
    thread.collapsibleState = vscode.CommentThreadCollapsibleState.Expanded;
  }

  private async create({ thread, text }: vscode.CommentReply): Promise<void> {
    const document = await vscode.workspace.openTextDocument(thread.uri);
    await this.open(document);
    const draft = this.shown.get(document.uri.toString());
    const { range } = thread;
    if (!draft || !range || text.trim() === '') return;
    const said = await sayNow(text);
    if (!said) return;
    const place = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
    const comment: DraftComment = {
      provision: await this.findProvision(document.uri, range.start),
      line: range.start.line + 1,
      words: document.getText(range),
      ...said,
      resolved: false,
      replies: [],
    };
    const shown = { thread, comment, place };
    this.fill(shown);
    draft.threads.push(shown);
    await this.store(document);
  }

  /** Adds comments that came from elsewhere to those of a draft, each once. */
  async addAll(uri: vscode.Uri, comments: readonly DraftComment[]): Promise<void> {
    if (comments.length === 0) return;
    const document = await vscode.workspace.openTextDocument(uri);
    await this.open(document);
    const draft = this.shown.get(document.uri.toString());
    if (!draft) return;
    const idOf = ({ author, date, text }: DraftComment) => JSON.stringify([author, date, text]);
    const known = new Set(draft.threads.map(({ comment }) => idOf(comment)));
    const fresh = comments.filter((comment) => !known.has(idOf(comment)));
    draft.threads.push(...fresh.map((comment) => this.show(draft, comment)));
    await this.store(document);
  }

  private async findProvision(uri: vscode.Uri, { line, character }: vscode.Position): Promise<string | null> {
    const params: CitationsParams = { uri: uri.toString(), position: { line, character } };
    const found = await this.server.request<CitationsResult | null>(CITATIONS_REQUEST, params).catch(() => null);
    return found?.centre.label ?? null;
  }

  private async reply({ thread, text }: vscode.CommentReply): Promise<void> {
    const said = text.trim() === '' ? undefined : await sayNow(text);
    if (said) await this.change(thread, (comment) => ({ ...comment, replies: [...comment.replies, said] }));
  }

  private async setResolved(thread: vscode.CommentThread, resolved: boolean): Promise<void> {
    await this.change(thread, (comment) => ({ ...comment, resolved }));
  }

  private async change(thread: vscode.CommentThread, change: (comment: DraftComment) => DraftComment): Promise<void> {
    const draft = this.shown.get(thread.uri.toString());
    const shown = draft?.threads.find((each) => each.thread === thread);
    if (!draft || !shown) return;
    shown.comment = change(shown.comment);
    this.fill(shown);
    await this.store(draft.document);
  }

  private async delete(thread: vscode.CommentThread): Promise<void> {
    const draft = this.shown.get(thread.uri.toString());
    thread.dispose();
    if (!draft) return;
    draft.threads = draft.threads.filter((each) => each.thread !== thread);
    await this.store(draft.document);
  }
}

async function writeComments(draft: ShownDraft): Promise<void> {
  const { document } = draft;
  const comments = draft.threads.map(({ comment, place }) => {
    const words = document.getText(rangeOfPlace(document, place));
    const line = document.positionAt(place.start).line + 1;
    // Words that are gone are kept as they were, so that a reader knows what was meant.
    return words.trim() === '' ? { ...comment, line } : { ...comment, line, words };
  });
  const text = writeCommentFile({ comments, others: draft.others });
  if (text === draft.stored) return;
  draft.stored = text;
  await writeFileWhole(fileOf(document), text);
}

function fileOf({ uri }: vscode.TextDocument): vscode.Uri {
  return uri.with({ path: commentFileOf(uri.path) });
}

function rangeOfPlace(document: vscode.TextDocument, { start, end }: ShownThread['place']): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}

/** What somebody says now; undefined where nobody says who it is. */
async function sayNow(text: string): Promise<{ author: string; date: string; text: string } | undefined> {
  const author = await askForAuthor();
  if (!author) return undefined;
  return { author, date: new Date().toISOString().replace(/\.\d+Z$/, 'Z'), text: text.trim() };
}

/** The name of the user, who is asked for it once. */
async function askForAuthor(): Promise<string | undefined> {
  const settings = vscode.workspace.getConfiguration('keeling');
  const known = settings.get('author', '');
  if (known !== '') return known;
  const given = await vscode.window.showInputBox({
    title: vscode.l10n.t('Your Name'),
    prompt: vscode.l10n.t(
      'It stands beside your comments and change marks, and is kept in the setting “keeling.author”.',
    ),
    ignoreFocusOut: true,
  });
  if (!given?.trim()) return undefined;
  await settings.update('author', given.trim(), vscode.ConfigurationTarget.Global);
  return given.trim();
}

function toVSCodeComment({ author, date, text }: { author: string; date: string; text: string }): vscode.Comment {
  const timestamp = new Date(date);
  return {
    author: { name: author || vscode.l10n.t('Somebody') },
    // As text: what a comment says is never read as Markdown.
    body: new vscode.MarkdownString().appendText(text),
    mode: vscode.CommentMode.Preview,
    ...(Number.isNaN(timestamp.getTime()) ? {} : { timestamp }),
  };
}
