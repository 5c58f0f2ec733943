/**
 * Every page of the house as each kind of visitor sees it, with data in many states: axe, one heading, title and language, no
 * error in the console, a phone's width, English without Chinese left in it; public pages once more without JavaScript.
 */
import { readdirSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sessionCookie } from '#api/people/rules/session-cookie.ts';
import { signIn } from '#api/people/service.ts';
import type { Listening } from '#api/server.ts';
import { demoPassword } from '#prisma/seed/organizations.ts';
import { accessibilityFaults, launchBrowser, openPage, type Watched } from '#test/support/browser.ts';
import { makeScene, type Scene } from '#test/support/journey-scene.ts';

let scene: Scene;
let server: Listening;
let browser: Browser;
const opened = new Map<string, Watched>();

beforeAll(async () => {
  [scene, browser] = await Promise.all([makeScene(), launchBrowser()]);
  server = await scene.m.t.serve('built');
}, 240_000);
afterAll(async () => {
  await browser.close();
  await scene.m.t.close();
});

/** Who looks at what; names in angle brackets are addresses of the scene. */
const visits: Readonly<Record<string, readonly string[]>> = {
  passer_by: [
    '/bases',
    '/bases/101',
    '/',
    '/datasets',
    '/datasets?q=车流量&open_type=unconditional',
    '/datasets?q=没有这样的数据',
    '<open>',
    '<open>?column=站名&op=contains&value=太原',
    '<licensed>',
    '<sandbox>',
    '<open>/versions/1',
    '<changes>',
    '<first_changes>',
    '<quality_public>',
    '<view_table>',
    '<view_chart>',
    '<cited>',
    '/subscriptions',
    '/taking-part',
    '/views',
    '/views/mine',
    '/requests',
    '/requests/new',
    '/taking-part/code?c=pcd_0',
    '/portals',
    '/requirements',
    '/targeted',
    '/reuses',
    '/reuses?kind=app&sort=views',
    '/reuses/new',
    '/reuses/mine',
    '<reuse>',
    '<ratings>',
    '<record>',
    '<gone>',
    '/datasets/301001/999999',
    '/themes/public_services',
    '<agency>',
    '/products',
    '<product>',
    '<citation>',
    '<right_statement>',
    '/data-assets',
    '<asset_public>',
    '/data-assets/notices',
    '<asset_notice>',
    '/disclosures/2026',
    '<disclosure>',
    '/developers',
    '/developers/leaked-key',
    '/developers/changelog',
    '/developers/guides',
    '/developers/guides/licence',
    '/developers/guides/rows',
    '/developers/guides/bulk',
    '/developers/guides/proof',
    '/transparency',
    '/authorisations',
    '/calls',
    '<call>',
    '/templates',
    '<template>',
    '/status',
    '/verify',
    '<verify>',
    '/verify/elsewhere',
    '/audit-roots',
    '/law',
    '/login',
    '/login/issuer',
    '/my-data',
    '/supervision',
    '<inspection_public>',
    '/evaluation',
    '<ranking>',
    '<ranking_scheme>',
    '<public_plan>',
    '/register',
    '/no-such-page',
  ],
  'province.transport': [
    '/w/bases',
    '/w/service-items',
    '/w/delegations',
    '/w',
    '/w/entries',
    '/w/entries/new',
    '/w/requests',
    '/w/corrections',
    '<entry_draft>',
    '<entry_held>/data',
    '<privacy>',
    '<privacy_data>',
    '<entry_open>',
    '<entry_open>/history',
    '<downstream>',
    '<dictionary>',
    '<dictionary_rules>',
    '<quality_report>',
    '<drift>',
    '/w/quality',
    '/w/applications',
    '<certified>',
    '<cooperation>',
    '<joint>',
    '/w/divisions',
    '/w/enterprise-file',
    '<enterprise_file>',
    '/w/calls',
    '/w/calls/new',
    '<desk_call>',
    '/w/agreements',
    '<agreement_half>',
    '<agreement_active>',
    '<amendments>',
    '<amendment>',
    '<drafts>',
    '<agreement_drafted>',
    '<keeping>',
    '/w/dispositions',
    '/w/jobs',
    '<job_review>',
    '<disposition>',
    '/w/source-notices',
    '<source_notice>',
    '/w/disclosures?year=2026',
    '/w/filings',
    '/w/statements',
    '<statement_drawn>',
    '/w/calendar',
    '/w/organization',
    '/w/tokens',
    '/w/account',
    '/w/account/factor',
    '/w/account/again',
    '/w/targeted',
    '/w/targeted/trace',
    '/w/sharing',
    '/w/sharing/board',
    '/w/sharing/trace',
    '/w/security',
    '/w/security/parameters',
    '/w/incidents',
    '<incident>',
    '/w/drills',
    '/w/privileges',
    '<privilege_review>',
    '/w/providers',
    '<provider>',
    '/w/assessments',
    '<assessment>',
    '/w/evaluation',
    '<what_if>',
    '<run_collecting>',
    '<evaluated>',
    '/w/plans',
    '<plan>',
    '/w/data-uses',
    '<data_use>',
    '/w/digitisation',
    '/w/supervision',
    '<supervision_case>',
    '/w/inspections',
    '/w/catalogue/imports',
    '<catalogue_import>',
    '/w/catalogue',
    '/w/catalogue/triggers',
    '/w/catalogue/triggers/new',
    '<catalogue_trigger>',
    '/w/catalogue/completeness',
    '/w/catalogue/secrecy',
    '/w/assets',
    '/w/assets/new',
    '<asset_draft>',
    '<asset_registered>',
    '/w/assets/ledger',
    '/w/inventories',
    '<inventory>',
    '<sharing_asked>',
    '<sharing_refused>',
    '/w/leaks',
    '/w/no-such-page',
  ],
  'province.transport.head': ['/w', '<privacy>', '/w/pricing', '<agreement_half>', '<statement_drawn>'],
  'province.ecology': [
    '/w',
    '<applied>',
    '/w/sharing/new',
    '<sharing_new>',
    '<sharing_used>',
    '/w/collection',
    '/w/collection/new?q=车道数',
    '/w/collection/elements',
    '<collection_held>',
    '<collection_approved>',
    '/w/consents',
    '/w/subject-requests',
    '<subject_request>',
    '<subject_proof>',
  ],
  'province.information': [
    '/w/bases',
    '/w/bases/101',
    '/w/classification',
    '/w/cloud',
    '/w/service-items',
    '/w/offices',
    '/w/regions',
    '/w/regions?parent=140200',
    '/w/delegations',
    '/w',
    '/w/supervision',
    '/w/supervision/clues',
    '/w/supervision/clues/new',
    '<supervision_clue>',
    '/w/supervision/cases',
    '<supervision_order>',
    '/w/supervision/rules',
    '/w/inspections/new',
    '/w/inspections/inspectors',
    '<inspection>',
    '/w/evaluation',
    '<scheme>',
    '<scheme_draft>',
    '<run_cut>',
    '/w/plans',
    '/w/assets/register',
    '<asset_noticed>',
    '<asset_transfer>',
    '/w/people',
    '<collection_excepted>',
    '<collection_waiting>',
    '/w/reviews',
    '/w/requirements',
    '<requirement_draft>',
    '/status',
    '/w/requests',
    '<review>',
    '/w/applications',
    '<objected>',
    '<desk_call>',
    '/w/filings',
    '<filing>',
    '/w/clues',
    '/w/trade-clues',
    '<trade_clue>',
    '/w/relations',
    '/w/templates',
    '<template_desk>',
    '/w/quotations',
    '<quotation>',
    '/w/complaints',
    '<complaint>',
    '/w/listings',
    '<listing>',
    '<template_draft>',
    '<template_changes>',
    '/w/audit',
    '/w/security/logs',
    '/w/audit?verify=1',
    '<audit_record>',
    '/w/finance',
    '<remittance>',
    '/w/leaks',
    '/w/synonyms',
    '/w/demand',
    '/w/mail',
    '/w/reuses',
    '<reuse_case>',
    '/w/ratings',
    '/w/sources',
    '/w/sources/new',
    '<source>',
    '<source_run>',
  ],
  developer: [
    '/w',
    '/w/applications',
    '/w/applications/new',
    '/w/applications/joint/new',
    '/w/enterprise-file',
    '<apply>',
    '<applied>',
    '<agreement_half>',
    '<amendment>',
    '<drafts_compared>',
    '<proposal_new>',
    '<disposition>',
    '/reuses/new',
    '/reuses/mine',
    '<reuse_waiting>',
    '<reuse_edit>',
    '/w/jobs',
    '<job_new>',
    '<job_done>',
    '<job_review>',
    '<sandbox>',
    '/w/keys',
    '<key_rotate>',
    '/w/subscriptions',
    '/w/subscriptions/new',
    '<hook>',
    '/w/products',
    '/w/income',
    '/w/stripe/account',
    '/w/income/2026-01',
    '/w/products/new',
    '<own_draft>',
    '<own_product>',
    '<own_product>/plans',
    '<own_draft>/plans?kind=metered',
    '/w/pricing',
    '<source_notice>',
    '/w/quotations?side=owner',
    '<quotation>',
    '<private_offer_new>',
    '/w/complaints',
    '<complaint>',
    '<complaint_decided>',
    '/w/listings',
    '<listing>',
    '/w/trade-clues',
    '<trade_clue_asked>',
    '/w/orders?side=developer',
    '/w/invoices?side=seller',
    '<invoice>',
    '<invoice_asked>',
    '/w/reminders',
    '<statement_closed>',
    '<statement_closed>/origins',
  ],
  buyer: [
    '/w',
    '/w/orders',
    '<order_new>',
    '<order_waiting>',
    '<order_done>',
    '<order_done>/use',
    '/w/invoices',
    '/w/invoices/new',
    '/w/invoices/particulars',
    '<invoice>',
    '<order_paid>',
    '/w/quotations',
    '<private_offer>',
    '<quotation_new>',
    '/w/complaints',
    '<complaint_new>',
    '<review_history>',
    '/w/relations',
    '/w/keys',
    '<key_rotate>',
    '/w/statements',
    '/w/stripe/billing',
  ],
  'province.finance': [
    '/w',
    '/w/finance',
    '/w/finance/repayments',
    '/w/finance/levels',
    '/w/finance/months',
    '/w/payouts',
    '/w/payments',
    '/w/stripe',
    '/w/bank',
    '/w/bank?tab=cases',
    '/w/bank?tab=out',
    '<bank_case>',
    '<bank_part>',
    '/w/statements',
    '<statement_closed>',
    '/w/remittances',
    '<remittance>',
  ],
  'province.finance.cashier': [
    '/w',
    '/w/finance/lines',
    '<repayment>',
    '/w/payments',
    '/w/bank/statements',
    '<bank_statement>',
    '<bank_draft>',
    '/w/remittances',
    '<remittance>',
  ],
};

