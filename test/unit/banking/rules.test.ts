import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { balancesOf } from '#api/banking/rules/balance.ts';
import {
  bareCell,
  isYuan,
  readAmount,
  readDay,
  readDirection,
  readMovement,
  readSerialCell,
} from '#api/banking/rules/cells.ts';
import { columnsByRole, missingRoles, recogniseColumns, rolesByHeading, statedIn } from '#api/banking/rules/columns.ts';
import { inOrder } from '#api/banking/rules/continuity.ts';
import { caseStateOf } from '#api/banking/rules/lifecycle.ts';
import { judge, type OrderFacts, referencesIn, sameName } from '#api/banking/rules/match.ts';
import { makeReference } from '#api/kernel/reference.ts';

const reference = makeReference(new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]));

describe('references in a memo', () => {
  const wide = (text: string) => text.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
  it.each([
    reference,
    `货款${reference}谢谢`,
    reference.replaceAll('-', ''),
    reference.toLowerCase().replaceAll('-', '  '),
    wide(reference),
    `转账 ${reference.slice(0, 6)}\u3000${reference.slice(6)}`,
  ])('are found in %s', (memo) => {
    expect(referencesIn(memo)).toEqual({ found: [reference], mistyped: false });
  });
  it('are told apart from what was mistyped and from what is none', () => {
    const last = reference.endsWith('7') ? '8' : '7';
    expect(referencesIn(reference.slice(0, -1) + last)).toEqual({ found: [], mistyped: true });
    expect(referencesIn('往来款 JK 2026')).toEqual({ found: [], mistyped: false });
    const other = makeReference(new Uint8Array([9, 9, 9, 9, 9, 9, 9, 9]));
    expect(referencesIn(`${reference}、${other}`).found).toEqual([reference, other]);
  });
});

describe('judging a line', () => {
  const order: OrderFacts = {
    id: 'ord_1',
    state: 'awaiting_payment',
    regionCode: '140000',
    amountFen: 100n,
    waitingFen: 0n,
    proposed: false,
    placedOn: '2026-11-02',
    payBy: '2026-11-16',
    buyerName: '大同快运物流有限公司',
  };
  const line = { amountFen: 100n, valueDate: '2026-11-16', payerName: '大同快运物流有限公司' };
  const found = { found: [reference], mistyped: false };
  it.each([
    [{}, {}, 'exact'],
    [{ valueDate: '2026-11-17' }, {}, 'late'],
    [{ valueDate: '2026-11-01' }, {}, 'before_order'],
    [{ amountFen: 99n }, {}, 'short'],
    [{ amountFen: 101n }, {}, 'over'],
    [{ amountFen: 40n }, { waitingFen: 60n }, 'exact'],
    [{}, { waitingFen: 60n }, 'over'],
    [{ payerName: ' ' }, {}, 'unknown_payer'],
    [{ payerName: '某某' }, {}, 'third_party'],
    [{}, { proposed: true }, 'duplicate'],
    [{}, { state: 'paid' as const }, 'duplicate'],
    [{}, { state: 'cancelled' as const }, 'cancelled'],
    [{}, { state: 'expired' as const }, 'late'],
    [{}, { regionCode: '140100' }, 'other_region'],
  ])('%o against %o is %s', (a, o, kind) => {
    const verdict = judge({ ...line, ...a }, found, { ...order, ...o }, '140000');
    expect(verdict.exact ? 'exact' : verdict.kind).toBe(kind);
  });
  it('knows a name however a bank writes it', () => {
    expect(sameName('大同快运物流有限公司（演示）', '大同快运物流有限公司 (演示)')).toBe(true);
    expect(sameName('', '')).toBe(false);
  });
});

