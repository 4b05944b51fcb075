import TabularCore

extension ImportSession {
  /// What became of the rows of each source.
  var rowStates: [RowStates] {
    var states = sources.map { RowStates(source: $0.name.id, sheet: $0.sheet) }
    for table in tables {
      for ordinal in table.rows.indices {
        let source = Int(table.rows.source(of: ordinal))
        guard states.indices.contains(source) else { continue }
        let number = table.rows.number(of: ordinal)
        switch table.rows.state(of: ordinal) {
        case .valid, .deleting: states[source].valid.insert(number)
        case .invalid: states[source].invalid.insert(number)
        case .waiting: states[source].waiting.insert(number)
        case .skipped: states[source].skipped.insert(number)
        }
      }
    }
    return states
  }
}
