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
        zh: '授权数据支持 Delta Sharing 协议，pandas、Spark、Power BI 凭配置文件直接读取；批量交付带有溯源标记。',
        en: 'Licensed tables by Delta Sharing: pandas, Spark and Power BI read them with a profile file. Bulk deliveries carry marks that are traced.',
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
