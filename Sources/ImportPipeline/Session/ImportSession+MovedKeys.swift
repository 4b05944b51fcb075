import RecordMapping
import Schemas

extension ImportSession {
  /// The key under which the store still has a record, where its key names parents that rows of the run give
  /// another key; `nil` where it names none.
  func storedKey(of key: [FieldValue], in table: Int) -> [FieldValue]? {
    // By index: a copy of each table would be made for every row.
    guard (0..<table).contains(where: { !tables[$0].renamedRecords.isEmpty }) else { return nil }
    let schema = order[table]
    var stored = key
    for (position, name) in schema.naturalKey.enumerated() {
      guard let reference = schema.reference(from: name),
        let parent = positions[reference.table], parent < table,
        reference.givesKey(of: order[parent]),
        let place = order[parent].naturalKey.firstIndex(of: reference.targetField)
      else { continue }
      let parentKey = order[parent].naturalKey.map { part -> FieldValue in
        if part == reference.targetField { return key[position] }
        guard let path = reference.with[part], path.references.isEmpty,
          let own = schema.naturalKey.firstIndex(of: path.field)
        else { return .null }
        return key[own]
      }
      if let old = renamedKey(of: parentKey, in: parent) ?? storedKey(of: parentKey, in: parent) {
        stored[position] = old[place]
      }
    }
    return stored == key ? nil : stored
  }

  /// The key that a row of the run replaces by a key.
  private func renamedKey(of key: [FieldValue], in table: Int) -> [FieldValue]? {
    guard let text = RecordKey.text(key), let row = tables[table].ordinal(ofKey: text),
      let stored = tables[table].renamedRecords[row], tables[table].rows.state(of: row) == .valid
    else { return nil }
    return tables[table].keyFields.map { stored.values[$0] }
  }
}
