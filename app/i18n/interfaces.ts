import type { Words } from '#api/kernel/words.ts';

/** Interfaces for machines: on the developers' page and at the foot of a dataset. */
export const interfaces = {
  title: ['数据接口', 'Interfaces'],
  lead: [
    '现有的目录、地图、文献和数据分析工具不作修改即可使用本平台，均为只读，无需账号。',
    'Catalogue, map, library and analysis tools that people already have work with this platform as they are. All are read-only, without an account.',
  ],
  address: ['地址', 'Address'],
  standard: ['标准', 'Standard'],
  use: ['用途', 'What it is for'],
  examples: ['调用示例', 'Calls'],
  dcat: [
    '全部目录，每页 100 条；page 翻页，modified_since 只取变动，q 检索。另有 .jsonld 和 .rdf',
    'The whole catalogue, 100 a page: page, modified_since for what changed, q to search. Also as .jsonld and .rdf',
  ],
  dcat_single: [
    '一个数据集及其全部版本；也可在数据集地址按 Accept 取得。另有 .jsonld 和 .rdf',
    'One dataset with all its versions; also at its own address by Accept. Also as .jsonld and .rdf',
  ],
  dcat_us: ['全部目录，一个 JSON 文件', 'The whole catalogue in one JSON file'],
  data_package: [
    '数据包描述：文件、列、许可、校验值；每个版本各有一份',
    'Files, columns, licence and hashes as a Data Package; one for every version',
  ],
  croissant: [
    '机器学习数据集描述，含文件校验值和列',
    'For machine-learning loaders: files with hashes, and their columns',
  ],
  features: [
    '含坐标的数据表，GeoJSON；按范围、时间和列值筛选。QGIS、GDAL 直接打开',
    'Tables with coordinates as GeoJSON, by box, time and value. QGIS and GDAL open it',
  ],
  records: ['目录记录，按词语、范围、类型检索', 'Records of the catalogue by words, place and kind'],
  oai: [
    '图书馆和文献系统采集；撤销的条目作为删除记录保留',
    'For library harvesters; what was withdrawn stays as a deleted record',
  ],
  sitemap: ['网站地图，含最近变动时间', 'Sitemaps with the last change of each page'],
  opensearch: ['浏览器检索描述及输入建议', 'Search description for browsers, with suggestions'],
  machine: ['机器可读元数据', 'Machine-readable metadata'],
  machine_lead: [
    '本数据集的描述文件，供目录、分析和引用工具读取。',
    'Descriptions of this dataset for catalogues, analysis and citation tools.',
  ],
  machine_more: ['全部接口', 'All interfaces'],
} as const satisfies Words;