/** The narrowest a page has to bear (WCAG 1.4.10); a common phone with large text comes to the same. */
const phone = { width: 320, height: 844 };

const resolved = (address: string) =>
  address.replace(/<(\w+)>/, (_, name: string) => scene.at[name] ?? `/missing/${name}`);

/** A browser of one's own in a language of one's own, signed in without the detour over the form. */
async function as(who: string, lng: 'zh' | 'en'): Promise<Watched> {
  const there = opened.get(`${who} ${lng}`);
  if (there !== undefined) return there;
  const seen = await openPage(browser, {
    baseURL: server.url,
    // The browser writes refused answers to its console; which pages mean them is looked at below.
    expected: [/status of 4\d\d/],
    // English, whose words are the longer ones, is read on a phone.
    ...(lng === 'en' ? { viewport: phone } : {}),
  });
  await seen.context.addCookies([{ name: 'lng', value: lng, url: server.url }]);
  if (who !== 'passer_by') await seen.context.addCookies([await session(who)]);
  opened.set(`${who} ${lng}`, seen);
  return seen;
}

async function session(login: string) {
  const { token } = await signIn(scene.m.t.ctx(), { login, password: demoPassword });
  return { name: sessionCookie, value: token, url: server.url };
}

/** Every Chinese word of the house: of the pages and of the code lists. What agencies write is not among them. */
const houseWords: ReadonlySet<string> = (() => {
  const found = new Set<string>();
  const gather = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if (!Array.isArray(value)) {
      for (const one of Object.values(value)) gather(one);
      return;
    }
    const [zh, en] = value as unknown[];
    if (value.length !== 2 || typeof zh !== 'string' || typeof en !== 'string') for (const one of value) gather(one);
    else if (/\p{Script=Han}/u.test(zh) && !zh.includes('{{')) found.add(zh);
  };
  gather(import.meta.glob('../../app/i18n/*.ts', { eager: true }));
  gather(import.meta.glob('../../api/*/rules/codes.ts', { eager: true }));
  // Names of columns of the scene.
  for (const column of ['日期', '姓名']) found.delete(column);
  return found;
})();

