/** Personal information in what somebody writes for everybody to read. */
import { detect } from '#api/kernel/personal-detect.ts';
import { type PersonalKind, personalKinds } from '#api/kernel/personal-kinds.ts';
import type { FieldFault } from '#api/kernel/refusal.ts';
import type { Day } from '#api/kernel/time.ts';

/** The kinds found in a text, each once. Codes of organisations are nothing personal. */
export function personalKindsIn(text: string, today: Day): PersonalKind[] {
  const kinds = detect(text, today).map((hit) => hit.kind);
  return [...new Set(kinds)].filter((kind): kind is PersonalKind => kind !== 'uscc');
}

/** One fault a field that holds personal information; says the kinds, never the value. `fields` by their path in the body. */
export function personalFaults(fields: Readonly<Record<string, string | null | undefined>>, today: Day): FieldFault[] {
  return Object.entries(fields).flatMap(([path, text]) => {
    const kinds = personalKindsIn(text ?? '', today);
    if (kinds.length === 0) return [];
    const names = (locale: 'zh' | 'en') =>
      kinds.map((kind) => personalKinds.label(kind, locale)).join(locale === 'zh' ? '、' : ', ');
    return [
      {
        path,
        zh: `含有个人信息：${names('zh')}。请删去后再提交。`,
        en: `Holds personal data: ${names('en').toLowerCase()}. Take it out.`,
      },
    ];
  });
}
