public import RecordMapping

/// A staged row as its bytes stand in the log, without memory of its own.
///
/// It is valid in the call that gives it.
public struct StagedRow {
  /// The row's number within its table and run, from 0.
  public let ordinal: Int
  /// The values, by the index of the schema's fields.
  public let values: UnsafeBufferPointer<StagedValue>
}

/// A value of a staged row.
public enum StagedValue {
  /// No value.
  case null
  /// A whole number, minor units, minutes, 0 or 1.
  case integer(Int64)
  /// A binary number.
  case real(Double)
  /// The digits of an exact number.
  case decimal(UnsafeRawBufferPointer)
  /// A text in UTF-8.
  case text(UnsafeRawBufferPointer)
  /// Days since 1970-01-01.
  case date(Int)
  /// A local time and its instant, as texts.
  case dateTime(local: UnsafeRawBufferPointer, utc: UnsafeRawBufferPointer)
  /// The items of a list.
  case list(StagedItems)
  /// A secret.
  case secret(UnsafeRawBufferPointer)

  /// Whether there is no value.
  public var isNull: Bool { if case .null = self { true } else { false } }
}

/// The items of a list of a staged row.
public struct StagedItems {
  /// How many there are.
  public let count: Int
  let bytes: UnsafeRawBufferPointer
  let place: Int

  /// Calls a closure with each item and its place, from 0.
  public func forEach(_ body: (Int, StagedValue) throws -> Void) rethrows {
    var reader = RowCoding(bytes: bytes, place: place)
    for number in 0..<count { try body(number, reader.value()) }
  }
}

extension FieldValue {
  /// The value with memory of its own.
  public init(_ value: StagedValue) {
    func text(_ bytes: UnsafeRawBufferPointer) -> String { String(decoding: bytes, as: UTF8.self) }
    switch value {
    case .null: self = .null
    case .integer(let number): self = .integer(number)
    case .real(let number): self = .real(number)
    case .decimal(let digits): self = .decimal(text(digits))
    case .text(let bytes): self = .text(text(bytes))
    case .date(let days): self = .text(CivilDate.text(ofDays: days))
    case .dateTime(let local, let utc): self = .dateTime(local: text(local), utc: text(utc))
    case .secret(let bytes): self = .secret(text(bytes))
    case .list(let items):
      var values: [FieldValue] = []
      values.reserveCapacity(items.count)
      items.forEach { values.append(FieldValue($1)) }
      self = .list(values)
    }
  }
}
