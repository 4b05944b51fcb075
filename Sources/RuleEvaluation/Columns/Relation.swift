/// Rows of two relations in pairs; `left` is `nil` where each row of the one has one counterpart, in order.
typealias RowPairs = (left: [Int32]?, right: [Int32])

/// Rows with named columns, each made when it is asked for first.
public final class Relation {
  /// How many rows there are.
  public let count: Int
  /// The names of the columns as they are written.
  public let writtenNames: [String]
  /// The names of the columns, in lower case.
  let names: [String]
  private let isTable: Bool
  private let positions: [String: Int]
  private let makers: [() throws -> ColumnVector]
  private var columns: [ColumnVector?]
  /// Whether a column, by position, is made anew each time instead of kept.
  private let isPassing: [Bool]
  /// Indexes for joins by the columns that they are over.
  private var indexes: [[Int]: RowIndex] = [:]
  private var matches: [MatchKey: Matches] = [:]

  /// Pairs of rows with those of a relation, as long as that one lives.
  private struct Matches {
    weak var other: Relation?
    let pairs: RowPairs
  }

  /// Which columns of another relation are looked up in which of this one.
  private struct MatchKey: Hashable {
    var other: ObjectIdentifier
    var columns: [Int]
    var positions: [Int]
  }

  /// A relation.
  ///
  /// - Parameters:
  ///   - columns: names and what makes their values, `count` of them.
  ///   - isTable: whether it is a table, whose columns cost nothing to make.
  ///   - passing: the columns, by name, that are made anew whenever they are asked for: making them costs less
  ///     than the room that they would take.
  public init(
    count: Int, isTable: Bool = false, passing: Set<String> = [],
    columns: [(name: String, make: () throws -> ColumnVector)]
  ) {
    self.count = count
    self.isTable = isTable
    writtenNames = columns.map(\.name)
    names = writtenNames.map { $0.lowercased() }
    isPassing = writtenNames.map(passing.contains)
    makers = columns.map(\.make)
    positions = Dictionary(
      names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    self.columns = Array(repeating: nil, count: columns.count)
  }

  /// The place of a column.
  func position(of name: String) -> Int? { positions[name] }

  /// The values of a column.
  func column(_ position: Int) throws -> ColumnVector {
    if let known = columns[position] { return known }
    let made = try makers[position]()
    if !isPassing[position] { columns[position] = made }
    return made
  }

  /// The pairs of all rows of another relation with rows here that have the same values in columns, found
  /// the first time: rules often join the same tables.
  ///
  /// - Parameter limit: the most pairs that may come out.
  func matches(
    ofAll other: Relation, _ columns: [Int], over positions: [Int], limit: Int
  ) throws -> RowPairs {
    let key = MatchKey(other: ObjectIdentifier(other), columns: columns, positions: positions)
    if let known = matches[key], known.other === other { return known.pairs }
    let pairs = try index(over: positions)
      .matches(of: columns.map(other.column), count: other.count, limit: limit)
    if isTable, other.isTable { matches[key] = Matches(other: other, pairs: pairs) }
    return pairs
  }

  /// Whether a column is known to be NULL everywhere.
  func isBlank(_ position: Int) throws -> Bool {
    guard isTable else { return false }
    return try column(position).isNull
  }

  /// An index over columns, made the first time.
  func index(over positions: [Int]) throws -> RowIndex {
    if let known = indexes[positions] { return known }
    let index = RowIndex(try positions.map(column), count: count)
    indexes[positions] = index
    return index
  }
}
