/**
 * 信息资源代码: classification code, a slash, a sequence (G1272; brief 2.1). The sequence comes from the classification
 * node's counter and is never used twice, also when the entry is withdrawn.
 */
export const classificationPattern = /^[123](\d{2}(\d{3}[0-9A-Z]{0,12})?)?$/;
export const resourceCodePattern = /^[123]\d{2}\d{3}[0-9A-Z]{0,12}\/\d{1,10}$/;

export function isResourceCode(text: string): boolean {
  return resourceCodePattern.test(text);
}

/** `306014`, 127 → `306014/000127`. */
export function resourceCode(classification: string, sequence: number): string {
  return `${classification}/${String(sequence).padStart(6, '0')}`;
}

/** Entries stand under a 目 (six digits) or a 细目 (longer), never under a class or item alone. */
export function takesEntries(classification: string): boolean {
  return classificationPattern.test(classification) && classification.length >= 6;
}

/** The codes of the nodes above and the node itself: `306014` → `3`, `306`, `306014`. */
export function classificationPath(code: string): string[] {
  return [1, 3, 6, ...(code.length > 6 ? [code.length] : [])]
    .filter((n) => n <= code.length)
    .map((n) => code.slice(0, n));
}
