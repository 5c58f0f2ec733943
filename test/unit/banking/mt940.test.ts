import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StatementFile } from '#api/banking/read/file.ts';
import { informationOf } from '#api/banking/read/mt940.ts';
import { readStatement } from '#api/banking/read/read.ts';
import { balancesOf } from '#api/banking/rules/balance.ts';
import { type BankMovement, gb18030, mt940 } from '#test/support/bank-files.ts';
import { refusal } from '#test/support/licensed.ts';

const today = '2026-11-16';
const read = (bytes: Buffer | string): Promise<StatementFile> =>
  readStatement(Buffer.from(bytes), { today, roles: async () => null });
const shape = { opening: 500_000n, account: '140000012345' };
const line = (over: Partial<BankMovement> = {}): BankMovement => ({
  serial: 'BOC202600000001',
  day: '2026-11-02',
  fen: 100_000n,
  name: '大同快运物流有限公司',
  memo: 'JK2M8Q4X7P 货款',
  ...over,
});
const message = (...fields: string[]) => [':20:X', ':25:140000012345', ...fields].join('\r\n');
const opened = ':60F:C261101CNY5000,00';
const movement = ':61:2611021102C1000,00NTRFNONREF//BOC1234';
const closed = ':62F:C261102CNY6000,00';

describe('MT940', () => {
  it('is read as what it says, however field 86 is written and whatever stands around it', async () => {
    for (const info of ['words', 'numbers'] as const)
      for (const blocks of [true, false])
        for (const bytes of [
          Buffer.from(mt940([line()], { ...shape, info, blocks })),
          gb18030(mt940([line()], { ...shape, info, blocks })),
        ]) {
          const file = await read(bytes);
          expect(file).toMatchObject({
            format: 'mt940',
            accountNo: '140000012345',
            currency: 'CNY',
            openingFen: 500_000n,
            closingFen: 600_000n,
            faultCount: 0,
          });
          expect(file.lines).toEqual([
            {
              row: blocks ? 6 : 5,
              serial: 'BOC202600000001',
              valueDate: '2026-11-02',
              amountFen: 100_000n,
              balanceFen: null,
              payerName: '大同快运物流有限公司',
              payerNo: '6222000011112222',
              memo: 'JK2M8Q4X7P 货款',
            },
          ]);
        }
    const plain = await read(mt940([line()], { ...shape, info: 'plain' }));
    expect(plain.lines[0]).toMatchObject({ payerName: '', memo: '大同快运物流有限公司 JK2M8Q4X7P 货款' });
  });

  it.each([
    ['C1000,00', 100_000n],
    ['D1000,', -100_000n],
    ['RC1000,5', -100_050n],
    ['RD0,01', 1n],
    ['CY1000,00', 100_000n],
  ])('takes %s for %s fen', async (mark, fen) => {
    const file = await read(message(opened, `:61:261102${mark}NTRFNONREF//BOC1234`, closed));
    expect(file.lines[0]?.amountFen).toBe(fen);
  });

  it('takes the entry date, in the year next to the value date', async () => {
    const file = await read(
      message(
        opened,
        ':61:2601020101C1,00NTRFNONREF//BOC1',
        ':61:2512311231C1,00NTRFNONREF//BOC2',
        ':61:2601011231C1,00NTRFNONREF//BOC3',
        closed,
      ).replaceAll('//BOC', '//BOCX'),
    );
    expect(file.lines.map((one) => one.valueDate)).toEqual(['2026-01-01', '2025-12-31', '2025-12-31']);
  });

  it.each<[string, string, string]>([
    ['mt940_missing', 'no closing balance', message(opened, movement)],
    ['mt940_missing', 'more pages announced', message(opened, movement, closed.replace('62F', '62M'))],
    ['mt940_missing', 'no opening balance', message(movement, closed)],
    ['mt940_missing', 'no account', [':20:X', opened, closed].join('\r\n')],
    ['mt940_missing', 'two openings', message(opened, opened, closed)],
    ['mt940_field', 'a balance without comma', message(opened.replace(',', ''), closed)],
    ['mt940_field', 'another currency at the end', message(opened, closed.replace('CNY', 'USD'))],
    ['mt940_field', 'an account that is none', message(opened, closed).replace('140000012345', '')],
    [
      'mt940_several',
      'two accounts',
      `${message(opened, closed)}\r\n${message(opened, closed).replace('140000012345', '99')}`,
    ],
    [
      'mt940_gap',
      'a message is missing',
      `${message(opened, movement, closed)}\r\n${message(':60F:C261103CNY7000,00', ':62F:C261103CNY7000,00')}`,
    ],
  ])('%s: %s', async (code, _, text) => {
    const refused = await refusal(read(text));
    expect(refused.code).toBe(`banking.${code}`);
    expect(refused.sentence('zh')).not.toContain('{{');
    expect(refused.sentence('en')).not.toMatch(/\{\{|[\u4e00-\u9fff]/);
  });

  it.each([
    ['no date', ':61:26130211C1,00NTRFNONREF//BOC1234'],
    ['no such day', ':61:260230C1,00NTRFNONREF//BOC1234'],
    ['a day to come', ':61:261201C1,00NTRFNONREF//BOC1234'],
    ['no amount', ':61:261102C,NTRFNONREF//BOC1234'],
    ['three decimals', ':61:261102C1,001NTRFNONREF//BOC1234'],
    ['expected only', ':61:261102EC1,00NTRFNONREF//BOC1234'],
    ['a dollar', ':61:261102CD1,00NTRFNONREF//BOC1234'],
    ['no serial', ':61:261102C1,00NTRFNONREF'],
    ['free text', ':61:hello'],
  ])('a line with %s is a fault of its row, named in both languages', async (_, field) => {
    const file = await read(message(opened, field, ':86:x', closed));
    expect(file).toMatchObject({ faultCount: 1, lines: [] });
    expect(file.faults[0]?.path).toBe('4.:61:');
  });

  it('knows names and accounts by their words', () => {
    expect(informationOf('/BENM/晋路数据/ACCT/6222/REMI/付款 PYT1')).toEqual({
      name: '晋路数据',
      account: '6222',
      memo: '付款 PYT1',
    });
    expect(informationOf('166?00TRANSFER?20一?21二?31 62 22?32大同?33快运')).toEqual({
      name: '大同快运',
      account: '62 22',
      memo: '一二',
    });
    expect(informationOf('网银转账\n货款 A/B')).toEqual({ name: '', account: '', memo: '网银转账 货款 A/B' });
  });

  const moves = fc.array(
    fc.record({
      fen: fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n }).filter((one) => one !== 0n),
      day: fc.constantFrom('2025-12-31', '2026-01-01', '2026-02-28', '2026-11-02'),
    }),
    { maxLength: 12 },
  );
  const numbered = (list: { fen: bigint; day: string }[]) =>
    list.map((one, at) => line({ ...one, serial: `BOC2026${String(at).padStart(6, '0')}` }));

  it('says what was written, in any number of messages', async () => {
    await fc.assert(
      fc.asyncProperty(
        moves,
        fc.integer({ min: 1, max: 5 }),
        fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n }),
        fc.boolean(),
        async (list, perMessage, opening, blocks) => {
          const file = await read(mt940(numbered(list), { ...shape, opening, perMessage, blocks }));
          expect(file.faultCount).toBe(0);
          expect(file.lines.map(({ amountFen, valueDate }) => ({ fen: amountFen, day: valueDate }))).toEqual(list);
          expect(balancesOf(file.lines, file)).toMatchObject({ ok: true, openingFen: opening });
        },
      ),
      { numRuns: 60 },
    );
  });

  it('of which a line is lost is never taken for whole', async () => {
    await fc.assert(
      fc.asyncProperty(
        moves.filter((list) => list.length > 0),
        fc.nat(),
        async (list, at) => {
          const rows = mt940(numbered(list), shape).split('\r\n');
          const cut = rows.findIndex((row, index) => row.startsWith(':61:') && index >= at % rows.length);
          const left = rows.filter((_, index) => index !== (cut < 0 ? rows.length - 1 : cut)).join('\r\n');
          const file = await read(left).catch(() => null);
          expect(file === null || file.faultCount > 0 || !balancesOf(file.lines, file).ok).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });
});
