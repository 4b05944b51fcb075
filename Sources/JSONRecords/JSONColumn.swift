/// A column of a list of records: a member of its objects, perhaps of objects within them.
public struct JSONColumn: Sendable, Hashable {
  /// Where a member stands first.
  struct First: Sendable, Hashable {
    var row: Int
    var line: Int
    var column: Int
  }

  /// The names of the member and of the objects that it lies in, outermost first.
  public let path: [String]
  /// Where the member stands first.
  let first: First

  /// What stands in the header: `email`, `address.street`.
  public var header: String { path.joined(separator: ".") }
}

/// The columns of a list, found by the path of a member.
struct ColumnTree: Sendable {
  private struct Node: Sendable {
    var column: Int?
    var isWhole = false
    var children: [String: Int] = [:]
  }

  private var nodes = [Node()]
  /// The columns in the order in which their members appear.
  private(set) var columns: [JSONColumn] = []

  /// The node of all records.
  static let root = 0

  /// The node of a member, if it has appeared.
  func child(_ name: String, of node: Int) -> Int? { nodes[node].children[name] }

  /// The index of a node's column; `nil` where the member is an object wherever it appears.
  func column(of node: Int) -> Int? { nodes[node].column }

  /// Whether the objects of a node are cells, not columns of their own.
  func isWhole(_ node: Int) -> Bool { nodes[node].isWhole }

  /// The node of a member that is new.
  mutating func addChild(_ name: String, of node: Int, isWhole: Bool) -> Int {
    nodes.append(Node(isWhole: isWhole))
    nodes[node].children[name] = nodes.count - 1
    return nodes.count - 1
  }

  /// Gives a node a column, unless it has one.
  mutating func addColumn(_ node: Int, path: [String], first: JSONColumn.First) {
    guard nodes[node].column == nil else { return }
    nodes[node].column = columns.count
    columns.append(JSONColumn(path: path, first: first))
  }

  /// The index of the first column of a node or below it; `nil` where all its objects are empty.
  func firstColumn(below node: Int) -> Int? {
    ([nodes[node].column] + nodes[node].children.values.map { firstColumn(below: $0) })
      .compactMap(\.self).min()
  }

  /// How many members there are.
  var count: Int { nodes.count }
}
