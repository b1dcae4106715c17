// npm run pictures [NAME…]: takes the pictures of the editor for the README and the guide, light
// and dark, and writes them to docs/pictures. npm run pictures -- --look FOLDER [NAME…] takes more
// scenes, in high contrast, at 150 % and the webviews at 200 % as well, and writes all to a folder,
// to be looked at. It also prints what axe finds in the webviews, such as words of low contrast.
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { unzipSync, zipSync } from 'fflate';
import { endWithParent, runGroup } from './group.mjs';
import { makePackage } from './package.mjs';
import { ensureInstalled, root } from './setup.mjs';

/** How long all pictures of one theme and size may take, in milliseconds. */
const LIMIT = 1_200_000;
/** How long to wait for a part of the window, in milliseconds. */
const PATIENCE = 30_000;
/** After how long a key that showed nothing is pressed again, in milliseconds. */
const KEY_PATIENCE = 3000;
/** How long axe may look at a page, in milliseconds. */
const AXE_PATIENCE = 10_000;
/** How often a scene is tried, each time in a new window, as a busy machine can lose a key. */
const TRIES = 3;

/** The extension as people install it. */
const vsix = join(root, 'out', 'keeling.vsix');

const THEMES = {
  light: 'Default Light Modern',
  dark: 'Default Dark Modern',
  'hc-light': 'Default High Contrast Light',
  'hc-dark': 'Default High Contrast',
};
/** The themes of the pictures in the guide. */
const OF_GUIDE = ['light', 'dark'];
/** The size of a window at 100 %; at 150 % its parts have so much less room. */
const SIZE = { width: 1400, height: 900 };
const ZOOMS = [100, 150, 200];
/** The scenes of webviews: only they are taken at 200 %. */
const OF_WEBVIEWS = ['comparison', 'preview', 'reference-map', 'timeline', 'markdown-preview'];

/** A quiet window, which shows the text and the subject of the picture. */
const SETTINGS = {
  'telemetry.telemetryLevel': 'off',
  'workbench.startupEditor': 'none',
  'workbench.enableExperiments': false,
  'workbench.layoutControl.enabled': false,
  'workbench.tips.enabled': false,
  'window.commandCenter': false,
  'window.menuBarVisibility': 'compact',
  'window.title': 'Further Testing Consultation',
  'chat.commandCenter.enabled': false,
  'extensions.ignoreRecommendations': true,
  'security.workspace.trust.enabled': false,
  'git.enabled': false,
  'files.autoSave': 'off',
  'editor.minimap.enabled': false,
  'editor.hover.above': false,
  'editor.stickyScroll.enabled': false,
  'editor.fontSize': 14,
  'editor.cursorBlinking': 'solid',
};

/** A code lens with its words, which appear later than the text. */
const LENS = '.codelens-decoration >> text=/reference/';

/** A text with slips, which is imported as a Word file. */
const AGREEMENT = `---
title: Harbour Services Agreement
version: V2.1
---

# Harbour Services Agreement

## 1 Services

1.1 The Operator shall provide the Services at each Berth from the Start Date.

1.2 The Operator shall give notice under Clause 3.4 before it closes a Berth for more than five days.

1.3 The Services do not include:

(a) the dredging of the harbour; and

(b) the pilotage to which Clause 2.2(c) applies.

## 2 Charges

2.1 The Company shall pay the Charges by Friday 31 January 2030.

2.2 The Charges are:

(a) the Berth Charge in Table 2.1; and

(b) the cost of of any work that the Company asks for under Clause 1.1.

2.4 The Operator may change the Berth Charge once in each year.

**Table 2.1 – Berth Charge**

| Row | Berth | Charge |
| --- | --- | --- |
| 1 | North Quay | £40 |
| 2 | South Quay | £35 |

## 3 End

3.1 Either party may end this agreement by three months' notice.

3.2 Clause 2.1 continues to apply after this agreement ends.
`;

/** Another party's version of it, which is tracked in the Word file of the report on an import. */
const OTHER_AGREEMENT = AGREEMENT.replace('more than five days', 'more than ten days').replace('£35', '£45');

