/// The functions that rules may call, as they behave in SQLite, made in the connection's own schema.
enum RuleFunctions {
  /// The functions of rules that PostgreSQL has with the same meaning.
  static let shared: Set<String> = [
    "count", "min", "max", "coalesce", "nullif", "replace", "length", "trim", "ltrim", "rtrim",
    "abs", "row_number", "rank", "dense_rank", "percent_rank", "cume_dist", "ntile", "lag", "lead",
    "first_value", "last_value", "nth_value",
  ]

  /// The functions that are called by another name.
  static let renamed: [String: String] = [
    "sum": "pg_temp.sum", "avg": "pg_temp.avg", "minutes_between": "pg_temp.minutes_between",
    "local_date": "pg_temp.local_date", "local_time": "pg_temp.local_time",
    "fold": "pg_temp.fold", "substr": "pg_temp.substr", "substring": "pg_temp.substr",
    "lower": "pg_temp.lower", "upper": "pg_temp.upper", "instr": "pg_temp.instr",
    "ifnull": "coalesce",
  ]

  /// The statements that make them.
  ///
  /// Sums of whole numbers stay whole numbers and averages are floating, as rules divide and compare
  /// them; `substr` counts from the end where its start is negative; `lower` and `upper` know ASCII
  /// only; `fold` is the form in which names are compared.
  static let definitions = """
    CREATE FUNCTION pg_temp.is_instant(x text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
      SELECT x ~ '^\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d' $$;
    CREATE FUNCTION pg_temp.minutes(x text) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
      SELECT CASE WHEN pg_temp.is_instant(x) THEN
        (make_date(substr(x, 1, 4)::integer, substr(x, 6, 2)::integer, substr(x, 9, 2)::integer)
          - date '1970-01-01')::bigint * 1440
        + substr(x, 12, 2)::bigint * 60 + substr(x, 15, 2)::bigint END $$;
    CREATE FUNCTION pg_temp.minutes_between(a text, b text) RETURNS bigint LANGUAGE sql IMMUTABLE
      AS $$ SELECT pg_temp.minutes(b) - pg_temp.minutes(a) $$;
    CREATE FUNCTION pg_temp.local_date(x text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
      SELECT CASE WHEN pg_temp.is_instant(x) THEN substr(x, 1, 10) END $$;
    CREATE FUNCTION pg_temp.local_time(x text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
      SELECT CASE WHEN pg_temp.is_instant(x) THEN substr(x, 12, 5) END $$;
    CREATE FUNCTION pg_temp.lower(x text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
      SELECT lower(x COLLATE "C") $$;
    CREATE FUNCTION pg_temp.upper(x text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
      SELECT upper(x COLLATE "C") $$;
    CREATE FUNCTION pg_temp.instr(x text, part text) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
      SELECT strpos(x, part)::bigint $$;
    CREATE FUNCTION pg_temp.substr(x text, first bigint) RETURNS text LANGUAGE sql IMMUTABLE AS $$
      SELECT CASE WHEN first > 0 THEN substr(x, first::integer)
        WHEN first = 0 THEN x ELSE right(x, (-first)::integer) END $$;
    CREATE FUNCTION pg_temp.substr(x text, first bigint, size bigint) RETURNS text
      LANGUAGE sql IMMUTABLE AS $$
      SELECT CASE WHEN first > 0 AND size >= 0 THEN substr(x, first::integer, size::integer)
        ELSE (WITH bounds AS (
          SELECT CASE WHEN first < 0 THEN greatest(length(x) + first, 0)
              WHEN first = 0 THEN -1 ELSE first - 1 END AS start,
            CASE WHEN first < 0 THEN length(x) + first ELSE 0 END AS before)
          SELECT CASE
            WHEN size < 0 THEN substr(x, greatest(start + size, 0)::integer + 1,
              (start - greatest(start + size, 0))::integer)
            ELSE substr(x, start::integer + 1,
              greatest(size + least(before, 0), 0)::integer) END
          FROM bounds) END $$;
    CREATE AGGREGATE pg_temp.sum(bigint) (sfunc = int8pl, stype = bigint);
    CREATE AGGREGATE pg_temp.sum(double precision) (sfunc = float8pl, stype = double precision);
    CREATE FUNCTION pg_temp.plus_truth(total bigint, x boolean) RETURNS bigint
      LANGUAGE sql IMMUTABLE AS $$
      SELECT CASE WHEN x IS NULL THEN total ELSE coalesce(total, 0) + x::integer END $$;
    CREATE AGGREGATE pg_temp.sum(boolean) (sfunc = pg_temp.plus_truth, stype = bigint);
    CREATE FUNCTION pg_temp.plus_whole(total bigint, x integer) RETURNS bigint
      LANGUAGE sql IMMUTABLE AS $$
      SELECT CASE WHEN x IS NULL THEN total ELSE coalesce(total, 0) + x END $$;
    CREATE AGGREGATE pg_temp.sum(integer) (sfunc = pg_temp.plus_whole, stype = bigint);
    CREATE FUNCTION pg_temp.mean_of(state double precision[], x double precision)
      RETURNS double precision[] LANGUAGE sql IMMUTABLE AS $$
      SELECT CASE WHEN x IS NULL THEN state
        ELSE ARRAY[state[1] + x, state[2] + 1] END $$;
    CREATE FUNCTION pg_temp.mean(state double precision[]) RETURNS double precision
      LANGUAGE sql IMMUTABLE AS $$ SELECT state[1] / nullif(state[2], 0) $$;
    CREATE AGGREGATE pg_temp.avg(double precision) (
      sfunc = pg_temp.mean_of, stype = double precision[], finalfunc = pg_temp.mean,
      initcond = '{0,0}');
    """ + times + fold