/** Chinese words of the house on an English page, wherever they stand. */
async function chineseLeft(page: Page): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const found: string[] = [document.title];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const within = node.parentElement?.closest('script, style, [lang|="zh"]');
      if (within?.tagName === undefined) found.push(node.textContent ?? '');
    }
    for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], input[value]'))
      for (const name of ['aria-label', 'title', 'placeholder']) found.push(element.getAttribute(name) ?? '');
    return found.map((text) => text.trim()).filter((text) => /\p{Script=Han}/u.test(text));
  });
  return [...new Set(texts.filter((text) => houseWords.has(text.replace(/[：:]$/, ''))))];
}

/** What reaches past the edge of a phone; empty when nothing makes the page scroll sideways. */
async function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const clipped = (element: Element | null): boolean =>
      element !== null && (getComputedStyle(element).overflowX !== 'visible' || clipped(element.parentElement));
    const past = [...document.querySelectorAll('main *, header *, footer *')].filter((element) => {
      const { right, width } = element.getBoundingClientRect();
      return width > 0 && right > clientWidth + 1 && !clipped(element.parentElement);
    });
    return [
      `${scrollWidth - clientWidth} px too wide`,
      ...past.slice(0, 8).map((element) => {
        const parents = [element.parentElement, element.parentElement?.parentElement].map(
          (one) => one?.className ?? '',
        );
        return `${element.tagName} in ${parents.join(' in ')}: ${(element.textContent ?? '').slice(0, 40)}`;
      }),
    ];
  });
}

