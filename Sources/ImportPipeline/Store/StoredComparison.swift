public import RecordMapping
public import Schemas

/// Tells whether records are stored as rows give them, without creating values of either.
public protocol StoredComparison: AnyObject {
  /// Compares a row with the stored record of its key.
  ///
  /// - Parameters:
  ///   - key: the values of the natural key, all of them texts, in the key's order.
  ///   - hash: what `ScreenedValue.hash` gives the values of the compared fields.
  ///   - arena: the bytes of the texts.
  func answer(
    key: [ScreenedValue], hash: UInt64, in arena: UnsafeRawBufferPointer
  ) throws(StoreError) -> StoredAnswer
}

/// What a comparison of a row with the store came to.
public enum StoredAnswer: Sendable {
  /// The stored record has the row's values.
  case same
  /// A record of the key is stored, with other values.
  case other
  /// No record of the key is stored.
  case absent
}

extension TableSchema {
  /// Whether rows can be compared with stored records by some fields, given by index: each stands in a
  /// column of its own or is a reference, and the key's are among them, in columns.
  public func isComparable(by fields: [Int]) -> Bool {
    let key = naturalKey.compactMap(fieldIndex(named:))
    return store.isOwned && !key.isEmpty && Set(key).isSubset(of: fields)
      && fields.allSatisfy { index in
        switch self.fields[index].store {
        case .column: true
        case .reference: !key.contains(index)
        default: false
        }
      }
  }
}

extension RecordStore {
  /// Compares nothing.
  public func makeComparison(
    of table: TableSchema, fields: [Int]
  ) throws(StoreError) -> (any StoredComparison)? { nil }
}
