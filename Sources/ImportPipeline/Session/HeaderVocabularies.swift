import RecordMapping
import Schemas
import Synchronization

/// The headers that the tables of a package understand; those of a table are folded when it is first asked for.
///
/// A file whose name and headers say which table it is asks for one of some thirty.
final class HeaderVocabularies: Sendable {
  private let order: [TableSchema]
  private let made: Mutex<[HeaderVocabulary?]>

  /// The headers of some tables.
  init(_ order: [TableSchema]) {
    self.order = order
    made = Mutex(Array(repeating: nil, count: order.count))
  }

  /// The headers of a table, by its place.
  subscript(_ table: Int) -> HeaderVocabulary {
    made.withLock { made in
      if let known = made[table] { return known }
      let vocabulary = HeaderVocabulary(order[table])
      made[table] = vocabulary
      return vocabulary
    }
  }

  /// The headers of all tables, in their order.
  var all: [HeaderVocabulary] { order.indices.map { self[$0] } }
}
