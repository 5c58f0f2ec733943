import { defineRefusals } from '#api/kernel/refusal.ts';

export const refuse = defineRefusals({
  'banking.not_found': { status: 404, zh: '没有这条记录。', en: 'There is no such record.' },
  'banking.no_file': { status: 400, zh: '请选择银行对账单文件。', en: 'Choose the bank’s statement file.' },
  'banking.file_empty': { status: 422, zh: '文件是空的。', en: 'The file is empty.' },
  'banking.file_too_large': {
    status: 413,
    zh: '对账单文件超过 {{limit}}，请按较短的期间分别导出。',
    en: 'The statement is larger than {{limit}}; export shorter periods.',
  },
  'banking.too_many_lines': {
    status: 413,
    zh: '对账单超过 {{limit}} 行，请按较短的期间分别导出。',
    en: 'The statement has more than {{limit}} lines; export shorter periods.',
  },
  'banking.not_a_statement': {
    status: 415,
    zh: '这不是可读的对账单：只接受 CSV（UTF-8、GB18030）、camt.053（XML）和 MT940。Excel、PDF 请在网银中改为导出 CSV。',
    en: 'This is no readable statement: CSV (UTF-8, GB18030), camt.053 (XML) and MT940 are taken. Export CSV instead of Excel or PDF.',
  },
  'banking.bad_encoding': {
    status: 415,
    zh: '文件编码既不是 UTF-8 也不是 GB18030（第 {{byte}} 字节起无法识别）。',
    en: 'The file is neither UTF-8 nor GB18030 (unreadable from byte {{byte}} on).',
  },
  'banking.broken_csv': {
    status: 422,
    zh: '第 {{row}} 行的引号没有配对或过长，文件无法读取。',
    en: 'Row {{row}} has an unpaired quote or is too long; the file cannot be read.',
  },
  'banking.broken_xml': {
    status: 422,
    zh: 'XML 第 {{row}} 行有误，文件无法读取。',
    en: 'The XML is broken at line {{row}}; the file cannot be read.',
  },
  'banking.xml_entities': {
    status: 422,
    zh: 'XML 含有文档类型声明或实体，出于安全不予读取。',
    en: 'The XML declares a document type or entities; for safety it is not read.',
  },
  'banking.not_camt053': {
    status: 422,
    zh: '该 XML 不是 camt.053 对账单（ISO 20022 BankToCustomerStatement），或含有多份对账单。',
    en: 'The XML is no camt.053 statement (ISO 20022 BankToCustomerStatement), or holds several.',
  },
  'banking.mt940_field': {
    status: 422,
    zh: 'MT940 第 {{row}} 行的 {{tag}} 域不符合格式。',
    en: 'Row {{row}} of the MT940 file: field {{tag}} is not in its form.',
  },
  'banking.mt940_missing': {
    status: 422,
    zh: 'MT940 文件不完整：第 {{row}} 行处缺少 {{tag}} 域。',
    en: 'The MT940 file is not complete: field {{tag}} is missing at row {{row}}.',
  },
  'banking.mt940_several': {
    status: 422,
    zh: 'MT940 文件含有多个账户，请按账户分别导出。',
    en: 'The MT940 file holds several accounts; export each apart.',
  },
  'banking.mt940_gap': {
    status: 422,
    zh: 'MT940 第 {{row}} 行的期初余额与前一份的期末余额不衔接，缺少明细。',
    en: 'The opening balance at row {{row}} of the MT940 file is not the closing balance before it; lines are missing.',
  },
  'banking.columns_missing': {
    status: 422,
    zh: '缺少列：{{columns}}。请指定各列的含义。',
    en: 'Columns are missing: {{columns_en}}. Say which column is which.',
  },
  'banking.bad_lines': {
    status: 422,
    zh: '有 {{count}} 行不能导入，文件没有导入任何内容。请看各行的说明。',
    en: '{{count}} line(s) cannot be imported, and nothing was. See what each line says.',
  },
  'banking.no_lines': { status: 422, zh: '对账单没有交易明细。', en: 'The statement has no lines.' },
  'banking.no_closing_balance': {
    status: 422,
    zh: '文件没有余额，请填写银行显示的期末余额，以便核对。',
    en: 'The file states no balance; type the closing balance the bank shows, so that it can be checked.',
  },
  'banking.balance_breaks': {
    status: 422,
    zh: '第 {{row}} 行的余额 ¥{{given}} 与上一行余额加发生额 ¥{{expected}} 不符，文件自相矛盾，未导入。',
    en: 'Row {{row}} says a balance of ¥{{given}}, but the row before and the amount make ¥{{expected}}: the file contradicts itself and was not imported.',
  },
  'banking.contradicts_itself': {
    status: 422,
    zh: '期初余额 ¥{{opening}} 加发生额合计 ¥{{sum}} 不等于期末余额 ¥{{closing}}，文件自相矛盾，未导入。',
    en: 'The opening balance ¥{{opening}} and the lines ¥{{sum}} do not make the closing balance ¥{{closing}}: the file contradicts itself and was not imported.',
  },
  'banking.no_account': {
    status: 409,
    zh: '本地区尚未登记收款账户，请先登记。',
    en: 'No receiving account is entered for this region; enter it first.',
  },
  'banking.other_account': {
    status: 422,
    zh: '对账单的账号尾号为 {{given}}，收款账户尾号为 {{expected}}，不是同一账户。',
    en: 'The statement is of the account ending in {{given}}; the receiving account ends in {{expected}}.',
  },
  'banking.wrong_currency': {
    status: 422,
    zh: '对账单币种为 {{currency}}，只接受人民币。',
    en: 'The statement is in {{currency}}; only CNY is taken.',
  },
  'banking.already_imported': {
    status: 409,
    zh: '该对账单已经导入。',
    en: 'This statement was imported already.',
  },
  'banking.not_proposed': {
    status: 409,
    zh: '该笔流水当前为“{{state}}”，没有待确认的匹配。',
    en: 'This line is "{{state_en}}"; there is no match to confirm.',
  },
  'banking.two_people': {
    status: 403,
    zh: '超过 ¥{{limit}} 的款项须由两人办理，另一人不能是您。',
    en: 'More than ¥{{limit}} takes two officers; the second is not you.',
  },
  'banking.reviewer_needed': {
    status: 403,
    zh: '须由具有财政复核职责的人员确认；需要两人时由其先行确认。',
    en: 'An officer with the duty of review confirms; where two are needed, that officer comes first.',
  },
  'banking.changed_meanwhile': {
    status: 409,
    zh: '该事项刚刚被他人处理，请查看最新状态后再操作。',
    en: 'Somebody else has just worked on this; look at its newest state first.',
  },
  'banking.case_closed': { status: 409, zh: '该待查款项已经了结。', en: 'This case is closed.' },
  'banking.case_asked': {
    status: 409,
    zh: '该待查款项有一步正等待第二人复核。',
    en: 'A step of this case waits for a second officer.',
  },
  'banking.nothing_asked': {
    status: 409,
    zh: '没有等待复核的步骤。',
    en: 'No step waits for a second officer.',
  },
  'banking.more_than_remains': {
    status: 422,
    zh: '待查余额只有 ¥{{remaining}}。',
    en: 'Only ¥{{remaining}} is left in this case.',
  },
  'banking.more_than_missing': {
    status: 422,
    zh: '该订单还差 ¥{{missing}}，不能转入更多。',
    en: 'The order lacks ¥{{missing}}; no more than that can be applied.',
  },
  'banking.order_has_proposal': {
    status: 409,
    zh: '该订单另有一笔完全相符的到账待确认，请先确认。',
    en: 'Another line fits this order exactly and waits to be confirmed; confirm it first.',
  },
  'banking.third_party_reason': {
    status: 422,
    zh: '付款人不是该订单的购买方，请写明依据（如代付说明）。',
    en: 'The payer is not the buyer of this order; say on what it rests (e.g. a letter of payment on behalf).',
  },
  'banking.payee_unknown': {
    status: 422,
    zh: '对账单没有付款人的户名或账号，请填写退款账户。',
    en: 'The statement does not name the payer or its account; type where the money goes back.',
  },
  'banking.past_day': { status: 422, zh: '期限应晚于今天。', en: 'The due day lies after today.' },
  'banking.cannot_undo': {
    status: 409,
    zh: '该步骤已经完成，不能冲回；订单款项请走退款。',
    en: 'This step is done and cannot be taken back; money of an order goes back as a refund.',
  },
  'banking.serial_elsewhere': {
    status: 409,
    zh: '流水号 {{serial}} 在对账单上是另一笔款项，或金额不同。',
    en: 'Serial {{serial}} is another movement on the statement, or of another amount.',
  },
});
