/** Classification tree of the compilation guideline: 类 (1 digit), 项 (2), 目 (3). Words are plain; codes are the province's own. */
export interface ClassificationSeed {
  readonly code: string;
  readonly parentCode: string | null;
  readonly depth: number;
  readonly name: string;
  readonly nameEn: string;
}

const bases: readonly (readonly [string, string, string])[] = [
  ['01', '自然人', 'Natural persons'],
  ['02', '法人', 'Legal persons'],
  ['03', '自然资源和空间地理', 'Natural resources and geography'],
  ['04', '宏观经济', 'Macroeconomy'],
  ['05', '电子证照', 'Electronic licences'],
  ['06', '信用信息', 'Credit information'],
];

const themes: readonly (readonly [string, string, string])[] = [
  ['01', '公共服务', 'Public services'],
  ['02', '健康保障', 'Health'],
  ['03', '社会保障', 'Social security'],
  ['04', '食品药品安全', 'Food and drug safety'],
  ['05', '安全生产', 'Work safety'],
  ['06', '价格监管', 'Price regulation'],
  ['07', '能源安全', 'Energy security'],
  ['08', '信用体系', 'Credit system'],
  ['09', '城乡建设', 'Urban and rural construction'],
  ['10', '社区治理', 'Community governance'],
  ['11', '生态环保', 'Ecology and environment'],
  ['12', '应急维稳', 'Emergency response'],
];

const departments: readonly (readonly [string, string, string])[] = [
  ['01', '交通运输', 'Transport'],
  ['02', '生态环境', 'Ecology and environment'],
  ['03', '卫生健康', 'Health'],
  ['04', '统计', 'Statistics'],
  ['05', '农业农村', 'Agriculture and rural affairs'],
  ['06', '能源', 'Energy'],
  ['07', '文化和旅游', 'Culture and tourism'],
  ['08', '市场监管', 'Market regulation'],
  ['09', '人力资源社会保障', 'Human resources and social security'],
  ['10', '应急管理', 'Emergency management'],
  ['11', '住房城乡建设', 'Housing and construction'],
  ['12', '民政', 'Civil affairs'],
];

function branch(digit: string, name: string, nameEn: string, items: typeof bases): ClassificationSeed[] {
  return [
    { code: digit, parentCode: null, depth: 1, name, nameEn },
    ...items.flatMap(([item, itemName, itemEn]) => [
      { code: `${digit}${item}`, parentCode: digit, depth: 2, name: itemName, nameEn: itemEn },
      {
        code: `${digit}${item}001`,
        parentCode: `${digit}${item}`,
        depth: 3,
        name: `${itemName}综合`,
        nameEn: `${itemEn}: general`,
      },
      {
        code: `${digit}${item}002`,
        parentCode: `${digit}${item}`,
        depth: 3,
        name: `${itemName}统计`,
        nameEn: `${itemEn}: statistics`,
      },
    ]),
  ];
}

export const classification: readonly ClassificationSeed[] = [
  ...branch('1', '基础信息资源', 'Basic information resources', bases),
  ...branch('2', '主题信息资源', 'Topic information resources', themes),
  ...branch('3', '部门信息资源', 'Departmental information resources', departments),
];
