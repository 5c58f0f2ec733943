/** What the tables port answers when a file is no table it can keep, or a question is none it can answer. */
import { defineRefusals } from '#api/kernel/refusal.ts';

export const refuse = defineRefusals({
  'tables.bad_bound': {
    status: 422,
    zh: '“{{value}}”不能作为列“{{column}}”的上下限：数值列填数字，日期列填 2026-03-05 这样的日期；文本列没有上下限。',
    en: '"{{value}}" is no bound for column "{{column}}": write a number for numbers, a day such as 2026-03-05 for dates; text has no bounds.',
  },
  'tables.bad_pattern': {
    status: 422,
    zh: '格式“{{pattern}}”不是可用的正则表达式（RE2 语法，不支持回溯与前后查找，至多 500 个字符）。',
    en: 'The pattern "{{pattern}}" is no usable regular expression (RE2 syntax: no backreferences or look-around; at most 500 characters).',
  },
  'tables.bad_codes': {
    status: 422,
    zh: '列“{{column}}”的代码表须有 1 至 {{most}} 个代码。',
    en: 'The code list of column "{{column}}" needs 1 to {{most}} codes.',
  },
  'tables.empty': {
    status: 422,
    zh: '文件是空的，没有可导入的内容。',
    en: 'The file is empty; there is nothing to import.',
  },
  'tables.too_large': {
    status: 413,
    zh: '文件超过 {{limit}} 字节的上限，未导入。',
    en: 'The file is larger than the limit of {{limit}} bytes and was not imported.',
  },
  'tables.not_csv': {
    status: 415,
    zh: '文件内容不是 CSV 文本，而是 {{found}}。请另存为 CSV 后重新上传。',
    en: 'The content is not CSV text but {{found}}. Save it as CSV and upload it again.',
  },
  'tables.nul_bytes': {
    status: 422,
    zh: '文件在第 {{line}} 行含有空字节（NUL），不是完整的文本文件。',
    en: 'The file holds a NUL byte on line {{line}}; it is not a sound text file.',
  },
  'tables.bad_encoding': {
    status: 422,
    zh: '第 {{line}} 行含有无法识别的字符：文件既不是有效的 UTF-8，也不是有效的 GB18030。',
    en: 'Line {{line}} holds characters that cannot be read: the file is neither valid UTF-8 nor valid GB18030.',
  },
  'tables.damaged_utf8': {
    status: 422,
    zh: '文件是 UTF-8 编码，但第 {{line}} 行的字符已损坏。请从原系统重新导出。',
    en: 'The file is UTF-8 but a character on line {{line}} is damaged. Export it again from its source.',
  },
  'tables.no_header': {
    status: 422,
    zh: '第一行应为列名，但其中没有文字列名。',
    en: 'The first line must hold the names of the columns, but it holds none.',
  },
  'tables.no_rows': { status: 422, zh: '文件只有表头，没有数据行。', en: 'The file has a header and no rows.' },
  'tables.too_many_columns': {
    status: 422,
    zh: '表格有 {{found}} 列，超过 {{limit}} 列的上限。',
    en: 'The table has {{found}} columns; the limit is {{limit}}.',
  },
  'tables.header_too_long': {
    status: 422,
    zh: '第 {{column}} 列的列名有 {{found}} 个字，超过 {{limit}} 个字的上限。',
    en: 'The name of column {{column}} has {{found}} characters; the limit is {{limit}}.',
  },
  'tables.duplicate_header': {
    status: 422,
    zh: '第 {{first}} 列与第 {{second}} 列的列名相同（不分大小写）：{{name}}。',
    en: 'Columns {{first}} and {{second}} have the same name (case aside): {{name}}.',
  },
  'tables.ragged_row': {
    status: 422,
    zh: '第 {{row}} 行数据（文件第 {{line}} 行）有 {{found}} 列，应为 {{expected}} 列。',
    en: 'Row {{row}} (line {{line}} of the file) has {{found}} columns; {{expected}} were expected.',
  },
  'tables.unclosed_quote': {
    status: 422,
    zh: '第 {{row}} 行数据（文件第 {{line}} 行）第 {{column}} 列的双引号没有闭合。',
    en: 'Row {{row}} (line {{line}} of the file), column {{column}}: a double quote is never closed.',
  },
  'tables.stray_quote': {
    status: 422,
    zh: '第 {{row}} 行数据（文件第 {{line}} 行）第 {{column}} 列：闭合的双引号之后还有文字。',
    en: 'Row {{row}} (line {{line}} of the file), column {{column}}: text follows a closing double quote.',
  },
  'tables.row_too_long': {
    status: 422,
    zh: '第 {{row}} 行数据（文件第 {{line}} 行）超过 {{limit}} 字节的上限。',
    en: 'Row {{row}} (line {{line}} of the file) is longer than {{limit}} bytes.',
  },
  'tables.malformed': {
    status: 422,
    zh: '文件在第 {{line}} 行附近不符合 CSV 格式（RFC 4180），无法读取。',
    en: 'The file is not well-formed CSV (RFC 4180) near line {{line}}.',
  },
  'tables.unknown_column': {
    status: 400,
    zh: '表中没有名为“{{column}}”的列。',
    en: 'The table has no column named "{{column}}".',
  },
  'tables.bad_value': {
    status: 400,
    zh: '“{{column}}”列的类型是{{type}}，所给的值不合适。',
    en: 'The column "{{column}}" holds {{type}} values; the value given is not one.',
  },
  'tables.bad_page': {
    status: 400,
    zh: '分页参数不正确：每页 1 至 {{limit}} 行，起点不小于 0，游标须为本接口给出。',
    en: 'The paging is not right: 1 to {{limit}} rows a page, an offset of 0 or more, a cursor this interface gave out.',
  },
  'tables.bad_condition': {
    status: 400,
    zh: '筛选条件的组合不合规定：any、all 不能为空，嵌套不超过 {{depth}} 层，合计不超过 {{most}} 条，检索词不超过 {{words}} 个。',
    en: 'The conditions are not right: any and all must not be empty, at most {{depth}} deep and {{most}} in all, and at most {{words}} words of text.',
  },
  'tables.no_text_column': {
    status: 400,
    zh: '表中没有文本列，不能检索文字。',
    en: 'The table has no text column to look for words in.',
  },
  'tables.bad_group': {
    status: 400,
    zh: '不能这样按“{{column}}”列分组：hour、day、week、month、quarter、year 用于日期，2 至 200 的分段数用于数值，每列只分一次，最多 {{most}} 列。',
    en: 'The column "{{column}}" cannot be grouped so: hour, day, week, month, quarter and year suit dates, 2 to 200 bins suit numbers; each column once, at most {{most}} columns.',
  },
  'tables.bad_measure': {
    status: 400,
    zh: '不能对“{{column}}”列计算 {{fn}}：sum、avg、median 只用于数值，除 count 外都须指定列，最多 {{most}} 项。',
    en: 'The figure {{fn}} cannot be taken of the column "{{column}}": sum, avg and median need numbers, all but count need a column; at most {{most}} figures.',
  },
  'tables.bad_limit': {
    status: 400,
    zh: '行数上限须为 1 至 {{limit}}。',
    en: 'The limit must be a whole number from 1 to {{limit}}.',
  },
  'tables.sql_length': {
    status: 400,
    zh: 'SQL 语句须为 1 至 {{limit}} 个字符。',
    en: 'The SQL must have 1 to {{limit}} characters.',
  },
  'tables.sql_syntax': {
    status: 400,
    zh: 'SQL 第 {{line}} 行第 {{column}} 个字符处有语法错误：{{message}}。',
    en: 'The SQL has a syntax error at line {{line}}, column {{column}}: {{message}}.',
  },
  'tables.sql_not_select': {
    status: 400,
    zh: '这里只能查询：语句须是 SELECT。',
    en: 'Only questions are answered here: the statement must be a SELECT.',
  },
  'tables.sql_one_statement': {
    status: 400,
    zh: '一次只能提交一条语句。',
    en: 'Send exactly one statement at a time.',
  },
  'tables.sql_table': {
    status: 400,
    zh: 'SQL 第 {{line}} 行第 {{column}} 个字符处：不能读取“{{name}}”。可以读取的表：{{tables}}。',
    en: 'Line {{line}}, column {{column}} of the SQL: "{{name}}" cannot be read. Tables that can: {{tables}}.',
  },
  'tables.sql_function': {
    status: 400,
    zh: 'SQL 第 {{line}} 行第 {{column}} 个字符处：不提供函数“{{name}}”。',
    en: 'Line {{line}}, column {{column}} of the SQL: the function "{{name}}" is not offered.',
  },
  'tables.sql_construct': {
    status: 400,
    zh: 'SQL 第 {{line}} 行第 {{column}} 个字符处：不支持 {{name}} 这种写法。',
    en: 'Line {{line}}, column {{column}} of the SQL: {{name}} is not supported here.',
  },
  'tables.sql_failed': {
    status: 400,
    zh: 'SQL 第 {{line}} 行第 {{column}} 个字符处无法执行：{{message}}',
    en: 'The SQL cannot be run, line {{line}}, column {{column}}: {{message}}',
  },
  'tables.sql_timeout': {
    status: 422,
    zh: '查询超过 {{seconds}} 秒仍未完成，已停止。请先筛选或汇总。',
    en: 'The query did not finish within {{seconds}} seconds and was stopped. Filter or aggregate first.',
  },
  'tables.sql_too_heavy': {
    status: 422,
    zh: '查询所需内存或临时空间超过上限（内存 {{limit}} MB），已停止。',
    en: 'The query needs more memory ({{limit}} MB) or temporary space than is allowed and was stopped.',
  },
  'tables.sql_too_large': {
    status: 422,
    zh: '查询结果超过 {{limit}} MB。请少选几列、少取几行，或下载整个文件。',
    en: 'The answer is larger than {{limit}} MB. Select fewer columns or rows, or download the file.',
  },
  'tables.inside_rows': {
    status: 422,
    zh: 'SQL 第 {{line}} 行第 {{column}} 个字符处：“{{name}}”会显示单条记录。域内计算只给出汇总：SELECT 分组列, count(*), sum(列) FROM 表 GROUP BY 分组列。',
    en: 'Line {{line}}, column {{column}} of the SQL: "{{name}}" would show single records. Jobs in the domain answer aggregates: SELECT keys, count(*), sum(column) FROM table GROUP BY keys.',
  },
  'tables.inside_construct': {
    status: 422,
    zh: 'SQL 第 {{line}} 行第 {{column}} 个字符处：直接读取受保护表的查询中不能使用“{{name}}”。请先汇总再处理：WITH g AS (SELECT … GROUP BY …) SELECT … FROM g。',
    en: 'Line {{line}}, column {{column}} of the SQL: "{{name}}" cannot stand in a query that reads protected tables. Aggregate first, then go on: WITH g AS (SELECT ... GROUP BY ...) SELECT ... FROM g.',
  },
  'tables.inside_function': {
    status: 422,
    zh: 'SQL 第 {{line}} 行第 {{column}} 个字符处：读取受保护表时不提供函数“{{name}}”：它可能显示单条记录或者因个别取值而失败。',
    en: 'Line {{line}}, column {{column}} of the SQL: "{{name}}" is not offered on protected tables: it can show a single record, or fail on a single value.',
  },
  'tables.inside_argument': {
    status: 422,
    zh: 'SQL 第 {{line}} 行第 {{column}} 个字符处：{{name}} 只能用于一个列（多数要求数值列）；条件请写成 FILTER (WHERE …)。',
    en: 'Line {{line}}, column {{column}} of the SQL: {{name}} takes a plain column (most take numbers only); write conditions as FILTER (WHERE ...).',
  },
  'tables.inside_column': {
    status: 422,
    zh: 'SQL 第 {{line}} 行第 {{column}} 个字符处：没有列“{{name}}”，或者它属于多张表而未指明。',
    en: 'Line {{line}}, column {{column}} of the SQL: there is no column "{{name}}", or several tables have it.',
  },
  'tables.inside_type': {
    status: 422,
    zh: 'SQL 第 {{line}} 行第 {{column}} 个字符处：类型不一致或者参数不合要求（{{name}}），请先用 CAST 转换。',
    en: 'Line {{line}}, column {{column}} of the SQL: kinds that do not go together, or a wrong argument ({{name}}); convert with CAST first.',
  },
  'tables.inside_join': {
    status: 422,
    zh: 'SQL 第 {{line}} 行第 {{column}} 个字符处（{{name}}）：受保护的表之间只能按列相等作内连接或左连接，每张表出现一次，每个条件只涉及一张表。',
    en: 'Line {{line}}, column {{column}} of the SQL ({{name}}): protected tables are joined by equal columns, inner or left, each table once, and each condition looks at one of them.',
  },
  'tables.inside_too_many': {
    status: 422,
    zh: '结果超过 {{limit}} 行。请减少分组。',
    en: 'The answer has more than {{limit}} rows. Use fewer groups.',
  },
  'tables.inside_failed': {
    status: 422,
    zh: '查询在真实数据上未能完成。原因可能包含数据内容，因此不予显示；请先在合成数据上试运行。',
    en: 'The query failed on the real rows. The reason could quote them and is not told; try it on the synthetic rows first.',
  },
  'tables.sql_busy': {
    status: 503,
    zh: '同时查询的人较多，请稍候再试。',
    en: 'Many queries are running at once; try again shortly.',
  },
  'tables.no_places': {
    status: 422,
    zh: '该表没有坐标或几何列，不能导出为 GeoJSON。',
    en: 'The table has no coordinates or geometries, so there is no GeoJSON of it.',
  },
  'tables.bad_key': {
    status: 422,
    zh: '“{{columns}}”不能作为主键：须为两个版本都有、类型相同、没有空值且不重复的列。请另选一列或几列。',
    en: '"{{columns}}" is no key: its columns must be in both versions with one type, without empty cells and without repeats. Choose others.',
  },
  'tables.no_columns_left': {
    status: 422,
    zh: '处理后表中将没有任何一列，请至少保留一列。',
    en: 'The treatment would leave no column; keep at least one.',
  },
  'tables.xlsx_too_many_rows': {
    status: 422,
    zh: 'XLSX 工作表最多 {{limit}} 行数据，本表有 {{found}} 行。请下载 CSV 或 Parquet。',
    en: 'An XLSX sheet holds at most {{limit}} rows; this table has {{found}}. Download CSV or Parquet.',
  },
  'tables.xlsx_cell_too_long': {
    status: 422,
    zh: 'XLSX 单元格最多 {{limit}} 个字，“{{column}}”列中有更长的内容。请下载 CSV 或 Parquet。',
    en: 'An XLSX cell holds at most {{limit}} characters; the column "{{column}}" has longer text. Download CSV or Parquet.',
  },
  'tables.timeout': {
    status: 503,
    zh: '查询超过 {{seconds}} 秒仍未完成，已停止。请缩小筛选范围。',
    en: 'The query did not finish within {{seconds}} seconds and was stopped. Narrow the filter.',
  },
  'tables.too_heavy': {
    status: 503,
    zh: '处理该表所需内存超过上限，已停止，原数据不受影响。',
    en: 'The table needs more memory than is allowed; the work was stopped and nothing was changed.',
  },
});
