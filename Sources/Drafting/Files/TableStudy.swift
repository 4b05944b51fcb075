import ImportPipeline
import RecordMapping
import Schemas
import TabularCore

/// Everything that was seen of the sheets and files of one table.
struct TableStudy {
  /// A column of the table, with the names that it gets.
  struct Column {
    var portrait: ColumnPortrait
    /// The machine name; empty for a header that cannot be read.
    var name: String
    /// The header as it is folded.
    let folded: String
    /// Whether a sheet or file has the header twice, so that nobody can tell which is meant.
    var isRepeated = false
    /// In how many sheets and files it is.
    var sourceCount = 0
  }

  /// The machine name.
  var name: String
  /// The sheets and files, in the order in which they were given.
  private(set) var sources: [SourceTable] = []
  private(set) var columns: [Column] = []
  /// How many rows have a value.
  private(set) var rowCount = 0
  /// How many columns have values and no header.
  private(set) var namelessCount = 0

  init(name: String) { self.name = name }

  /// The column of a machine name.
  func column(named name: String) -> Column? { columns.first { $0.name == name } }

  /// Reads a sheet or file of the table to its end.
  mutating func add(_ source: SourceTable, _ budget: DistinctBudget) throws {
    sources.append(source)
    var places: [Int: Int] = [:]
    var seen: Set<Int> = []
    for (number, header) in source.headers.sorted(by: { $0.key < $1.key }) {
      let folded = fold(header)
      guard !folded.isEmpty else { continue }
      let place: Int
      if let known = columns.firstIndex(where: { $0.folded == folded }) {
        place = known
      } else {
        place = columns.count
        columns.append(
          Column(portrait: ColumnPortrait(header: header), name: "", folded: folded))
      }
      if seen.insert(place).inserted {
        columns[place].sourceCount += 1
        places[number] = place
      } else {
        columns[place].isRepeated = true
      }
    }
    // A column is moved out of the table while it changes, so that nothing is copied.
    var columns = self.columns
    self.columns = []
    var nameless: Set<Int> = []
    var rows = 0
    try source.forEachRow { row, cells, batch in
      rows += 1
      for cell in cells {
        guard let place = places[Int(cell.column)] else {
          if source.headers[Int(cell.column)] == nil { nameless.insert(Int(cell.column)) }
          continue
        }
        let input = CellInput(
          batch.text(of: cell), kind: cell.kind, format: cell.format,
          isWorksheet: source.sheet != nil, countsFrom1904: source.countsFrom1904)
        columns[place].portrait.observe(input, row: row, budget)
      }
      return true
    }
    rowCount += rows
    namelessCount += nameless.count
    self.columns = columns
  }

  /// What the headers mean that belong to every table, as they are folded.
  private static let control: [String: ColumnTarget] = Dictionary(
    ControlColumns.headers.flatMap { target, headers in headers.map { (fold($0), target) } },
    uniquingKeysWith: { first, _ in first })

  /// Gives every column a machine name unlike all other headers and names.
  mutating func nameColumns() {
    let headers = Dictionary(
      columns.map { ($0.folded, 1) }, uniquingKeysWith: { first, _ in first })
    var taken: Set<String> = []
    for index in columns.indices {
      let column = columns[index]
      let wanted = MachineName.name(
        of: column.portrait.header, fallback: "column_\(index + 1)")
      let name = MachineName.free(wanted) { name in
        let folded = fold(name)
        if taken.contains(folded) { return true }
        return folded != column.folded
          && (headers[folded] != nil || Self.control[folded] != nil)
      }
      taken.insert(fold(name))
      columns[index].name = name
    }
  }

  /// The control column that a header means in every table, such as `notes`; `nil` for all others.
  static func control(_ column: Column) -> ColumnTarget? { control[column.folded] }
}
