/** Says in both languages what is wrong with a field, from a zod error. */
import { z } from 'zod';
import type { FieldFault } from '#api/kernel/refusal.ts';

const zh = z.locales.zhCN().localeError;
const en = z.locales.en().localeError;

function say(locale: typeof zh, issue: z.core.$ZodIssue): string {
  // An issue that brings its own words keeps them: "中文 | English".
  const said = locale(issue as Parameters<typeof locale>[0]);
  return typeof said === 'string' ? said : (said?.message ?? issue.message);
}

/**
 * One fault an issue, `path` dotted as in the body. A schema that brings its own sentence writes both
 * languages into it, separated by ` | `.
 */
export function fieldFaults(error: z.ZodError): FieldFault[] {
  return error.issues.map((issue) => {
    const own = issue.message.split(' | ');
    const path = issue.path.map(String).join('.');
    if (own.length === 2) return { path, zh: own[0] ?? '', en: own[1] ?? '' };
    return { path, zh: say(zh, issue), en: say(en, issue) };
  });
}
