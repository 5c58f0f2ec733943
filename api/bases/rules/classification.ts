/** Codes of the classification: 类 one digit, 项 two, 目 three, 细目 two more; a code once given is never given again. */

/** Digits that a level adds to its parent's code, by the depth of the child. */
const widths: Readonly<Record<number, number>> = { 2: 2, 3: 3, 4: 2 };

export type NextCode =
  | { readonly ok: true; readonly code: string }
  | { readonly ok: false; readonly why: 'depth' | 'full' };

/** @param siblings codes of all children the parent ever had, closed ones too. */
export function nextCode(
  parent: { readonly code: string; readonly depth: number },
  siblings: readonly string[],
): NextCode {
  const width = widths[parent.depth + 1];
  if (width === undefined) return { ok: false, why: 'depth' };
  const used = siblings.map((code) => Number(code.slice(parent.code.length))).filter((number) => !Number.isNaN(number));
  const number = Math.max(0, ...used) + 1;
  if (String(number).length > width) return { ok: false, why: 'full' };
  return { ok: true, code: `${parent.code}${String(number).padStart(width, '0')}` };
}
