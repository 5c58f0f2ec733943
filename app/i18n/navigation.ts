import type { Words } from '#api/kernel/words.ts';

/** The left navigation of the workspace. */
export const navigation = {
  group_start: ['我的工作', 'My work'],
  group_data: ['数据目录', 'Catalogue'],
  group_licence: ['授权开发', 'Licensing'],
  group_market: ['产品与订单', 'Products and orders'],
  group_revenue: ['收入与缴库', 'Revenue'],
  group_oversight: ['监督与设置', 'Oversight and settings'],
  worklist: ['待办', 'Worklist'],
  entries: ['目录条目', 'Catalogue entries'],
  reviews: ['审核', 'Review queue'],
  sources: ['采集来源', 'Harvest sources'],
  applications: ['开发申请', 'Applications'],
  agreements: ['合作协议', 'Agreements'],
  filings: ['授权备案', 'Filings'],
  keys: ['接口密钥', 'API keys'],
  products: ['我的产品', 'Own products'],
  orders: ['订单', 'Orders'],
  payments: ['到账确认', 'Receipts to confirm'],
  statements: ['收益分配账单', 'Revenue statements'],
  remittances: ['缴库', 'Remittances'],
  audit: ['审计记录', 'Audit trail'],
  calendar: ['工作日历', 'Working calendar'],
  organization: ['本机构', 'Organisation'],
  tokens: ['访问令牌', 'Access tokens'],
  subscriptions: ['更新推送', 'Webhooks'],
} as const satisfies Words;
