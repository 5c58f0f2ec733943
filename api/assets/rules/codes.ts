/** Code lists of the register of assets, with their words. REG26: 《公共数据资源登记管理暂行办法》 (发改数据规〔2025〕26号). */
import { type CodeOf, defineCodes } from '#api/kernel/words.ts';

export { grades, storageLocations, updateCycles } from '#api/catalog/rules/codes.ts';

export const assetStates = defineCodes({
  draft: ['编制中', 'In preparation'],
  submitted: ['登记办理中', 'Registration under way'],
  registered: ['已登记', 'Registered'],
  cancelled: ['已注销', 'Cancelled'],
});
export type AssetState = CodeOf<typeof assetStates>;

/** How a card stands today: its state, and what days make of it. */
export const assetStandings = defineCodes({
  draft: ['编制中', 'In preparation'],
  submitted: ['登记办理中', 'Registration under way'],
  registered: ['登记有效', 'Registered, valid'],
  maintenance_due: ['登记有效，应维护', 'Registered, maintenance overdue'],
  renewal_due: ['登记有效，应续期', 'Registered, to be renewed'],
  expired: ['登记已到期', 'Registration expired'],
  cancelled: ['已注销', 'Cancelled'],
});
export type AssetStanding = CodeOf<typeof assetStandings>;

/** The five tests of Article 28: what makes data an asset. */
export const assetTests = defineCodes({
  value: ['具有经济社会价值', 'Has economic or social value'],
  ownership: ['权属明晰', 'Clear ownership'],
  quantifiable: ['可量化', 'Quantifiable'],
  controllable: ['可控制', 'Controllable'],
  exchangeable: ['可交换', 'Exchangeable'],
});
export type AssetTest = CodeOf<typeof assetTests>;

export const yesNo = defineCodes({ yes: ['是', 'Yes'], no: ['否', 'No'] });

export const assetRights = defineCodes({
  hold: ['数据资源持有权', 'Right to hold the resource'],
  process: ['数据加工使用权', 'Right to process and use'],
  operate: ['数据产品经营权', 'Right to operate products'],
});
export type AssetRight = CodeOf<typeof assetRights>;

export const acquisitionWays = defineCodes({
  own_collection: ['自行采集', 'Own collection'],
  sharing: ['共享取得', 'Had by sharing'],
  bought_service: ['购买服务', 'Bought service'],
  concession: ['特许经营', 'Concession'],
  entrusted: ['受托管理', 'Entrusted'],
});

export const valuationMethods = defineCodes({
  cost: ['成本法', 'Cost method'],
  income: ['收益法', 'Income method'],
  market: ['市场法', 'Market method'],
});

export const safetyResults = defineCodes({
  low: ['风险可控', 'Risks under control'],
  measures: ['采取措施后可控', 'Under control with measures'],
  high: ['风险较高', 'High risk'],
});

/** REG26 names first, change, correction and cancellation; renewal is the same application at the end of the term. */
export const assetCaseKinds = defineCodes({
  first: ['首次登记', 'First registration'],
  change: ['变更登记', 'Registration of a change'],
  correction: ['更正登记', 'Registration of a correction'],
  renewal: ['续期登记', 'Renewal'],
  cancellation: ['注销登记', 'Cancellation'],
});
export type AssetCaseKind = CodeOf<typeof assetCaseKinds>;

export const assetCaseStates = defineCodes({
  filed: ['已申请，待受理', 'Applied for, to be accepted'],
  supplementing: ['待补正', 'To be supplemented'],
  accepted: ['已受理，形式审核中', 'Accepted, under formal review'],
  noticed: ['公示中', 'On public notice'],
  registered: ['已登记', 'Registered'],
  refused: ['不予登记', 'Refused'],
  withdrawn: ['已撤回', 'Withdrawn'],
});
export type AssetCaseState = CodeOf<typeof assetCaseStates>;

export const openCaseStates: readonly AssetCaseState[] = ['filed', 'supplementing', 'accepted', 'noticed'];

