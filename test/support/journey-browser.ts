/** People at browsers: what they press, fill in and see, by role and label and in their own words. */
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { type Runner, startJobs } from '#api/jobs.ts';
import { demoPassword } from '#prisma/seed/organizations.ts';
import { type TestApp, testApp } from '#test/support/app.ts';
import { accessibilityFaults, alive, launchBrowser, openPage, screenshot, shown } from '#test/support/browser.ts';
import { makeWorld, type World } from '#test/support/world.ts';

type Within = Page | Locator;

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
/** A label as it reads in either language, with or without the mark of what may be left out. */
const named = (label: string | RegExp) =>
  label instanceof RegExp ? label : new RegExp(`^\\s*${escaped(label)}\\s*(选填|optional)?\\s*$`);

/** One person with a browser of their own. */
export class Desk {
  private constructor(
    readonly page: Page,
    readonly context: BrowserContext,
    /** What a page did that nobody should see. */
    readonly faults: string[],
    private readonly baseURL: string,
  ) {}

  static async open(browser: Browser, baseURL: string): Promise<Desk> {
    // The browser itself writes refused answers (4xx) to its console; the page shows them in words.
    const expected = [/Failed to load resource: the server responded with a status of 4\d\d/];
    const { page, context, faults } = await openPage(browser, { baseURL, expected });
    context.setDefaultTimeout(20_000);
    return new Desk(page, context, faults, baseURL);
  }

  /** Who reads the pages in another language; labels are then of that language. */
  async read(lng: 'zh' | 'en'): Promise<void> {
    await this.context.addCookies([{ name: 'lng', value: lng, url: this.baseURL }]);
  }

  /** To an address one has: a bookmark, a link in a message. */
  async go(path: string): Promise<void> {
    await this.page.goto(path);
    await this.ready();
  }

  /** Until the page's script has taken over what the server sent. */
  async ready(): Promise<void> {
    await alive(this.page);
  }

  async signIn(login: string, password: string): Promise<void> {
    await this.go('/login');
    await this.fill(/^(登录名|Login name)$/, login);
    await this.fill(/^(密码|Password)$/, password);
    await this.page
      .locator('main')
      .getByRole('button', { name: /^(登录|Sign in)$/ })
      .click();
    await this.page.waitForURL('**/w');
  }

  /** By the left navigation, as one does. */
  async turnTo(name: string): Promise<void> {
    const link = await deskLink(this.page, name);
    const to = await link.getAttribute('href');
    await link.click();
    await this.page.waitForURL((url) => url.pathname === to);
    await shown(this.page);
  }

  /** The smallest part of the page under a heading, or behind a line that unfolds. */
  part(name: string | RegExp): Locator {
    const heading = this.page.getByRole('heading', { name, ...(typeof name === 'string' ? { exact: true } : {}) });
    const line = this.page.locator('summary').filter({ hasText: named(name) });
    return this.page
      .locator('section, details')
      .filter({ has: heading.or(line) })
      .last();
  }

  /** Opens what is folded away. */
  async unfold(name: string): Promise<Locator> {
    await this.page
      .locator('summary')
      .filter({ hasText: named(name) })
      .click();
    return this.part(name);
  }

  field(label: string | RegExp, within: Within = this.page): Locator {
    return within.getByLabel(named(label)).and(this.page.locator('input, textarea, select'));
  }

  async fill(label: string | RegExp, value: string, within?: Within): Promise<void> {
    // What is folded away has the same labels; nobody fills it in.
    await this.field(label, within).filter({ visible: true }).fill(value);
  }

  async select(label: string | RegExp, option: string, within?: Within): Promise<void> {
    await this.field(label, within).selectOption(option);
  }

  /** One of a group of choices, or several. */
  async choose(group: string | RegExp, ...options: readonly string[]): Promise<void> {
    const box = this.page.getByRole('group', { name: named(group) });
    for (const option of options) await box.getByLabel(option, { exact: true }).check();
  }

  async press(name: string, within: Within = this.page): Promise<void> {
    await within.getByRole('button', { name, exact: true }).click();
  }

  /** A button that asks first: read the dialog, then press it there. Answers what the dialog said. */
  async confirm(name: string, within: Within = this.page): Promise<string> {
    const asking = within.getByRole('button', { name, exact: true }).and(this.page.locator('[aria-haspopup=dialog]'));
    await asking.click();
    const dialog = this.page.getByRole('dialog');
    const said = await dialog.innerText();
    await dialog.getByRole('button', { name, exact: true }).click();
    return said;
  }

