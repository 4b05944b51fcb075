import Schemas

/// Goes from a record's present state back to its first values, and finds out who wrote each.
///
/// A value counts as a run's only if it equals what the run wrote. A change in between is reported
/// as an edit by hand where the store recorded it, and as another program's where only the values
/// show it.
struct TraceWalk {
  private let texts: StoredTexts
  /// The values at this point, by field; `nil` before the record was created.
  private(set) var values: [String: String]?
  /// The same values as stored, by column or list, where known.
  private var image: [String: ImageValue]
  /// The changes so far, the latest first.
  private(set) var changes: [RecordTrace.Change] = []
  /// The name under which a record's external identifier is reported.
  static let sourceID = "source_id"

  /// Starts from the record as it is stored; `nil` when it is not.
  init(_ texts: StoredTexts, values: [String: String]?, image: [String: ImageValue]) {
    self.texts = texts
    self.values = values
    self.image = image
  }

  /// Goes back over an edit that the store recorded.
  mutating func edit(_ name: String, at time: String, before: String?) throws(StoreError) {
    guard values != nil, let field = texts.field(of: name) else { return }
    image[name] = nil
    // Of a value in two columns, the first column holds the old value.
    guard texts.isMain(name, of: field) else { return }
    let isList = texts.target.joinTables.contains { $0.name == name }
    let earlier = isList ? nil : try texts.text(before, of: name)
    guard isList || earlier != values?[field.name] else { return }
    note(field.name, before: earlier, .update, .hand(at: time))
  }

  /// Compares what a run wrote with the state at this point.
  mutating func compare(written: [String: ImageValue]) throws(StoreError) {
    guard values != nil else { return }
    for name in texts.names {
      guard let wrote = written[name], let field = texts.field(of: name) else { continue }
      let there = image[name]
      image[name] = wrote
      let text = try texts.text(wrote, of: name)
      guard let there else {
        // After a recorded edit, only this shows the value.
        if texts.isMain(name, of: field) { set(field.name, text) }
        continue
      }
      guard there != wrote, texts.isMain(name, of: field) else { continue }
      note(field.name, before: text, .update, .program)
    }
  }

  /// Goes back over a run's update.
  mutating func update(
    _ before: [String: ImageValue], entry: (String) -> RecordTrace.Change
  ) throws(StoreError) {
    for name in texts.names {
      guard let value = before[name], let field = texts.field(of: name) else { continue }
      image[name] = value
      guard texts.isMain(name, of: field) else { continue }
      try note(entry(field.name), before: texts.text(value, of: name))
    }
    if let value = before[RecordImage.identifiers] {
      note(entry(Self.sourceID), before: Self.identifier(value))
    }
  }

  /// The identifiers of an image as one text; `nil` for none.
  private static func identifier(_ value: ImageValue) -> String? {
    guard case .items(let items) = value else { return nil }
    let texts = items.compactMap { item in
      if case .items(let parts) = item { parts.last?.text } else { nil }
    }
    return texts.isEmpty ? nil : texts.sorted().joined(separator: ";")
  }

  /// Goes back over a run's delete, to the record as it was.
  mutating func delete(
    _ before: [String: ImageValue], entry: (String) -> RecordTrace.Change
  ) throws(StoreError) {
    values = [:]
    let lists = Set(texts.target.joinTables.map(\.name))
    for name in texts.names {
      let value = before[name] ?? (lists.contains(name) ? .items([]) : .none)
      image[name] = value
      guard let field = texts.field(of: name), texts.isMain(name, of: field),
        let text = try texts.text(value, of: name)
      else { continue }
      set(field.name, text)
    }
    set(Self.sourceID, before[RecordImage.identifiers].flatMap(Self.identifier))
    for name in texts.schema.fields.map(\.name) + [Self.sourceID] {
      guard let text = values?[name] else { continue }
      var change = entry(name)
      change.before = text
      change.beforeForm = form(name)
      changes.append(change)
    }
  }

  /// Goes back over the creation of the record; before it there is nothing.
  mutating func create(entry: (String) -> RecordTrace.Change) {
    for name in texts.schema.fields.map(\.name) + [Self.sourceID] {
      guard let value = values?[name] else { continue }
      var change = entry(name)
      change.value = value
      change.form = form(name)
      changes.append(change)
    }
    values = nil
    image = [:]
  }

  /// Ends the trace: what is left existed before any run.
  mutating func end() {
    create { name in
      RecordTrace.Change(field: name, operation: .create, cause: .program)
    }
  }

  // MARK: Changes

  private mutating func note(
    _ field: String, before: String?, _ operation: RecordOperation,
    _ cause: RecordTrace.Change.Cause
  ) {
    note(
      RecordTrace.Change(field: field, operation: operation, cause: cause), before: before)
  }

  private mutating func note(_ change: RecordTrace.Change, before: String?) {
    var change = change
    change.value = values?[change.field]
    change.form = form(change.field)
    set(change.field, before)
    change.before = before
    change.beforeForm = form(change.field)
    changes.append(change)
  }

  private mutating func set(_ field: String, _ text: String?) { values?[field] = text }

  /// How people write a field's values, with the currency that the record had.
  private func form(_ name: String) -> ValueForm {
    guard let field = texts.schema.field(named: name) else { return .plain }
    return ValueForm(of: field, currency: field.currencyField.flatMap { values?[$0] })
  }
}
