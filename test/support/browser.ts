/** A real headless Chromium: the one of CHROMIUM_PATH, else the one npm installed. */
import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { AxeResults, Result } from 'axe-core';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { bundledChromium } from '#test/support/chromium.ts';

// Not the flags its package recommends: they switch web security off, and with it part of what we test.
const flags = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--font-render-hinting=none',
];

export async function launchBrowser(): Promise<Browser> {
  const own = process.env.CHROMIUM_PATH;
  const which = own === undefined || own === '' ? await bundledChromium() : { executablePath: own };
  return chromium.launch({ ...which, args: flags });
}

/** What a page did that nobody should see: uncaught errors, console errors, refused policies, failed requests. */
export interface Watched {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly faults: string[];
}

export interface OpenOptions extends BrowserContextOptions {
  readonly baseURL: string;
  /** Text of faults the test expects, e.g. the 403 it provokes. */
  readonly expected?: readonly RegExp[];
}

/** A person at a browser: own cookies, Chinese first, watched for faults. */
export async function openPage(browser: Browser, { expected = [], ...options }: OpenOptions): Promise<Watched> {
  const context = await browser.newContext({
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1280, height: 900 },
    acceptDownloads: true,
    ...options,
  });
  const page = await context.newPage();
  const faults: string[] = [];
  const note = (text: string) => {
    if (!expected.some((pattern) => pattern.test(text))) faults.push(text);
  };
  page.on('pageerror', (error) => note(`uncaught: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') note(`console: ${message.text()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 500) note(`${response.status()} ${new URL(response.url()).pathname}`);
  });
  return { page, context, faults };
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** WCAG 2.2 A and AA by axe-core, as one line a violation; an empty list is a pass. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  // evaluate() reaches past the page's Content-Security-Policy, a script tag would not.
  await page.evaluate(axeSource);
  const results = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run(root: Document, options: unknown): Promise<AxeResults> } }).axe.run(
      document,
      {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
        resultTypes: ['violations'],
        // Stylesheets are read for rules that are not among these.
        preload: false,
      },
    ),
  );
  return results.violations.map(describe);
}

function describe({ id, impact, help, nodes }: Result): string {
  return `${id} (${impact}): ${help}: ${nodes
    .slice(0, 3)
    .map((node) => node.target.join(' '))
    .join(', ')}`;
}

const pictures = path.resolve('coverage/screenshots');

/** Until the page's script has taken over what the server sent, listeners of the keyboard included (app/entry.client.tsx). */
export async function alive(page: Page): Promise<void> {
  await page.waitForSelector('html[data-alive]', { state: 'attached' });
}

/** Until the page of the address bar is drawn (app/root.tsx). */
export async function shown(page: Page): Promise<void> {
  await page.waitForFunction(() => document.documentElement.dataset.shown === location.pathname + location.search);
}

/** Keeps a picture of the whole page under coverage/screenshots (git-ignored); returns its path. */
export async function screenshot(page: Page, name: string): Promise<string> {
  await mkdir(pictures, { recursive: true });
  const file = path.join(pictures, `${name.replace(/[^\w.-]+/g, '-')}.png`);
  await page.screenshot({ path: file, fullPage: true, animations: 'disabled' });
  return file;
}
