/** What stands in the left navigation, by what the viewer may do. Hiding an item protects nothing: services refuse. */
import type { Viewer } from '#api/context.ts';
import { provinceCode } from '#api/kernel/regions.ts';
import type { Duty, Power } from '#api/organizations/rules/codes.ts';
import type { navigation } from '#app/i18n/navigation.ts';
import { paths } from '#app/paths.ts';

type Word = keyof typeof navigation;

interface Item {
  readonly word: Word;
  readonly to: string;
  /** Any one of these duties … */
  readonly duties: readonly Duty[] | 'all';
  /** … in an organisation of this kind, or holding this power. */
  readonly kind?: 'agency' | 'enterprise';
  readonly power?: Power;
  /** The region that the power is held in, where it is not any. */
  readonly region?: string;
}

interface Group {
  readonly word: Word;
  readonly items: readonly Item[];
}

const groups: readonly Group[] = [
  { word: 'group_start', items: [{ word: 'worklist', to: paths.work(), duties: 'all' }] },
  {
    word: 'group_data',
    items: [
      { word: 'entries', to: paths.entries(), duties: ['steward'], kind: 'agency' },
      { word: 'scores', to: paths.ownScores(), duties: ['steward'], kind: 'agency' },
      { word: 'reviews', to: paths.reviews(), duties: ['reviewer'], power: 'information_department' },
      {
        word: 'synonyms',
        to: paths.synonyms(),
        duties: ['reviewer', 'admin'],
        power: 'information_department',
        region: provinceCode,
      },
      { word: 'sources', to: paths.sources(), duties: ['reviewer'], power: 'information_department' },
    ],
  },
  {
    word: 'group_people',
    items: [
      { word: 'requests', to: paths.requestDesks(), duties: ['steward'], kind: 'agency' },
      { word: 'requests', to: paths.requestDesks(), duties: ['reviewer'], power: 'information_department' },
      { word: 'corrections', to: paths.correctionDesks(), duties: ['steward'], kind: 'agency' },
      { word: 'targeted', to: paths.targetedDesk(), duties: ['steward'], kind: 'agency' },
      { word: 'targeted', to: paths.targetedDesk(), duties: ['reviewer'], power: 'information_department' },
      {
        word: 'demand',
        to: paths.searchDemand(),
        duties: ['reviewer', 'admin'],
        power: 'information_department',
        region: provinceCode,
      },
      { word: 'reuses', to: paths.reuseQueue(), duties: ['reviewer'], power: 'information_department' },
      { word: 'comments', to: paths.comments(), duties: ['reviewer'], power: 'information_department' },
    ],
  },
  {
    word: 'group_licence',
    items: [
      { word: 'applications', to: paths.applications(), duties: ['licensing', 'developer'] },
      { word: 'applications', to: paths.applications(), duties: ['finance_review'], power: 'finance_bureau' },
      { word: 'applications', to: paths.applications(), duties: ['reviewer'], power: 'information_department' },
      { word: 'enterprise_file', to: paths.enterpriseFile(), duties: ['developer'], kind: 'enterprise' },
      { word: 'enterprise_files', to: paths.enterpriseFile(), duties: ['licensing'], kind: 'agency' },
      { word: 'enterprise_files', to: paths.enterpriseFile(), duties: ['reviewer'], power: 'information_department' },
      { word: 'calls', to: paths.deskCalls(), duties: ['licensing'], kind: 'agency' },
      { word: 'calls', to: paths.deskCalls(), duties: ['reviewer'], power: 'information_department' },
      { word: 'agreements', to: paths.agreements(), duties: ['licensing', 'developer', 'signatory'] },
      { word: 'filings', to: paths.filings(), duties: ['licensing', 'signatory'], kind: 'agency' },
      { word: 'filings', to: paths.filings(), duties: ['reviewer'], power: 'information_department' },
      { word: 'templates', to: paths.templateDesk(), duties: ['reviewer'], power: 'information_department' },
      { word: 'dispositions', to: paths.dispositions(), duties: ['licensing', 'developer', 'signatory'] },
      { word: 'clues', to: paths.clues(), duties: ['reviewer'], power: 'information_department' },
      { word: 'jobs', to: paths.jobs(), duties: ['developer'], kind: 'enterprise' },
      { word: 'jobs', to: paths.jobs(), duties: ['licensing', 'steward'], kind: 'agency' },
      { word: 'keys', to: paths.keys(), duties: ['developer'], kind: 'enterprise' },
      { word: 'leaks', to: paths.leaks(), duties: ['steward'], kind: 'agency' },
      { word: 'leaks', to: paths.leaks(), duties: ['reviewer'], power: 'information_department' },
    ],
  },
  {
    word: 'group_market',
    items: [
      { word: 'products', to: paths.ownProducts(), duties: ['developer'], kind: 'enterprise' },
      { word: 'orders', to: paths.orders(), duties: ['buyer', 'developer'], kind: 'enterprise' },
      { word: 'pricing', to: paths.pricing(), duties: ['developer'], kind: 'enterprise' },
      { word: 'pricing', to: paths.pricing(), duties: ['licensing', 'signatory'], kind: 'agency' },
      { word: 'pricing', to: paths.pricing(), duties: ['finance_review', 'finance_issue'], power: 'finance_bureau' },
      { word: 'pricing', to: paths.pricing(), duties: ['reviewer'], power: 'information_department' },
      { word: 'source_notices', to: paths.sourceNotices(), duties: ['developer'], kind: 'enterprise' },
      { word: 'source_notices', to: paths.sourceNotices(), duties: ['licensing'], kind: 'agency' },
      { word: 'disclosures', to: paths.ownDisclosure(), duties: ['developer', 'licensing', 'signatory'] },
    ],
  },
  {
    word: 'group_revenue',
    items: [
      {
        word: 'finance',
        to: paths.finance(),
        duties: ['finance_review', 'finance_issue'],
        power: 'finance_bureau',
      },
      { word: 'finance', to: paths.finance(), duties: ['auditor'] },
      { word: 'repayments', to: paths.repayments(), duties: ['licensing'], kind: 'agency' },
      {
        word: 'payments',
        to: paths.payments(),
        duties: ['finance_review', 'finance_issue'],
        power: 'finance_bureau',
      },
      {
        word: 'bank',
        to: paths.bank(),
        duties: ['finance_review', 'finance_issue'],
        power: 'finance_bureau',
      },
      { word: 'income', to: paths.income(), duties: ['developer', 'signatory'], kind: 'enterprise' },
      { word: 'statements', to: paths.statements(), duties: ['signatory', 'licensing', 'developer'] },
      {
        word: 'statements',
        to: paths.statements(),
        duties: ['finance_review', 'finance_issue'],
        power: 'finance_bureau',
      },
      {
        word: 'remittances',
        to: paths.remittances(),
        duties: ['finance_issue', 'finance_review'],
        power: 'finance_bureau',
      },
    ],
  },
  {
    word: 'group_oversight',
    items: [
      { word: 'audit', to: paths.audit(), duties: ['auditor'] },
      { word: 'calendar', to: paths.calendar(), duties: 'all' },
      { word: 'organization', to: paths.organization(), duties: 'all' },
      { word: 'tokens', to: paths.tokens(), duties: 'all' },
      { word: 'subscriptions', to: paths.webhooks(), duties: 'all' },
    ],
  },
];

export interface NavigationGroup {
  readonly word: Word;
  readonly items: readonly { readonly word: Word; readonly to: string }[];
}

type Held = Pick<Viewer, 'duties' | 'powers'> & { readonly organization: Pick<Viewer['organization'], 'kind'> };

export function navigationFor(viewer: Held): NavigationGroup[] {
  const open = (item: Item) =>
    (item.duties === 'all' || item.duties.some((duty) => viewer.duties.includes(duty))) &&
    (item.kind === undefined || item.kind === viewer.organization.kind) &&
    (item.power === undefined ||
      viewer.powers.some(
        (held) => held.power === item.power && (item.region === undefined || item.region === held.regionCode),
      ));
  return groups.flatMap((group) => {
    const items = new Map(group.items.filter(open).map(({ word, to }) => [to, { word, to }]));
    return items.size === 0 ? [] : [{ word: group.word, items: [...items.values()] }];
  });
}
