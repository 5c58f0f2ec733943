import { describe, expect, it } from 'vitest';
import { coveredTables } from '#api/usage/rules/tables.ts';

const tables = (...names: string[]) => names.map((name, at) => ({ number: at + 1, name }));
const names = (then: string[], now: string[]) => coveredTables(tables(...then), tables(...now)).map((one) => one.name);

describe('the tables an agreement opens', () => {
  it('are those there were when it was written, wherever they stand now', () => {
    expect(names(['路段', '收费站'], ['新表', '收费站', '路段'])).toEqual(['收费站', '路段']);
    expect(names(['路段', '收费站'], ['新表'])).toEqual([]);
  });
  it('a single table goes on under another file name, and grows into the first of several', () => {
    expect(names(['车流量2026'], ['车流量2027'])).toEqual(['车流量2027']);
    expect(names(['车流量2026'], ['车流量2027', '人员名单'])).toEqual(['车流量2027']);
    expect(names(['车流量'], ['人员名单', '车流量'])).toEqual(['车流量']);
  });
  it('of a dataset that never had one are none', () => {
    expect(names([], ['路段'])).toEqual([]);
  });
});
