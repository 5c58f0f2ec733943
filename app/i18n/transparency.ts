import type { Words } from '#api/kernel/words.ts';

/** What the platform discloses about authorisations, revenue and its own record. */
export const transparency = {
  title: ['公开', 'Transparency'],
  lead: [
    '谁获得了授权、收入有多少进了国库、平台的记录如何核对，都在这里。',
    'Who holds an authorisation, how much reached the treasuries, and how the platform’s own record can be checked.',
  ],
  on_page: ['本页内容', 'On this page'],
  register: ['授权登记', 'Register of authorisations'],
  register_lead: [
    '每份生效的授权都已向同级政务信息管理部门备案（条例第十九条）。',
    'Every authorisation in force has been filed with the information department of its level (Article 19).',
  ],
  no: ['协议编号', 'Agreement'],
  agency: ['授权机构', 'Agency'],
  developer: ['开发单位', 'Developer'],
  datasets: ['数据集', 'Datasets'],
  degree: ['开发程度', 'Degree'],
  term: ['期限', 'Term'],
  receipt: ['备案回执', 'Filing receipt'],
  state: ['状态', 'State'],
  register_none: ['还没有备案的授权', 'No authorisation has been filed yet'],
  register_none_text: ['备案通过后自动公示。', 'They are shown as soon as a filing is accepted.'],
  revenue: ['缴入国库的收入', 'Revenue of the treasuries'],
  revenue_lead: [
    '政务数据开发收入中政府取得的部分，作为国有资产经营收益缴入同级国库（条例第二十一条）。这里只列国库已经入库的金额。',
    'The government part of what developers earn goes to the treasury of its level as income from state assets (Article 21). Only what the treasuries have received is shown.',
  ],
  period: ['所属期', 'Period'],
  treasury: ['国库', 'Treasury'],
  received: ['入库金额', 'Received'],
  statements: ['账单数', 'Statements'],
  total: ['合计', 'Total'],
  yuan: ['元', 'CNY'],
  revenue_none: ['还没有收入入库', 'Nothing has been received yet'],
  revenue_none_text: ['国库回单登记后自动公示。', 'Shown as soon as a treasury receipt is registered.'],
  chart_title: ['每期入库金额', 'Received by period'],
  chart_source: ['国库回单，截至 {{day}}', 'treasury receipts, {{day}}'],
  audit: ['审计链首', 'Head of the audit record'],
  audit_lead: [
    '平台的每次状态变化都写入逐条相连的审计记录。抄下序号和指纹，日后即可证明此前的记录未被删改；也可以通过接口定期留存。',
    'Every change of state is a link in a chain of hashes. Note the number and the fingerprint: later they prove that nothing before them was altered or cut off. The API gives them to programs.',
  ],
  audit_seq: ['序号', 'Number'],
  audit_hash: ['指纹（SHA-256）', 'Fingerprint (SHA-256)'],
  audit_api: ['接口地址', 'Address for programs'],
  audit_unsigned: [
    '向平台外部的签名留存（时间戳）将在后续版本提供。',
    'Signed copies kept outside the platform come with a later version.',
  ],
} as const satisfies Words;
