/**
 * The State Council's yearly notices on holidays, as tables. A notice gives days off and the weekend days
 * worked in exchange (调休). Next year's notice comes each November: load it as a further table.
 */
import { addDays, type Day } from '#api/kernel/time.ts';
import type { YearTable } from '#api/kernel/working-days.ts';

/** Days from first to last, both counted. */
function run(first: Day, last: Day): Day[] {
  const days: Day[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) days.push(day);
  return days;
}

export const holidays2025: YearTable = {
  year: 2025,
  off: [
    '2025-01-01',
    ...run('2025-01-28', '2025-02-04'),
    ...run('2025-04-04', '2025-04-06'),
    ...run('2025-05-01', '2025-05-05'),
    ...run('2025-05-31', '2025-06-02'),
    ...run('2025-10-01', '2025-10-08'),
  ],
  working: ['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11'],
  source: '国务院办公厅关于2025年部分节假日安排的通知 (2024-11-12)',
};

export const holidays2026: YearTable = {
  year: 2026,
  off: [
    ...run('2026-01-01', '2026-01-03'),
    ...run('2026-02-15', '2026-02-23'),
    ...run('2026-04-04', '2026-04-06'),
    ...run('2026-05-01', '2026-05-05'),
    ...run('2026-06-19', '2026-06-21'),
    ...run('2026-09-25', '2026-09-27'),
    ...run('2026-10-01', '2026-10-07'),
  ],
  working: ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
  source: '国务院办公厅关于2026年部分节假日安排的通知 (2025-11-04)',
};
