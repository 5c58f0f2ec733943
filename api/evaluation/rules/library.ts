/**
 * The indicators that the platform answers from its own facts. Those of brief 2.7 and of the open-data index (开放数林指数) come
 * without weights or lines from any source: what stands here is a proposal, and every scheme says its own.
 */
import type { Word } from '#api/kernel/words.ts';
import type { FigureUnit, IndicatorDimension, SchemeKind } from './codes.ts';

export interface Indicator {
  readonly dimension: IndicatorDimension;
  readonly unit: FigureUnit;
  readonly name: Word;
  /** What is counted, over what. */
  readonly counts: Word;
  /** Proposed full-score line and floor, in the unit. */
  readonly full: string;
  readonly floor: string;
}

const share = (dimension: IndicatorDimension, name: Word, counts: Word, full = '100', floor = '60'): Indicator => ({
  dimension,
  unit: 'share',
  name,
  counts,
  full,
  floor,
});
const count = (dimension: IndicatorDimension, name: Word, counts: Word, full: string, floor = '0'): Indicator => ({
  dimension,
  unit: 'count',
  name,
  counts,
  full,
  floor,
});

export const library = {
  catalogue_published: share(
    'catalogue',
    ['目录发布率', 'Entries published'],
    ['已发布的目录条目，除以全部未撤下的条目', 'Published entries, over all that are not withdrawn'],
  ),
  catalogue_complete: share(
    'catalogue',
    ['目录要素完整率', 'Elements of entries filled'],
    [
      '已发布条目中填写的要素，除以编制要求的要素',
      'Elements filled in published entries, over those the guideline names',
    ],
    '100',
    '70',
  ),
  update_on_time: share(
    'quality',
    ['更新及时率', 'Updates in time'],
    ['按更新周期和宽限期按时发布的更新，除以本期应有的更新', 'Updates published in time, over those due in the period'],
  ),
  data_current: share(
    'quality',
    ['现势数据占比', 'Entries with current data'],
    [
      '最近一次应有的更新已发布的条目，除以承诺了更新周期的条目',
      'Entries whose newest due update is there, over those with a cycle',
    ],
  ),
  quality_rules: share(
    'quality',
    ['质量规则符合率', 'Quality rules kept'],
    ['最新版本符合的质量规则，除以检查的质量规则', 'Rules the newest version keeps, over those checked'],
  ),
  correction_on_time: share(
    'quality',
    ['校核按时答复率', 'Corrections answered in time'],
    [
      '按时答复的校核申请（共享和公众），除以本期到期的校核申请',
      'Correction requests answered in time, over those due in the period',
    ],
  ),
  shared_items: share(
    'sharing',
    ['可共享信息项占比', 'Items that are shared'],
    [
      '无条件和有条件共享条目的信息项，除以全部已发布条目的信息项',
      'Items of entries that are shared, over all items published',
    ],
    '90',
    '30',
  ),
  reply_on_time: share(
    'sharing',
    ['共享答复按时率', 'Sharing requests answered in time'],
    [
      '按时答复的有条件共享申请，除以本期到期的申请',
      'Conditional requests answered in time, over those due in the period',
    ],
  ),
  delivery_on_time: share(
    'sharing',
    ['共享供给按时率', 'Shared data provided in time'],
    [
      '同意后按时供给的共享申请，除以本期应供给的申请',
      'Granted requests provided in time, over those due in the period',
    ],
  ),
  refusals_with_basis: share(
    'sharing',
    ['不同意共享依据有效率', 'Refusals with a valid basis'],
    [
      '写明依据且未被异议撤销的不同意答复，除以本期全部不同意答复',
      'Refusals that name a ground and were not set aside, over all of the period',
    ],
    '100',
    '0',
  ),
  open_share: share(
    'opening',
    ['无条件开放条目占比', 'Entries open unconditionally'],
    ['无条件开放的条目，除以已发布条目', 'Entries open unconditionally, over those published'],
    '60',
    '10',
  ),
  machine_readable: share(
    'opening',
    ['开放数据集机器可读率', 'Open datasets machine-readable'],
    [
      '最新版本含有可机读数据表的开放数据集，除以开放数据集',
      'Open datasets whose newest version has tables, over all open datasets',
    ],
  ),
  open_capacity: count(
    'opening',
    ['开放数据容量', 'Open capacity'],
    ['无条件开放数据集最新版本的行数乘以字段数之和', 'Rows times fields of the newest versions of open datasets'],
    '100000',
  ),
  open_sets: count(
    'opening',
    ['开放数据集数量', 'Open datasets'],
    ['有已发布数据的无条件开放数据集', 'Datasets open unconditionally that have data'],
    '10',
  ),
  requests_on_time: share(
    'opening',
    ['数据需求按时答复率', 'Data requests answered in time'],
    ['按时答复的公众数据需求，除以本期到期的需求', 'Data requests answered in time, over those due in the period'],
  ),
  reuses: count(
    'opening',
    ['公开的应用成果', 'Reuses shown'],
    ['使用本单位数据并已公开展示的应用', 'Published reuses of the data'],
    '5',
  ),
  downloads: count(
    'opening',
    ['开放数据下载量', 'Downloads of open data'],
    ['本期开放数据集的下载次数', 'Downloads of open datasets in the period'],
    '100',
  ),
  filing_on_time: share(
    'licensing',
    ['授权备案按时率', 'Licences filed in time'],
    [
      '签署后按时提交备案的协议，除以本期应提交备案的协议',
      'Agreements filed in time after signing, over those due in the period',
    ],
  ),
  products_cited: share(
    'licensing',
    ['产品来源注明完整率', 'Products with complete citation'],
    [
      '注明来源和获取日期且没有未办结疑义的上架产品，除以全部上架产品',
      'Listed products that cite their sources with no open doubt, over all listed',
    ],
  ),
  products_listed: count(
    'licensing',
    ['授权开发的上架产品', 'Licensed products listed'],
    ['依据本单位授权开发并上架的产品', 'Products listed under licences of the body'],
    '5',
  ),
  remitted_on_time: share(
    'licensing',
    ['收益缴库按时率', 'Treasury part remitted in time'],
    ['按时入库的收益分配账单，除以本期到期的账单', 'Statements remitted in time, over those due in the period'],
  ),
  pi_hits: {
    dimension: 'security',
    unit: 'per_thousand',
    name: ['每千份文件个人信息命中', 'Personal-information hits per 1,000 files'],
    counts: [
      '上传文件中检出须处理的个人信息列，除以本期上传的文件',
      'Columns found with personal information, over files uploaded in the period',
    ],
    full: '0',
    floor: '500',
  },
  change_on_time: share(
    'catalogue',
    ['目录变更按时率', 'Catalogue changed in time'],
    [
      '法规、决定或者职责变化后按时办结的目录更新，除以本期到期的更新（809号令第十七条）',
      'Changes of law or duty worked into the catalogue in time, over those due in the period (Order 809, Article 17)',
    ],
  ),
  asset_coverage: share(
    'assets',
    ['资产登记覆盖率', 'Asset cards over resources'],
    [
      '已登记资产卡片的有数据条目，除以有数据的已发布条目（第十七条）',
      'Published entries with data that have a registered card, over those with data (Article 17)',
    ],
    '100',
    '0',
  ),
  subject_answers: share(
    'security',
    ['个人数据请求按时答复率', 'Data subjects answered in time'],
    [
      '按时答复的个人数据请求，除以本期到期的请求',
      'Requests of data subjects answered in time, over those due in the period',
    ],
  ),
  rectified_on_time: share(
    'supervision',
    ['整改按期报告率', 'Corrections reported in time'],
    [
      '在责令期限内报告完成的整改，除以本期到期的责令改正（第二十七条）',
      'Orders to correct reported as done within their term, over those due in the period (Article 27)',
    ],
  ),
  use_granted: share(
    'application',
    ['应用数据授权率', 'Data of uses covered by a grant'],
    [
      '有授权的应用数据来源，除以登记应用的全部数据来源（第十八条）',
      'Sources with a grant, over all sources of registered uses (Article 18)',
    ],
    '100',
    '0',
  ),
  use_effect: share(
    'application',
    ['应用成效登记率', 'Uses with a recorded effect'],
    ['登记了成效的应用，除以使用中的应用（第十八条）', 'Uses with a recorded effect, over those in use (Article 18)'],
    '100',
    '0',
  ),
  digitised: share(
    'catalogue',
    ['纸质资源数字化进度', 'Paper resources digitised'],
    ['已完成数字化的数量，除以计划总量（第十一条）', 'Digitised so far, over the total planned (Article 11)'],
    '100',
    '0',
  ),
  goals_reached: share(
    'application',
    ['规划目标按期完成率', 'Goals of the plan reached in time'],
    [
      '已完成的目标，除以到本期末到期的目标（第五条）',
      'Goals reached, over those due by the end of the period (Article 5)',
    ],
    '100',
    '0',
  ),
} as const satisfies Readonly<Record<string, Indicator>>;

