/** The one place that spells addresses. They are permanent: outsiders hold on to them. */

type Query = Readonly<Record<string, string | number | readonly string[] | null | undefined>>;

/** Adds a query; empty values are left out, lists repeat the name. */
export function withQuery(path: string, query: Query): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === null || value === undefined || value === '') continue;
    if (typeof value === 'object') for (const one of value) search.append(name, one);
    else search.set(name, String(value));
  }
  const text = search.toString();
  return text === '' ? path : `${path}?${text}`;
}

const part = encodeURIComponent;

export const paths = {
  home: () => '/',
  datasets: (query: Query = {}) => withQuery('/datasets', query),
  /** The code's own slash stays: `/datasets/306014/000127`. */
  dataset: (code: string) => `/datasets/${code.split('/').map(part).join('/')}`,
  view: (id: string) => `/views/${part(id)}`,
  embeddedView: (id: string, theme: 'light' | 'dark' = 'light') =>
    withQuery(`/embed/views/${part(id)}`, { theme: theme === 'light' ? null : theme }),
  newView: () => '/views',
  ownViews: (query: Query = {}) => withQuery('/views/mine', query),
  theme: (theme: string) => `/themes/${part(theme)}`,
  agency: (agency: string) => `/agencies/${part(agency)}`,
  harvested: (id: string) => `/harvested/${part(id)}`,
  portals: () => '/portals',
  reuses: (query: Query = {}) => withQuery('/reuses', query),
  newReuse: (dataset?: string) => withQuery('/reuses/new', { dataset }),
  ownReuses: (query: Query = {}) => withQuery('/reuses/mine', query),
  reuse: (id: string) => `/reuses/${part(id)}`,
  editReuse: (id: string) => `/reuses/${part(id)}/edit`,
  reuseFeed: () => '/feeds/reuses.atom',
  /** The dictionary of an entry as CSV; with the mark by which Excel knows UTF-8, or without. */
  dictionarySheet: (id: string, bom: boolean) =>
    `/api/v1/catalog/entries/${part(id)}/dictionary/sheet?bom=${bom ? 1 : 0}`,
  /** Data requests as Atom: all, of an agency, answered. */
  requestFeed: (query: { answered?: boolean; agency?: string | undefined; lang?: 'en' | undefined } = {}) =>
    withQuery(query.answered === true ? '/feeds/requests/answered.atom' : '/feeds/requests.atom', {
      agency: query.agency,
      lang: query.lang,
    }),
  /** All comments of a dataset, and the form to rate it. */
  ratings: (code: string, query: Query = {}) =>
    withQuery(`/datasets/${code.split('/').map(part).join('/')}/ratings`, query),
  products: (query: Query = {}) => withQuery('/products', query),
  product: (id: string) => `/products/${part(id)}`,
  disclosures: (year: number) => `/disclosures/${year}`,
  disclosure: (year: number, uscc: string) => `/disclosures/${year}/${part(uscc)}`,
  ownDisclosure: (query: Query = {}) => withQuery('/w/disclosures', query),
  sourceNotices: () => '/w/source-notices',
  sourceNotice: (id: string) => `/w/source-notices/${part(id)}`,
  citation: (no: string) => `/citations/${part(no)}`,
  developers: () => '/developers',
  transparency: () => '/transparency',
  status: () => '/status',
  verifyElsewhere: () => '/verify/elsewhere',
  verify: (id?: string) => (id === undefined ? '/verify' : `/verify/${part(id)}`),
  law: (article?: string | number) => (article === undefined ? '/law' : `/law#article-${article}`),
  apiDocs: () => '/api/docs',
  login: (next?: string) => withQuery('/login', { next }),
  logout: () => '/logout',
  register: () => '/register',
  /** Confirming a mailbox; `next` is the page to go on to. */
  targeted: () => '/targeted',
  newTargeted: (query: Query = {}) => withQuery('/targeted/new', query),
  targetedCase: (id: string, query: Query = {}) => withQuery(`/targeted/${part(id)}`, query),
  targetedFile: (id: string) => `/targeted/${part(id)}/file`,
  targetedDesk: (query: Query = {}) => withQuery('/w/targeted', query),
  targetedDeskCase: (id: string, query: Query = {}) => withQuery(`/w/targeted/${part(id)}`, query),
  targetedProof: (id: string, number: number) => `/w/targeted/${part(id)}/proofs/${number}`,
  targetedTrace: () => '/w/targeted/trace',
  leaks: () => '/w/leaks',
  takingPart: (next?: string | null) => withQuery('/taking-part', { next }),
  participantCode: (challenge: string, next: string | null) => withQuery('/taking-part/code', { c: challenge, next }),
  requests: (query: Query = {}) => withQuery('/requests', query),
  request: (id: string) => `/requests/${part(id)}`,
  newRequest: (query: Query = {}) => withQuery('/requests/new', query),
  correction: (id: string) => `/corrections/${part(id)}`,
  newCorrection: (query: Query) => withQuery('/corrections/new', query),
  requestDesks: (query: Query = {}) => withQuery('/w/requests', query),
  requestDesk: (id: string) => `/w/requests/${part(id)}`,
  correctionDesks: (query: Query = {}) => withQuery('/w/corrections', query),
  correctionDesk: (id: string) => `/w/corrections/${part(id)}`,
  preferences: (set: Query, back: string) => withQuery('/preferences', { ...set, back }),

  work: () => '/w',
  entries: (query: Query = {}) => withQuery('/w/entries', query),
  ownScores: (query: Query = {}) => withQuery('/w/quality', query),
  entry: (id: string) => `/w/entries/${part(id)}`,
  entryDictionary: (id: string) => `/w/entries/${part(id)}/dictionary`,
  entryQuality: (id: string) => `/w/entries/${part(id)}/quality`,
  newEntry: () => '/w/entries/new',
  sources: () => '/w/sources',
  source: (id: string, query: Query = {}) => withQuery(`/w/sources/${part(id)}`, query),
  newSource: () => '/w/sources/new',
  harvestRun: (source: string, run: string) => `/w/sources/${part(source)}/runs/${part(run)}`,
  reviews: () => '/w/reviews',
  reuseQueue: (query: Query = {}) => withQuery('/w/reuses', query),
  reuseCase: (id: string) => `/w/reuses/${part(id)}`,
  comments: (query: Query = {}) => withQuery('/w/ratings', query),
  review: (id: string) => `/w/reviews/${part(id)}`,
  applications: (query: Query = {}) => withQuery('/w/applications', query),
  application: (id: string) => `/w/applications/${part(id)}`,
  newApplication: (dataset?: string, query: Query = {}) => withQuery('/w/applications/new', { dataset, ...query }),
  joint: (id: string) => `/w/applications/joint/${part(id)}`,
  newJoint: () => '/w/applications/joint/new',
  enterpriseFile: (query: Query = {}) => withQuery('/w/enterprise-file', query),
  enterprisePaper: (id: string) => `/w/enterprise-file/${part(id)}/look`,
  calls: () => '/calls',
  call: (id: string) => `/calls/${part(id)}`,
  deskCalls: () => '/w/calls',
  deskCall: (id: string) => `/w/calls/${part(id)}`,
  newCall: () => '/w/calls/new',
  agreements: (query: Query = {}) => withQuery('/w/agreements', query),
  agreement: (id: string) => `/w/agreements/${part(id)}`,
  amendments: (agreement: string) => `/w/agreements/${part(agreement)}/amendments`,
  amendment: (agreement: string, id: string) => `/w/agreements/${part(agreement)}/amendments/${part(id)}`,
  drafts: (agreement: string, query: Query = {}) => withQuery(`/w/agreements/${part(agreement)}/drafts`, query),
  newProposal: (agreement: string) => `/w/agreements/${part(agreement)}/drafts/new`,
  templates: (query: Query = {}) => withQuery('/templates', query),
  template: (id: string, query: Query = {}) => withQuery(`/templates/${part(id)}`, query),
  templateDesk: () => '/w/templates',
  templateDraft: (id: string, query: Query = {}) => withQuery(`/w/templates/${part(id)}`, query),
  keeping: (agreement: string) => `/w/agreements/${part(agreement)}/keeping`,
  dispositions: () => '/w/dispositions',
  disposition: (id: string) => `/w/dispositions/${part(id)}`,
  clues: () => '/w/clues',
  authorisations: (query: Query = {}) => withQuery('/authorisations', query),
  filings: (query: Query = {}) => withQuery('/w/filings', query),
  filing: (id: string) => `/w/filings/${part(id)}`,
  keys: (query: Query = {}) => withQuery('/w/keys', query),
  sandbox: (code: string) => `/datasets/${code}/sandbox`,
  sandboxFile: (code: string, table: number, format: string) =>
    `/api/v1/datasets/${code}/sandbox/file?table=${table}&format=${format}`,
  jobs: (query: Query = {}) => withQuery('/w/jobs', query),
  newJob: (query: Query = {}) => withQuery('/w/jobs/new', query),
  job: (id: string) => `/w/jobs/${part(id)}`,
  jobResult: (id: string, format: string) => `/api/v1/enclave/jobs/${part(id)}/result?format=${format}`,
  changelog: () => '/developers/changelog',
  leakedKey: () => '/developers/leaked-key',
  ownProducts: (query: Query = {}) => withQuery('/w/products', query),
  ownProduct: (id: string) => `/w/products/${part(id)}`,
  newProduct: () => '/w/products/new',
  productPlans: (id: string, query: Query = {}) => withQuery(`/w/products/${part(id)}/plans`, query),
  orders: (query: Query = {}) => withQuery('/w/orders', query),
  order: (id: string) => `/w/orders/${part(id)}`,
  newOrder: (product?: string, plan?: number | null, trial?: boolean) =>
    withQuery('/w/orders/new', { product, plan, trial: trial === true ? 1 : null }),
  orderUse: (id: string, query: Query = {}) => withQuery(`/w/orders/${part(id)}/use`, query),
  pricing: (query: Query = {}) => withQuery('/w/pricing', query),
  payments: (query: Query = {}) => withQuery('/w/payments', query),
  stripeCases: (query: Query = {}) => withQuery('/w/stripe', query),
  stripeCase: (id: string) => `/w/stripe/${part(id)}`,
  bank: (query: Query = {}) => withQuery('/w/bank', query),
  bankStatements: (query: Query = {}) => withQuery('/w/bank/statements', query),
  bankStatement: (id: string, query: Query = {}) => withQuery(`/w/bank/statements/${part(id)}`, query),
  bankCase: (id: string, query: Query = {}) => withQuery(`/w/bank/cases/${part(id)}`, query),
  statements: (query: Query = {}) => withQuery('/w/statements', query),
  statement: (id: string) => `/w/statements/${part(id)}`,
  statementOrigins: (id: string) => `/w/statements/${part(id)}/origins`,
  remittances: (query: Query = {}) => withQuery('/w/remittances', query),
  finance: (query: Query = {}) => withQuery('/w/finance', query),
  treasuryLines: (query: Query = {}) => withQuery('/w/finance/lines', query),
  ledgerMonths: (query: Query = {}) => withQuery('/w/finance/months', query),
  payouts: (query: Query = {}) => withQuery('/w/payouts', query),
  payoutBatch: (id: string) => `/w/payouts/${part(id)}`,
  income: (query: Query = {}) => withQuery('/w/income', query),
  incomeMonth: (period: string) => `/w/income/${part(period)}`,
  repayments: (query: Query = {}) => withQuery('/w/finance/repayments', query),
  repayment: (id: string) => `/w/finance/repayments/${part(id)}`,
  remittance: (id: string) => `/w/remittances/${part(id)}`,
  searchDemand: (query: Query = {}) => withQuery('/w/demand', query),
  synonyms: () => '/w/synonyms',
  audit: (query: Query = {}) => withQuery('/w/audit', query),
  calendar: () => '/w/calendar',
  organization: () => '/w/organization',
  tokens: () => '/w/tokens',
  subscribe: (query: Query = {}) => withQuery('/subscriptions', query),
  mailSubscription: (token: string) => `/subscriptions/${part(token)}`,
  webhooks: () => '/w/subscriptions',
  webhook: (id: string, query: Query = {}) => withQuery(`/w/subscriptions/${part(id)}`, query),
  newWebhook: (query: Query = {}) => withQuery('/w/subscriptions/new', query),
  mailroom: () => '/w/mail',
  cite: (id: string) => `/cite/${part(id)}`,
} as const;

/** A certificate of sources: its PDF, its signed JSON, and its record. */
export const citationApi = (no: string) => `/api/v1/product-citations/${part(no)}`;
export const citationPdf = (no: string) => `${citationApi(no)}/certificate.pdf`;
export const citationJson = (no: string) => `${citationApi(no)}/certificate.json`;
/** Provenance of a product as W3C PROV. */
export const productProv = (no: string, format: 'json' | 'ttl' | 'jsonld') =>
  withQuery(`/api/v1/products/${part(no)}/prov`, { format });
/** Disclosures of a year: all as JSON, a table of all as CSV, one as JSON or PDF. */
export const disclosuresJson = (year: number) => `/api/v1/disclosures/${year}`;
export const disclosureCsv = (year: number, table: string) => `/api/v1/disclosures/${year}/tables/${part(table)}`;
export const disclosureJson = (year: number, uscc: string) => `/api/v1/disclosures/${year}/${part(uscc)}`;
export const disclosurePdf = (year: number, uscc: string) => `${disclosureJson(year, uscc)}/disclosure.pdf`;
