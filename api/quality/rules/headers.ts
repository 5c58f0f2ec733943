/** What the headers of columns say to whoever reads many of them: words, units, known forms. Pure. */

/** Words of Latin headers, as agencies and their systems write them, and what people call them. */
export const headerWords: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  id: ['编号', 'Identifier'],
  no: ['编号', 'Number'],
  code: ['代码', 'Code'],
  name: ['名称', 'Name'],
  title: ['标题', 'Title'],
  type: ['类型', 'Type'],
  category: ['类别', 'Category'],
  status: ['状态', 'Status'],
  level: ['等级', 'Level'],
  grade: ['等级', 'Grade'],
  date: ['日期', 'Date'],
  day: ['日期', 'Day'],
  time: ['时间', 'Time'],
  datetime: ['时间', 'Date and time'],
  year: ['年份', 'Year'],
  month: ['月份', 'Month'],
  quarter: ['季度', 'Quarter'],
  region: ['地区', 'Region'],
  province: ['省', 'Province'],
  city: ['市', 'City'],
  county: ['县（市、区）', 'County'],
  district: ['区', 'District'],
  address: ['地址', 'Address'],
  longitude: ['经度', 'Longitude'],
  lng: ['经度', 'Longitude'],
  lon: ['经度', 'Longitude'],
  latitude: ['纬度', 'Latitude'],
  lat: ['纬度', 'Latitude'],
  count: ['数量', 'Count'],
  number: ['数量', 'Number'],
  amount: ['金额', 'Amount'],
  price: ['价格', 'Price'],
  fee: ['费用', 'Fee'],
  rate: ['比率', 'Rate'],
  ratio: ['比率', 'Ratio'],
  share: ['占比', 'Share'],
  area: ['面积', 'Area'],
  length: ['长度', 'Length'],
  width: ['宽度', 'Width'],
  height: ['高度', 'Height'],
  weight: ['重量', 'Weight'],
  speed: ['速度', 'Speed'],
  distance: ['距离', 'Distance'],
  duration: ['时长', 'Duration'],
  temperature: ['温度', 'Temperature'],
  humidity: ['湿度', 'Humidity'],
  station: ['站点', 'Station'],
  road: ['道路', 'Road'],
  vehicle: ['车辆', 'Vehicle'],
  vehicles: ['车辆数', 'Vehicles'],
  flow: ['流量', 'Flow'],
  population: ['人口', 'Population'],
  remark: ['备注', 'Remark'],
  note: ['备注', 'Note'],
  phone: ['电话', 'Telephone'],
  unit: ['单位', 'Unit'],
  department: ['部门', 'Department'],
  organization: ['机构', 'Organisation'],
  company: ['企业', 'Company'],
  uscc: ['统一社会信用代码', 'Unified social credit code'],
};

/** Units as the last word of a Latin header: `speed_kmh`. */
export const headerUnits: Readonly<Record<string, string>> = {
  kmh: 'km/h',
  km: 'km',
  m: 'm',
  cm: 'cm',
  mm: 'mm',
  kg: 'kg',
  g: 'g',
  t: 't',
  ton: 't',
  m2: 'm²',
  km2: 'km²',
  m3: 'm³',
  mu: '亩',
  ha: 'ha',
  pct: '%',
  percent: '%',
  cny: '元',
  rmb: '元',
  yuan: '元',
  sec: 's',
  min: 'min',
  hours: 'h',
  days: '天',
  kwh: 'kWh',
  mw: 'MW',
  ugm3: 'µg/m³',
  celsius: '℃',
};

/** What ends a Chinese header or stands in its brackets and is a unit. */
export const hanUnits =
  /^(元|万元|亿元|千元|人|万人|人次|万人次|个|家|户|件|项|次|辆|台|套|座|条|处|所|名|吨|万吨|公斤|千克|克|公里|千米|米|厘米|毫米|平方米|平方公里|平方千米|立方米|亩|公顷|度|千瓦时|万千瓦时|兆瓦|小时|分钟|秒|天|日|月|年|％|%|‰|℃|kWh|kW|MW|km|km\/h|m|mm|cm|kg|t|m²|m³|km²|hPa|mg\/L|µg\/m³|μg\/m³|dB)$/i;

/** Columns whose values are codes whatever they look like. */
export const codeNames =
  /(代码|编码|类型|类别|类|等级|级别|状态|性质|方式|种类|性别|是否|方向|天气)$|(^|_)(code|type|category|status|level|grade|kind|class)$/i;

/** Columns of known form: what the header says, and how its values are written. */
export const knownPatterns: readonly { readonly name: RegExp; readonly pattern: string }[] = [
  { name: /统一社会信用代码|^uscc$/i, pattern: '[0-9A-HJ-NPQRTUWXY]{18}' },
  { name: /行政区划代码|区划代码|^(region|adcode)(_code)?$/i, pattern: '\\d{6}(\\d{3}(\\d{3})?)?' },
  { name: /邮政编码|邮编|^(zip|postal_?code)$/i, pattern: '\\d{6}' },
  { name: /^(联系)?电话|^phone$/i, pattern: '[0-9+()\\-转 ]{7,25}' },
];

/** Columns of numbers with known ends. */
export const knownRanges: readonly { readonly name: RegExp; readonly min: number; readonly max: number }[] = [
  { name: /经度|^(lng|lon|longitude)$/i, min: 73, max: 136 },
  { name: /纬度|^(lat|latitude)$/i, min: 3, max: 54 },
  { name: /(^|_)month$|^月份?$/i, min: 1, max: 12 },
  { name: /(^|_)year$|^年份?$|年度$/i, min: 1900, max: 2100 },
];
