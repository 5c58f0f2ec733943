/**
 * Functions a stranger's SQL may call: those that work on their arguments alone. What is not named here is refused, so a
 * function that a new DuckDB brings is shut out until somebody has looked at it. Left out on purpose: everything that
 * reads or tells of files, settings, variables, the catalogue or other statements, that waits, logs or keeps state.
 */
const words = (text: string): string[] => text.trim().split(/\s+/);

export const scalarFunctions: ReadonlySet<string> = new Set([
  ...words('+ - * / // % ** ^ & | << >> ~ || @ ~~ !~~ ~~* !~~* ~~~ ^@ && @> <@ ->> !__postfix'),
  ...words(
    'add subtract multiply divide mod fdiv fmod xor abs acos acosh asin asinh atan atan2 atanh cbrt ceil ceiling',
  ),
  ...words('cos cosh cot degrees even exp factorial floor gamma gcd greatest_common_divisor isfinite isinf isnan lcm'),
  ...words(
    'least_common_multiple lgamma ln log log10 log2 nextafter pi pow power radians round round_even roundbankers',
  ),
  ...words('sign signbit sin sinh sqrt tan tanh trunc greatest least equi_width_bins random bit_count get_bit set_bit'),
  ...words(
    'ascii bar bit_length char_length character_length chr concat concat_ws contains damerau_levenshtein editdist3',
  ),
  ...words('ends_with format formatReadableSize formatReadableDecimalSize format_bytes hamming instr jaccard hash'),
  ...words(
    'jaro_similarity jaro_winkler_similarity lcase left left_grapheme len length length_grapheme levenshtein lower',
  ),
  ...words(
    'lpad ltrim md5 mismatches nfc_normalize octet_length ord position prefix printf regexp_escape regexp_extract',
  ),
  ...words(
    'regexp_extract_all regexp_full_match regexp_matches regexp_replace regexp_split_to_array repeat replace reverse',
  ),
  ...words(
    'right right_grapheme rpad rtrim sha1 sha256 split split_part starts_with str_split str_split_regex string_split',
  ),
  ...words('string_split_regex string_to_array strip_accents strlen strpos substr substring substring_grapheme suffix'),
  ...words(
    'to_base to_binary to_hex hex bin translate trim ucase unicode upper url_decode url_encode base64 from_base64',
  ),
  ...words('to_base64 ilike_escape like_escape not_ilike_escape not_like_escape icu_sort_key array_to_string'),
  ...words(
    'age ago century current_date current_localtime current_localtimestamp get_current_time get_current_timestamp',
  ),
  ...words(
    'date_add date_diff date_part date_sub date_trunc datediff datepart datesub datetrunc day dayname dayofmonth',
  ),
  ...words('dayofweek dayofyear days_in_month decade epoch epoch_ms epoch_ns epoch_us era hour isodow isoyear julian'),
  ...words(
    'last_day make_date make_time make_timestamp microsecond millennium millisecond minute month monthname nanosecond',
  ),
  ...words(
    'normalized_interval now quarter second strftime strptime try_strptime time_bucket timezone to_centuries to_days',
  ),
  ...words(
    'to_decades to_hours to_microseconds to_millennia to_milliseconds to_minutes to_months to_quarters to_seconds',
  ),
  ...words('to_timestamp to_weeks to_years today transaction_timestamp week weekday weekofyear year yearweek'),
  ...words('list_value list_pack array_value list_concat list_cat array_concat array_cat list_contains list_has'),
  ...words(
    'array_contains array_has list_has_all list_has_any array_has_all array_has_any list_distinct array_distinct',
  ),
  ...words('list_extract list_element array_extract list_filter array_filter filter list_intersect array_intersect'),
  ...words('list_position list_indexof array_position list_reduce array_reduce reduce list_reverse array_reverse'),
  ...words(
    'list_reverse_sort array_reverse_sort list_slice array_slice list_sort array_sort list_transform list_apply',
  ),
  ...words(
    'array_transform array_apply apply list_unique array_unique list_where list_zip array_zip flatten array_length',
  ),
  ...words('list_append list_prepend list_avg list_sum list_min list_max list_count list_median list_mode list_first'),
  ...words('list_last list_any_value list_string_agg list_product list_stddev_samp list_var_samp unnest range'),
  ...words('generate_series struct_pack struct_extract struct_insert struct_concat row map map_contains map_entries'),
  ...words('map_extract map_extract_value map_from_entries map_keys map_values cardinality element_at'),
  ...words('json json_array json_array_length json_contains json_exists json_extract json_extract_string json_keys'),
  ...words('json_object json_quote json_structure json_type json_valid json_value to_json row_to_json array_to_json'),
  ...words('json_group_array json_group_object nullif ifnull typeof coalesce constant_or_null'),
]);

export const aggregateFunctions: ReadonlySet<string> = new Set([
  ...words('any_value approx_count_distinct approx_quantile approx_top_k arbitrary arg_max arg_max_null arg_min'),
  ...words('arg_min_null argmax argmin array_agg avg bit_and bit_or bit_xor bool_and bool_or corr count count_if'),
  ...words('count_star countif covar_pop covar_samp cume_dist dense_rank entropy favg fill first first_value fsum'),
  ...words(
    'geometric_mean geomean group_concat histogram kahan_sum kurtosis kurtosis_pop lag last last_value lead list',
  ),
  ...words('listagg mad max max_by mean median min min_by mode nth_value ntile percent_rank product quantile'),
  ...words(
    'quantile_cont quantile_disc rank rank_dense regr_avgx regr_avgy regr_count regr_intercept regr_r2 regr_slope',
  ),
  ...words('regr_sxx regr_sxy regr_syy row_number sem skewness stddev stddev_pop stddev_samp string_agg sum'),
  ...words('sum_no_overflow sumkahan var_pop var_samp variance wavg weighted_avg'),
]);

/** Functions that may stand for a table. */
export const tableFunctions: ReadonlySet<string> = new Set(['unnest', 'range', 'generate_series']);
