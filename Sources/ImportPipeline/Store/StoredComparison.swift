internal import Foundation
import RecordMapping
public import Schemas

/// Tells whether records are stored as rows give them, without creating values of either.
public protocol StoredComparison: AnyObject {
  /// Compares a row with the stored record of its key.
  ///
  /// - Parameters:
  ///   - key: the texts of the natural key in its order, with `storedKeySeparator` between them.
  ///   - hash: what `ColumnValue.hash` gives the values of the compared fields, those of the key among them.
  func answer(key: UnsafeRawBufferPointer, hash: UInt64) throws(StoreError) -> StoredAnswer
}

/// What stands between the texts of a natural key.
public let storedKeySeparator = RecordKey.separatorByte

/// A natural key that the texts of a stored record are compared with, one after another.
public struct StoredKeyParts {
  private let key: UnsafeRawBufferPointer
  private var start = 0
  private var isFirst = true

  /// A key as `StoredComparison.answer` is given it.
  public init(_ key: UnsafeRawBufferPointer) { self.key = key }

  /// Whether all of the key was taken.
  public var isAtEnd: Bool { start == key.count }

  /// Takes the next part, when a text is its beginning; what follows the last one `isAtEnd` tells.
  public mutating func take(_ text: UnsafeRawBufferPointer) -> Bool {
    if !isFirst {
      guard start < key.count, key[start] == storedKeySeparator else { return false }
      start += 1
    }
    isFirst = false
    guard text.count <= key.count - start else { return false }
    if let wanted = text.baseAddress, let found = key.baseAddress,
      memcmp(wanted, found + start, text.count) != 0
    {
      return false
    }
    start += text.count
    return true
  }
}

/// What a comparison of a row with the store came to.
public enum StoredAnswer: Sendable, Hashable {
  /// The stored record, given by its id, has the row's values.
  case same(Int64)
  /// A record of the key is stored, with other values.
  case other
  /// No record of the key is stored.
  case absent
}

extension TableSchema {
  /// Whether rows can be compared with stored records by some fields, given by index: the store can read
  /// the text of each as rows have it, and the key's are among them.
  public func isComparable(by fields: [Int]) -> Bool {
    let key = naturalKey.compactMap(fieldIndex(named:))
    return store.isOwned && store.idType == .integer && !key.isEmpty
      && Set(key).isSubset(of: fields)
      && fields.allSatisfy { index in
        switch self.fields[index].store {
        case .column, .foldedColumn, .reference, .dateTime: true
        case .list: !key.contains(index)
        default: false
        }
      }
  }
}

extension RecordStore {
  /// Compares nothing.
  public func makeComparison(
    of table: TableSchema, fields: [Int], blank: [Int]
  ) throws(StoreError) -> (any StoredComparison)? { nil }
}
