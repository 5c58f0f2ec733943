/**
 * Code lists of the catalogue, with their words. G1272 is 《政务信息资源目录编制指南（试行）》 (发改高技〔2017〕1272号),
 * T809 《政务数据共享条例》 (国务院令第809号).
 */
import { type CodeOf, defineCodes } from '#api/kernel/words.ts';

/** 主题信息资源 of G1272; one a catalogue entry. */
export const themes = defineCodes({
  public_services: ['公共服务', 'Public services'],
  health: ['健康保障', 'Health'],
  social_security: ['社会保障', 'Social security'],
  food_and_drugs: ['食品药品安全', 'Food and drug safety'],
  work_safety: ['安全生产', 'Work safety'],
  prices: ['价格监管', 'Price regulation'],
  energy: ['能源安全', 'Energy security'],
  credit: ['信用体系', 'Credit system'],
  construction: ['城乡建设', 'Urban and rural development'],
  community: ['社区治理', 'Community governance'],
  environment: ['生态环保', 'Environment'],
  emergency: ['应急维稳', 'Emergency and public order'],
});
export type Theme = CodeOf<typeof themes>;

/** 信息资源格式: seven categories, each with the concrete formats usual in it. */
export const formatCategories = defineCodes({
  '1': ['电子文件', 'Document'],
  '2': ['电子表格', 'Spreadsheet'],
  '3': ['数据库', 'Database'],
  '4': ['图形图像', 'Graphics'],
  '5': ['流媒体', 'Streaming media'],
  '6': ['自描述格式', 'Self-describing format'],
  '7': ['服务接口', 'Service interface'],
});
export type FormatCategory = CodeOf<typeof formatCategories>;

export const usualFormats: Readonly<Record<FormatCategory, readonly string[]>> = {
  '1': ['ofd', 'wps', 'xml', 'txt', 'doc', 'docx', 'html', 'pdf', 'ppt'],
  '2': ['csv', 'et', 'xls', 'xlsx'],
  '3': ['dm', 'kingbase', 'mysql', 'oracle', 'postgresql', 'sqlserver', 'access', 'dbf'],
  '4': ['jpg', 'gif', 'bmp', 'png', 'tif', 'shp', 'geojson'],
  '5': ['swf', 'rm', 'mpg', 'mp4'],
  '6': ['json', 'xml', 'other'],
  '7': ['rest', 'webservice'],
};

/** 信息项数据类型. */
export const dataTypes = defineCodes({
  C: ['字符型 C', 'Text (C)'],
  N: ['数值型 N', 'Number (N)'],
  Y: ['货币型 Y', 'Currency (Y)'],
  D: ['日期型 D', 'Date (D)'],
  T: ['日期时间型 T', 'Date and time (T)'],
  L: ['逻辑型 L', 'Logical (L)'],
  M: ['备注型 M', 'Memo (M)'],
  G: ['通用型 G', 'General (G)'],
  B: ['双精度型 B', 'Double (B)'],
  I: ['整型 I', 'Integer (I)'],
  F: ['浮点型 F', 'Float (F)'],
});
export type DataType = CodeOf<typeof dataTypes>;

/** What an item can tell about a person (GB/T 37964-2019). */
export const sensitivities = defineCodes({
  none: ['非敏感', 'Not sensitive'],
  sensitive: ['敏感属性', 'Sensitive attribute'],
  quasi_identifier: ['准标识符', 'Quasi-identifier'],
  direct_identifier: ['直接标识符', 'Direct identifier'],
});
export type Sensitivity = CodeOf<typeof sensitivities>;

/** 共享属性 (Article 12). */
export const shareTypes = defineCodes({
  '1': ['无条件共享', 'Shared unconditionally'],
  '2': ['有条件共享', 'Shared on conditions'],
  '3': ['不予共享', 'Not shared'],
});

/** 共享方式, T809 Article 22. */
export const shareMethods = defineCodes({
  interface: ['服务接口', 'Service interface'],
  batch: ['批量交换', 'Batch exchange'],
  file: ['文件下载', 'File download'],
});