  /// One half of a date-time from the other; of a local time that clocks repeat, the first is meant.
  ///
  /// Another program's zone may be none that the server knows: a local time is not known then.
  static let times = """
    CREATE FUNCTION pg_temp.registrar_local_of(moment text, zone text) RETURNS text
    LANGUAGE plpgsql STABLE STRICT AS $$
      BEGIN
        RETURN to_char(moment::timestamptz AT TIME ZONE zone, 'YYYY-MM-DD"T"HH24:MI');
      EXCEPTION WHEN invalid_parameter_value THEN RETURN NULL;
      END $$;
    CREATE FUNCTION pg_temp.registrar_instant_of(moment text, zone text) RETURNS text
    LANGUAGE plpgsql STABLE AS $$
      DECLARE
        written timestamp := moment::timestamp;
        later timestamptz;
        earlier timestamptz;
      BEGIN
        later := written AT TIME ZONE coalesce(zone, 'UTC');
        FOREACH earlier IN ARRAY ARRAY[later - interval '1 hour', later - interval '30 minutes'] LOOP
          IF earlier AT TIME ZONE coalesce(zone, 'UTC') = written THEN
            later := earlier;
            EXIT;
          END IF;
        END LOOP;
        RETURN to_char(later AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"');
      EXCEPTION WHEN invalid_parameter_value THEN RETURN moment || ':00Z';
      END $$;
    """

  /// `fold`, as `foldedValue` has it: case, width and runs of spaces do not count.
  static let fold = """
    CREATE FUNCTION pg_temp.fold(value text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT AS $$
      DECLARE
        x text := value;
      BEGIN
        x := normalize(lower(normalize(x, NFKC) COLLATE "und-x-icu"), NFKC);
        x := regexp_replace(x,
          '[\\u00AD\\u200B-\\u200F\\u202A-\\u202E\\u2060-\\u2064\\u2066-\\u2069\\uFEFF]', '', 'g');
        x := regexp_replace(x,
          '[\\u0009-\\u000D\\u0020\\u0085\\u00A0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000]+',
          ' ', 'g');
        RETURN btrim(replace(replace(x, 'ß', 'ss'), 'ς', 'σ'), ' ');
      END $$;
    """
}
