import type { Words } from '#api/kernel/words.ts';

/** What is wrong with one field, said so that it can be put right. */
export const faults = {
  missing: ['请填写此项', 'Fill this in'],
  missing_choice: ['请选择一项', 'Choose one'],
  wrong_kind: ['格式不正确', 'This is not in the right form'],
  not_number: ['请填写数字', 'Enter a number'],
  not_whole: ['请填写整数', 'Enter a whole number'],
  not_money: ['请填写金额，最多两位小数，例如 1234.56', 'Enter an amount with at most two decimals, such as 1234.56'],
  not_day: ['请填写真实存在的日期', 'Enter a date that exists'],
  not_email: ['请填写有效的电子邮箱', 'Enter a valid e-mail address'],
  not_url: ['请填写完整网址', 'Enter a full web address'],
  not_listed: ['请从列出的选项中选择', 'Choose one of the listed options'],
  unknown_field: ['不接受此项：{{names}}', 'Not accepted here: {{names}}'],
  text_short: ['至少 {{n}} 个字', 'Use at least {{n}} character(s)'],
  text_long: ['最多 {{n}} 个字', 'Use at most {{n}} characters'],
  number_small: ['不小于 {{n}}', 'Must be at least {{n}}'],
  number_small_open: ['须大于 {{n}}', 'Must be more than {{n}}'],
  number_large: ['不大于 {{n}}', 'Must be at most {{n}}'],
  number_large_open: ['须小于 {{n}}', 'Must be less than {{n}}'],
  list_short: ['至少 {{n}} 项', 'Give at least {{n}}'],
  list_long: ['最多 {{n}} 项', 'Give at most {{n}}'],
  day_early: ['不早于 {{n}}', 'Must not be before {{n}}'],
  day_late: ['不晚于 {{n}}', 'Must not be after {{n}}'],
} as const satisfies Words;