export const assetActions = defineCodes({
  create: ['建立卡片', 'Card made'],
  save: ['保存卡片', 'Save the card'],
  discard: ['作废卡片', 'Discard the card'],
  file: ['提交登记申请', 'Apply for registration'],
  withdraw: ['撤回申请', 'Withdraw'],
  supplement: ['一次性告知补正', 'Name what is missing'],
  resubmit: ['提交补正', 'Send the supplement'],
  accept: ['受理', 'Accept'],
  publish: ['形式审核通过并公示', 'Formal review passed, give public notice'],
  answer: ['答复异议', 'Answer an objection'],
  register: ['登记赋码', 'Register and give the code'],
  decline: ['不予登记', 'Refuse'],
  object: ['公示期提出异议', 'Objection'],
  maintain: ['维护确认', 'Confirm by maintenance'],
  transfer: ['划转', 'Transferred'],
});
export type AssetAction = CodeOf<typeof assetActions>;

/** Why an application is refused. */
export const refusalGrounds = defineCodes({
  not_public_data: ['不属于登记范围', 'Outside the scope of registration'],
  unclear_ownership: ['权属不清或者有争议', 'Ownership unclear or disputed'],
  unlawful_source: ['数据来源不合法', 'The source of the data is unlawful'],
  untrue_material: ['材料不真实', 'The material is untrue'],
  incomplete_material: ['补正后材料仍不齐全', 'Incomplete also after the supplement'],
  duplicate: ['重复登记', 'Registered already'],
  objection_upheld: ['公示期异议成立', 'An objection was upheld'],
});

/** 注销 grounds (brief 2.2, recalled from REG26). */
export const cancelGrounds = defineCodes({
  data_lost: ['数据灭失或者无法恢复', 'The data are lost and cannot be restored'],
  rights_ended: ['放弃权利或者权利到期', 'Rights given up or expired'],
  holder_ended: ['登记主体终止', 'The holder ceased to exist'],
  other_legal: ['法律法规规定的其他情形', 'Other cases laid down by law'],
});

/** What becomes of catalogue entries when their asset goes to another holder. */
export const entryMoves = defineCodes({
  move: ['目录条目一并移交', 'The entries go with it'],
  ask: [
    '由原提供单位在十个工作日内更新目录',
    'The former provider brings its catalogue up to date in ten working days',
  ],
});

export const objectionOutcomes = defineCodes({
  dismissed: ['异议不成立', 'Not upheld'],
  upheld: ['异议成立', 'Upheld'],
});

export const inventoryStates = defineCodes({
  counting: ['核对中', 'Counting'],
  settling: ['差异处理中', 'Differences being settled'],
  signed: ['已签认', 'Signed'],
});
export type InventoryState = CodeOf<typeof inventoryStates>;

export const differenceKinds = defineCodes({
  data_without_card: ['有数据无卡片', 'Data without a card'],
  card_without_data: ['有卡片无数据', 'Card without data'],
  entry_withdrawn: ['目录条目已撤销', 'Catalogue entry withdrawn'],
  holder_differs: ['持有单位与目录不一致', 'Holder differs from the catalogue'],
  location_differs: ['存储位置与目录不一致', 'Location differs from the catalogue'],
  scale_differs: ['规模与卡片不一致', 'Scale differs from the card'],
  stale_card: ['卡片超期未维护', 'Card not maintained in time'],
  registration_expired: ['登记已到期', 'Registration expired'],
  file_missing: ['存储中缺少文件', 'A file is missing in storage'],
  file_changed: ['存储中文件与记录摘要不一致', 'A file in storage differs from its recorded hash'],
});
export type DifferenceKind = CodeOf<typeof differenceKinds>;

export const settlements = defineCodes({
  card_to_make: ['补建卡片', 'A card will be made'],
  card_updated: ['已更新卡片', 'The card was updated'],
  catalogue_updated: ['已更正目录', 'The catalogue was corrected'],
  data_restored: ['已恢复数据', 'The data were restored'],
  cancel_to_apply: ['申请注销登记', 'Cancellation will be applied for'],
  explained: ['核实无误，已说明', 'Verified and explained'],
});
export type Settlement = CodeOf<typeof settlements>;

/** What supervision is told of (Article 27(4)). */
export const assetSignalKinds = defineCodes({
  no_card: ['有数据未登记', 'Data without a registered card'],
  stale_card: ['卡片超期未维护', 'Card not maintained in time'],
  expired: ['登记到期未续', 'Registration expired'],
  inventory_late: ['盘点逾期未签认', 'Inventory not signed in time'],
  difference_open: ['账、目录、存储不一致', 'Ledger, catalogue and storage differ'],
});
export type AssetSignalKind = CodeOf<typeof assetSignalKinds>;