/** The rank of a legal basis; only the first three can keep data from being shared (T809 Article 14). */
export const basisKinds = defineCodes({
  law: ['法律', 'Law'],
  administrative_regulation: ['行政法规', 'Administrative regulation'],
  state_council: ['国务院决定', 'Decision of the State Council'],
  local_regulation: ['地方性法规', 'Local regulation'],
  rule: ['规章', 'Rule'],
  other: ['其他规范性文件', 'Other normative document'],
});
export type BasisKind = CodeOf<typeof basisKinds>;
export const nationalBases: ReadonlySet<BasisKind> = new Set(['law', 'administrative_regulation', 'state_council']);
/** How the name of an instrument begins that no national body made. */
export const localInstrument = /^[《\s]*(山西|太原|大同|阳泉|长治|晋城|朔州|晋中|运城|忻州|临汾|吕梁)/;

/** 开放属性 (Articles 14, 15). */
export const openTypes = defineCodes({
  unconditional: ['无条件开放', 'Open unconditionally'],
  conditional: ['有条件开放（授权开发）', 'Open by licensed development'],
  none: ['不予开放', 'Not open'],
});
export type OpenType = CodeOf<typeof openTypes>;

/** The three checks before anything is opened (Article 14). */
export const openChecks = defineCodes({
  national_security: ['已核查不危害国家安全', 'Checked: national security'],
  trade_secret: ['已核查不泄露商业秘密', 'Checked: trade secrets'],
  personal_privacy: ['已核查不泄露个人隐私', 'Checked: personal privacy'],
});

/** 更新周期. */
export const updateCycles = defineCodes({
  realtime: ['实时', 'Real time'],
  daily: ['每日', 'Daily'],
  weekly: ['每周', 'Weekly'],
  monthly: ['每月', 'Monthly'],
  quarterly: ['每季度', 'Quarterly'],
  half_yearly: ['每半年', 'Half-yearly'],
  yearly: ['每年', 'Yearly'],
  irregular: ['不定期', 'Irregular'],
});
export type UpdateCycle = CodeOf<typeof updateCycles>;

/** 数据分类分级: Data Security Law Article 21; general data in four levels as in GB/T 43697-2024. */
export const grades = defineCodes({
  general_1: ['一般数据 1 级', 'General data, level 1'],
  general_2: ['一般数据 2 级', 'General data, level 2'],
  general_3: ['一般数据 3 级', 'General data, level 3'],
  general_4: ['一般数据 4 级', 'General data, level 4'],
  important: ['重要数据', 'Important data'],
  core: ['核心数据', 'Core data'],
});
export type Grade = CodeOf<typeof grades>;

/** Where the data lies (Article 6: on the government cloud of the same level). */
export const storageLocations = defineCodes({
  provincial_cloud: ['省级政务云', 'Provincial government cloud'],
  city_cloud: ['市级政务云', 'City government cloud'],
  own: ['本单位自建机房', 'Own machine room'],
  other: ['其他', 'Elsewhere'],
});

export const licences = defineCodes({
  attribution: ['注明来源和获取日期后自由使用', 'Free to use, naming the source and the date of acquisition'],
  'cc-by-4.0': ['知识共享 署名 4.0（CC BY 4.0）', 'Creative Commons Attribution 4.0'],
  agreement: ['按合作协议使用', 'Used under a cooperation agreement'],
});
export type Licence = CodeOf<typeof licences>;

export const entryStates = defineCodes({
  draft: ['草稿', 'Draft'],
  submitted: ['待审核', 'Under review'],
  returned: ['已退回', 'Returned'],
  published: ['已发布', 'Published'],
  withdrawn: ['已撤销', 'Withdrawn'],
});
export type EntryState = CodeOf<typeof entryStates>;

