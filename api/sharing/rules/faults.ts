/** What a request has to say, by the field of the form that asks for it. */
import type { FieldFault } from '#api/kernel/refusal.ts';

const fault = (path: string, zh: string, en: string): FieldFault => ({ path, zh, en });

export const fieldFaults = {
  need: fault('need', '请写明共享需求。', 'Say what is needed.'),
  use_basis: fault('use_basis', '请写明使用依据。', 'Name the duty and provision it rests on.'),
  scenario: fault('scenario', '请写明使用场景。', 'Describe the scenario.'),
  use_scope: fault('use_scope', '请写明使用范围。', 'Say who works with the data.'),
  term_until: fault('term_until', '请选择使用时限。', 'Choose until when the data are used.'),
  remedy_by: fault('remedy_by', '请填写今天之后的日期。', 'Enter a day after today.'),
  document_no: fault('document_no', '请填写政府决定的文号。', 'Give the number of the government’s document.'),
  ground: fault('ground', '请选择理由。', 'Choose the ground.'),
  on: fault('on', '请填写开通之后、今天之前（含今天）的日期。', 'Enter a day between the opening and today.'),
} as const;
