/** A process that answers one statement at a time: a statement that brings DuckDB down takes nothing else with it. */
import { type CellRequest, openCell } from '#api/ports/tables/sandbox/cell.ts';

process.on('message', ({ tables, sql, limits }: CellRequest) => {
  void (async () => {
    const cell = await openCell(tables, limits);
    try {
      process.send?.({ answer: await cell.answer(sql) });
    } finally {
      cell.close();
    }
  })().catch((error: unknown) => process.send?.({ failed: String(error) }));
});
process.on('disconnect', () => process.exit(0));
process.send?.({ ready: true });