describe.each(Object.entries(visits))('%s', (who, addresses) => {
  it.each(addresses)('%s', async (address) => {
    const { page, faults } = await as(who, 'zh');
    const path = resolved(address);
    const meant = /no-such|999999/.test(address) ? 404 : address === '<gone>' ? 410 : 200;
    expect((await page.goto(path))?.status()).toBe(meant);
    expect(await page.locator('h1').count(), 'one h1').toBe(1);
    expect((await page.locator('h1').innerText()).trim().length).toBeGreaterThan(1);
    expect(await page.title()).toMatch(/^.{2,} - 晋数$/);
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(faults.splice(0)).toEqual([]);
  });

  it.each(addresses)('%s in English, on a phone', async (address) => {
    const { page, faults } = await as(who, 'en');
    await page.goto(resolved(address));
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect(await page.title()).toMatch(/ - Jinshu$/);
    expect(await chineseLeft(page)).toEqual([]);
    expect(await tooWide(page)).toEqual([]);
    expect(faults.splice(0)).toEqual([]);
  });
});

/** Addresses that need a secret of their own, or only take a form: their journeys are in files of their own. */
const elsewhere = new Set([
  '_public.login_.code.tsx',
  '_public.join.$token.tsx',
  'w.account.link.tsx',
  '_public.targeted.$id.tsx',
  '_public.targeted.new.tsx',
  'w.targeted.$id.tsx',
  '_public.subscriptions.$token.tsx',
  '_public.corrections.$id.tsx',
  '_public.corrections.new.tsx',
  '_public.requests.$id.tsx',
  '_public.taking-part.$link.tsx',
  'w.corrections.$id.tsx',
  'w.requests.$id.tsx',
  'w.stripe.$id.tsx',
  'w.stripe.subscriptions.$id.tsx',
  'w.payouts.$id.tsx',
  'w.metered.$id.tsx',
]);

