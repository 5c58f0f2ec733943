/** Code lists of de-identification (GB/T 37964-2019, GB/T 42460-2023), with their words. */
import { type CodeOf, defineCodes } from '#api/kernel/words.ts';

export const identityClasses = defineCodes({
  direct: ['直接标识符', 'Direct identifier'],
  quasi: ['准标识符', 'Quasi-identifier'],
  sensitive: ['敏感属性', 'Sensitive attribute'],
  other: ['其他', 'Other'],
});
export type IdentityClass = CodeOf<typeof identityClasses>;

/** 完全公开, 受控公开, 领地公开: how far a table goes decides how large its smallest class has to be. */
export const releases = defineCodes({
  open: ['完全公开', 'Public release'],
  conditional: ['受控公开', 'Controlled release'],
  secure: ['领地公开（安全计算环境）', 'Release inside a secure room'],
});
export type Release = CodeOf<typeof releases>;

/** Why a class is proposed. */
export const reasons = defineCodes({
  found: ['逐列检查识别', 'Found by the scan'],
  name: ['列名', 'Name of the column'],
  text: ['文本中有姓名', 'Names inside the text'],
  declared: ['目录信息项的敏感标识', 'Declared in the catalogue'],
  spread: ['取值几乎不重复', 'Values hardly repeat'],
  none: ['没有迹象', 'No sign'],
});
export type Reason = CodeOf<typeof reasons>;

/** Why a table may not leave yet, by its need; everybody who hands tables on refuses by these names. */
export const gateRefusals = [
  'datasets.subject_open',
  'datasets.classes_open',
  'datasets.direct_left',
  'datasets.release_pending',
  'datasets.release_failed',
  'datasets.release_unsigned',
  'datasets.release_returned',
] as const;

/** Where a table stands on its way out. */
export const needs = defineCodes({
  nothing: ['无须去标识化', 'Nothing to de-identify'],
  subject: ['待确认是否为个人数据', 'To be confirmed: is it about people?'],
  classes: ['待确认列的类别', 'Classes of columns to be confirmed'],
  direct: ['含直接标识符', 'Direct identifiers left'],
  report: ['正在计算风险', 'Risk being computed'],
  failed: ['未达到要求', 'Does not reach what is demanded'],
  signature: ['待第二人签署', 'Waits for the checker'],
  returned: ['复核退回', 'Sent back by the checker'],
  done: ['已签署', 'Signed'],
});
export type Need = CodeOf<typeof needs>;

export const controls = defineCodes({
  high: ['高', 'High'],
  medium: ['中', 'Medium'],
  low: ['低', 'Low'],
});
export type Grade = CodeOf<typeof controls>;
