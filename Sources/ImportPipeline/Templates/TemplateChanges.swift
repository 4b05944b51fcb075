import RecordMapping
import Schemas
import TabularCore
import Workbooks

/// How the columns and lists of a template differ from those that its package has today.
public struct TemplateChanges: Sendable, Hashable {
  /// A difference; columns by their headers, tables by their sheets.
  public enum Change: Sendable, Hashable {
    /// The package has a column that the template lacks.
    case added(table: String, column: String)
    /// The template has a column that the package does not know, with `count` filled cells.
    case removed(table: String, column: String, count: Int)
    /// A column has another header now; the old one is understood.
    case renamed(table: String, before: String, after: String)
    /// A list has further values.
    case valuesAdded(table: String, column: String, values: [String])
    /// A list has lost values.
    case valuesRemoved(table: String, column: String, values: [String])
  }

  /// The differences, by table.
  public internal(set) var changes: [Change] = []

  /// The differences in a line: `Places: + Fax, − Telex, Site → Place; Kind: + online`.
  var line: String {
    var parts: [(table: String, texts: [String])] = []
    for change in changes {
      let (table, text) = Self.text(change)
      if parts.last?.table == table {
        parts[parts.count - 1].texts.append(text)
      } else {
        parts.append((table, [text]))
      }
    }
    return parts.map { "\($0.table): \($0.texts.joined(separator: ", "))" }.joined(separator: "; ")
  }

  private static func text(_ change: Change) -> (table: String, text: String) {
    switch change {
    case .added(let table, let column): (table, "+ " + column)
    case .removed(let table, let column, _): (table, "− " + column)
    case .renamed(let table, let before, let after): (table, "\(before) → \(after)")
    case .valuesAdded(let table, let column, let values):
      (table, "\(column) (+ \(values.joined(separator: ", + ")))")
    case .valuesRemoved(let table, let column, let values):
      (table, "\(column) (− \(values.joined(separator: ", − ")))")
    }
  }
}

extension TemplateChanges {
  /// Compares a sheet of a template with its table.
  ///
  /// - Parameters:
  ///   - lists: the values of the template's lists, by heading.
  ///   - counts: how many cells below each header are filled, by column.
  mutating func compare(
    _ header: HeaderRow, with table: TableSchema, vocabulary: HeaderVocabulary, sheet: String,
    language: Language, lists: [String: [String]], counts: [Int: Int] = [:]
  ) {
    var found: Set<Int> = []
    for cell in header.cells {
      let text = Self.label(cell.text)
      switch vocabulary.target(of: cell.text) {
      case .field(let index)?:
        found.insert(index)
        let field = table.fields[index]
        if fold(field.name) != fold(text),
          !field.label.all.contains(where: { fold($0.text) == fold(text) })
        {
          changes.append(
            .renamed(table: sheet, before: text, after: field.label.text(in: language)))
        }
        compareValues(of: field, label: text, sheet: sheet, lists)
      case .datePart(let index)?, .timePart(let index)?: found.insert(index)
      case nil:
        changes.append(
          .removed(table: sheet, column: text, count: counts[cell.column] ?? 0))
      case .action?, .sourceID?, .notes?, .ignored?: break
      }
    }
    for (index, field) in table.fields.enumerated()
    where !found.contains(index) && field.secretPolicy != .refuse {
      changes.append(.added(table: sheet, column: field.label.text(in: language)))
    }
  }

  /// A header without the star of a required column.
  private static func label(_ header: String) -> String {
    header.hasSuffix(" *") ? String(header.dropLast(2)) : header
  }

  private mutating func compareValues(
    of field: Field, label: String, sheet: String, _ lists: [String: [String]]
  ) {
    guard !field.enumValues.isEmpty,
      let listed = lists[label]
        ?? lists.first(where: { $0.key.hasPrefix(label + " (") && $0.key.contains(sheet) })?.value
    else { return }
    func value(_ text: String) -> String? {
      field.enumValues.first { value in
        ([value.value] + value.aliases + (value.label?.all.map(\.text) ?? []))
          .contains { foldedValue($0) == foldedValue(text) }
      }?.value
    }
    let known = Set(listed.compactMap(value))
    let added = field.enumValues.map(\.value).filter { !known.contains($0) }
    let removed = listed.filter { value($0) == nil }
    if !added.isEmpty {
      changes.append(.valuesAdded(table: sheet, column: label, values: added))
    }
    if !removed.isEmpty {
      changes.append(.valuesRemoved(table: sheet, column: label, values: removed))
    }
  }

  /// The lists of a template's sheet of lists, by heading: headings in its third row, values below.
  static func lists(of workbook: Workbook) throws -> [String: [String]] {
    let names = Set(Language.spoken.map { $0.label("template/listsSheet") })
    guard
      let sheet = workbook.sheets.first(where: {
        names.contains($0.name) && $0.kind == .worksheet
      })
    else { return [:] }
    var headings: [Int: String] = [:]
    var lists: [String: [String]] = [:]
    _ = try workbook.readRows(ofSheetAt: sheet.index, maximumRows: 1_000) { batch in
      for row in batch.rows.indices where batch.rows[row].number >= 3 {
        for cell in batch.cells(ofRowAt: row) where cell.kind != .blank {
          let text = batch.text(of: cell)
          if batch.rows[row].number == 3 {
            headings[Int(cell.column)] = text
          } else if let heading = headings[Int(cell.column)],
            lists[heading, default: []].count < StoreContents.mostChoices
          {
            lists[heading, default: []].append(text)
          }
        }
      }
      return true
    }
    return lists
  }
}