export const assetDoers = defineCodes({
  holder: ['持有单位的目录与数据编制人员', 'the steward of the holder'],
  holder_head: ['持有单位的负责人', 'the head of the holder'],
  authority: ['同级政务信息管理部门', 'the information department of the level'],
  anyone: ['任何人', 'anyone'],
  system: ['平台', 'the platform'],
});
export type AssetDoer = CodeOf<typeof assetDoers>;

/** Headings of the exported ledger, in its order. */
export const ledgerHeads = {
  code: ['资产登记编码', 'Registration code'],
  no: ['卡片编号', 'Card no.'],
  name: ['资产名称', 'Asset'],
  holder: ['持有单位', 'Holder'],
  uscc: ['统一社会信用代码', 'Unified social credit code'],
  region: ['行政区划代码', 'Division code'],
  standing: ['状态', 'Standing'],
  entries: ['目录条目', 'Catalogue entries'],
  rows: ['记录数', 'Records'],
  cost: ['成本（元）', 'Cost (yuan)'],
  valuation: ['评估价值（元）', 'Valuation (yuan)'],
  authorisations: ['授权', 'Authorisations'],
  agreements: ['协议', 'Agreements'],
  products: ['产品', 'Products'],
  deliveries: ['授权交付次数', 'Licensed deliveries'],
  grants: ['共享', 'Sharing grants'],
  gross: ['关联销售收入（元）', 'Sales under its agreements (yuan)'],
  treasury: ['关联政府收益（元）', 'Government part (yuan)'],
  received: ['其中已入库（元）', 'Received by the treasury (yuan)'],
  joint: ['是否与其他资产共同产生', 'Earned together with other assets'],
} as const;

export const bookNames = { ledger: '资产台账', totals: '汇总', national: '登记字段' } as const;
export const yesWord = ['是', 'yes'] as const;
export const noWord = ['否', 'no'] as const;
export const totalWord = ['合计（收入不重复计算）', 'Total (income counted once)'] as const;

/** Elements of a card, by their path. */
export const assetFields = defineCodes({
  name: ['资产名称', 'Name of the asset'],
  entries: ['目录条目', 'Catalogue entries'],
  tests: ['资产认定五项条件', 'The five tests'],
  rights: ['权利内容', 'Rights'],
  rights_basis: ['权利依据', 'Basis of the rights'],
  acquisition: ['取得方式', 'How it was acquired'],
  source_legality: ['来源合法性说明', 'Lawfulness of the source'],
  cost_collection_fen: ['采集成本', 'Cost of collection'],
  cost_governance_fen: ['治理成本', 'Cost of governance'],
  cost_storage_fen: ['存储成本', 'Cost of storage'],
  valuation_method: ['评估方法', 'Method of valuation'],
  valuation_fen: ['评估价值', 'Value'],
  valued_on: ['评估日期', 'Day of the valuation'],
  valuation_report: ['评估报告编号', 'Number of the valuation report'],
  grade: ['数据分级', 'Grade'],
  location: ['存储位置', 'Where it is stored'],
  location_detail: ['存储位置说明', 'Storage in detail'],
  custodian: ['保管部门或者岗位', 'Office that keeps it'],
  coverage: ['覆盖区域', 'Regions covered'],
  update_cycle: ['更新周期', 'Update cycle'],
  scenario: ['应用场景', 'Use'],
  safety_result: ['安全风险评估结论', 'Result of the security assessment'],
  safety_on: ['安全风险评估日期', 'Day of the security assessment'],
  safety_report: ['安全风险评估报告编号', 'Number of the security assessment'],
});

/** What is wrong with an element that is missing. */
export function missingWords(path: string): { path: string; zh: string; en: string } {
  const [first = '', code = '', part] = path.split('.');
  if (first === 'tests' && assetTests.is(code)) {
    const [zh, en] = assetTests.words[code];
    return part === 'reason'
      ? { path, zh: `请写明“${zh}”的理由。`, en: `Say why: ${en}.` }
      : { path, zh: `请回答“${zh}”。`, en: `Answer: ${en}.` };
  }
  const [zh, en] = assetFields.is(first) ? assetFields.words[first] : [first, first];
  return { path: first === 'rights' ? 'rights[]' : path, zh: `请填写${zh}。`, en: `Missing: ${en}.` };
}

