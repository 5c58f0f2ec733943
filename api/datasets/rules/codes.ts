/** Code lists of versions and their files. */
import { type CodeOf, defineCodes } from '#api/kernel/words.ts';

export const versionStates = defineCodes({
  received: ['已接收', 'Received'],
  processing: ['处理中', 'Being processed'],
  failed: ['处理失败', 'Failed'],
  held: ['待处理个人信息', 'Held: personal information'],
  ready: ['可发布', 'Ready'],
  published: ['已发布', 'Published'],
});
export type VersionState = CodeOf<typeof versionStates>;

/** Where the work on a version stands. */
export const stages = defineCodes({
  queued: ['排队等待', 'Waiting in the queue'],
  unpack: ['识别与解包', 'Looking into the file'],
  decode: ['识别编码', 'Reading the encoding'],
  convert: ['转换为表', 'Converting to a table'],
  profile: ['逐列统计', 'Statistics of each column'],
  scan: ['检查个人信息', 'Looking for personal information'],
  treat: ['按选择处理', 'Applying the treatment'],
  done: ['完成', 'Done'],
});
export type Stage = CodeOf<typeof stages>;

/** What a table came as; decided by content. */
export const sourceFormats = defineCodes({
  csv: ['CSV', 'CSV'],
  xlsx: ['XLSX', 'XLSX'],
  json: ['JSON', 'JSON'],
  jsonl: ['JSON Lines', 'JSON Lines'],
  geojson: ['GeoJSON', 'GeoJSON'],
  parquet: ['Parquet', 'Parquet'],
});
export type SourceFormat = CodeOf<typeof sourceFormats>;

export const treatmentActions = defineCodes({
  drop: ['删除该列', 'Drop the column'],
  mask: ['遮盖内容', 'Mask the values'],
  replace: ['替换文本中的个人信息', 'Replace inside the text'],
  hash: ['密钥散列', 'Keyed hash'],
  region: ['区划泛化', 'Generalise the division'],
  date: ['日期泛化', 'Generalise the date'],
  band: ['数值分段', 'Bands of numbers'],
  map: ['按层级表泛化', 'Generalise by a hierarchy'],
  clip: ['顶层、底层编码', 'Top and bottom coding'],
  round: ['取整', 'Round'],
  shift: ['日期平移', 'Shift the dates'],
  aggregate: ['微聚集', 'Micro-aggregation'],
  cells: ['小计数抑制', 'Suppress small counts'],
});
export type TreatmentAction = CodeOf<typeof treatmentActions>;
/** What can be chosen without a plan of treatment. */
export const simpleActions = ['drop', 'mask'] as const satisfies readonly TreatmentAction[];

export const columnTypes = defineCodes({
  text: ['文本', 'Text'],
  integer: ['整数', 'Whole number'],
  decimal: ['小数', 'Decimal'],
  date: ['日期', 'Date'],
  datetime: ['日期时间', 'Date and time'],
  boolean: ['是/否', 'Yes or no'],
});

export const downloadFormats = defineCodes({
  csv: ['CSV', 'CSV'],
  xlsx: ['XLSX', 'XLSX'],
  json: ['JSON', 'JSON'],
  jsonl: ['JSON Lines', 'JSON Lines'],
  parquet: ['Parquet', 'Parquet'],
  tsv: ['TSV', 'TSV'],
  xml: ['XML', 'XML'],
  geojson: ['GeoJSON', 'GeoJSON'],
});
export type DownloadFormat = CodeOf<typeof downloadFormats>;

/** Who may read the table of a published version. */
export const accesses = defineCodes({
  open: ['任何人可下载', 'Open to everyone'],
  licence: ['须申请授权开发', 'By licensed development'],
  closed: ['不予开放', 'Not open'],
});
export type Access = CodeOf<typeof accesses>;

/** Largest upload, as a number and as people say it. */
export const maxUploadBytes = 2 * 1024 ** 3;
export const maxUploadText = '2 GB';
/** How long an upload that was broken off is kept to be gone on with. */
export const uploadKeptHours = 24;

/** Words of questions to a table, as the tables port takes them. */
export const filterOps = [
  'eq',
  'ne',
  'contains',
  'icontains',
  'starts',
  'ends',
  'gt',
  'gte',
  'lt',
  'lte',
  'between',
  'in',
  'not_in',
  'isnull',
  'notnull',
] as const;
export const timeUnits = ['hour', 'day', 'week', 'month', 'quarter', 'year'] as const;
export const measureFns = ['count', 'count_distinct', 'sum', 'avg', 'min', 'max', 'median'] as const;
