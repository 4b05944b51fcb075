import Schemas
import TabularCore

/// Finds records that runs created and no run deleted, but that are no longer in the table.
struct GoneRecords {
  let connection: any SQLConnection
  let schema: TableSchema
  let target: TargetTable
  let texts: StoredTexts
  /// At most so many records are named.
  let limit: Int

  /// A missing record.
  struct Record {
    /// Its number in the journal.
    var id: Int
    /// Its natural key; `nil` if nothing recorded it.
    var key: [String]?
    /// The run that made it.
    var run: String
    /// The file and row that it was read from; `nil` for a record that an undo had restored.
    var place: (file: String, row: Int)?
  }

  private var name: String { sqlTable(target.name, connection.dialect) }
  private var id: String { "t." + sqlIdentifier(target.idColumn) }
  private var label: SQLValue { .text(schema.name) }

  /// The missing records, those of the latest run first.
  func find() throws(StoreError) -> [Record] {
    // Text ids are known by their hashes, which have no index.
    guard target.idType == .integer else { return [] }
    let ranges = try connection.rows(
      """
      SELECT c.first_id, c.last_id, c.run_id, c.source_file, c.source_row
      FROM registrar_journal AS c JOIN registrar_runs AS r ON r.run_id = c.run_id
      WHERE c.table_name = ?1 AND c.operation = 'create' AND c.last_id IS NOT NULL
        AND c.last_id - c.first_id + 1 > (
          SELECT count(*) FROM \(name) AS t WHERE \(id) BETWEEN c.first_id AND c.last_id)
      ORDER BY r.number DESC, c.first_id
      """, [label])
    var records: [Record] = []
    var known: Set<Int> = []
    for range in ranges {
      let first = range[0].integer ?? 0
      for (from, to) in try gaps(in: first, range[1].integer ?? 0) {
        var id = from
        while id <= to, records.count < limit {
          if known.insert(id).inserted {
            let row = range[4].integer.map { $0 + id - first }
            let place = range[3].text.flatMap { file in row.map { (file, $0) } }
            records.append(
              Record(id: id, key: try key(ofID: id), run: range[2].text ?? "", place: place))
          }
          id += 1
        }
      }
      if records.count >= limit { break }
    }
    return records
  }

  /// The keys of missing records whose values a run wrote down, which it does for all but large loads: a
  /// question that does not grow with the table.
  func findKeys() throws(StoreError) -> [[String]] {
    guard target.idType == .integer else { return [] }
    let ids = try connection.rows(
      """
      SELECT DISTINCT w.record_id FROM registrar_written AS w WHERE w.table_name = ?1
        AND NOT EXISTS (SELECT 1 FROM \(name) AS t WHERE \(id) = w.record_id)
        AND NOT EXISTS (SELECT 1 FROM registrar_journal AS d WHERE d.table_name = ?1
          AND d.operation = 'delete' AND d.last_id = w.record_id)
      LIMIT ?2
      """, [label, SQLValue(limit)])
    var keys: [[String]] = []
    for row in ids {
      if let id = row[0].integer, let key = try key(ofID: id) { keys.append(key) }
    }
    return keys
  }

  /// The ids of a range without a record, except those that runs deleted for good.
  private func gaps(in first: Int, _ last: Int) throws(StoreError) -> [(Int, Int)] {
    try connection.rows(
      """
      SELECT n + 1, following - 1 FROM (
        SELECT n, coalesce(lead(n) OVER (ORDER BY n), CAST(?3 AS BIGINT) + 1) AS following FROM (
          SELECT CAST(?2 AS BIGINT) - 1 AS n
          UNION SELECT \(id) FROM \(name) AS t WHERE \(id) BETWEEN CAST(?2 AS BIGINT) AND CAST(?3 AS BIGINT)
          UNION SELECT d.last_id FROM registrar_journal AS d
            JOIN registrar_runs AS r ON r.run_id = d.run_id
            WHERE d.table_name = ?1 AND d.operation = 'delete' AND d.last_id BETWEEN CAST(?2 AS BIGINT) AND CAST(?3 AS BIGINT)
              AND NOT EXISTS (SELECT 1 FROM registrar_journal AS m
                JOIN registrar_runs AS later ON later.run_id = m.run_id
                WHERE m.table_name = ?1 AND m.operation = 'create' AND m.last_id = d.last_id
                  AND m.first_id = d.last_id AND later.number > r.number)
        ) AS there
      ) AS steps WHERE following > n + 1 ORDER BY n
      """, [label, SQLValue(first), SQLValue(last)]
    ).map { ($0[0].integer ?? 0, $0[1].integer ?? 0) }
  }

  // MARK: Keys

  /// The key of a record, from the values that runs wrote, or from the journal.
  private func key(ofID id: Int) throws(StoreError) -> [String]? {
    var values: [String: ImageValue] = [:]
    let written = try connection.rows(
      """
      SELECT w.values_json FROM registrar_written AS w
      JOIN registrar_runs AS r ON r.run_id = w.run_id
      WHERE w.table_name = ?1 AND w.record_id = ?2 ORDER BY r.number
      """, [label, SQLValue(id)])
    for row in written {
      values.merge(ImageValue.members(row[0].text ?? ""), uniquingKeysWith: { $1 })
    }
    var parts: [String] = []
    for field in schema.naturalKey {
      guard let column = target.columns(of: field).first, let value = values[column.name],
        let text = try texts.text(value, of: column.name)
      else { break }
      parts.append(text)
    }
    if !parts.isEmpty, parts.count == schema.naturalKey.count { return parts }
    let kept = try connection.rows(
      """
      SELECT j.record_key FROM registrar_journal AS j
      JOIN registrar_runs AS r ON r.run_id = j.run_id
      WHERE j.table_name = ?1 AND j.last_id = ?2 AND j.record_key <> ''
        AND j.operation IN ('create', 'update', 'delete')
      ORDER BY r.number DESC, j.seq DESC LIMIT 1
      """, [label, SQLValue(id)])
    return kept.first?[0].text.map(StoredKey.parts)
  }
}
