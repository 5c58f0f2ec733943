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
      { word: 'catalogue_clocks', to: paths.catalogueBoard(), duties: ['steward'], kind: 'agency' },
      { word: 'catalogue_clocks', to: paths.catalogueBoard(), duties: ['reviewer'], power: 'information_department' },
      { word: 'scores', to: paths.ownScores(), duties: ['steward'], kind: 'agency' },
      { word: 'sharing', to: paths.sharing(), duties: ['steward', 'signatory'], kind: 'agency' },
      { word: 'sharing', to: paths.sharing(), duties: ['reviewer'], power: 'information_department' },
      { word: 'sharing', to: paths.sharing(), duties: ['auditor'] },
      { word: 'assets', to: paths.assets(), duties: ['steward', 'signatory'], kind: 'agency' },
      { word: 'assets', to: paths.assets(), duties: ['reviewer'], power: 'information_department' },
      { word: 'collection', to: paths.collection(), duties: ['steward', 'signatory'], kind: 'agency' },
      { word: 'collection', to: paths.collection(), duties: ['reviewer'], power: 'information_department' },
      { word: 'collection', to: paths.collection(), duties: ['auditor'] },
      { word: 'consents', to: paths.consents(), duties: ['steward'], kind: 'agency' },
      { word: 'data_uses', to: paths.dataUses(), duties: ['steward'], kind: 'agency' },
      { word: 'digitisation', to: paths.digitisation(), duties: ['steward'], kind: 'agency' },
      { word: 'reviews', to: paths.reviews(), duties: ['reviewer'], power: 'information_department' },
      {
        word: 'requirements',
        to: paths.requirementDesk(),
        duties: ['reviewer', 'signatory'],
        power: 'information_department',
        region: provinceCode,
      },
      {
        word: 'synonyms',
        to: paths.synonyms(),
        duties: ['reviewer', 'admin'],
        power: 'information_department',
        region: provinceCode,
      },
      { word: 'sources', to: paths.sources(), duties: ['reviewer'], power: 'information_department' },
      { word: 'bases', to: paths.baseDesks(), duties: ['steward'], kind: 'agency' },
      {
        word: 'bases',
        to: paths.baseDesks(),
        duties: ['reviewer', 'admin'],
        power: 'information_department',
        region: provinceCode,
      },
      { word: 'service_items', to: paths.serviceItems(), duties: ['steward'], kind: 'agency' },
      { word: 'service_items', to: paths.serviceItems(), duties: ['reviewer'], power: 'information_department' },
      { word: 'cloud', to: paths.cloud(), duties: ['reviewer', 'admin'], power: 'information_department' },
    ],
  },
  {
    word: 'group_people',
    items: [
      { word: 'requests', to: paths.requestDesks(), duties: ['steward'], kind: 'agency' },
      { word: 'requests', to: paths.requestDesks(), duties: ['reviewer'], power: 'information_department' },
      { word: 'corrections', to: paths.correctionDesks(), duties: ['steward'], kind: 'agency' },
      { word: 'subject_requests', to: paths.subjectDesk(), duties: ['steward'], kind: 'agency' },
      { word: 'subject_requests', to: paths.subjectDesk(), duties: ['reviewer'], power: 'information_department' },
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
      { word: 'quotations', to: paths.quotations(), duties: ['buyer', 'developer'], kind: 'enterprise' },
      { word: 'quotations', to: paths.quotations(), duties: ['reviewer'], power: 'information_department' },
      { word: 'complaints', to: paths.complaints(), duties: ['buyer', 'developer'], kind: 'enterprise' },
      { word: 'complaints', to: paths.complaints(), duties: ['reviewer'], power: 'information_department' },
      { word: 'listings', to: paths.listings(), duties: ['developer'], kind: 'enterprise' },
      { word: 'listings', to: paths.listings(), duties: ['reviewer'], power: 'information_department' },
      { word: 'invoices', to: paths.invoices(), duties: ['buyer', 'developer'], kind: 'enterprise' },
      { word: 'reminders', to: paths.reminders(), duties: ['developer'], kind: 'enterprise' },
      { word: 'pricing', to: paths.pricing(), duties: ['developer'], kind: 'enterprise' },
      { word: 'pricing', to: paths.pricing(), duties: ['licensing', 'signatory'], kind: 'agency' },
      { word: 'pricing', to: paths.pricing(), duties: ['finance_review', 'finance_issue'], power: 'finance_bureau' },
      { word: 'pricing', to: paths.pricing(), duties: ['reviewer'], power: 'information_department' },
      { word: 'source_notices', to: paths.sourceNotices(), duties: ['developer'], kind: 'enterprise' },
      { word: 'source_notices', to: paths.sourceNotices(), duties: ['licensing'], kind: 'agency' },
      { word: 'disclosures', to: paths.ownDisclosure(), duties: ['developer', 'licensing', 'signatory'] },
      { word: 'trade_clues', to: paths.tradeClues(), duties: ['developer', 'signatory'], kind: 'enterprise' },
      { word: 'trade_clues', to: paths.tradeClues(), duties: ['reviewer'], power: 'information_department' },
      {
        word: 'trade_clues',
        to: paths.tradeClues(),
        duties: ['finance_review', 'finance_issue'],
        power: 'finance_bureau',
      },
      { word: 'trade_clues', to: paths.tradeClues(), duties: ['auditor'] },
      { word: 'relations', to: paths.relations(), duties: ['signatory', 'admin', 'developer'], kind: 'enterprise' },
      { word: 'relations', to: paths.relations(), duties: ['reviewer'], power: 'information_department' },
      {
        word: 'relations',
        to: paths.relations(),
        duties: ['finance_review', 'finance_issue'],
        power: 'finance_bureau',
      },
      { word: 'relations', to: paths.relations(), duties: ['auditor'] },
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
      {
        word: 'reminders',
        to: paths.reminders(),
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
      {
        word: 'asset_ledger',
        to: paths.assetLedger(),
        duties: ['finance_review', 'finance_issue'],
        power: 'finance_bureau',
      },
      { word: 'asset_ledger', to: paths.assetLedger(), duties: ['auditor'] },
    ],
  },
  {
    word: 'group_oversight',
    items: [
      {
        word: 'supervision',
        to: paths.supervision(),
        duties: ['reviewer', 'signatory'],
        power: 'information_department',
      },
      { word: 'supervision', to: paths.supervision(), duties: ['steward', 'signatory'], kind: 'agency' },
      {
        word: 'inspections',
        to: paths.inspections(),
        duties: ['reviewer', 'signatory'],
        power: 'information_department',
      },
      { word: 'evaluation', to: paths.evaluation(), duties: ['steward', 'signatory', 'reviewer'], kind: 'agency' },
      {
        word: 'development_plans',
        to: paths.developmentPlans(),
        duties: ['reviewer'],
        power: 'information_department',
      },
      { word: 'audit', to: paths.audit(), duties: ['auditor'] },
      { word: 'security', to: paths.securityDesk(), duties: ['auditor', 'admin'] },
      { word: 'security', to: paths.securityDesk(), duties: ['signatory'], kind: 'agency' },
      { word: 'security', to: paths.securityDesk(), duties: ['reviewer'], power: 'information_department' },
      { word: 'calendar', to: paths.calendar(), duties: 'all' },
      { word: 'organization', to: paths.organization(), duties: 'all' },
      {
        word: 'offices',
        to: paths.offices(),
        duties: ['admin', 'reviewer', 'signatory'],
        power: 'information_department',
      },
      { word: 'people', to: paths.people(), duties: ['admin'] },
      { word: 'account', to: paths.account(), duties: 'all' },
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
