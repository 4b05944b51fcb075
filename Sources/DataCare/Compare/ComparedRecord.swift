import Foundation
public import RecordMapping

/// A record as a comparison sees it.
public struct ComparedRecord: Sendable, Hashable {
  /// The text by whose bytes records are ordered.
  public var key: String
  /// The record's number in its store; `nil` for one of a dump.
  public var id: Int64?
  /// The values, by the index of the schema's fields.
  public var values: [FieldValue]
  /// Whether the values are texts as files have them, without types.
  public var isText: Bool

  /// A record.
  public init(key: String, id: Int64?, values: [FieldValue], isText: Bool) {
    self.key = key
    self.id = id
    self.values = values
    self.isText = isText
  }
}

/// The order of two texts by their bytes: negative, zero or positive.
func byteOrder(_ one: String, _ other: String) -> Int {
  var one = one
  var other = other
  return one.withUTF8 { first in
    other.withUTF8 { second in
      let count = min(first.count, second.count)
      if count > 0, let start = first.baseAddress, let end = second.baseAddress {
        let order = memcmp(start, end, count)
        if order != 0 { return Int(order) }
      }
      return first.count - second.count
    }
  }
}