/** Comments on words of a draft, of two people; one is resolved. */
const COMMENTS = [
  {
    provision: 'Clause 20.24',
    line: null,
    words: 'give the place of the Planned Entry',
    author: 'A. Drafter',
    date: '2019-12-02T09:30:00Z',
    text: 'Does the order of the others change as well?',
    resolved: false,
    replies: [
      { author: 'B. Counsel', date: '2019-12-02T11:05:00Z', text: 'No: Clause 20.25 gives it the last place.' },
    ],
  },
  {
    provision: 'Clause 20.18',
    line: null,
    words: 'casts doubt on their results',
    author: 'B. Counsel',
    date: '2019-12-01T15:00:00Z',
    text: 'As agreed with the Testing Advisory Group.',
    resolved: true,
    replies: [],
  },
];

/**
 * The steps before each picture is taken. Each scene starts with no editor open and with the files
 * of the example.
 */
const SCENES = {
  async import(window) {
    makeWordFile(window.folder, AGREEMENT);
    await window.importFile('agreement.docx');
    await window.shows('.tab.active[data-resource-name="agreement.md"]');
    await window.shows('.squiggly-error');
    await window.command('Problems: Focus on Problems View');
    await window.shows('.markers-panel .monaco-list-row >> nth=3');
    await window.settled();
  },
  async 'import-report'(window) {
    makeWordFile(window.folder, AGREEMENT);
    addDoubtful(join(window.folder, 'agreement.docx'));
    await window.importFile('agreement.docx');
    await window.shows('.tab.active[data-resource-name="agreement.md"]');
    await window.command('Keeling: Focus on Import Report View');
    await window.shows('.pane-body [aria-label^="Import Report"] .monaco-list-row >> nth=1');
    await window.settled();
  },
  async findings(window) {
    await window.open('mtad.md');
    await window.find('20.24 of the SMETS1 SVTAD');
    await window.type('20.64 of the SMETS1 SVTAD');
    await window.find('Clauses 19.2, 19.3 and 19.5');
    await window.type('Clauses 19.2, 19.3 and 19.8');
    await window.find('Clauses 20.19 to 20.23');
    await window.type('Clauses 20.23 to 20.19');
    await window.find('6.4 Where');
    // VS Code only fills in the code lenses of the focused editor.
    await window.shows(LENS, 'attached');
    await window.shows('.squiggly-error');
    await window.command('Problems: Focus on Problems View');
    // The comparison with the version in force is checked after the words.
    await window.shows('.markers-panel .monaco-list-row >> text=Clause 13.3 of the MTAD');
    await window.settled();
  },
  async 'quick-fix'(window) {
    await window.open('svtad.md');
    await window.find('Clause 20.24 shall be');
    await window.type('Clause 20.64 shall be');
    await window.find('20.64');
    await window.shows('.squiggly-error');
    await window.pressUntil('Control+.', '.action-widget .monaco-list-row');
    await window.settled();
  },
  async completion(window) {
    await window.open('svtad.md');
    await window.find('of the expiry of the period in Clause 20.27');
    await window.press('ArrowRight', 'Control+Backspace', 'Backspace', 'Backspace');
    await window.pressUntil('Control+Space', '.suggest-widget.visible .monaco-list-row');
    await window.settled();
  },
  async hover(window) {
    await window.open('mtad.md');
    await window.find('20.24');
    await window.shows(LENS, 'attached');
    // What changed in the other document is known once its versions are compared.
    const end = Date.now() + PATIENCE;
    for (;;) {
      await window.command('Show or Focus Hover');
      const changed = '.monaco-hover:visible >> text=was Clause 20.23';
      if (await window.page.waitForSelector(changed, { timeout: KEY_PATIENCE }).catch(() => null)) return;
      if (Date.now() > end) throw new Error('the hover never showed what changed');
      await window.press('Escape');
    }
  },
  async changes(window) {
    await window.open('svtad.md');
    await window.find('20.18 The DCC');
    await window.shows(LENS, 'attached');
    await window.command('Keeling: Focus on Changes View');
    await window.shows('.pane-body .monaco-list-row >> text=Inserted');
    await window.command('View: Focus First Editor Group');
    await window.settled();
  },
  async comparison(window) {
    await window.open('svtad.md');
    await window.find('13.3 In respect');
    await window.shows(LENS, 'attached');
    await window.command('Keeling: Compare with Version in Force');
    const page = await window.webview('article');
    await page.evaluate(() => document.querySelector('#change-5')?.closest('article')?.scrollIntoView());
    await window.settled();
  },
  async 'side-by-side'(window) {
    await window.open('svtad.md');
    await window.find('13.3 In respect');
    await window.shows(LENS, 'attached');
    await window.command('Keeling: Show Both Versions Side by Side');
    await window.shows('.monaco-diff-editor .line-insert, .monaco-diff-editor .char-insert', 'attached');
    await window.settled();
  },
  async preview(window) {
    await window.open('svtad.md');
    await window.find('20.24 Where a Supplier');
    await window.shows(LENS, 'attached');
    await window.command('Keeling: Show Preview as Published');
    const page = await window.webview('#clause-20-24');
    await page.evaluate(() =>
      [...document.querySelectorAll('button')].find((each) => each.textContent === 'All Markup')?.click(),
    );
    await window.webview('main ins');
    await window.find('20.24 Where a Supplier');
    await window.settled();
  },
  async 'markdown-preview'(window) {
    await window.open('svtad.md');
    await window.find('20.24 Where a Supplier');
    await window.shows(LENS, 'attached');
    await window.press('Control+K', 'v');
    await window.webview('.markdown-body ins, .markdown-body h2');
    await window.settled();
  },
  async comment(window) {
    await window.open('svtad.md');
    await window.find('give the place of the Planned Entry');
    await window.shows(LENS, 'attached');
    await window.command('Keeling: Comment on Selection');
    await (await window.shows('.review-widget .review-thread-reply-button')).click();
    await window.page.keyboard.type('Does the order of the others change as well?');
    await window.settled();
    await window.picture();
    // VS Code keeps what is begun, and would show it in the next scene.
    await (await window.shows('.review-widget .codicon-trash, .review-widget .codicon-trashcan')).click();
  },
  async comments(window) {
    writeFileSync(
      join(window.folder, 'svtad.comments.jsonl'),
      COMMENTS.map((comment) => `${JSON.stringify(comment)}\n`).join(''),
    );
    await window.open('svtad.md');
    await window.find('20.24 Where a Supplier');
    await window.shows(LENS, 'attached');
    await window.command('Comments: Focus on Comments View');
    await (await window.shows('.comments-panel .monaco-list-row >> text=order of the others')).dblclick();
    await window.shows('.review-widget >> text=the last place');
    await window.settled();
  },
  async 'reference-map'(window) {
    await window.open('svtad.md');
    await window.find('13.4 In respect');
    await window.shows(LENS, 'attached');
    await window.command('Keeling: Show Reference Map');
    await window.webview('.middle .node');
    await window.settled();
  },
  async consultation(window) {
    await window.open('consultation.md');
    await window.find('| MTAD Table 9.3 |');
    await window.type('| MTAD Table 9.2 |');
    await window.command('Keeling: Focus on Consultation View');
    await window.command('Keeling: Refresh Checklist');
    await window.shows('.pane-body .monaco-list-row >> text=Declared Changes');
    await window.shows('.pane-body .monaco-list-row >> text=no row declares it');
    await window.command('Keeling: Show Timeline');
    await window.webview('svg');
    await window.settled();
  },
  async timeline(window) {
    await window.open('consultation.md');
    await window.command('Keeling: Focus on Consultation View');
    await window.shows('.pane-body .monaco-list-row >> text=Declared Changes');
    await window.command('Keeling: Show Timeline');
    await window.webview('svg');
    await window.command('View: Close Primary Side Bar');
    await window.settled();
  },
  async stages(window) {
    const document = join(window.folder, 'consultation.md');
    writeFileSync(document, readFileSync(document, 'utf8').replace('status: draft', 'status: issued'));
    await window.open('consultation.md');
    await window.command('Keeling: Focus on Consultation View');
    await window.command('Keeling: Refresh Checklist');
    await window.shows('.pane-body .monaco-list-row[aria-label*="concluding"]');
    await window.settled();
  },
  async 'mark-ups'(window) {
    makeMarkUp(window.folder);
    await window.open('svtad.md');
    await window.find('20.24 Where a Supplier');
    await window.shows(LENS, 'attached');
    await window.command('Keeling: Focus on Changes View');
    await window.shows('.pane-body .monaco-list-row[aria-label*="Acme Energy, Clause"]');
    await window.command('View: Focus First Editor Group');
    await window.settled();
  },
  async overview(window) {
    await window.open('consultation.md');
    await window.find('| MTAD Table 9.3 |');
    await window.type('| MTAD Table 9.2 |');
    await window.command('Keeling: Draft Overview of Changes');
    await window.shows('.monaco-diff-editor .line-insert, .monaco-diff-editor .char-insert', 'attached');
    await window.settled();
  },
  async export(window) {
    await window.open('svtad.md');
    await window.find('20.24 Where a Supplier');
    await window.shows(LENS, 'attached');
    await window.command('Keeling: Export This Document…', '.quick-input-list .monaco-list-row >> text=Word');
    await window.settled();
  },
  async 'bring-into-force'(window) {
    await window.open('svtad.md');
    await window.find('20.24 Where a Supplier');
    await window.shows(LENS, 'attached');
    await window.command('Keeling: Bring into Force…', '.quick-input-list .monaco-list-row >> text=All drafts');
    await window.press('Enter');
    const day = await window.shows('.quick-input-widget:visible input[placeholder=""], .quick-input-widget input');
    await window.shows('.quick-input-widget >> text=have effect');
    await day.fill('2020-01-31');
    await window.press('Enter');
    await window.shows('.monaco-dialog-box');
    await window.settled();
    await window.picture();
    await window.press('Escape');
  },
  async 'in-force'(window) {
    await window.open('svtad-v1.4.md');
    await window.shows('.notifications-toasts .notification-list-item');
    await window.settled();
  },
  async 'new-consultation'(window) {
    const folder = join(window.folder, 'harbour');
    mkdirSync(join(folder, 'in-force'), { recursive: true });
    writeFileSync(join(folder, 'harbour-v1.1.md'), bodyOf(AGREEMENT));
    writeFileSync(join(folder, 'in-force', 'harbour-v1.0.md'), bodyOf(OTHER_AGREEMENT));
    makeWordFile(folder, AGREEMENT);
    await window.command('Keeling: New Consultation Project', '.quick-input-widget:visible input');
    const place = await window.shows('.quick-input-widget:visible input');
    await place.fill(`${folder}/`);
    await window.shows('.quick-input-list .monaco-list-row >> text=in-force');
    await (await window.shows('.quick-input-widget >> text=Start Consultation Here')).click();
    await (await window.shows('.quick-input-list .monaco-list-row >> text=agreement.docx')).click();
    await window.settled();
    await window.picture();
    await (await window.shows('.quick-input-widget >> text=OK')).click();
    await (await window.shows('.quick-input-list .monaco-list-row >> text=harbour-v1.0.md')).click();
    await window.shows('.quick-input-widget >> text=short name');
    await window.settled();
    await window.picture('short-name');
    await window.press('Enter');
    for (const what of ['publication', 'close', 'have effect']) {
      await window.shows(`.quick-input-widget >> text=${what}`);
      await window.press('Enter');
    }
    await window.shows('.tab.active[data-resource-name="consultation.md"]');
    await window.shows('.notifications-toasts .notification-list-item');
    await window.settled();
    await window.picture('next');
  },
  async settings(window) {
    await window.command('Preferences: Open Settings (UI)', '.settings-editor');
    await window.type('@ext:keeling.keeling');
    const item = await window.shows('.settings-editor .setting-item-contents >> text=Continue Numbers');
    await window.settled();
    await window.picture();
    await item.hover();
    for (let turns = 0; turns < 12; turns++) {
      await window.page.mouse.wheel(0, 400);
      await window.page.waitForTimeout(50);
    }
    await window.settled();
    await window.picture('lower');
  },
  async welcome(window) {
    await window.command('Keeling: Focus on Changes View');
    await window.settled();
  },
  async walkthrough(window) {
    await window.pressUntil('F1', '.quick-input-widget:visible input');
    await window.pick('>Welcome: Open Walkthrough...');
    await window.choose('First Steps with Keeling');
    await window.shows('.gettingStartedContainer >> text=Open a draft');
    for (const [step, words] of WALKTHROUGH) {
      await (await window.shows(`.getting-started-step >> text=${words}`)).click();
      await window.settled();
      await window.picture(step);
    }
    await (await window.shows('.getting-started-step >> text=See what changed')).click();
    await window.settled();
  },
};

