/** Says a zod issue in both languages, in the words of someone filling in a form. */
import type { z } from 'zod';
import { fieldFaults } from '#api/kernel/field-faults.ts';
import { type FieldFault, fill } from '#api/kernel/refusal.ts';
import { faults as words } from '#app/i18n/faults.ts';

type Fault = keyof typeof words;

/** One fault a field: the first that zod finds there. */
export function faultsOf(error: z.ZodError): FieldFault[] {
  const plain = fieldFaults(error);
  const seen = new Map<string, FieldFault>();
  error.issues.forEach((issue, at) => {
    const path = issue.path.map(String).join('.');
    if (seen.has(path)) return;
    const own = issue.message.split(' | ');
    const said = own.length === 2 ? null : sayIssue(issue);
    const fallback = plain[at] ?? { path, zh: words.wrong_kind[0], en: words.wrong_kind[1] };
    seen.set(path, said === null ? fallback : { path, ...said });
  });
  return [...seen.values()];
}

function pair(fault: Fault, params: Record<string, string | number> = {}) {
  return { zh: fill(words[fault][0], params), en: fill(words[fault][1], params) };
}

function sayIssue(issue: z.core.$ZodIssue): { zh: string; en: string } | null {
  switch (issue.code) {
    case 'invalid_type': {
      if (issue.input === undefined) return pair('missing');
      if (issue.expected === 'int') return pair('not_whole');
      return pair(issue.expected === 'number' ? 'not_number' : 'wrong_kind');
    }
    case 'invalid_value':
    case 'invalid_union':
      return pair(issue.input === undefined ? 'missing_choice' : 'not_listed');
    case 'unrecognized_keys':
      return pair('unknown_field', { names: issue.keys.join(', ') });
    case 'invalid_format':
      if (issue.format === 'email') return pair('not_email');
      if (issue.format === 'url') return pair('not_url');
      if (issue.format === 'date' || issue.format === 'datetime') return pair('not_day');
      return pair('wrong_kind');
    case 'too_small': {
      const n = String(issue.minimum);
      if (issue.origin === 'string') return issue.minimum === 1 ? pair('missing') : pair('text_short', { n });
      if (issue.origin === 'array' || issue.origin === 'set') return pair('list_short', { n });
      if (issue.origin === 'date') return pair('day_early', { n });
      return pair(issue.inclusive === false ? 'number_small_open' : 'number_small', { n });
    }
    case 'too_big': {
      const n = String(issue.maximum);
      if (issue.origin === 'string') return pair('text_long', { n });
      if (issue.origin === 'array' || issue.origin === 'set') return pair('list_long', { n });
      if (issue.origin === 'date') return pair('day_late', { n });
      return pair(issue.inclusive === false ? 'number_large_open' : 'number_large', { n });
    }
    default:
      return null;
  }
}
