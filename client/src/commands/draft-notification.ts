import { NOTIFY_REQUEST, type NotifyParams, type NotifyResult } from '../../../server/src/protocol.js';
import { showFault } from '../faults.js';
import type { Server } from '../server.js';
import { chooseProject, type LastInFront, showNewDocument } from './active-document.js';

/** Drafts the project's notification text and opens it as a new, unsaved Markdown document. */
export async function openNotification(server: Server, last: LastInFront): Promise<void> {
  const uri = await chooseProject(last);
  if (uri === undefined) return;
  try {
    const params: NotifyParams = { uri: uri.toString() };
    const { markdown } = await server.request<NotifyResult>(NOTIFY_REQUEST, params);
    await showNewDocument(markdown);
  } catch (error) {
    showFault(error);
  }
}
