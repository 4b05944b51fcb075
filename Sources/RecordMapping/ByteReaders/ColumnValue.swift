/// A value that a byte reader accepted, without memory of its own.
public struct ColumnValue: Sendable {
  /// What the bits mean.
  public enum Kind: UInt8, Sendable {
    /// No value.
    case null
    /// A whole number or Boolean: an `Int64`.
    case integer
    /// A decimal number: the bits of a `Double`.
    case real
    /// A text: its first byte in the batch's arena above, its length below, 32 bits each.
    case text
    /// A date: days since 1970-01-01.
    case date
    /// A value kept by the column: its place in the pool.
    case pooled
  }

  /// The value, as `kind` says.
  public var bits: UInt64
  /// What the bits mean.
  public var kind: Kind

  /// No value.
  public static let null = ColumnValue(bits: 0, kind: .null)

  /// A value.
  @inlinable @inline(__always)
  public init(bits: UInt64, kind: Kind) {
    self.bits = bits
    self.kind = kind
  }

  /// A text of the arena.
  @inline(__always)
  public init(offset: Int, length: Int) {
    self.init(
      bits: UInt64(truncatingIfNeeded: offset) << 32 | UInt64(truncatingIfNeeded: length),
      kind: .text)
  }

  /// A value that the column keeps.
  @inlinable @inline(__always)
  public init(pooled place: Int32) {
    self.init(bits: UInt64(UInt32(bitPattern: place)), kind: .pooled)
  }

  /// The place of a pooled value in its column.
  @inlinable @inline(__always)
  public var place: Int { Int(bits) }

  /// Where a text begins in the arena.
  @inlinable @inline(__always)
  public var offset: Int { Int(bits >> 32) }
  /// How many bytes a text has.
  @inlinable @inline(__always)
  public var length: Int { Int(bits & 0xFFFF_FFFF) }

  /// The value in the form that the rest of the pipeline uses.
  ///
  /// - Parameter pool: the values that the column keeps.
  public func fieldValue(
    in arena: UnsafeRawBufferPointer, pool: [FieldValue] = []
  ) -> FieldValue {
    switch kind {
    case .pooled: pool[place]
    case .null: .null
    case .integer: .integer(Int64(bitPattern: bits))
    case .real: .real(Double(bitPattern: bits))
    case .text:
      .text(String(decoding: arena[offset..<offset + length], as: UTF8.self))
    case .date: .text(CivilDate.text(ofDays: Int(Int64(bitPattern: bits))))
    }
  }

  /// Hashes the values of rows, one hash for each row.
  ///
  /// - Parameters:
  ///   - values: the values, row by row, `stride` of them for each.
  ///   - isWanted: whether a row is hashed; the others get 0.
  public static func hashes(
    of values: UnsafeBufferPointer<ColumnValue>, stride: Int, in arena: UnsafeRawBufferPointer,
    isWanted: (Int) -> Bool
  ) -> [UInt64] {
    guard stride > 0 else { return [] }
    let count = values.count / stride
    let seed = ByteHash.seed
    return Array(unsafeUninitializedCapacity: count) { hashes, made in
      for row in 0..<count {
        var hash: UInt64 = 0
        if isWanted(row) {
          hash = seed
          let first = row &* stride
          for place in first..<first &+ stride { hash = values[place].hash(hash, in: arena) }
        }
        hashes.initializeElement(at: row, to: hash)
      }
      made = count
    }
  }

  /// Adds the value to a hash of the values before it; equal for equal values of a field.
  ///
  /// - Parameter hash: `ByteHash.seed` for a record's first value.
  @inline(__always)
  public func hash(_ hash: UInt64, in arena: UnsafeRawBufferPointer) -> UInt64 {
    switch kind {
    case .text:
      return ByteHash.of(
        UnsafeRawBufferPointer(rebasing: arena[offset..<offset &+ length]), seed: hash)
    case .date:
      return CivilDate.withText(ofDays: Int(Int64(bitPattern: bits))) {
        ByteHash.of($0, seed: hash)
      }
    default: return ByteHash.mixed(hash, bits &+ UInt64(kind.rawValue))
    }
  }
}

extension ByteHash {
  /// Adds that there is no value to a hash, as `ColumnValue.hash` does.
  @inlinable @inline(__always)
  public static func ofNull(_ hash: UInt64) -> UInt64 {
    mixed(hash, UInt64(ColumnValue.Kind.null.rawValue))
  }

  /// Adds a whole number to a hash, as `ColumnValue.hash` does.
  @inlinable @inline(__always)
  public static func of(_ number: Int64, _ hash: UInt64) -> UInt64 {
    mixed(hash, UInt64(bitPattern: number) &+ UInt64(ColumnValue.Kind.integer.rawValue))
  }

  /// Adds a number with decimals to a hash, as `ColumnValue.hash` does.
  @inlinable @inline(__always)
  public static func of(_ number: Double, _ hash: UInt64) -> UInt64 {
    mixed(hash, number.bitPattern &+ UInt64(ColumnValue.Kind.real.rawValue))
  }
}

extension FieldValue {
  /// The hash that `ColumnValue.hash` gives the same value.
  public func hash(_ hash: UInt64) -> UInt64 {
    switch self {
    case .null: return ByteHash.ofNull(hash)
    case .integer(let number): return ByteHash.of(number, hash)
    case .real(let number): return ByteHash.of(number, hash)
    case .text(var text), .secret(var text), .decimal(var text):
      return text.withUTF8 { ByteHash.of(UnsafeRawBufferPointer($0), seed: hash) }
    case .dateTime(let local, let utc):
      return FieldValue.text(utc).hash(FieldValue.text(local).hash(hash))
    case .list(let items): return items.reduce(hash) { $1.hash($0) }
    }
  }
}

/// The verdict of a byte reader on a cell.
public enum CellVerdict: UInt8, Sendable {
  /// The cell has the value that was given, and there is nothing to report.
  case sound
  /// The cell must be read by the field's reader.
  case unsure
  /// The cell is refused with the verdict's code, and there is nothing else to report.
  case pattern, tooLong, notListed, outOfRange, invalidDate, notInteger, notNumber, notBoolean
  /// There is no value where one is required.
  case missing
  /// No record has the key that the cell refers to.
  case missingParent
}
