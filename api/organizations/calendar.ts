/** The working calendar: the notice of each year is data, loaded by the province's information department. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import type { Ctx } from '#api/context.ts';
import { refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { provinceCode } from '#api/kernel/regions.ts';
import { holdsPower, requireViewer } from '#api/kernel/rights.ts';
import { addDays } from '#api/kernel/time.ts';
import { refuse, type WorkingCalendar, yearTableFaults } from '#api/kernel/working-days.ts';
import type { calendarYearInput, calendarYearShape } from './contract.ts';

type YearOut = z.input<typeof calendarYearShape>;

function shown(calendar: WorkingCalendar, year: number): YearOut {
  const table = calendar.tables.find((t) => t.year === year);
  let count = 0;
  for (let day = `${year}-01-01`; day.startsWith(String(year)); day = addDays(day, 1))
    if (calendar.isWorkingDay(day)) count++;
  return {
    year,
    off: [...(table?.off ?? [])],
    working: [...(table?.working ?? [])],
    source: table?.source ?? '',
    working_days: count,
  };
}

export async function listYears(ctx: Ctx): Promise<{ items: YearOut[] }> {
  const calendar = ctx.calendar();
  return { items: calendar.tables.map((t) => shown(calendar, t.year)).sort((a, b) => b.year - a.year) };
}

export async function loadYear(ctx: Ctx, input: z.output<typeof calendarYearInput>): Promise<YearOut> {
  return act(
    ctx,
    { action: 'organizations.load_calendar', subject: ['calendar_year', String(input.year)] },
    async (tx, note) => {
      const viewer = requireViewer(tx.viewer);
      if (!holdsPower(viewer, 'information_department', provinceCode) || !viewer.duties.includes('admin')) {
        throw refuseAnywhere('auth.forbidden');
      }
      const table = { year: input.year, off: input.off, working: input.working, source: input.source };
      const faults = yearTableFaults(table);
      if (faults.length > 0) throw refuse('calendar.table_invalid', { year: input.year, count: faults.length }, faults);
      const row = {
        off: [...table.off],
        working: [...table.working],
        source: table.source,
        addedBy: viewer.personId,
        addedAt: tx.clock.now(),
      };
      await tx.db.calendarYear.upsert({
        where: { year: input.year },
        create: { year: input.year, ...row },
        update: row,
      });
      note({ year: input.year, off: table.off, working: table.working, source: table.source });
      return shown(tx.calendar().withYear(table), input.year);
    },
  );
}
