import type { FieldFault } from '#api/kernel/refusal.ts';

const fault = (path: string, zh: string, en: string): FieldFault => ({ path, zh, en });

export const fieldFaults = {
  agency: fault('agency', '请选择单位。', 'Choose the body.'),
  since: fault('since', '日期不晚于今天。', 'Not after today.'),
  done_on: fault('done_on', '日期不晚于今天。', 'Not after today.'),
  until: fault('until', '请在允许的期限内选择。', 'Choose a day within the limits.'),
  term_on: fault('content.term_on', '请在允许的期限内选择。', 'Choose a day within the limits.'),
  visited_on: fault('visited_on', '日期不晚于今天。', 'Not after today.'),
  issued_on: fault('issued_on', '日期不晚于今天。', 'Not after today.'),
  public_until: fault('content.public_until', '请填写今天之后的日期。', 'Enter a day after today.'),
} as const;
