import { describe, expect, it } from 'vitest';
import { emptyContent } from '#api/catalog/rules/entry.ts';
import type { HarvestedContent } from '#api/federation/rules/content.ts';
import { builtInCalendar as calendar } from '#api/kernel/working-days.ts';
import { criteria, weights } from '#api/score/rules/codes.ts';
import { type EntryKnown, entryFacts, longEnough, recordFacts } from '#api/score/rules/facts.ts';
import { bestGain, scoreOf } from '#api/score/rules/score.ts';
import { placeOf } from '#api/score/rules/where.ts';

const when = { today: '2026-11-02', calendar };
const item = { name: 'a', label: '甲', data_type: 'C', description: '', unit: '', sensitivity: 'none' } as const;

function known(over: Partial<EntryKnown> = {}, content: object = {}): EntryKnown {
  return {
    content: {
      ...emptyContent(),
      title: '收费站',
      abstract: '全省高速公路收费站'.repeat(6),
      licence: 'attribution',
      open_type: 'unconditional',
      update_cycle: 'monthly',
      temporal_from: '2026',
      spatial: '山西省',
      items: [item],
      ...content,
    },
    publishedOn: '2026-10-20',
    cycleSince: '2026-10-20',
    updates: ['2026-10-20'],
    newest: { note: '首次发布', documents: 0, tables: 1, stored: 1, columns: [{ table: 't', name: 'a' }] },
    confirmed: [],
    ...over,
  };
}
const scored = (one: EntryKnown) => scoreOf(entryFacts(one, when));
const state = (one: EntryKnown, code: string) => scored(one).criteria.find((c) => c.criterion === code);

const record: HarvestedContent = {
  title: '路灯',
  title_en: null,
  description: '短',
  keywords: [],
  theme: 'other',
  publisher: '太原市',
  contact: null,
  issued: null,
  modified: null,
  licence: null,
  region_code: '140100',
  spatial: '',
  update_cycle: null,
  formats: ['csv'],
  items: [],
  distributions: [{ title: 'x', format: 'csv', url: 'https://x.example/a', bytes: null, checksum: null }],
  identifier: '1',
  landing_page: null,
};

