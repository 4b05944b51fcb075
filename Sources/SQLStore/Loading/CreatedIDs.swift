public import ImportPipeline

extension [JournalWriter.Created] {
  /// Notes the record of a row; rows come in the order of their ordinals, and ids grow with them.
  public mutating func note(_ ordinal: Int, id: Int) {
    if let last, last.firstOrdinal + last.count == ordinal {
      self[count - 1].count += 1
    } else {
      append(JournalWriter.Created(firstOrdinal: ordinal, firstID: id, count: 1))
    }
  }
}

/// The ids of the records that were created from rows.
public struct CreatedIDs {
  private let stretches: [JournalWriter.Created]
  private var current = 0

  /// The ids of stretches of rows, in the order of their ordinals.
  public init(_ stretches: [JournalWriter.Created]) { self.stretches = stretches }

  /// The id of the record of a row; rows are asked for in the order of their ordinals.
  public mutating func id(of ordinal: Int) -> Int {
    while current < stretches.count - 1,
      stretches[current].firstOrdinal + stretches[current].count <= ordinal
    { current += 1 }
    return stretches[current].firstID + ordinal - stretches[current].firstOrdinal
  }
}
