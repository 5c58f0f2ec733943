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
    '编目上传、数据质量、资产维护、考核自评与模拟、超期的共享校核',
    'entries, quality, an asset, an own score and what-if, a late correction',
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
    '处理被拦下的文件、答复超期的个人数据请求、共享暂停后的整改',
    'a held file, a late request of a data subject, a sharing suspended',
  ),
  account(
    'province.ecology',
    ['省生态环境厅 授权办理', 'Ecology department, licensing'],
    '审查授权申请、答复超期的共享申请、补正资产登记、盘点、批量导入预览',
    'an application, a late sharing reply, an asset, an inventory, an import',
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
    '签署续期协议、同意本单位的共享申请',
    'sign a renewal, consent to asking for shared data',
  ),
  account(
    'province.energy.head',
    ['省能源局 签署人', 'Energy administration, signatory'],
    '确认拟定的共享答复',
    'confirm a drafted reply about shared data',
  ),
  account(
    'province.information',
    ['省级政务信息管理部门', 'Provincial information department'],
    '审核目录、采集项、资产登记和备案，共享异议，监督线索和案件、检查',
    'entries, collection, assets, filings, objections, supervision',
  ),
  account(
    'province.information.head',
    ['省级政务信息管理部门 负责人', 'Provincial information department, head'],
    '核定编制要求、发布考核结果、裁定申诉、签发监督文书',
    'requirements, results of an evaluation, an appeal, orders to correct',
  ),
  account(
    'province.finance',
    ['省财政厅 复核', 'Provincial finance, review'],
    '匹配和待查款项、账单、退款、退付、开发收入付款、交易线索',
    'bank matches, statements, refunds, payouts, trade clues',
  ),
  account(
    'province.finance.cashier',
    ['省财政厅 开票', 'Provincial finance, issue'],
    '核对银行对账单、开具缴款书、处理国库差异、签批月结',
    'bank statement, payment order, a difference, a month',
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
    '协议、密钥、产品、收入和付款、企业档案、关联关系、更新推送',
    'agreements, keys, products, payouts, relations, webhooks',
  ),
  account(
    'developer2',
    ['晋中丰禾数据（演示企业）', 'Harvest Data, developer'],
    '补正申请、泄露的密钥、补交处置证明、续期、答复投诉、来源疑义',
    'a supplement, a leaked key, a late proof, a complaint',
  ),
  account(
    'buyer',
    ['大同快运物流（演示企业）', 'Datong Express, buyer'],
    '付款、下载所购产品、决定报价、评价产品、咨询授权',
    'pay, download, decide on a quotation, review, ask',
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
