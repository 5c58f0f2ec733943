import type { Words } from '#api/kernel/words.ts';

/** How days, amounts and clocks are written. */
export const format = {
  day: ['{{y}}年{{m}}月{{d}}日', '{{d}} {{month}} {{y}}'],
  day_of_year: ['{{m}}月{{d}}日', '{{d}} {{month}}'],
  month: ['{{y}}年{{m}}月', '{{month}} {{y}}'],
  instant: ['{{day}} {{time}}', '{{day}}, {{time}}'],
  m1: ['1月', 'Jan'],
  m2: ['2月', 'Feb'],
  m3: ['3月', 'Mar'],
  m4: ['4月', 'Apr'],
  m5: ['5月', 'May'],
  m6: ['6月', 'Jun'],
  m7: ['7月', 'Jul'],
  m8: ['8月', 'Aug'],
  m9: ['9月', 'Sep'],
  m10: ['10月', 'Oct'],
  m11: ['11月', 'Nov'],
  m12: ['12月', 'Dec'],
  ten_thousand: ['{{n}} 万', '{{n}}k'],
  hundred_million: ['{{n}} 亿', '{{n}}m'],
  clock_left_one: ['剩 {{count}} 个工作日，到期 {{day}}', '{{count}} working day left, due {{day}}'],
  clock_left_other: ['剩 {{count}} 个工作日，到期 {{day}}', '{{count}} working days left, due {{day}}'],
  clock_today: ['今天到期', 'due today'],
  clock_late_one: ['已逾期 {{count}} 个工作日，应于 {{day}} 前办结', '{{count}} working day late, was due {{day}}'],
  clock_late_other: ['已逾期 {{count}} 个工作日，应于 {{day}} 前办结', '{{count}} working days late, was due {{day}}'],
  clock_due: ['到期 {{day}}', 'due {{day}}'],
} as const satisfies Words;