describe('the score', () => {
  it('has a hundred points to give', () => {
    expect(criteria.codes.reduce((sum, code) => sum + weights[code], 0)).toBe(100);
    expect(criteria.codes).toHaveLength(11);
  });

  it('is full when all that can be known is met, and leaves out what is not due', () => {
    const { score, weight, criteria: all } = scored(known());
    expect(score).toBe(100);
    expect(weight).toBe(86);
    expect(all.filter((one) => one.state === 'unknown').map((one) => one.criterion)).toEqual(['punctuality']);
  });

  it('says of each criterion what meeting it wins, and keeps its word', () => {
    const poor = known({}, { spatial: '', licence: null, abstract: '短' });
    const before = scored(poor);
    const spatial = before.criteria.find((one) => one.criterion === 'spatial');
    const after = scored(known({}, { licence: null, abstract: '短' }));
    expect(spatial?.state).toBe('not');
    expect(before.score + (spatial?.gain ?? 0)).toBe(after.score);
    expect(bestGain(before)?.gain).toBe(Math.max(...before.criteria.map((one) => one.gain)));
    expect(bestGain(scored(known()))).toBeNull();
  });

  it('counts a Han character as two letters of a description', () => {
    expect(longEnough('数'.repeat(49))).toBe(false);
    expect(longEnough('数'.repeat(50))).toBe(true);
    expect(longEnough('a'.repeat(99))).toBe(false);
    expect(longEnough(`${'a'.repeat(99)}!`)).toBe(true);
    expect(longEnough(' '.repeat(400))).toBe(false);
  });

  it('takes a note or a document for documentation', () => {
    const newest = known().newest;
    if (newest === null) throw new Error('no version');
    expect(state(known({ newest: { ...newest, note: ' ' } }), 'documentation')?.state).toBe('not');
    expect(state(known({ newest: { ...newest, note: '', documents: 1 } }), 'documentation')?.state).toBe('met');
  });

  it('misses the files of an entry without any', () => {
    const bare = known({ newest: null, updates: [] });
    for (const code of ['formats', 'available', 'documentation']) expect(state(bare, code)?.state).toBe('not');
    expect(state(bare, 'fulfilled')?.state).toBe('unknown');
    const overdue = known({ newest: null, updates: [], publishedOn: '2026-01-12', cycleSince: '2026-01-12' });
    expect(state(overdue, 'fulfilled')?.state).toBe('not');
  });

  it('does not hold a new cycle against the past', () => {
    const promised = { updates: ['2026-01-12'], publishedOn: '2026-01-12' };
    expect(state(known({ ...promised, cycleSince: '2026-10-20' }), 'punctuality')?.state).toBe('unknown');
    expect(state(known({ ...promised, cycleSince: '2026-01-12' }), 'punctuality')?.state).toBe('not');
  });

  it('asks for no file of what may not be opened', () => {
    const closed = scored(known({ newest: null, updates: [] }, { open_type: 'none', licence: null }));
    const left = closed.criteria.filter((one) => one.state === 'unknown').map((one) => one.omitted);
    expect(new Set(left)).toEqual(new Set(['not_offered']));
    expect(closed.score).toBe(100);
  });

  it('counts columns by the catalogue’s items until the dictionary is confirmed', () => {
    const columns = [
      { table: 't', name: 'a' },
      { table: 't', name: 'b' },
    ];
    const newest = { note: 'x', documents: 0, tables: 1, stored: 1, columns };
    expect(state(known({ newest }), 'columns')).toMatchObject({ state: 'partly', done: 1, of: 2 });
    const confirmed = [{ table: 't', name: 'b', label: '乙', description: null }];
    expect(state(known({ newest, confirmed }), 'columns')).toMatchObject({ done: 1, of: 2 });
    const empty = [{ table: 't', name: 'b', label: 'b', description: ' ' }];
    expect(state(known({ newest, confirmed: empty }), 'columns')).toMatchObject({ done: 0, state: 'not' });
    const other = [{ table: 'u', name: 'b', label: '乙', description: null }];
    expect(state(known({ newest, confirmed: other }), 'columns')).toMatchObject({ done: 0 });
  });

  it('is fair to harvested records: what their portal cannot tell is left out', () => {
    const ckan = scoreOf(recordFacts({ content: record, kind: 'ckan', modified: null }, when));
    const unknown = ckan.criteria.filter((one) => one.state === 'unknown').map((one) => one.criterion);
    expect(unknown.sort()).toEqual(
      ['available', 'columns', 'documentation', 'frequency', 'fulfilled', 'punctuality', 'spatial', 'temporal'].sort(),
    );
    expect(ckan.weight).toBe(24);
    expect(ckan.score).toBe(33);
    // DCAT has a place for area and frequency: leaving them empty is the publisher's doing.
    const dcat = scoreOf(recordFacts({ content: record, kind: 'dcat', modified: null }, when));
    expect(dcat.criteria.find((one) => one.criterion === 'spatial')?.state).toBe('not');
    const good = {
      ...record,
      description: '全市路灯'.repeat(20),
      licence: { code: 'cc-by-4.0', title: 'CC BY', url: null },
    };
    expect(scoreOf(recordFacts({ content: good, kind: 'ckan', modified: null }, when)).score).toBe(100);
  });

  it('holds a harvested record to the cycle it states', () => {
    const at = (day: string) => new Date(`${day}T12:00:00+08:00`);
    const content = { ...record, update_cycle: 'monthly' };
    const of = (modified: Date) =>
      scoreOf(recordFacts({ content, kind: 'ckan', modified }, when)).criteria.find(
        (one) => one.criterion === 'fulfilled',
      );
    expect(of(at('2026-10-15'))?.state).toBe('met');
    expect(of(at('2026-06-15'))?.state).toBe('not');
    expect(of(at('2012-06-15'))?.state).toBe('not');
  });

  it('does not mark down files whose format nobody told, nor praise closed ones', () => {
    const formats = (over: Partial<HarvestedContent>) =>
      scoreOf(recordFacts({ content: { ...record, ...over }, kind: 'dcat', modified: null }, when)).criteria.find(
        (one) => one.criterion === 'formats',
      )?.state;
    expect(formats({ formats: [] })).toBe('unknown');
    expect(formats({ formats: ['xlsx', 'pdf'] })).toBe('not');
    expect(formats({ formats: ['pdf', 'CSV'] })).toBe('met');
    expect(formats({ formats: [], distributions: [] })).toBe('not');
  });

  it('leads to the field where it is done', () => {
    expect(placeOf('spatial', 'ent_1')).toBe('/w/entries/ent_1#entry-spatial');
    expect(placeOf('available', 'ent_1')).toBe('/w/entries/ent_1/data');
    expect(placeOf('columns', 'ent_1')).toBe('/w/entries/ent_1/dictionary');
  });
});
