/** Code lists of the federation (Article 6: the platform stands on two tiers, province and cities). */
import { type CodeOf, defineCodes } from '#api/kernel/words.ts';

/** In which way a portal offers its catalogue. */
export const sourceKinds = defineCodes({
  ckan: ['CKAN 接口', 'CKAN Action API'],
  dcat: ['DCAT 目录（JSON-LD、Turtle、RDF/XML）', 'DCAT catalogue (JSON-LD, Turtle, RDF/XML)'],
  dcat_us: ['DCAT-US 清单（data.json）', 'DCAT-US inventory (data.json)'],
  jinshu: ['晋数平台', 'Another Jinshu'],
});
export type SourceKind = CodeOf<typeof sourceKinds>;

export const schedules = defineCodes({
  manual: ['手动', 'By hand'],
  hourly: ['每小时', 'Hourly'],
  daily: ['每日', 'Daily'],
  weekly: ['每周', 'Weekly'],
});
export type Schedule = CodeOf<typeof schedules>;

export const sourceStates = defineCodes({
  active: ['启用', 'Active'],
  paused: ['已暂停', 'Paused'],
  ended: ['已停止', 'Ended'],
});
export type SourceState = CodeOf<typeof sourceStates>;

export const runStates = defineCodes({
  running: ['正在采集', 'Running'],
  held: ['待确认移除', 'Removals to confirm'],
  done: ['已完成', 'Done'],
  partial: ['部分完成', 'In part'],
  failed: ['失败', 'Failed'],
});
export type RunState = CodeOf<typeof runStates>;

export const removalDecisions = defineCodes({
  confirm: ['确认移除', 'Remove them'],
  keep: ['保留记录', 'Keep them'],
});
export type RemovalDecision = CodeOf<typeof removalDecisions>;

/** Theme of a record whose own themes match none of ours. */
export const otherTheme = 'other';
export const otherThemeWords = ['其他', 'Other'] as const;
