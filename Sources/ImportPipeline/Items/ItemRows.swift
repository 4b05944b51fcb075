import QTIPackages
import Schemas
import TabularCore

/// The items and groups of a package as rows of tables.
struct ItemRows {
  /// The items: a header, then a row for each.
  private(set) var items: SheetRows
  /// What no row can hold.
  private(set) var issues: [IssueContent] = []

  private let schema: TableSchema
  private let mapping: ItemMapping
  private let clearToken: String
  private var groupRows: [(code: String, group: ItemGroup)] = []

  /// The rows of a package.
  ///
  /// - Parameters:
  ///   - defaultGroup: the name of the file; what it stands for is the group of items that are in none.
  ///   - clearToken: the text that says that there is no value where a new record would have a default.
  init(
    _ package: QTIPackage, as schema: TableSchema, _ mapping: ItemMapping, defaultGroup: String,
    clearToken: String
  ) {
    self.schema = schema
    self.mapping = mapping
    self.clearToken = clearToken
    items = SheetRows(rows: [schema.fields.map(\.name)])
    let key = schema.reference(from: mapping.group)?.targetField ?? ""
    for group in package.groups {
      groupRows.append(((group.extras[key] ?? nil) ?? group.identifier, group))
    }
    let codes = Dictionary(
      groupRows.map { ($0.group.identifier, $0.code) }, uniquingKeysWith: { first, _ in first })
    for entry in package.entries {
      switch entry.result {
      case .failure(let refusal): issues.append(content(of: refusal, entry.member))
      case .success(let item):
        guard mapping.kinds[ItemMapping.Kind(item.kind)] != nil else {
          issues.append(
            .itemUnsupported(.interaction(name: item.kind.rawValue), item: entry.member))
          continue
        }
        issues += item.reductions.map { content(of: $0, entry.member) }
        let group = entry.group.map { codes[$0] ?? $0 }
        items.rows.append(row(item, group: group ?? ownGroup(defaultGroup)))
      }
    }
  }

  /// The groups as rows of their table; `nil` where there are none.
  func groups(as table: TableSchema) -> SheetRows? {
    guard !groupRows.isEmpty, let key = table.naturalKey.first else { return nil }
    let codes = Dictionary(
      groupRows.map { ($0.group.identifier, $0.code) }, uniquingKeysWith: { first, _ in first })
    var rows = [table.fields.map(\.name)]
    for (code, group) in groupRows {
      var values: [String: String?] = [key: code]
      if let name = mapping.groupName { values[name] = group.title }
      if let parent = mapping.groupParent {
        values[parent] = group.parent.map { codes[$0] ?? $0 }
      }
      rows.append(cells(values.merging(group.extras) { _, own in own }, of: table))
    }
    return SheetRows(rows: rows)
  }

  /// The group of items that are in none: one named like the file.
  private mutating func ownGroup(_ file: String) -> String {
    let stem = file.lastIndex(of: ".").map { String(file[..<$0]) } ?? file
    let allowed = stem.uppercased().unicodeScalars.map { scalar -> Character in
      let isPlain = ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar)
      return isPlain || scalar == "-" || scalar == "." ? Character(scalar) : "_"
    }
    let code = String(allowed.prefix(32))
    if !groupRows.contains(where: { $0.code == code }) {
      groupRows.append((code, ItemGroup(identifier: code, title: stem)))
    }
    return code
  }

  /// A row of the table of items.
  private func row(_ item: AssessmentItem, group: String) -> [String] {
    // What an item does not say is left to the table's defaults.
    var values = item.values(mapping).filter { $0.value != nil }
    values[mapping.group] = group
    return cells(values.merging(item.extras) { _, own in own }, of: schema)
  }

  /// Values as cells; one that is known to be none, where a new record would have a default, says so.
  private func cells(_ values: [String: String?], of table: TableSchema) -> [String] {
    table.fields.map { field in
      guard let value = values[field.name] else { return "" }
      return value ?? (field.defaultValue == nil ? "" : clearToken)
    }
  }

  private func content(of refusal: ItemRefusal, _ member: String) -> IssueContent {
    switch refusal {
    case .doctype: .itemUnread(.doctype, item: member)
    case .inclusion: .itemUnread(.inclusion, item: member)
    case .malformed(let reason): .itemUnread(.malformed(reason: reason), item: member)
    case .large(let limit): .itemUnread(.large(limit: limit), item: member)
    case .noInteraction: .itemUnsupported(.none, item: member)
    case .severalInteractions(let count): .itemUnsupported(.several(count: count), item: member)
    case .interaction(let name): .itemUnsupported(.interaction(name: name), item: member)
    case .ordering: .itemUnsupported(.ordering, item: member)
    case .noDeclaration: .itemUnsupported(.undeclared, item: member)
    case .manyOptions(let count):
      .itemUnsupported(.options(count: count, limit: mapping.options.count), item: member)
    case .version1: .itemUnsupported(.version, item: member)
    }
  }

  private func content(of reduction: AssessmentItem.Reduction, _ member: String) -> IssueContent {
    switch reduction {
    case .markup(let names):
      .itemReduced(.markup(names: names.joined(separator: ", ")), item: member)
    case .feedback(let count): .itemReduced(.feedback(count: count), item: member)
    case .answers(let names):
      .itemReduced(.answers(names: names.map { "`\($0)`" }.joined(separator: ", ")), item: member)
    case .scoring: .itemReduced(.scoring, item: member)
    }
  }
}
