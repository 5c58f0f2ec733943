/** What an item has to say before it is submitted, by the field of the form that asks for it. */
import type { FieldFault } from '#api/kernel/refusal.ts';

const fault = (path: string, zh: string, en: string): FieldFault => ({ path, zh, en });

export const fieldFaults = {
  name: fault('name', '请填写采集项名称。', 'Enter the name of the item.'),
  meaning: fault('meaning', '请写明含义。', 'Say what it means.'),
  purpose: fault('purpose', '请写明采集目的。', 'Say what it is collected for.'),
  population: fault('population', '请写明向谁采集。', 'Say who is asked.'),
  instrument: fault('instrument', '请写明依据的法律法规名称。', 'Name the law or regulation.'),
  article: fault('article', '请写明依据的条款。', 'Name the article.'),
  regions: fault('regions', '请选择本单位管辖的地域。', 'Choose regions of the agency’s own territory.'),
  pointer: fault('pointer', '请填写可共享的信息资源代码。', 'Enter the code of a shared entry.'),
  subject_number: fault('subject_number', '请核对号码。', 'Check the number.'),
  own_name: fault('name', '请填写姓名。', 'Enter your name.'),
  own_number: fault('number', '请填写 18 位有效的公民身份号码。', 'Enter a valid citizen number of 18 characters.'),
  file: fault('file', '请选择证明材料。', 'Choose the file.'),
} as const;
