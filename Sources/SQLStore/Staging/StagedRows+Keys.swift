import ImportPipeline
import RuleEvaluation
import Schemas

extension StagedRows {
  /// Rows whose values in some fields an earlier row has, each with the first such row, by ordinal; `nil`
  /// where the columns do not tell.
  ///
  /// NULL in any field excludes a row. Fields that fold are compared folded.
  public func repeats(onFields indexes: [Int]) -> [(ordinal: Int, first: Int)]? {
    var keys: [ColumnVector] = []
    for index in indexes {
      guard let column = column(ofFieldAt: index), !column.isList, let vector = column.value.vector
      else { return nil }
      keys.append(column.isFolded ? folded(vector) : vector)
    }
    let rows = keptRows.filter { row in !keys.contains { $0.isNull(at: Int(row)) } }
    let groups = RowGroups(keys.map { $0.selected(rows) }, count: rows.count).groups
    var firsts: [Int32: Int] = [:]
    for (row, group) in zip(rows, groups) {
      firsts[group] = min(firsts[group] ?? Int.max, ordinal(at: row))
    }
    guard firsts.count < rows.count else { return [] }
    return zip(rows, groups).compactMap { row, group -> (ordinal: Int, first: Int)? in
      guard let first = firsts[group], first < ordinal(at: row) else { return nil }
      return (ordinal(at: row), first)
    }.sorted { $0.ordinal < $1.ordinal }
  }

  /// A reference from one table to another, by the indexes of the fields.
  public struct Link {
    /// The field that refers, a list or not.
    var field: Int
    /// The field of the parent that it names.
    var target: Int

    /// A reference by the indexes of its fields.
    public init(field: Int, target: Int) {
      self.field = field
      self.target = target
    }
  }

  /// The rows that no row of another table refers to, by ordinal; `nil` where the columns do not tell.
  public func childless(in children: StagedRows?, by links: [Link]) -> [Int]? {
    var isNamed: [Bool] = []
    for link in links {
      guard let children else { continue }
      guard let column = children.column(ofFieldAt: link.field) else { return nil }
      let values = column.isList ? column.items.vector : column.value.vector
      let staying = children.stayingRows.map(Set.init)
      switch values {
      case nil, .integer?, .real?: return nil
      case .null?: continue
      case .text(let numbers)?:
        if isNamed.count < pool.count {
          isNamed += Array(repeating: false, count: pool.count - isNamed.count)
        }
        for (place, number) in numbers.enumerated() where number >= 0 {
          let row = column.isList ? column.itemPositions[place] : Int32(truncatingIfNeeded: place)
          if staying?.contains(row) != false { isNamed[Int(number)] = true }
        }
      }
    }
    guard let target = links.first?.target, links.allSatisfy({ $0.target == target }),
      let vector = column(ofFieldAt: target)?.value.vector
    else { return links.isEmpty ? keptRows.map(ordinal).sorted() : nil }
    switch vector {
    case .integer, .real: return nil
    case .null: return keptRows.map(ordinal).sorted()
    case .text(let numbers):
      return keptRows.filter { row in
        let number = Int(numbers[Int(row)])
        return number < 0 || number >= isNamed.count || !isNamed[number]
      }.map(ordinal).sorted()
    }
  }

  /// The positions of the rows that stay.
  private var keptRows: [Int32] {
    stayingRows ?? (0..<count).map { Int32(truncatingIfNeeded: $0) }
  }

  private func ordinal(at position: Int32) -> Int { ordinals[Int(position)] }

  private func column(ofFieldAt index: Int) -> StagedColumn? {
    columns.first { $0.index == index }
  }

  /// A column with its texts folded.
  func folded(_ vector: ColumnVector) -> ColumnVector {
    guard case .text(let numbers) = vector else { return vector }
    return .text(
      numbers.map { $0 < 0 ? $0 : pool.number(of: foldedValue(pool.text($0))) })
  }
}
