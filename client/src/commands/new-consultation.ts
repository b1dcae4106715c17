import * as vscode from 'vscode';
import { showFault } from '../faults.js';
import { PROJECT_FILE } from '../project-files.js';

const FILES: Readonly<Record<string, string>> = {
  [PROJECT_FILE]: `consultation:
  id: ABC
  document: consultation.md
documents:
  - { id: CODE, path: code.md, version: V1.1, baseline: { path: in-force/code-v1.0.md, version: V1.0 } }
attachments:
  - { number: 1, notification: true }
  - { number: 2, clean: CODE }
  - { number: 3, marked: CODE }
  - { number: 4, response-template: true }
`,
  'consultation.md': `---
document: ABC Consultation
kind: consultation
---

# ABC Consultation

## 1 What is proposed

Clause 1.2 of the CODE is to be amended.

**ABC Q1**

Do you agree with the proposed amendment of Clause 1.2 of the CODE?
`,
  'code.md': `---
document: CODE
version: V1.1
status: draft
---

# Code

## 1 General

1.1 This document sets out what each party shall do.

1.2 Each party shall give notice in writing, within 10 Working Days, of any change under Clause 1.1.
`,
  'in-force/code-v1.0.md': `---
document: CODE
version: V1.0
status: issued
---

# Code

## 1 General

1.1 This document sets out what each party shall do.

1.2 Each party shall give notice of any change under Clause 1.1.
`,
};

/**
 * Starts a consultation in a folder that the user chooses: a project file and small drafts to
 * overwrite.
 */
export async function createConsultation(): Promise<void> {
  const [folder] =
    (await vscode.window.showOpenDialog({
      canSelectFiles: false,
      canSelectFolders: true,
      openLabel: 'Start Consultation Here',
      ...(vscode.workspace.workspaceFolders?.[0] ? { defaultUri: vscode.workspace.workspaceFolders[0].uri } : {}),
    })) ?? [];
  if (!folder) return;
  try {
    const place = (path: string) => vscode.Uri.joinPath(folder, path);
    for (const path of Object.keys(FILES))
      if (await fileExists(place(path)))
        throw new Error(`That folder already holds a ${path}, which is not overwritten. Choose an empty folder.`);
    const edit = new vscode.WorkspaceEdit();
    for (const [path, text] of Object.entries(FILES))
      edit.createFile(place(path), { contents: new TextEncoder().encode(text), overwrite: false });
    await vscode.workspace.applyEdit(edit);
    await vscode.window.showTextDocument(place('code.md'));
  } catch (error) {
    showFault(error);
  }
}

async function fileExists(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}
