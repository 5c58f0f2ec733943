/** The accounts of the demonstration that a visitor is told of, and what each has on the desk. */
import { demoPassword } from '../organizations.ts';

export interface DemoAccount {
  readonly login: string;
  readonly password: string;
  /** In Chinese and English. */
  readonly who: readonly [zh: string, en: string];
  readonly tries: readonly [zh: string, en: string];
}

const account = (
  login: string,
  who: readonly [string, string],
  ...tries: readonly [zh: string, en: string]
): DemoAccount => ({ login, password: demoPassword, who, tries });

export const demoAccounts: readonly DemoAccount[] = [
  account(
    'province.transport',
    ['省交通运输厅 数据专员', 'Transport department, steward'],
    '编目、上传、数据字典和质量规则、处理校核、协商变更、申请退付',
    'compile entries, upload files, dictionary and rules, corrections, negotiate an amendment, apply for a repayment',
  ),
  account(
    'province.transport.head',
    ['省交通运输厅 签署人', 'Transport department, signatory'],
    '确认 10 月收益分配账单',
    'confirm the revenue statement of October',
  ),
  account(
    'province.civil',
    ['省民政厅 数据专员', 'Civil affairs, steward'],
    '处理含个人信息、被拦下的文件',
    'treat the file that is held for personal information',
  ),
  account(
    'province.ecology',
    ['省生态环境厅 授权办理', 'Ecology department, licensing'],
    '审查一件正在计时的授权申请',
    'decide an application whose clock runs',
  ),
  account(
    'taiyuan.transport.head',
    ['太原市交通运输局 签署人', 'Taiyuan transport, signatory'],
    '签署企业已签的合作协议',
    'sign the agreement that the developer has signed',
  ),
  account(
    'province.health.head',
    ['省卫生健康委 签署人', 'Health commission, signatory'],
    '签署企业已签的续期协议',
    'sign the renewal that the developer has signed',
  ),
  account(
    'province.information',
    ['省级政务信息管理部门', 'Provincial information department'],
    '审核目录和应用案例、受理数据需求、采集来源、审查备案、核实监督线索',
    'review entries and reuses, sort data requests, portals, decide a filing, check a clue',
  ),
  account(
    'province.finance',
    ['省财政厅 复核', 'Provincial finance, review'],
    '确认银行匹配、处理待查款项、审核账单、决定退款、审核退付',
    'confirm matches of the bank, work off cases, review a statement, decide a refund, review a repayment',
  ),
  account(
    'province.finance.cashier',
    ['省财政厅 开票', 'Provincial finance, issue'],
    '核对一份银行对账单、开具一般缴款书、处理国库差异、签批月结',
    'check a bank statement, issue a payment order, put a difference right, sign off a month',
  ),
  account(
    'taiyuan.finance',
    ['太原市财政局 复核', 'Taiyuan finance, review'],
    '市级的账单、银行匹配和待查款项',
    'statement, matches and a case of the city',
  ),
  account(
    'province.audit',
    ['省审计厅', 'Provincial audit office'],
    '查阅全部账目、对账单和审计记录，不能办理',
    'reads all books, statements and the audit record, and changes nothing',
  ),
  account(
    'developer',
    ['太原路况科技（演示企业）', 'Road Insight, developer'],
    '协议、接口密钥、产品、收益、更新推送',
    'agreements, keys, products, income, webhooks',
  ),
  account(
    'developer2',
    ['晋中丰禾数据（演示企业）', 'Harvest Data, developer'],
    '补正一件申请、处理泄露的密钥、补交处置证明、办理续期',
    'supply what an application lacks, a leaked key, a proof of disposition that is late, a renewal',
  ),
  account(
    'buyer',
    ['大同快运物流（演示企业）', 'Datong Express, buyer'],
    '付款、下载所购产品、咨询授权',
    'pay, download what was bought, ask about a licence',
  ),
];

/** Columns a terminal shows for a text: Chinese characters take two. */
const wide = (text: string) => [...text].reduce((sum, one) => sum + (one > '\u2e7f' ? 2 : 1), 0);
const fill = (text: string, width: number) => text + ' '.repeat(Math.max(1, width - wide(text)));

/** The accounts for a terminal, a line each under the password they share. */
export const demoAccountLines: readonly string[] = [
  `密码  password: ${demoPassword}`,
  ...demoAccounts.map(({ login, who, tries }) => `${fill(login, 26)}${fill(who[0], 30)}${tries[0]}`),
];
