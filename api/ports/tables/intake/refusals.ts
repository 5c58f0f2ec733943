/** What is answered when an upload is not what it says, or holds what cannot be taken. */
import { defineRefusals } from '#api/kernel/refusal.ts';

export const refuse = defineRefusals({
  'tables.not_kept': {
    status: 415,
    zh: '平台不接收 {{found}} 文件。表格请用 CSV、XLSX、JSON、GeoJSON 或 Parquet，文件请用 PDF、图像、音频、视频或 DOCX。',
    en: 'Files of the kind {{found}} are not taken. Send tables as CSV, XLSX, JSON, GeoJSON or Parquet; documents as PDF, images, audio, video or DOCX.',
  },
  'tables.name_lies': {
    status: 415,
    zh: '文件名“{{name}}”与内容不符：内容是 {{found}}。请用正确的扩展名重新上传。',
    en: 'The name "{{name}}" does not fit the content, which is {{found}}. Upload it again under its right extension.',
  },
  'tables.archive_broken': {
    status: 422,
    zh: '压缩包已损坏，无法读取。请重新打包后上传。',
    en: 'The archive is damaged and cannot be read. Pack it again.',
  },
  'tables.archive_encrypted': {
    status: 422,
    zh: '压缩包中的“{{path}}”已加密。请去掉密码后上传。',
    en: '"{{path}}" in the archive is encrypted. Pack it without a password.',
  },
  'tables.archive_path': {
    status: 422,
    zh: '压缩包中有不允许的路径“{{path}}”：不得含上级目录、绝对路径、反斜杠、控制字符或符号链接。',
    en: 'The archive holds a path that is not allowed, "{{path}}": no parent folders, absolute paths, backslashes, control characters or symbolic links.',
  },
  'tables.archive_nested': {
    status: 422,
    zh: '压缩包中的“{{path}}”又是压缩包。请只打包一层。',
    en: '"{{path}}" in the archive is itself an archive. Pack the files directly.',
  },
  'tables.archive_bomb': {
    status: 422,
    zh: '压缩包解开后过大（“{{path}}”处已超过 {{limit}}），已停止读取。',
    en: 'The archive unpacks to too much (at "{{path}}" it passed {{limit}}); reading was stopped.',
  },
  'tables.archive_too_many': {
    status: 422,
    zh: '压缩包中有 {{found}} 个文件，超过 {{limit}} 个的上限。',
    en: 'The archive holds {{found}} files; the limit is {{limit}}.',
  },
  'tables.archive_empty': { status: 422, zh: '压缩包中没有文件。', en: 'The archive holds no file.' },
  'tables.too_many_tables': {
    status: 422,
    zh: '文件中有 {{found}} 个表，超过 {{limit}} 个的上限。',
    en: 'The upload holds {{found}} tables; the limit is {{limit}}.',
  },
  'tables.xml_entities': {
    status: 422,
    zh: '工作簿的“{{part}}”部分含有 DOCTYPE 或实体声明，未作解析。请用电子表格软件重新保存。',
    en: 'The part "{{part}}" of the workbook declares a DOCTYPE or entities and was not parsed. Save it again with a spreadsheet program.',
  },
  'tables.workbook_broken': {
    status: 422,
    zh: '工作簿的“{{part}}”部分无法读取。请用电子表格软件重新保存。',
    en: 'The part "{{part}}" of the workbook cannot be read. Save it again with a spreadsheet program.',
  },
  'tables.workbook_too_heavy': {
    status: 422,
    zh: '工作簿中的文本过多（超过 {{limit}}）。请另存为 CSV 后上传。',
    en: 'The workbook holds too much text (over {{limit}}). Save it as CSV.',
  },
  'tables.merged_cells': {
    status: 422,
    zh: '单元格 {{range}} 是合并的。表头须为一行列名，每行一条数据：请取消合并、去掉标题行后重新上传。',
    en: 'The cells {{range}} are merged. A table has one header row and one record a row: unmerge them, remove title rows and upload again.',
  },
  'tables.cell_error': {
    status: 422,
    zh: '第 {{row}} 行数据（单元格 {{cell}}，列“{{column}}”）是公式错误 {{value}}。请更正后重新上传。',
    en: 'Row {{row}} (cell {{cell}}, column "{{column}}") holds the formula error {{value}}. Correct it and upload again.',
  },
  'tables.json_broken': {
    status: 422,
    zh: '第 {{row}} 条记录不是有效的 JSON。',
    en: 'Record {{row}} is not valid JSON.',
  },
  'tables.json_record': {
    status: 422,
    zh: '第 {{row}} 条记录不是对象（{…}）。',
    en: 'Record {{row}} is not an object ({…}).',
  },
  'tables.json_shape': {
    status: 422,
    zh: 'JSON 须为对象数组，或只含一个对象数组的对象，例如 {"data": […]}。',
    en: 'The JSON must be an array of objects, or an object with exactly one such array, as in {"data": […]}.',
  },
  'tables.json_depth': {
    status: 422,
    zh: '第 {{row}} 条记录嵌套超过 {{limit}} 层。',
    en: 'Record {{row}} is nested more than {{limit}} levels deep.',
  },
  'tables.geojson_geometry': {
    status: 422,
    zh: '第 {{row}} 个要素的几何不正确：坐标须为 CRS84 经纬度（RFC 7946）。',
    en: 'The geometry of feature {{row}} is not right: coordinates are longitude and latitude in CRS84 (RFC 7946).',
  },
  'tables.geojson_crs': {
    status: 422,
    zh: 'GeoJSON 的坐标参考系是“{{crs}}”；须为 CRS84（WGS 84 经纬度，RFC 7946）。请转换后上传。',
    en: 'The coordinate reference system is "{{crs}}"; GeoJSON uses CRS84 (RFC 7946). Convert it first.',
  },
  'tables.parquet_broken': {
    status: 422,
    zh: 'Parquet 文件已损坏或加密，无法读取。',
    en: 'The Parquet file is damaged or encrypted and cannot be read.',
  },
  'tables.parquet_type': {
    status: 422,
    zh: '列“{{column}}”的类型 {{type}} 不能作为开放数据的列。请转换为文本、数字、日期或布尔值。',
    en: 'The column "{{column}}" is of the type {{type}}, which cannot be kept. Convert it to text, numbers, dates or truth values.',
  },
});