export type LibraryCode = keyof typeof library;
export const libraryCodes = Object.keys(library) as [LibraryCode, ...LibraryCode[]];
export const inLibrary = (source: string): source is LibraryCode => Object.hasOwn(library, source);

/** The source of indicators that bodies report themselves. */
export const selfReport = 'self_report';

export interface Drafted {
  readonly code: string;
  readonly source: string;
  readonly dimension: IndicatorDimension;
  readonly unit: FigureUnit;
  readonly name: Word;
  readonly explanation: string;
  readonly weight: string;
  readonly full: string;
  readonly floor: string;
}

const from = (source: LibraryCode, weight: string, dimension?: IndicatorDimension): Drafted => {
  const known: Indicator = library[source];
  return { ...known, code: source, source, dimension: dimension ?? known.dimension, explanation: '', weight };
};
const told = (
  code: string,
  dimension: IndicatorDimension,
  weight: string,
  name: Word,
  explanation: string,
): Drafted => ({
  code,
  source: selfReport,
  dimension,
  unit: 'share',
  name,
  explanation,
  weight,
  full: '100',
  floor: '0',
});

/** Proposals to begin with; their weights are parameters that no source confirms. */
export const templates: Readonly<Record<SchemeKind, readonly Drafted[]>> = {
  performance: [
    from('catalogue_published', '3'),
    from('catalogue_complete', '10'),
    from('update_on_time', '10'),
    from('data_current', '6'),
    from('quality_rules', '10'),
    from('correction_on_time', '8'),
    from('shared_items', '5'),
    from('reply_on_time', '10'),
    from('delivery_on_time', '5'),
    from('refusals_with_basis', '4'),
    from('machine_readable', '6'),
    from('filing_on_time', '5'),
    from('remitted_on_time', '4'),
    from('pi_hits', '3'),
    from('use_granted', '2'),
    from('digitised', '2'),
    from('asset_coverage', '2'),
    from('rectified_on_time', '1'),
    from('change_on_time', '2'),
    told(
      'rules_in_place',
      'security',
      '1',
      ['数据管理制度健全率', 'Rules for managing data'],
      '已制定的数据管理制度数，除以应制定的制度数。附制度文件。',
    ),
    told(
      'training',
      'security',
      '1',
      ['数据安全培训覆盖率', 'Security training'],
      '本期参加数据安全培训的人数，除以应参加的人数。附签到记录。',
    ),
  ],
  open_index: [
    told(
      'policy',
      'readiness',
      '8',
      ['法规政策效力与内容', 'Rules and policies'],
      '已出台的开放管理制度数，除以省级要求出台的制度数。附文件。',
    ),
    told('standards', 'readiness', '6', ['标准规范', 'Standards'], '已执行的开放标准规范数，除以应执行数。附文件。'),
    told(
      'leadership',
      'readiness',
      '6',
      ['组织与领导', 'Organisation and leadership'],
      '已明确开放工作机构和人员的部门数，除以应明确的部门数。附文件。',
    ),
    from('requests_on_time', '8', 'platform'),
    from('correction_on_time', '7', 'platform'),
    told(
      'experience',
      'platform',
      '5',
      ['用户体验', 'Experience of users'],
      '满意度调查中表示满意的人数，除以回答人数。附调查报告。',
    ),
    from('open_sets', '10', 'data'),
    from('open_capacity', '10', 'data'),
    from('machine_readable', '10', 'data'),
    from('update_on_time', '10', 'data'),
    from('reuses', '8', 'use'),
    from('downloads', '6', 'use'),
    from('products_listed', '6', 'use'),
  ],
};

/** Title, subjects and period with which a scheme of a kind begins. */
export const starts = {
  performance: ['政务数据管理效能考核方案', 'Performance in managing government data', 'agencies', 'quarter'],
  open_index: ['开放数据指数评价方案', 'Open-data index', 'regions', 'half_year'],
} as const;