/** Words of the certificate and of the inventory sheet. */
export const certificateTitle = '政务数据资产登记证书';
export const certificateReason = '数据资产登记';
export const certificateFacts = {
  code: ['登记编码', 'Registration code'],
  name: ['资产名称', 'Asset'],
  holder: ['持有单位', 'Holder'],
  valid: ['有效期至', 'Valid until'],
} as const;
export const inventoryTitle = '政务数据资产盘点表';
export const inventoryReason = '数据资产盘点签认';
export const inventoryFacts = {
  agency: ['盘点单位', 'Agency'],
  day: ['基准日', 'As of'],
  differences: ['差异项数', 'Differences'],
} as const;

export const reportTitle = '年度政务数据资产报告';
export const reportReason = '年度数据资产报告签发';
export const reportFacts = {
  over: ['报告范围', 'Of'],
  year: ['年度', 'Year'],
  valid: ['有效登记', 'Valid registrations'],
} as const;
/** Names of the figures on the paper, which is Chinese. */
export const reportLines = {
  as_of: '时点',
  registered: '首次登记（项）',
  changed: '变更 / 更正（项）',
  renewed: '续期（项）',
  cancelled: '注销（项）',
  refused: '不予登记（件）',
  transferred: '划转（项）',
  valid: '有效登记（项）',
  coverage: '有数据条目：已登记 / 全部',
  inventories: '盘点：已签认 / 全部',
  differences: '差异：已处理 / 全部',
  cost: '成本（元）',
  valuation: '评估价值（元）',
  treasury: '政府收益（元）',
  received: '其中已入库（元）',
} as const;

interface Scale {
  readonly entries: number;
  readonly tables: number;
  readonly rows: string;
  readonly fields: number;
  readonly from: string | null;
  readonly to: string | null;
}
export function scaleText({ entries, tables, rows, fields, from, to }: Scale): string {
  const span = from === null || to === null ? '' : `，数据时间 ${from} 至 ${to}`;
  return `${entries} 个条目，${tables} 张表，${rows} 条记录，${fields} 个字段${span}`;
}
export const rowsText = (rows: string): string => `${rows} 条记录`;

/** Headings of the register as CSV. */
export const registerHeads = {
  code: ['登记编码', 'Registration code'],
  name: ['资产名称', 'Asset'],
  holder: ['持有单位', 'Holder'],
  uscc: ['统一社会信用代码', 'Unified social credit code'],
  region: ['行政区划代码', 'Division code'],
  standing: ['状态', 'Standing'],
  registered_on: ['首次登记日期', 'First registered on'],
  valid_to: ['有效期至', 'Valid until'],
  rows: ['记录数', 'Records'],
  fields: ['字段数', 'Fields'],
} as const;

/**
 * Fields of the national registration platform (REG26). Its interface and exact headings were not to be had: every field says
 * whether it was checked, and none was (brief 2.2 marks them as recalled).
 */
export const nationalFields = {
  subject_name: ['登记主体名称', 'Registrant'],
  subject_uscc: ['登记主体统一社会信用代码', 'Registrant USCC'],
  subject_region: ['登记主体所在行政区划', 'Registrant division'],
  registration_code: ['登记编码', 'Registration code'],
  registration_type: ['登记类型', 'Kind of registration'],
  resource_name: ['公共数据资源名称', 'Resource'],
  resource_codes: ['目录编码', 'Catalogue codes'],
  lawful_source: ['数据合法合规性来源', 'Lawful source'],
  acquisition: ['取得方式', 'Acquisition'],
  rows: ['数据规模（记录数）', 'Records'],
  bytes: ['数据规模（字节）', 'Bytes'],
  fields: ['数据项数量', 'Fields'],
  time_span: ['数据时间范围', 'Time span'],
  coverage: ['数据覆盖区域', 'Regions covered'],
  update_cycle: ['更新频率', 'Update cycle'],
  grade: ['数据分级', 'Grade'],
  evidence_hash: ['存证哈希值（SHA-256）', 'Evidence hash'],
  evidence_at: ['存证时间', 'Time of the evidence'],
  scenario: ['应用场景', 'Use'],
  safety_result: ['数据安全风险评估结论', 'Security assessment'],
  registered_on: ['登记日期', 'Registered on'],
  valid_to: ['有效期至', 'Valid until'],
} as const;
export type NationalField = keyof typeof nationalFields;
export const unverifiedMark = ['未与国家平台核对', 'not checked against the national platform'] as const;
