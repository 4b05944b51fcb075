public import Schemas
import TabularCore

/// The headers a table understands, folded.
///
/// A header means a field if it equals, after folding, the field's machine name, its label in any
/// language or one of its aliases. Similar headers are never accepted.
public struct HeaderVocabulary: Sendable {
  private let targets: [String: ColumnTarget]
  /// The headers as people write them, for suggestions.
  public let spellings: [(folded: String, text: String, target: ColumnTarget)]

  /// The vocabulary of a table.
  public init(_ table: TableSchema) {
    var targets: [String: ColumnTarget] = [:]
    var spellings: [(folded: String, text: String, target: ColumnTarget)] = []
    func claim(_ texts: [String], _ target: ColumnTarget) {
      for text in texts {
        let folded = fold(text)
        guard !folded.isEmpty, targets[folded] == nil else { continue }
        targets[folded] = target
        spellings.append((folded, text, target))
      }
    }
    for (index, field) in table.fields.enumerated() {
      claim([field.name] + field.label.all.map(\.text) + field.aliases, .field(index))
    }
    for (index, field) in table.fields.enumerated() {
      guard let parts = field.parts else { continue }
      claim(parts.dateHeaders, .datePart(index))
      claim(parts.timeHeaders, .timePart(index))
    }
    for (target, headers) in ControlColumns.headers { claim(headers, target) }
    claim(table.ignoredHeaders, .ignored)
    self.targets = targets
    self.spellings = spellings
  }

  /// What a header means; `nil` if it is unknown.
  public func target(of header: String) -> ColumnTarget? {
    targets[fold(withoutSpreadsheetWrapping(header))]
  }

  /// How many of the headers are known, and how many of the given fields are among them.
  public func recognised(in headers: some Sequence<String>) -> (known: Int, fields: Set<Int>) {
    var known = 0
    var fields: Set<Int> = []
    for header in headers {
      guard let target = target(of: header) else { continue }
      known += 1
      if let field = target.fieldIndex { fields.insert(field) }
    }
    return (known, fields)
  }
}
