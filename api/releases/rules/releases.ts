/** What changed for those who write programs against the API, newest first. Additions break nobody; the rest is announced ahead. */
import type { Words } from '#api/kernel/words.ts';

export type ChangeKind = 'added' | 'changed' | 'deprecated' | 'removed' | 'fixed';

export const changeKinds = {
  added: ['新增', 'Added'],
  changed: ['变更', 'Changed'],
  deprecated: ['停用预告', 'Deprecated'],
  removed: ['已停用', 'Removed'],
  fixed: ['修正', 'Fixed'],
} as const satisfies Words;

export const feedWords = {
  title: ['接口更新日志', 'Changes of the API'],
  subtitle: ['与程序有关的变化', 'What changed for programs'],
  platform: ['晋数', 'Jinshu'],
} as const satisfies Words;

export interface Change {
  readonly kind: ChangeKind;
  readonly zh: string;
  readonly en: string;
}

export interface Release {
  /** Semantic version of the API. */
  readonly version: string;
  readonly day: string;
  readonly changes: readonly Change[];
}

/** Months between the first `Deprecation` header and the day from which an operation answers 410. */
export const noticeMonths = 6;

export const releases: readonly [Release, ...Release[]] = [
  {
    version: '0.5.0',
    day: '2026-11-23',
    changes: [
      {
        kind: 'added',
        zh: '目录编制：分版本的编制要求、工作簿批量导入导出、撤回提交、完备度、更新时限看板、涉密存根。',
        en: 'Compilation: requirements with versions, import and export by workbook, recall, completeness, the clocks of the catalogue, secrecy stubs.',
      },
      {
        kind: 'added',
        zh: '安全与存证：每日公布的签名审计根、存在证明和一致性证明，离线核验程序；安全事件、应急预案与演练、季度权限复核、技术服务单位、个人信息保护影响评估、控制措施实测。',
        en: 'Security and proof: signed roots of the audit record every day, inclusion and consistency proofs, a program that checks them elsewhere; incidents, plans and drills, quarterly privilege reviews, service providers, impact assessments, measured controls.',
      },
      {
        kind: 'added',
        zh: '考核评价：方案和指标、冻结的事实与复算、申报、申诉、公布与更正、提分测算、开放数据指数；规划、数据应用和数字化登记。',
        en: 'Evaluation: schemes, frozen facts that are worked out again, reports, appeals, publication, what-if, the open-data index; plans, uses of data, digitisation.',
      },
      {
        kind: 'added',
        zh: '基础库与主题、分类维护、政务云与事项登记；机构职权与区划按文件登记；委托、代理、处室与职位。',
        en: 'Bases and topics, the classification, the government cloud and service items; powers, agencies and regions by document; delegation, deputies, departments.',
      },
      {
        kind: 'added',
        zh: '数据采集：采集登记与自动查重、同意台账与业务系统接口、个人数据查询与请求（我的数据）。',
        en: 'Collection: a register that checks for duplicates, a ledger of consents with interfaces for systems, and data subjects’ requests (My data).',
      },
      {
        kind: 'added',
        zh: '监督：第二十七条情形的线索与案件、责令限期改正等文书、双随机检查及其可重算的抽取、公开页。',
        en: 'Supervision: clues and files of Article 27, orders and other papers, double-random inspections with a draw anyone can repeat, a public page.',
      },
      {
        kind: 'added',
        zh: '数据资产：建卡、登记、公示、赋码、证书与公开登记簿、盘点、划转、一本账及导出。',
        en: 'Data assets: cards, registration, public notice, codes, certificates and the public register, inventories, transfers, the ledger and its exports.',
      },
      {
        kind: 'added',
        zh: '第二因子（TOTP）与恢复码、本人会话与登录记录、单位人员与邀请、统一身份认证（OpenID Connect）登录。',
        en: 'Second factor (TOTP) with recovery codes, own sessions and history, people of an organisation and invitations, sign-in by OpenID Connect.',
      },
      {
        kind: 'added',
        zh: '授权数据支持 Delta Sharing 协议，pandas、Spark、Power BI 凭配置文件直接读取；批量交付带有溯源标记。',
        en: 'Licensed tables by Delta Sharing: pandas, Spark and Power BI read them with a profile file. Bulk deliveries carry marks that are traced.',
      },
      {
        kind: 'added',
        zh: '发票：申请、开具（数电票）、红字发票，可接开票服务；未付订单和账单的付款提醒；银行对账单可用 MT940。',
        en: 'Invoices: asked for, issued, taken back, by hand or through an issuing service; reminders of unpaid orders and bills; bank statements in MT940.',
      },
      {
        kind: 'added',
        zh: '域内计算：提交 SQL，只有满足最小分组数的结果可以出域；有条件开放的数据提供合成的试用数据。',
        en: 'Jobs in the domain: submit SQL, only results on enough rows leave. Conditional datasets have synthetic rows to try.',
      },
      {
        kind: 'added',
        zh: '产品可以有多个价格方案（一次性、按期、按次、阶梯、免费）、试用、询价和专属报价；接口类产品经平台网关计量。',
        en: 'Products have plans (one-off, period, per call, tiered, free), trials, quotations and private offers; API products are metered by the gateway.',
      },
      {
        kind: 'added',
        zh: '数据来源证书、血缘（W3C PROV）、年度信息披露；签名附时间戳，可以下载离线核验包。',
        en: 'Citation certificates, lineage (W3C PROV), yearly disclosure. Signatures carry timestamps; a kit checks them elsewhere.',
      },
      {
        kind: 'added',
        zh: '单位间数据共享：申请、答复、时限看板、按接口、文件和批量交付、异议、校核、回流；可对接已有的共享交换平台。',
        en: 'Sharing between agencies: requests, replies, a board of clocks, delivery by interface, file and batch, objections, corrections, data returned downward; connects to an existing exchange platform.',
      },
      {
        kind: 'added',
        zh: '关联关系申报与登记；关联交易、资金循环、异常价格的线索由主管部门核查，核查期间暂缓向开发单位付款。',
        en: 'Relations between organisations on record; clues about related, circular and oddly priced sales are looked into while the developer’s payout waits.',
      },
      {
        kind: 'added',
        zh: '授权证照可以取得 JWT（RS256），公钥在 /.well-known/jwks.json；开发者指南 /developers/guides。',
        en: 'A certificate of authorisation as a JWT (RS256), keys at /.well-known/jwks.json; guides for developers at /developers/guides.',
      },
      {
        kind: 'changed',
        zh: '产品的 price_fen 是第一个价格方案的金额；下单可以用 plan 指明方案，不指明时按第一个。',
        en: 'A product’s price_fen is the amount of its first plan. Orders may name a plan; without one the first is taken.',
      },
      {
        kind: 'changed',
        zh: '不予授权的决定须写明理由种类（ground）和依据（legal_basis）。',
        en: 'A refusal of an application names its ground and legal_basis.',
      },
    ],
  },
  {
    version: '0.4.0',
    day: '2026-11-23',
    changes: [
      {
        kind: 'added',
        zh: '协议的一份结构化记录同时生成文书、ODRL 策略和网关规则；配额用尽返回 429 和 RateLimit 头。',
        en: 'One record of an agreement makes paper, ODRL policy and gateway rules. Quotas answer 429 with RateLimit headers.',
      },
      {
        kind: 'added',
        zh: '协议变更、暂停、提前终止、期满处置；密钥的权限范围、轮换和泄露举报；服务状态页。',
        en: 'Amendments, suspension, early ends, disposition. Scopes, rotation and leak reports of keys. A status page.',
      },
      {
        kind: 'added',
        zh: '银行对账单导入、Stripe 收款、退付、月结；TypeScript 客户端包。',
        en: 'Bank statements, payment by Stripe, treasury repayments, month close. The TypeScript client package.',
      },
    ],
  },
  {
    version: '0.3.0',
    day: '2026-11-23',
    changes: [
      {
        kind: 'added',
        zh: '数据需求、纠错、应用成果、评分、定向开放、数据字典和质量规则；SQL 查询与保存的视图。',
        en: 'Data requests, corrections, showcase, ratings, targeted opening, dictionary and quality rules; SQL and kept views.',
      },
    ],
  },
  {
    version: '0.2.0',
    day: '2026-11-22',
    changes: [
      {
        kind: 'added',
        zh: '目录采集、订阅与回调、访问令牌、CKAN 写入接口、DCAT、OAI-PMH、OGC。',
        en: 'Harvesting, subscriptions with webhooks, access tokens, the writing side of CKAN, DCAT, OAI-PMH, OGC.',
      },
    ],
  },
  {
    version: '0.1.0',
    day: '2026-11-22',
    changes: [
      {
        kind: 'added',
        zh: '目录、数据集、授权申请、协议、交付、产品、订单、收益与缴库的全部步骤。',
        en: 'Every step from catalogue and datasets over licences and agreements to products, orders, revenue and remittance.',
      },
    ],
  },
];

export const currentVersion: string = releases[0].version;