describe('columns', () => {
  it.each([
    [
      ['交易日期', '借方发生额', '贷方发生额', '余额', '对方户名', '对方账号', '摘要', '附言', '用途', '交易流水号'],
      ['day', 'debit', 'credit', 'balance', 'payer_name', 'payer_no', 'memo', 'serial'],
    ],
    [
      ['交易时间', '收入金额(元)', '支出金额(元)', '账户余额', '对方名称', '流水号'],
      ['day', 'credit', 'debit', 'balance', 'payer_name', 'serial'],
    ],
    [
      ['记账日期', '借贷标志', '交易金额', '币种', '交易流水'],
      ['day', 'direction', 'amount', 'currency', 'serial'],
    ],
    [
      ['贷方发生额/元', '借方发生额/元', ' 日 期 ', '核心流水号', '本方账号'],
      ['credit', 'debit', 'day', 'serial', 'own_no'],
    ],
  ])('%j are recognised', (headings, roles) => {
    const map = recogniseColumns(headings);
    expect(Object.keys(map).sort()).toEqual([...roles].sort());
    expect(missingRoles(map)).toEqual([]);
    expect(columnsByRole(rolesByHeading(map, headings), headings)).toEqual(map);
  });
  it('are missing by name, and a memo may have several', () => {
    expect(missingRoles(recogniseColumns(['a', 'b']))).toEqual(['day', 'serial', 'credit']);
    expect(recogniseColumns(['摘要', '用途']).memo).toEqual([0, 1]);
  });
  it('finds balances and the account beside the table', () => {
    expect(statedIn(['期初余额：1,234.56'])).toEqual({ opening: '1,234.56' });
    expect(statedIn(['期末余额', '99.00'])).toEqual({ closing: '99.00' });
    expect(statedIn(['账号：', '1400 0001 2345'])).toEqual({ account: '1400 0001 2345' });
  });
});

describe('cells', () => {
  const amount = (cell: string) => {
    const read = readAmount(cell);
    return read.ok ? (read.value?.toString() ?? null) : read.fault[1];
  };
  it.each([
    ['1,234.56', '123456'],
    ['\t1234.5', '123450'],
    ['="88.00"', '8800'],
    ['－12.00', '-1200'],
    ['(12.00)', '-1200'],
    ['+5', '500'],
    ['', null],
    ['--', null],
    ['=SUM(A1:A2)', 'the cell is a formula, which is not computed; export values'],
    ['0.005', 'more than two decimals'],
    ['1,00', 'thousands are grouped wrongly'],
    ['NaN', 'no amount'],
    ['1e21', 'no amount'],
    ['9223372036854775808', 'the amount is too large'],
  ])('amount %s', (cell, value) => expect(amount(cell)).toBe(value));
  it.each([
    ['20261102', '2026-11-02'],
    ['2026/11/2 10:30:00', '2026-11-02'],
    ['2026年11月2日', '2026-11-02'],
    ['20261102103000', '2026-11-02'],
    ['2026-02-30', null],
    ['2027-01-01', null],
    ['=TODAY()', null],
    ['合计', null],
  ])('day %s', (cell, value) => {
    const read = readDay(cell, '2026-11-16');
    expect(read.ok ? read.value : null).toBe(value);
  });
  it('serials keep their digits or are refused', () => {
    expect(readSerialCell('="0012345678"')).toEqual({ ok: true, value: '0012345678' });
    expect(readSerialCell('1.23457E+17')).toMatchObject({ ok: false });
    expect(readSerialCell('@x')).toMatchObject({ ok: false });
    expect(bareCell('"x')).toBe('"x');
  });
  it('movements take their sign from the bank, and say which column is wrong', () => {
    const none = { credit: null, debit: null, amount: null, direction: null };
    expect(readMovement({ ...none, credit: '5', debit: '' })).toEqual({ ok: true, value: 500n });
    expect(readMovement({ ...none, credit: '0.00', debit: '5' })).toEqual({ ok: true, value: -500n });
    expect(readMovement({ ...none, credit: '-5', debit: '' })).toEqual({ ok: true, value: -500n });
    expect(readMovement({ ...none, credit: '1', debit: '1' })).toMatchObject({ ok: false, role: 'credit' });
    expect(readMovement({ ...none, amount: '5', direction: '借' })).toEqual({ ok: true, value: -500n });
    expect(readMovement({ ...none, amount: '5', direction: '？' })).toMatchObject({ ok: false, role: 'direction' });
    expect(readMovement({ ...none, amount: '-5' })).toEqual({ ok: true, value: -500n });
    expect(readMovement({ ...none, credit: '0', debit: '0' })).toMatchObject({ ok: false });
    expect(['贷', 'CRDT', '收入'].map((word) => readDirection(word))).toEqual(Array(3).fill({ ok: true, value: 'in' }));
    expect(['人民币', 'CNY', '156', 'USD'].map(isYuan)).toEqual([true, true, true, false]);
  });
});

