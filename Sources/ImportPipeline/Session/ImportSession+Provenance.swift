import RecordMapping
import Schemas

extension ImportSession {
  /// Which columns and rows were read as what, for the run's record.
  var runSources: [RunRecord.Source] {
    var result = sources.enumerated().map { position, source in
      let schema = order[source.table]
      var columns: [String: [Int]] = [:]
      for (index, field) in schema.fields.enumerated() {
        let parts = source.binding.partsOfField[index]
        let places = [source.binding.columnOfField[index], parts?.date, parts?.time]
          .compactMap(\.self)
        if !places.isEmpty { columns[field.name] = places }
      }
      var kept = RunRecord.Source(
        table: schema.name, file: source.fileName, sheet: source.sheet ?? "", columns: columns)
      kept.origins = keptOrigins(ofSource: position)
      return kept
    }
    for table in tables {
      var stretch: (source: Int, rows: RunRecord.Source.Rows)?
      for ordinal in table.rows.indices {
        let number = table.rows.number(of: ordinal)
        let source = Int(table.rows.source(of: ordinal))
        if let open = stretch, open.source == source,
          open.rows.firstRow + open.rows.count == number
        {
          stretch?.rows.count += 1
          continue
        }
        if let stretch { result[stretch.source].rows.append(stretch.rows) }
        stretch = (
          source,
          RunRecord.Source.Rows(firstOrdinal: ordinal, firstRow: number, count: 1)
        )
      }
      if let stretch { result[stretch.source].rows.append(stretch.rows) }
    }
    return result
  }
}
