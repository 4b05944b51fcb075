import JSONText
import TabularCore

/// Makes a row of a record: finds the value of each column, and what a table cannot hold.
struct RecordCells {
  private let tree: ColumnTree
  private let items: [JSONItems]

  init(_ tree: ColumnTree, items: [JSONItems]) {
    self.tree = tree
    self.items = items
  }

  /// Appends a record as a row; one that is no object is a row without cells, and is told.
  func append(_ record: JSONNode, row: Int, to batch: inout RowBatch) {
    batch.beginRow(number: row)
    guard let members = record.members else {
      batch.findings.append(RowFinding(.jsonNotARecord(found: record.kind), row: row))
      return
    }
    var values = [JSONNode?](repeating: nil, count: tree.columns.count)
    collect(members, of: ColumnTree.root, into: &values)
    if record.hasRepeatedMember {
      tellRepeated(members, of: ColumnTree.root, row: row, to: &batch)
    }
    for (index, value) in values.enumerated() { appendCell(value, at: index, row: row, to: &batch) }
  }

  private func collect(_ members: [JSONMember], of node: Int, into values: inout [JSONNode?]) {
    for member in members {
      guard let child = tree.child(member.name, of: node) else { continue }
      if let inner = member.value.members, !tree.isWhole(child) {
        collect(inner, of: child, into: &values)
      } else if let column = tree.column(of: child), values[column] == nil {
        values[column] = member.value
      }
    }
  }

  private func tellRepeated(
    _ members: [JSONMember], of node: Int, row: Int, to batch: inout RowBatch
  ) {
    var names: Set<String> = []
    for member in members {
      guard let child = tree.child(member.name, of: node) else { continue }
      if !names.insert(member.name).inserted {
        batch.findings.append(
          RowFinding(
            .jsonRepeatedMember(name: member.name), row: row,
            column: tree.firstColumn(below: child).map { $0 + 1 }, value: member.value.scalar))
      }
      if let inner = member.value.members { tellRepeated(inner, of: child, row: row, to: &batch) }
    }
  }

  private func appendCell(
    _ value: JSONNode?, at index: Int, row: Int, to batch: inout RowBatch
  ) {
    let column = index + 1
    switch value?.content {
    case .string(let text):
      batch.appendCell(column: column, kind: text.isEmpty ? .blank : .text, text: text)
    case .number(let lexeme): batch.appendCell(column: column, kind: .number, text: lexeme)
    case .boolean(let isTrue):
      batch.appendCell(column: column, kind: .boolean, text: isTrue ? "1" : "0")
    case .array(let array):
      do throws(Refusal) {
        let text = try Self.text(of: array, index < items.count ? items[index] : .list)
        batch.appendCell(column: column, kind: text.isEmpty ? .blank : .text, text: text)
      } catch {
        batch.appendCell(column: column, kind: .blank, text: "")
        batch.findings.append(
          RowFinding(error.content, row: row, column: column, value: error.value))
      }
    case .object(let members):
      // Only of a member whose objects are kept whole.
      batch.appendCell(column: column, kind: .text, text: Self.json(.object(members)))
    case nil, .null: batch.appendCell(column: column, kind: .blank, text: "")
    }
  }

  /// Why an array is no cell.
  private struct Refusal: Error {
    var content: IssueContent
    var value: String?

    init(_ value: IssueContent.NestedValue, text: String? = nil) {
      content = .jsonNestedValue(value)
      self.value = text
    }
  }

  /// The text of an array that reads as its items again.
  private static func text(
    of array: [JSONNode], _ items: JSONItems
  ) throws(Refusal) -> String {
    let separator: String
    switch items {
    case .json: return json(.array(array))
    case .none:
      // An empty array is no value at all.
      guard array.isEmpty else { throw Refusal(.notAList) }
      return ""
    case .list: separator = ";"
    case .separated(let text): separator = text
    }
    var texts: [String] = []
    for (number, item) in array.enumerated() {
      guard let text = item.scalar else {
        throw item.content == .null
          ? Refusal(.blankItem(number: number + 1)) : Refusal(.nested(kind: item.kind))
      }
      guard text.utf8.contains(where: { $0 > 0x20 }) else {
        throw Refusal(.blankItem(number: number + 1))
      }
      // Lines separate items too, where people write lists.
      let isSplit =
        separator.isEmpty || text.contains(separator) || items == .list && text.contains("\n")
      if isSplit, !separator.isEmpty || array.count > 1 {
        throw Refusal(.separator(number: number + 1), text: text)
      }
      texts.append(text)
    }
    // A comma separates items unless there is a semicolon.
    let isClosed = items == .list && texts.count == 1 && texts[0].utf8.contains(UInt8(ascii: ","))
    return texts.joined(separator: separator) + (isClosed ? separator : "")
  }

  private static func json(_ content: JSONNode.Content) -> String {
    var writer = JSONWriter()
    write(content, &writer)
    return writer.text
  }

  private static func write(_ content: JSONNode.Content, _ writer: inout JSONWriter) {
    switch content {
    case .null: writer.value("null")
    case .boolean(let isTrue): writer.value(isTrue ? "true" : "false")
    case .number(let lexeme): writer.value(lexeme)
    case .string(let text): writer.string(text)
    case .array(let array): writer.array(array) { write($1.content, &$0) }
    case .object(let members):
      writer.object { writer in
        for member in members { writer.member(member.name) { write(member.value.content, &$0) } }
      }
    }
  }
}
