// npm run pictures [NAME…]: takes the pictures of the editor for the README and the guide, light
// and dark, and writes them to docs/pictures. npm run pictures -- --look FOLDER [NAME…] takes them
// in
// high contrast and at 150 % as well, and writes all to a folder, to be looked at.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { endWithParent, runGroup } from './group.mjs';
import { makePackage } from './package.mjs';
import { ensureInstalled, root } from './setup.mjs';

/** How long all pictures may take, in milliseconds. */
const LIMIT = 300_000;
/** How long to wait for a part of the window, in milliseconds. */
const PATIENCE = 30_000;

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
const ZOOMS = [100, 150];

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

/** The steps before each picture is taken. Each scene starts with no editor open. */
const SCENES = {
  async import(window) {
    await window.importFile('agreement.docx');
    await window.shows('.tab.active[data-resource-name="agreement.md"]');
    await window.shows('.squiggly-error');
    await window.command('Problems: Focus on Problems View');
    await window.shows('.markers-panel .monaco-list-row >> nth=3');
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
    await window.shows('.markers-panel .monaco-list-row >> nth=3');
  },
  async hover(window) {
    await window.open('mtad.md');
    await window.find('20.24');
    await window.shows(LENS, 'attached');
    await window.command('Show or Focus Hover');
    await window.shows('.monaco-hover:visible >> text=Where a Supplier Party');
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
  async comment(window) {
    await window.open('svtad.md');
    await window.find('give the place of the Planned Entry');
    await window.shows(LENS, 'attached');
    await window.command('Keeling: Comment on Selection');
    await (await window.shows('.review-widget .review-thread-reply-button')).click();
    await window.page.keyboard.type('Does the order of the others change as well?');
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
  async 'mark-ups'(window) {
    await window.open('svtad.md');
    await window.find('20.24 Where a Supplier');
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
  async welcome(window) {
    await window.command('Keeling: Focus on Changes View');
    await window.settled();
  },
  async walkthrough(window) {
    await window.press('F1');
    await window.pick('>Welcome: Open Walkthrough...');
    await window.choose('First Steps with Keeling');
    await window.shows('.gettingStartedContainer >> text=Open a draft');
    const step = await window.shows('.getting-started-step >> text=See what changed since');
    await step.click();
    await window.settled();
  },
};

/** Scenes that no page shows. */
const ONLY_LOOKED_AT = new Set(['overview', 'welcome']);

class Window {
  constructor(page) {
    this.page = page;
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

  /** Chooses an entry of the quick pick by its words. */
  async choose(text) {
    await this.pick(text);
    await this.page.waitForSelector('.quick-input-widget', { state: 'hidden', timeout: PATIENCE });
  }

  async pick(text) {
    const input = await this.shows('.quick-input-widget:visible input');
    await input.fill(text);
    // The previous list stays until the new one is ready.
    const label = text.replace(/^>/, '').replaceAll('"', '');
    await this.shows(`.quick-input-list .monaco-list-row.focused[aria-label*="${label}"]`);
    await this.press('Enter');
  }

  async command(title) {
    await this.press('F1');
    await this.choose(`>${title}`);
  }

  async open(name) {
    await this.press('Control+P');
    await this.choose(name);
    await this.shows(`.tab.active[data-resource-name="${name}"]`);
    await this.shows('.monaco-editor.focused .view-line');
  }

  /** Selects words and scrolls them to the middle of the editor. */
  async find(words) {
    await this.press('Control+F');
    const input = await this.shows('.find-widget.visible textarea[aria-label="Find"]');
    await input.fill(words);
    await this.shows('.find-widget.visible .matchesCount >> text=/1 of \\d+/');
    await this.press('Escape');
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
    await this.command('Keeling: Import Word Documents…');
    const input = await this.shows(
      '.quick-input-widget:visible input[aria-label*="type"], .quick-input-widget:visible input',
    );
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

  async clear() {
    await this.command('View: Revert and Close Editor');
    await this.command('View: Close All Editors');
    if (await this.page.locator('.part.panel').isVisible()) await this.command('View: Hide Panel');
    await this.command('View: Show Explorer');
  }
}

function makeWordFile(workspace) {
  const draft = join(workspace, 'agreement.md');
  writeFileSync(draft, AGREEMENT);
  const file = join(workspace, 'agreement.docx');
  execFileSync(process.execPath, [join(root, 'dist', 'cli.js'), 'compare', draft, draft, '--output', file]);
  rmSync(draft);
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

async function take(theme, zoom, target, names) {
  const { installExtension, openWindow } = await import('../test/e2e/window.mjs');
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'keeling-pictures-')));
  let window;
  try {
    const workspace = join(folder, 'further-testing');
    const userData = join(folder, 'data');
    cpSync(join(root, 'examples', 'further-testing'), workspace, { recursive: true });
    if (names.includes('import')) makeWordFile(workspace);
    if (names.includes('mark-ups')) makeMarkUp(workspace);
    mkdirSync(join(userData, 'User'), { recursive: true });
    const settings = { ...SETTINGS, 'workbench.colorTheme': THEMES[theme] };
    writeFileSync(join(userData, 'User', 'settings.json'), JSON.stringify(settings));
    const extensions = join(folder, 'extensions');
    if ((await installExtension({ userData, extensions, vsix })) !== 0) throw new Error('the .vsix was not installed');
    const viewport = { width: Math.round((100 * SIZE.width) / zoom), height: Math.round((100 * SIZE.height) / zoom) };
    window = await openWindow({ workspace, userData, extensions, viewport });
    const shown = new Window(window.page);
    await shown.shows('.monaco-workbench .explorer-folders-view .monaco-list-row');
    for (const name of names) {
      await SCENES[name](shown);
      const place = join(target, `${name}-${theme}${zoom === 100 ? '' : `-${zoom}`}.png`);
      const staging = join(folder, `${name}.png`);
      await window.page.screenshot({ path: staging, animations: 'disabled', caret: 'hide' });
      cpSync(staging, place);
      console.log(place);
      await shown.clear();
    }
  } catch (error) {
    await window?.page.screenshot({ path: join(root, 'out', 'picture-that-failed.png') });
    throw error;
  } finally {
    await window?.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

const [flag, theme, zoom, target, ...names] = process.argv.slice(2);
if (flag === '--theme') {
  endWithParent();
  await take(theme, Number(zoom), target, names);
  process.exit(0);
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
const all = Object.keys(SCENES).filter((name) => isLook || !ONLY_LOOKED_AT.has(name));
for (const each of isLook ? Object.keys(THEMES) : OF_GUIDE)
  for (const size of isLook ? ZOOMS : [100]) {
    const args = [import.meta.filename, '--theme', each, String(size), folder, ...(wanted.length > 0 ? wanted : all)];
    const { status, output } = await runGroup(args, { limit: LIMIT });
    process.stdout.write(output);
    if (status !== 0 && !isLook) process.exit(status);
  }
