public import ImportPipeline

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
