/** Code lists of bases, the cloud and service items, with their words. */
import { type CodeOf, defineCodes } from '#api/kernel/words.ts';

export const setKinds = defineCodes({
  base: ['基础信息资源库', 'Basic information base'],
  topic: ['主题信息资源', 'Topic resources'],
});
export type SetKind = CodeOf<typeof setKinds>;

export const placements = defineCodes({
  offered: ['待编入', 'Offered, waits for the department'],
  compiled: ['已编入', 'In the catalogue'],
  declined: ['未编入', 'Not taken in'],
  removed: ['已移出', 'Taken out'],
});
export type Placement = CodeOf<typeof placements>;

export const classificationActions = defineCodes({
  added: ['新增', 'Added'],
  renamed: ['更名', 'Renamed'],
  closed: ['停用', 'Closed'],
});
export type ClassificationAction = CodeOf<typeof classificationActions>;

export const linkStates = defineCodes({
  up: ['正常', 'Working'],
  degraded: ['不稳定', 'Degraded'],
  down: ['中断', 'Down'],
  silent: ['超时未报', 'No sign of life in time'],
  unheard: ['尚无记录', 'Never heard'],
});
export type LinkState = CodeOf<typeof linkStates>;

/** What a sign of life may say. */
export const pingStates = ['up', 'degraded', 'down'] as const;
export type PingState = (typeof pingStates)[number];

export const pingSources = defineCodes({
  signed: ['节点签名心跳', 'Signed by the node'],
  reported: ['人工报告', 'Reported by the department'],
});

export const dockings = defineCodes({
  docked: ['已全面对接', 'Docked'],
  partly: ['部分对接', 'Docked in part'],
  planned: ['计划对接', 'Planned'],
  none: ['未对接', 'Not docked'],
});
export type Docking = CodeOf<typeof dockings>;

/** The steps of Article 7 that a provincial item is handled in on line. */
export const steps = defineCodes({
  advice: ['咨询', 'Advice'],
  application: ['申请', 'Application'],
  acceptance: ['受理', 'Acceptance'],
  examination: ['审查', 'Examination'],
  decision: ['决定', 'Decision'],
  payment: ['收费', 'Payment'],
  certificate: ['证照制作', 'Certificate'],
});
export type Step = CodeOf<typeof steps>;
/** Not every item costs something or ends with a certificate; the others have all steps. */
export const dispensable: readonly Step[] = ['payment', 'certificate'];

export const storageFaults = defineCodes({
  elsewhere: ['未存储在同级政务云', 'Not on the cloud of the same level'],
  unstated: ['没有说明存储位置', 'No storage location stated'],
  no_node: ['同级政务云节点尚未登记', 'The cloud of the level is not registered'],
});
export type StorageFault = CodeOf<typeof storageFaults>;
