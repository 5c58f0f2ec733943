/** The terms of security a region may set for itself: what each means, its default, and between which bounds. */
import { type CodeOf, defineCodes } from '#api/kernel/words.ts';
import { reportHours } from './incident.ts';
import { dormantDays, logFloorDays, reviewDays } from './periods.ts';

export const parameterNames = defineCodes({
  report_hours: ['安全事件报告时限（小时）', 'Hours in which an incident is reported'],
  review_working_days: ['季度权限复核期限（工作日）', 'Working days for the quarter’s review of privileges'],
  dormant_days: ['多少天未用视为长期未用', 'Days after which an unused right counts as dormant'],
  log_days: ['登录和权限日志留存（天）', 'Days that logs of sign-ins and rights are kept'],
  export_rows: ['一人可以导出的日志条数', 'Lines of logs that one person takes out alone'],
});
export type ParameterName = CodeOf<typeof parameterNames>;

export interface ParameterRule {
  readonly byDefault: number;
  readonly least: number;
  readonly most: number;
  /** Where the bound comes from. */
  readonly basis: readonly [zh: string, en: string];
}

export const parameterRules: Readonly<Record<ParameterName, ParameterRule>> = {
  report_hours: {
    byDefault: reportHours,
    least: 1,
    most: 168,
    basis: [
      '《网络数据安全管理条例》第十条：危害国家安全、公共利益的不超过二十四小时，不受本项影响',
      'Network Data Security Regulations, Article 10: what endangers the public is reported within 24 hours whatever this says',
    ],
  },
  review_working_days: {
    byDefault: reviewDays,
    least: 5,
    most: 60,
    basis: ['条例第二十四条', 'Article 24 of the regulation'],
  },
  dormant_days: {
    byDefault: dormantDays,
    least: 30,
    most: 365,
    basis: ['条例第二十四条', 'Article 24 of the regulation'],
  },
  log_days: {
    byDefault: logFloorDays,
    least: logFloorDays,
    most: 3650,
    basis: [
      '《中华人民共和国网络安全法》第二十一条：不少于六个月',
      'Cybersecurity Law, Article 21: six months at least',
    ],
  },
  export_rows: {
    byDefault: 5000,
    least: 100,
    most: 100_000,
    basis: ['条例第二十四条', 'Article 24 of the regulation'],
  },
};

export const parameterKey = (name: ParameterName): string => `security.${name}`;
/** Days in which an export that was granted is taken. */
export const exportDays = 7;
/** The most lines of one file. */
export const exportCeiling = 200_000;