/** What saved a revision. */
export const revisionActions = defineCodes({
  create: ['新建', 'Created'],
  save: ['修改', 'Changed'],
  discard: ['放弃修改', 'Changes dropped'],
  import: ['批量导入', 'Imported'],
});
export type RevisionAction = CodeOf<typeof revisionActions>;

/** What its agency does with a working copy as a whole. */
export const entryStepKinds = defineCodes({
  submit: ['提交审核', 'Submitted'],
  recall: ['撤回', 'Recalled'],
});

export const decisions = defineCodes({
  publish: ['同意发布', 'Published'],
  return: ['退回补正', 'Returned'],
});
export type Decision = CodeOf<typeof decisions>;

/** Names of the elements of an entry, as forms, differences and refusals call them. */
export const fields = defineCodes({
  classification_code: ['信息资源分类', 'Classification'],
  title: ['信息资源名称', 'Title'],
  title_en: ['英文名称', 'English title'],
  abstract: ['信息资源摘要', 'Abstract'],
  keywords: ['关键词', 'Keywords'],
  theme: ['主题', 'Theme'],
  format_category: ['格式类别', 'Format category'],
  format_detail: ['具体格式', 'Concrete format'],
  items: ['信息项', 'Data items'],
  share_type: ['共享类型', 'Share type'],
  share_condition: ['共享条件', 'Conditions of sharing'],
  share_reason: ['不予或有条件共享的理由', 'Reason for the restriction'],
  share_basis: ['依据', 'Legal basis'],
  share_method: ['共享方式', 'Share method'],
  open_type: ['开放类型', 'Opening'],
  open_condition: ['开放条件', 'Conditions of opening'],
  open_checks: ['开放前核查', 'Checks before opening'],
  update_cycle: ['更新周期', 'Update cycle'],
  related_codes: ['关联资源代码', 'Related resource codes'],
  grade: ['数据分级', 'Grade'],
  secret: ['涉密属性', 'State secret'],
  storage_location: ['存储位置', 'Storage location'],
  usage_conditions: ['使用条件', 'Conditions of use'],
  licence: ['开放许可', 'Licence'],
  spatial: ['空间范围', 'Area covered'],
  temporal_from: ['数据起始时间', 'Period covered, from'],
  temporal_to: ['数据截止时间', 'Period covered, to'],
});
export type Field = CodeOf<typeof fields>;

/** The parts of an item and of a legal basis. */
export const parts = defineCodes({
  name: ['字段名', 'Name'],
  label: ['中文名称', 'Chinese name'],
  data_type: ['数据类型', 'Data type'],
  description: ['说明', 'Description'],
  unit: ['计量单位', 'Unit'],
  sensitivity: ['敏感标识', 'Sensitivity'],
  kind: ['依据类别', 'Kind of basis'],
  instrument: ['文件名称', 'Instrument'],
  article: ['条款', 'Article'],
});
export type Part = CodeOf<typeof parts>;

/** What a demand on an entry rests on. */
export const clauses = defineCodes({
  R2: ['条例第二条', 'Article 2 of the regulation'],
  R6: ['条例第六条', 'Article 6 of the regulation'],
  R8: ['条例第八条', 'Article 8 of the regulation'],
  R12: ['条例第十二条', 'Article 12 of the regulation'],
  R14: ['条例第十四条', 'Article 14 of the regulation'],
  R15: ['条例第十五条', 'Article 15 of the regulation'],
  G1272: ['政务信息资源目录编制指南 核心元数据', 'Catalogue guideline, core metadata'],
  T13: ['政务数据共享条例第十三条', 'Government Data Sharing Regulation, Article 13'],
  T14: ['政务数据共享条例第十四条', 'Government Data Sharing Regulation, Article 14'],
  T15: ['政务数据共享条例第十五条', 'Government Data Sharing Regulation, Article 15'],
  D21: ['数据安全法第二十一条', 'Data Security Law, Article 21'],
  REQ: ['现行编制要求', 'Compilation requirements in force'],
});
export type Clause = CodeOf<typeof clauses>;
