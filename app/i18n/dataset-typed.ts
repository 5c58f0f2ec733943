/** How people write days, yes and no, and name their columns; read from what was typed, never shown. */

/** `2026年3月5日`, `2026/3/5`, `2026-3`, each with a clock or without. */
export const writtenDay =
  /^(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?)?)?[年月]?(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?$/;
export const writtenYes = /^(true|t|yes|y|1|是|真)$/i;
export const writtenNo = /^(false|f|no|n|0|否|假)$/i;
/** Names of columns whose digits name something rather than measure it. */
export const namesACode = /(编码|编号|代码|序号|邮编|电话|证号|(^|[^a-z])(id|no|code|zip)$|code$)/i;
