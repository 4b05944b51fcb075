import DelimitedText
public import ImportPipeline
import TabularCore

/// What records and values are called in another system: a delimited file with the columns `kind`, `key`,
/// `id` and perhaps `label`.
///
/// A key is that of a record, its parts joined by `/`, or a value. Keys are compared in their folded form.
public struct IdentifierMap: Sendable {
  /// What something is called there.
  struct Entry: Sendable {
    var key: String
    var id: String
    var label: String
  }

  private var entries: [String: [String: Entry]] = [:]

  /// A map of nothing.
  public init() {}

  /// Reads a map.
  ///
  /// - Throws: an error of the input; ``Malformed`` for other columns, or a key that stands twice.
  public init(_ file: InputFile) throws {
    let reader = try DelimitedReader(file.source, options: DialectOptions(), limits: Limits())
    var batch = RowBatch()
    var columns: [String: Int] = [:]
    while try reader.next(into: &batch, maximumRows: 4096) {
      for (index, row) in batch.rows.enumerated() {
        var texts: [Int: String] = [:]
        for cell in batch.cells(ofRowAt: index) { texts[Int(cell.column)] = batch.text(of: cell) }
        if columns.isEmpty {
          for (column, text) in texts { columns[fold(text)] = column }
          guard ["kind", "key", "id"].allSatisfy({ columns[$0] != nil }) else {
            throw Malformed(line: row.number, key: nil)
          }
          continue
        }
        func text(_ name: String) -> String {
          columns[name].flatMap { texts[$0] }.map(trimmingSpaces) ?? ""
        }
        let entry = Entry(key: text("key"), id: text("id"), label: text("label"))
        guard !entry.key.isEmpty || !entry.id.isEmpty else { continue }
        let before = entries[text("kind"), default: [:]].updateValue(
          entry, forKey: fold(entry.key))
        guard before == nil || before?.id == entry.id else {
          throw Malformed(line: row.number, key: entry.key)
        }
      }
    }
  }

  /// A map has other columns, or two identifiers for one key.
  public struct Malformed: Error, Sendable {
    /// The line, from 1.
    public var line: Int
    /// The key that stands twice; `nil` where columns are missing.
    public var key: String?
  }

  /// What a key is called; `nil` where the map does not say.
  func id(of key: String, kind: String) -> String? {
    entries[kind]?[fold(key)].flatMap { $0.id.isEmpty ? nil : $0.id }
  }

  /// What a kind has, in the order of the identifiers.
  func entries(of kind: String) -> [Entry] {
    (entries[kind] ?? [:]).values.sorted { left, right in
      (Int(left.id) ?? .max, left.id, left.key) < (Int(right.id) ?? .max, right.id, right.key)
    }
  }
}

private func trimmingSpaces(_ text: String) -> String {
  var text = text[...]
  while text.first == " " { text.removeFirst() }
  while text.last == " " { text.removeLast() }
  return String(text)
}