  /** A link, until its page is there: what is typed before would be typed into the page one leaves. */
  async follow(name: string | RegExp, within: Within = this.page): Promise<void> {
    const link = within.getByRole('link', { name, ...(typeof name === 'string' ? { exact: true } : {}) }).first();
    const to = new URL((await link.getAttribute('href')) ?? '', this.page.url());
    await link.click();
    await this.page.waitForURL((url) => url.pathname === to.pathname && url.search === to.search);
    await shown(this.page);
  }

  async see(text: string | RegExp, within: Within = this.page): Promise<void> {
    await within.getByText(text).first().waitFor();
  }

  /** The page says that it was not done, and why. */
  async refused(): Promise<void> {
    await this.see(/未能办理|请更正后再提交|This was not done|Please correct the following/);
  }

  async upload(label: string, name: string, bytes: Buffer, within?: Within): Promise<void> {
    await this.field(label, within).setInputFiles({ name, mimeType: 'application/octet-stream', buffer: bytes });
  }

  /** Clicks what downloads and answers the file. */
  async download(link: Locator): Promise<{ name: string; bytes: Buffer }> {
    const [download] = await Promise.all([this.page.waitForEvent('download'), link.click()]);
    const parts: Buffer[] = [];
    for await (const part of await download.createReadStream()) parts.push(part as Buffer);
    return { name: download.suggestedFilename(), bytes: Buffer.concat(parts) };
  }

  /** What an address of the site gives to this person's browser. */
  async fetch(href: string): Promise<Buffer> {
    const answer = await this.context.request.get(href);
    if (!answer.ok()) throw new Error(`${answer.status()} ${href}`);
    return answer.body();
  }

  /** The page on a phone; answers by how much it is wider than the phone. */
  async narrow(name: string): Promise<number> {
    await this.page.setViewportSize({ width: 390, height: 844 });
    await screenshot(this.page, `${name}-phone`);
    const wide = await this.page.evaluate(() => document.documentElement.scrollWidth);
    await this.page.setViewportSize({ width: 1280, height: 900 });
    return Math.max(0, wide - 390);
  }

  async heading(): Promise<string> {
    return this.page.locator('h1').innerText();
  }

  async accessibility(): Promise<string[]> {
    return accessibilityFaults(this.page);
  }
}

/** The journey's server, its workers and everybody who acts in it. */
export class Journey {
  private readonly desks: Desk[] = [];

  private constructor(
    readonly t: TestApp,
    /** Everybody of the two governments as the services know them: what another desk would have done can be prepared. */
    readonly world: World,
    readonly url: string,
    private readonly browser: Browser,
    private readonly jobs: Runner,
    private readonly ticking: NodeJS.Timeout,
  ) {}

  /** Bodies of two governments with their accounts, pages as built, background work as in production. */
  static async begin(at: string): Promise<Journey> {
    const t = await testApp({ at });
    const world = await makeWorld(t.app);
    const [server, browser] = await Promise.all([t.serve('built'), launchBrowser()]);
    const jobs = await startJobs(t.app, t.database.url);
    // Time passes as it does for people; leaps of days are the journey's own.
    const ticking = setInterval(() => t.clock.advance({ seconds: 0.05 }), 50);
    return new Journey(t, world, server.url, browser, jobs, ticking);
  }

  /** A passer-by, or with a login somebody at work. */
  async desk(login?: string, password = demoPassword): Promise<Desk> {
    const desk = await Desk.open(this.browser, this.url);
    this.desks.push(desk);
    if (login !== undefined) await desk.signIn(login, password);
    return desk;
  }

  /** Everything any page did that nobody should see. */
  get faults(): string[] {
    return this.desks.flatMap((desk) => desk.faults);
  }

  /** What everybody has on the screen, for whoever looks into a failure. */
  async pictures(): Promise<void> {
    for (const [at, desk] of this.desks.entries()) await screenshot(desk.page, `failed-${at + 1}`).catch(() => null);
  }

  async end(): Promise<void> {
    clearInterval(this.ticking);
    await this.browser.close();
    await this.jobs.stop();
    await this.t.close();
  }
}

/** A link of the workspace's navigation, its group unfolded. */
export async function deskLink(page: Page, name: string): Promise<Locator> {
  const all = page.getByRole('navigation', { name: /^(工作台导航|Workspace)$/ });
  const named = page.getByRole('link', { name, exact: true, includeHidden: true });
  const link = all.locator('a').and(named);
  // Before the page is there nothing is visible, and a press on a group that stands open would fold it.
  await link.waitFor({ state: 'attached' });
  if (!(await link.isVisible())) await all.locator('details').filter({ has: named }).locator('summary').click();
  return link;
}
