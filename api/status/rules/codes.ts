/** Parts of the platform, how each is, and what the operator announces. */
import { type CodeOf, defineCodes } from '#api/kernel/words.ts';

export const parts = defineCodes({
  portal: ['门户与接口', 'Portal and API'],
  database: ['数据库', 'Database'],
  files: ['文件存储', 'File storage'],
  search: ['检索', 'Search'],
  jobs: ['后台任务', 'Background work'],
});
export type Part = CodeOf<typeof parts>;

export const partStates = defineCodes({
  working: ['正常', 'Working'],
  failing: ['故障', 'Failing'],
  unknown: ['没有检查', 'Not checked'],
});
export type PartState = CodeOf<typeof partStates>;

export const overallStates = defineCodes({
  working: ['一切正常', 'Everything works'],
  maintenance: ['正在维护', 'Maintenance under way'],
  disturbed: ['部分服务异常', 'Something is wrong'],
  unknown: ['暂无检查结果', 'No recent check'],
});
export type OverallState = CodeOf<typeof overallStates>;

export const disturbanceKinds = defineCodes({
  failing: ['检查失败', 'Checks failed'],
  silent: ['平台没有运行', 'The platform was not running'],
});
export type DisturbanceKind = CodeOf<typeof disturbanceKinds>;

export const noticeKinds = defineCodes({
  maintenance: ['计划维护', 'Planned work'],
  disturbance: ['故障通报', 'Disturbance'],
});