describe('balances', () => {
  const amounts = fc.array(
    fc.bigInt({ min: -10_000n, max: 10_000n }).filter((n) => n !== 0n),
    { minLength: 1, maxLength: 30 },
  );
  const running = (list: readonly bigint[], opening: bigint) => {
    let at = opening;
    return list.map((amountFen, row) => {
      at += amountFen;
      return { row, amountFen, balanceFen: at };
    });
  };
  it('are found in the bank’s order whichever way round, and a changed fen is found', () => {
    fc.assert(
      fc.property(
        amounts,
        fc.bigInt({ min: 0n, max: 10n ** 9n }),
        fc.boolean(),
        fc.nat(),
        (list, opening, turned, at) => {
          const lines = running(list, opening);
          const closing = opening + list.reduce((sum, n) => sum + n, 0n);
          const none = { openingFen: null, closingFen: null };
          const given = turned ? [...lines].reverse() : lines;
          const read = balancesOf(given, none);
          expect(read.ok).toBe(true);
          if (read.ok && !turned) expect([read.openingFen, read.closingFen]).toEqual([opening, closing]);
          expect(balancesOf(lines, { openingFen: opening, closingFen: closing }).ok).toBe(true);
          expect(balancesOf(lines, { openingFen: opening + 1n, closingFen: closing }).ok).toBe(false);
          const bare = lines.map((line) => ({ ...line, balanceFen: null }));
          expect(balancesOf(bare, none)).toMatchObject({ ok: false, refusal: { code: 'banking.no_closing_balance' } });
          expect(balancesOf(bare, { openingFen: null, closingFen: closing })).toMatchObject({
            ok: true,
            openingFen: opening,
          });
          expect(balancesOf(bare, { openingFen: opening, closingFen: closing - 1n }).ok).toBe(false);
          if (list.length < 3) return;
          const n = 1 + (at % (list.length - 2));
          const bent = lines.map((line, i) => (i === n ? { ...line, balanceFen: line.balanceFen + 1n } : line));
          // Turned round, a chain of other amounts may close by chance; as it stands it does not.
          const judged = balancesOf(bent, { openingFen: opening, closingFen: closing });
          expect(judged.ok).toBe(false);
        },
      ),
      { numRuns: 300 },
    );
  });
  it('put statements of one day in the order in which they follow each other', () => {
    const span = (id: string, toDay: string, openingFen: bigint, closingFen: bigint, importedAt: number) => ({
      id,
      toDay,
      openingFen,
      closingFen,
      importedAt,
    });
    const spans = [
      span('c', '2026-11-02', 30n, 10n, 1),
      span('b', '2026-11-02', 20n, 30n, 2),
      span('a', '2026-11-01', 0n, 20n, 3),
    ];
    expect(inOrder(spans).map((one) => one.id)).toEqual(['a', 'b', 'c']);
  });
  it('a case is closed when nothing is left and nothing waits', () => {
    expect([
      caseStateOf(1n, 0, false),
      caseStateOf(1n, 1, true),
      caseStateOf(0n, 1, true),
      caseStateOf(0n, 0, false),
    ]).toEqual(['open', 'held', 'settling', 'closed']);
  });
});
