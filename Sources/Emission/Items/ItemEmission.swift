import ImportPipeline
import QTIPackages
import RecordMapping
public import Schemas
import TabularCore

/// Writes the records of a package that are assessment items as a QTI 3.0 package.
///
/// What QTI has no place for stands in outcome declarations that other programs pass over, so that the
/// package imports as the same records. Items of kinds that QTI cannot say are returned, never left out
/// silently.
public struct ItemEmission {
  /// What was written, and what was not.
  public struct Result: Sendable {
    /// How many groups were written.
    public var groupCount = 0
    /// How many items were written.
    public var itemCount = 0
    /// What was not.
    public var unexpressed: [Unexpressed] = []
  }

  private let package: DataPackage
  private let items: TableSchema
  private let groups: TableSchema
  private let mapping: ItemMapping

  /// The items of a package; `nil` for a package without any.
  public init?(_ package: DataPackage) {
    guard let items = package.tables.first(where: { $0.items != nil }), let mapping = items.items,
      let reference = items.reference(from: mapping.group),
      let groups = package.table(named: reference.table)
    else { return nil }
    self.package = package
    self.items = items
    self.groups = groups
    self.mapping = mapping
  }

  /// The machine names of the tables of groups and items.
  public var tables: [String] { [groups.name, items.name] }

  /// Writes the records of a store to a file.
  public func write(_ stored: StoredEmission, to path: String) throws -> Result {
    var stored = stored
    var writer = QTIPackageWriter(
      identifier: package.name, title: package.title.text(in: .english))
    var result = Result()
    var identifiers: [String: String] = [:]
    var waiting: [(ItemGroup, parent: String?)] = []
    var taken: Set<String> = []
    try stored.forEachRecord(of: groups) { record in
      let code = record.key.joined(separator: "/")
      var identifier = QTIPackageWriter.identifier(from: code)
      while !taken.insert(identifier).inserted { identifier += "_" }
      identifiers[code] = identifier
      waiting.append(
        (
          group(record, identifier: identifier),
          mapping.groupParent.flatMap {
            record.values[$0]?.description
          }
        ))
    }
    result.groupCount = waiting.count
    for (group, parent) in waiting {
      var group = group
      group.parent = parent.flatMap { identifiers[$0] }
      writer.add(group)
    }
    try stored.forEachRecord(of: items) { record in
      guard let item = item(record) else {
        result.unexpressed.append(
          Unexpressed(
            table: items.name, key: record.key.joined(separator: "/"), field: mapping.kind,
            reason: "itemKind",
            arguments: ["kind": record.values[mapping.kind]?.description ?? ""]))
        return
      }
      let group = record.values[mapping.group]?.description ?? ""
      add(item, record, identifiers[group] ?? group, to: &writer)
      result.itemCount += 1
      if let name = mapping.attachment, let file = record.values[name]?.description {
        result.unexpressed.append(
          Unexpressed(
            table: items.name, key: record.key.joined(separator: "/"), field: name,
            reason: "attachment", arguments: ["file": file]))
      }
    }
    try EmittedFile.makeFolder(path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ".")
    try write(writer, to: path)
    return result
  }

  private func write(_ writer: QTIPackageWriter, to path: String) throws(EmissionError) {
    do throws(QTIPackageWriter.Failure) {
      try writer.write(to: path)
    } catch {
      throw .unwritten(error.path, error.reason)
    }
  }

  private func add(
    _ item: AssessmentItem, _ record: EmittedRecord, _ group: String,
    to writer: inout QTIPackageWriter
  ) {
    var item = item
    item.identifier = writer.unusedIdentifier(like: item.identifier)
    let penalty = mapping.penalty.flatMap { record.values[$0] }?.description
    // What the document says by itself is read back; what differs goes beside it.
    let plain = ItemDocument(item, penalty: penalty)
    let read =
      ItemDocument.item(in: plain.text, mostOptions: mapping.options.count)?
      .values(mapping) ?? [:]
    for field in items.fields where field.name != mapping.group && field.store != .none {
      guard field.privacy != .secret, field.type != .secret else { continue }
      let stored = record.values[field.name].map { cell($0, of: field) }
      let said = read[field.name] ?? nil
      if stored != said { item.extras[field.name] = .some(stored) }
    }
    writer.add(
      ItemDocument(item, penalty: penalty), identifier: item.identifier, group: group)
  }

  private func group(_ record: EmittedRecord, identifier: String) -> ItemGroup {
    let title = mapping.groupName.flatMap { record.values[$0]?.description }
    var group = ItemGroup(identifier: identifier, title: title ?? identifier)
    for field in groups.fields
    where field.name != mapping.groupName && field.name != mapping.groupParent
      && field.store != .none && field.privacy != .secret && field.type != .secret
    {
      let stored = record.values[field.name].map { cell($0, of: field) }
      let isKey = groups.naturalKey.contains(field.name)
      if isKey ? stored != identifier : stored != nil || field.defaultValue != nil {
        group.extras[field.name] = .some(stored)
      }
    }
    return group
  }

  /// The item of a record; `nil` for a kind that QTI cannot say.
  private func item(_ record: EmittedRecord) -> AssessmentItem? {
    let value = record.values[mapping.kind]?.description
    guard let kind = mapping.kinds.first(where: { $0.value == value })?.key else { return nil }
    func text(_ field: String?) -> String? {
      field.flatMap { name in
        items.field(named: name).flatMap { field in
          record.values[name].map { cell($0, of: field) }
        }
      }
    }
    let code = text(mapping.code) ?? ""
    var item = AssessmentItem(
      identifier: code, kind: AssessmentItem.Kind(kind), stem: text(mapping.stem) ?? "")
    item.title = code
    item.points = text(mapping.points)
    item.feedback = text(mapping.feedback)
    if kind == .single || kind == .multiple {
      item.shuffles = text(mapping.shuffles) == "yes"
      for (place, field) in mapping.options.enumerated() {
        guard let option = text(field) else { continue }
        item.options.append(
          AssessmentItem.Option(identifier: ItemMapping.letter(place), text: option))
      }
    }
    guard kind != .text, kind != .essay, let correct = record.values[mapping.correct] else {
      return item
    }
    let values = if case .list(let values) = correct { values } else { [correct] }
    item.correct = values.map { value in
      kind == .trueFalse ? value.description.lowercased() : value.description
    }
    return item
  }

  /// A value as a cell that an import reads as the same value.
  private func cell(_ value: FieldValue, of field: Field) -> String {
    guard field.type.definition.storage == .truth else { return value.description }
    return value == .integer(1) ? "yes" : "no"
  }
}

extension AssessmentItem.Kind {
  fileprivate init(_ kind: ItemMapping.Kind) {
    self =
      switch kind {
      case .single: .single
      case .multiple: .multiple
      case .trueFalse: .trueFalse
      case .number: .number
      case .text: .text
      case .essay: .essay
      }
  }
}