describe('all of them', () => {
  it('leaves no page of app/routes out', () => {
    const patterns = readdirSync('app/routes')
      .filter((file) => /^(_public|w)\..*\.tsx$/.test(file) && !file.includes('$.tsx') && !elsewhere.has(file))
      .map((file) => {
        const path = file
          .replace(/\.tsx$/, '')
          .replace(/^_public\.?/, '')
          .replace(/(^|\.)_index$/, '')
          .replace(/_(?=\.|$)/g, '')
          .split('.')
          .filter((part) => part !== '')
          .map((part) => (part.startsWith('$') ? '[^/]+' : part))
          .join('/');
        return { file, pattern: new RegExp(`^/${path}$`) };
      });
    const paths = Object.values(visits)
      .flat()
      .map((address) => new URL(resolved(address), 'http://x').pathname);
    expect(patterns.filter(({ pattern }) => !paths.some((path) => pattern.test(path))).map(({ file }) => file)).toEqual(
      [],
    );
  });
});

describe('without JavaScript', () => {
  let context: BrowserContext;
  let page: Page;
  beforeAll(async () => {
    ({ context, page } = await openPage(browser, { baseURL: server.url, javaScriptEnabled: false }));
  });
  afterAll(() => context.close());

  it('a citizen searches, opens, filters and downloads', async () => {
    await page.goto('/');
    await page.getByRole('searchbox').first().fill('收费站 车道数');
    await page.getByRole('button', { name: '检索', exact: true }).first().click();
    await page.getByRole('link', { name: '收费站车道数' }).first().click();
    await page.getByText('全表 2 行').first().waitFor();
    const filter = page.locator('#preview').getByRole('form', { name: '筛选' });
    await filter.getByLabel('列', { exact: true }).selectOption('站名');
    await filter.getByLabel('条件', { exact: true }).selectOption('contains');
    await filter.getByLabel('值', { exact: true }).fill('太原');
    await filter.getByRole('button', { name: '添加条件' }).click();
    await page.getByText('符合条件 1 行').first().waitFor();
    const cell = page.getByRole('table', { name: /收费站车道数/ }).getByRole('cell', { name: '太原北' });
    expect(await cell.count()).toBe(1);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '下载 CSV', exact: true }).first().click(),
    ]);
    const parts: Buffer[] = [];
    for await (const part of await download.createReadStream()) parts.push(part as Buffer);
    expect(Buffer.concat(parts).toString('utf8')).toContain('忻州,8');
  });

  it('a passer-by verifies a document by its number and reads a product', async () => {
    await page.goto('/verify');
    await page.getByLabel('文书编号').fill(scene.m.agreement.no);
    await page.getByRole('button', { name: '核验编号' }).click();
    await page.getByText('真实、完整').waitFor();
    await page.goto(resolved('<product>'));
    await page.getByText('山西省交通运输厅').first().waitFor();
    await page.goto('/transparency');
    await page.getByText(scene.m.agreement.no).first().waitFor();
  });
});
