/** A path of the terms in words: the clause it belongs to, and the way inside it as it stands in the record. */

import { clauses } from '#api/agreements/rules/codes.ts';
import type { Locale } from '#api/kernel/words.ts';

export function termsPath(path: string, locale: Locale): { readonly clause: string; readonly rest: string } {
  const [, head = path, rest = ''] = /^(\w+)(.*)$/s.exec(path) ?? [];
  return { clause: clauses.labelOrCode(head, locale), rest: rest.replace(/^\./, '') };
}
