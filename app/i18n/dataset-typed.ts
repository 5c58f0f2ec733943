/** How people write days, yes and no, and name their columns; read from what was typed, never shown. */

/** `2026年3月5日`, `2026/3/5`, `2026-3`, each with a clock or without. */
export const writtenDay =
  /^(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?)?)?[年月]?(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?$/;
export const writtenYes = /^(true|t|yes|y|1|是|真)$/i;
export const writtenNo = /^(false|f|no|n|0|否|假)$/i;
/** Names of columns whose digits name something rather than measure it. */
export const namesACode = /(编码|编号|代码|序号|邮编|电话|证号|(^|[^a-z])(id|no|code|zip)$|code$)/i;
/** Names and units of figures that are averaged, not added up. */
export const namesARatio =
  /率|比|占|平均|均值|均价|指数|单价|价格|温|湿|浓度|等级|评分|得分|水位|速度|score|rate|ratio|avg|mean|price|index|percent|temp|level/i;
export const ratioUnit = /%|％|‰|℃|°|\/|比/;
/** Years and months written as numbers: a place in time, no amount. */
export const namesATime = /^(年|年份|年度|月|月份|季度|year|month|quarter)$/i;
export const namesALongitude = /^(经度|lng|lon|long|longitude|x坐标)$|经度/i;
export const namesALatitude = /^(纬度|lat|latitude|y坐标)$|纬度/i;
/** Columns that say of which city or county a row is. */
export const namesARegion = /市|县|区|地区|地市|行政区划|区划|region|city|county|area_?code|adcode/i;