/** The steps of the walkthrough beside the one that the guide shows, and how their titles begin. */
const WALKTHROUGH = [
  ['draft', 'Open a draft'],
  ['findings', 'See problems'],
  ['map', 'See what cites'],
  ['pack', 'Export the whole'],
];

/** The scenes that the README and the guide show. */
const OF_PAGES = [
  'import',
  'findings',
  'hover',
  'changes',
  'comparison',
  'preview',
  'comment',
  'reference-map',
  'consultation',
  'mark-ups',
  'walkthrough',
];

class Window {
  /**
   * @param page the window
   * @param folder the folder that is open in it
   * @param save takes a picture: of the scene itself, or of a step of it that has a name
   */
  constructor(page, folder, save) {
    this.page = page;
    this.folder = folder;
    this.save = save;
  }

  /** Takes a picture before the scene ends. */
  async picture(step = '') {
    await this.save(step);
  }

  /** Waits for a part of the window; `attached` if it may be out of sight. */
  shows(selector, state = 'visible') {
    return this.page.waitForSelector(selector, { timeout: PATIENCE, state });
  }

  async type(text) {
    await this.page.keyboard.insertText(text);
  }

  async press(...keys) {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** Presses a key until a part of the window is there: a window that is busy can lose a key. */
  async pressUntil(key, selector) {
    const end = Date.now() + PATIENCE;
    for (;;) {
      await this.press(key);
      const found = await this.page.waitForSelector(selector, { timeout: KEY_PATIENCE }).catch(() => null);
      if (found) return found;
      if (Date.now() > end) throw new Error(`${key} never showed ${selector}`);
    }
  }

  /** Chooses an entry of the quick pick by its words. */
  async choose(text, next) {
    await this.pick(text);
    await this.closesPick(next);
  }

  /** Waits until the quick pick is gone, or asks for more. */
  async closesPick(next) {
    if (next) await this.shows(next);
    else await this.page.waitForSelector('.quick-input-widget', { state: 'hidden', timeout: PATIENCE });
  }

  async pick(text, timeout = PATIENCE) {
    const input = await this.shows('.quick-input-widget:visible input');
    await input.fill(text);
    // The previous list stays until the new one is ready.
    const label = text.replace(/^>/, '').replaceAll('"', '');
    await this.page.waitForSelector(`.quick-input-list .monaco-list-row.focused[aria-label*="${label}"]`, { timeout });
    await this.press('Enter');
  }

  /** Runs a command by its title; `next` is what it asks for, if it asks. */
  async command(title, next) {
    const end = Date.now() + PATIENCE;
    for (;;) {
      await this.pressUntil('F1', '.quick-input-widget:visible input');
      // The list has the commands that there were when it was opened.
      const found = await this.pick(`>${title}`, KEY_PATIENCE).catch((error) => error);
      if (!(found instanceof Error)) break;
      if (Date.now() > end) throw found;
      await this.press('Escape');
    }
    await this.closesPick(next);
  }

  async open(name) {
    await this.pressUntil('Control+P', '.quick-input-widget:visible input');
    await this.choose(name);
    await this.shows(`.tab.active[data-resource-name="${name}"]`);
    await this.shows('.editor-instance .monaco-editor.focused .view-line');
  }

  /** Selects words and scrolls them to the middle of the editor. */
  async find(words) {
    const end = Date.now() + PATIENCE;
    for (;;) {
      const input = await this.pressUntil('Control+F', '.find-widget.visible textarea[aria-label="Find"]');
      // What was found last stays on show until the new words are looked for.
      await input.fill('');
      // In a narrow window the count is there, out of sight.
      await this.shows('.find-widget.visible .matchesCount >> text=No results', 'attached');
      await input.fill(words);
      await this.shows('.find-widget.visible .matchesCount >> text=/\\d+ of \\d+/', 'attached');
      await this.press('Escape');
      await this.page.waitForSelector('.find-widget.visible', { state: 'hidden', timeout: PATIENCE });
      const selected = `#status\\.editor\\.selection >> text=(${words.length} selected)`;
      const found = await this.page
        .waitForSelector(selected, { timeout: KEY_PATIENCE, state: 'attached' })
        .catch(() => null);
      if (found) return;
      if (Date.now() > end) throw new Error(`“${words}” were not selected`);
    }
  }

  /** The page of the webview that contains an element, once it is drawn. */
  async webview(selector) {
    const end = Date.now() + PATIENCE;
    for (;;) {
      for (const frame of this.page.frames()) if (await frame.$(selector).catch(() => null)) return frame;
      if (Date.now() > end) throw new Error(`no webview has ${selector}`);
      await this.page.waitForTimeout(50);
    }
  }

  /** Imports a Word file of the folder, as the dialog for files asks for it. */
  async importFile(name) {
    await this.command('Keeling: Import Word Documents…', '.quick-input-widget:visible >> text=agreement.docx');
    const input = await this.shows('.quick-input-widget:visible input');
    const offered = await input.inputValue();
    await input.fill(offered.slice(0, offered.lastIndexOf('/') + 1) + name);
    await this.page.keyboard.press('Enter');
  }

  /** Waits until nothing moves: two pictures in a row are the same. */
  async settled() {
    let last = '';
    for (let tries = 0; tries < 40; tries++) {
      const now = (await this.page.screenshot({ caret: 'hide' })).toString('base64');
      if (now === last) return;
      last = now;
      await this.page.waitForTimeout(250);
    }
  }

  /** Takes the mouse to where nothing says what is below it. */
  async restMouse() {
    const { width, height } = this.page.viewportSize();
    await this.page.mouse.move(width - 2, height / 2);
  }

  /** Closes everything that a scene opened. */
  async clear() {
    await this.press('Escape', 'Escape');
    const dirty = this.page.locator('.tab.dirty');
    for (let left = 10; left > 0 && (await dirty.count()) > 0; left--) {
      await dirty.first().click();
      await this.command('File: Revert File');
      await this.page.waitForTimeout(100);
    }
    await this.restMouse();
    await this.command('View: Close All Editors');
    await this.page.waitForSelector('.tabs-container .tab', { state: 'detached', timeout: PATIENCE });
    await this.command('Notifications: Clear All Notifications');
    if (await this.page.locator('.part.panel').isVisible()) await this.command('View: Hide Panel');
    await this.command('View: Show Explorer');
  }
}

/** A text without its front matter. */
function bodyOf(text) {
  return text.slice(text.indexOf('\n# ') + 1);
}

/** A Word file of a text; with an older one, the changes are tracked in it. */
function makeWordFile(folder, text, older = text) {
  const [from, to] = ['agreement-1.md', 'agreement-2.md'].map((name) => join(folder, name));
  writeFileSync(from, older);
  writeFileSync(to, text);
  const file = join(folder, 'agreement.docx');
  execFileSync(process.execPath, [join(root, 'dist', 'cli.js'), 'compare', from, to, '--output', file]);
  rmSync(from);
  rmSync(to);
}

/** What somebody who imports a Word file has to look at: a field without its target, and merged cells. */
const DOUBTFUL = `<w:p><w:r><w:t xml:space="preserve">3.3 The notice under </w:t></w:r><w:fldSimple w:instr=" REF _Ref7 \\r \\h "><w:r>
<w:t>Clause 4.2</w:t></w:r></w:fldSimple><w:r><w:t xml:space="preserve"> is given in writing.</w:t></w:r></w:p><w:tbl><w:tr><w:tc>
<w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>Quays</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:t>North</w:t></w:r>
</w:p></w:tc><w:tc><w:p><w:r><w:t>South</w:t></w:r></w:p></w:tc></w:tr></w:tbl>`;

/** Adds it to the end of a Word file. */
function addDoubtful(file) {
  const parts = unzipSync(readFileSync(file));
  const name = 'word/document.xml';
  const text = new TextDecoder().decode(parts[name]);
  const end = text.lastIndexOf('<w:sectPr');
  parts[name] = new TextEncoder().encode(text.slice(0, end) + DOUBTFUL + text.slice(end));
  writeFileSync(file, zipSync(parts));
}

/** A mark-up of a respondent, which came back and is to be decided on. */
function makeMarkUp(workspace) {
  const sent = readFileSync(join(workspace, 'svtad.md'), 'utf8');
  const markUp = sent
    .replace(
      '20.24 Where a Supplier Party has not resolved',
      '20.24 Where a Supplier Party has, without good reason, not resolved',
    )
    .replace('shall be the last at the time', 'shall be the next at the time')
    .replace('Within 10 Working Days', 'Within 15 Working Days');
  writeFileSync(join(workspace, 'acme.txt'), markUp);
  const source = { respondent: 'Acme Energy', file: 'acme.txt', sent: 'svtad.md' };
  writeFileSync(join(workspace, 'svtad.mark-ups.jsonl'), `${JSON.stringify(source)}\n`);
}

const EXAMPLE = join(root, 'examples', 'further-testing');

/** Gives a workspace the files of the example, and no others. */
function resetWorkspace(workspace) {
  const own = new Set(readdirSync(EXAMPLE));
  for (const name of readdirSync(workspace))
    if (!own.has(name)) rmSync(join(workspace, name), { recursive: true, force: true });
  for (const name of own) {
    const [from, to] = [join(EXAMPLE, name), join(workspace, name)];
    // A file that is the same stays, so that nothing is told that it has changed.
    if (!name.includes('.') || !readFileSync(from).equals(readFileSync(to))) cpSync(from, to, { recursive: true });
  }
}

/** What axe finds in the webviews of a window, a line each. */
async function findBarriers(page) {
  const axe = readFileSync(join(root, 'node_modules', 'axe-core', 'axe.min.js'), 'utf8');
  const found = [];
  for (const frame of page.frames()) {
    if (!frame.parentFrame() || !(await frame.$('body > *').catch(() => null))) continue;
    // A page that runs no scripts never answers.
    const late = new Promise((resolve) => setTimeout(() => resolve(null), AXE_PATIENCE));
    const asked = frame.evaluate(`${axe}; axe.run()`).catch(() => null);
    const result = await Promise.race([asked, late]);
    for (const { id, nodes } of result?.violations ?? [])
      if (!/^(?:region|landmark|page-has|frame|document-title|html-has)/.test(id))
        found.push(
          // The watermark is to be pale.
          ...nodes
            .filter(({ html }) => !html.includes('"watermark"'))
            .slice(0, 3)
            .map(({ html, any }) => `${id}: ${html.slice(0, 120)} ${any[0]?.message ?? ''}`),
        );
  }
  return found;
}

/** Opens a window of its own workspace, runs what is to be done with it, and removes both. */
async function withWindow(theme, zoom, does) {
  const { installExtension, openWindow } = await import('../test/e2e/window.mjs');
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'keeling-pictures-')));
  let window;
  try {
    const workspace = join(folder, 'further-testing');
    const userData = join(folder, 'data');
    cpSync(EXAMPLE, workspace, { recursive: true });
    mkdirSync(join(userData, 'User'), { recursive: true });
    const settings = { ...SETTINGS, 'workbench.colorTheme': THEMES[theme] };
    writeFileSync(join(userData, 'User', 'settings.json'), JSON.stringify(settings));
    const extensions = join(folder, 'extensions');
    if ((await installExtension({ userData, extensions, vsix })) !== 0) throw new Error('the .vsix was not installed');
    const scale = zoom / 100;
    const viewport = { width: Math.round(SIZE.width / scale), height: Math.round(SIZE.height / scale) };
    window = await openWindow({ workspace, userData, extensions, viewport, scale, hasDialogs: true });
    await does(window.page, workspace);
  } finally {
    await window?.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/** Takes the pictures of some scenes until one fails. Those that are taken leave the list. */
async function take(theme, zoom, target, left, isLook) {
  await withWindow(theme, zoom, async (page, workspace) => {
    const taken = new Set();
    const save = async (step) => {
      const name = step ? `${left[0]}-${step}` : left[0];
      const place = join(target, `${name}-${theme}${zoom === 100 ? '' : `-${zoom}`}.png`);
      await shown.restMouse();
      const image = await page.screenshot({ animations: 'disabled', caret: 'hide' });
      if (step === '') taken.add(left[0]);
      else if (!isLook) return;
      writeFileSync(place, image);
      console.log(place);
      if (isLook) for (const barrier of await findBarriers(page)) console.log(`  ${barrier}`);
    };
    const shown = new Window(page, workspace, save);
    try {
      await shown.shows('.monaco-workbench .explorer-folders-view .monaco-list-row');
      while (left.length > 0) {
        await SCENES[left[0]](shown);
        if (!taken.has(left[0])) await save('');
        left.shift();
        if (left.length === 0) break;
        await shown.clear();
        resetWorkspace(workspace);
      }
    } catch (error) {
      await page.screenshot({ path: join(root, 'out', 'picture-that-failed.png') }).catch(() => {});
      throw error;
    }
  });
}

/** Takes the pictures of some scenes. One that fails is tried again, and keeps no other from being taken. */
async function takeAll(theme, zoom, target, names, isLook) {
  const left = [...names];
  const failed = [];
  let tries = TRIES;
  while (left.length > 0) {
    const [first] = left;
    try {
      await take(theme, zoom, target, left, isLook);
    } catch (error) {
      if (left[0] !== first) tries = TRIES;
      if (--tries > 0) continue;
      console.error(`${left[0]}, ${theme}, ${zoom} %: ${error instanceof Error ? error.message : String(error)}`);
      failed.push(left.shift());
      tries = TRIES;
    }
  }
  return failed.length;
}

const [flag, theme, zoom, target, ...names] = process.argv.slice(2);
if (flag === '--theme' || flag === '--look-theme') {
  endWithParent();
  process.exit((await takeAll(theme, Number(zoom), target, names, flag === '--look-theme')) === 0 ? 0 : 1);
}
await ensureInstalled();
await makePackage(vsix, { output: 'ignore' });
const isLook = flag === '--look';
const folder = isLook ? resolve(theme) : join(root, 'docs', 'pictures');
mkdirSync(folder, { recursive: true });
const wanted = process.argv.slice(isLook ? 4 : 2);
const unknown = wanted.find((name) => !(name in SCENES));
if (unknown) {
  console.error(`There is no picture “${unknown}”: there are ${Object.keys(SCENES).join(', ')}.`);
  process.exit(2);
}
const scenes = wanted.length > 0 ? wanted : isLook ? Object.keys(SCENES) : OF_PAGES;
for (const each of isLook ? Object.keys(THEMES) : OF_GUIDE)
  for (const size of isLook ? ZOOMS : [100]) {
    const own = size === 200 ? scenes.filter((name) => OF_WEBVIEWS.includes(name)) : scenes;
    if (own.length === 0) continue;
    const args = [import.meta.filename, isLook ? '--look-theme' : '--theme', each, String(size), folder, ...own];
    const { status, late, output } = await runGroup(args, { limit: LIMIT });
    process.stdout.write(output);
    if (late) console.error(`The pictures ${each} at ${size} % took more than ${LIMIT / 60_000} minutes.`);
    if (status !== 0) process.exitCode = 1;
  }
