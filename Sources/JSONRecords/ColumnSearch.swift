import JSONText
import TabularCore

/// Finds the columns of a list while its records pass.
struct ColumnSearch {
  private(set) var tree = ColumnTree()
  private(set) var recordCount = 0
  private let maximumColumns: Int
  private let maximumCells: Int
  private var cellCount = 0
  private var path: [String] = []

  init(limits: Limits) {
    maximumColumns = limits[.columns]
    maximumCells = limits[.cells]
  }

  /// Takes the members of a record in.
  mutating func add(
    _ record: RecordWalk.Record, _ keepsWhole: (String) -> Bool
  ) throws(JSONRecordsError) {
    recordCount += 1
    guard let members = record.node.members else { return }
    for member in members { try add(member, to: ColumnTree.root, keepsWhole) }
  }

  private mutating func add(
    _ member: JSONMember, to node: Int, _ keepsWhole: (String) -> Bool
  ) throws(JSONRecordsError) {
    path.append(member.name)
    defer { path.removeLast() }
    let child: Int
    if let known = tree.child(member.name, of: node) {
      child = known
    } else {
      child = tree.addChild(
        member.name, of: node, isWhole: keepsWhole(path.joined(separator: ".")))
    }
    if let members = member.value.members, !tree.isWhole(child) {
      for inner in members { try add(inner, to: child, keepsWhole) }
    } else {
      cellCount += 1
      guard cellCount <= maximumCells else { throw tooLarge(.cells, maximumCells, at: member) }
      tree.addColumn(
        child, path: path,
        first: JSONColumn.First(row: recordCount, line: member.line, column: member.column))
    }
    // Objects without members have no columns, but are kept too.
    guard tree.columns.count <= maximumColumns, tree.count <= maximumColumns * 4 + 64 else {
      throw tooLarge(.columns, maximumColumns, at: member)
    }
  }

  private func tooLarge(
    _ measure: IssueContent.FileMeasure, _ limit: Int, at member: JSONMember
  ) -> JSONRecordsError {
    JSONRecordsError(
      .fileTooLarge(measure, limit: limit), line: member.line, lineColumn: member.column)
  }
}
