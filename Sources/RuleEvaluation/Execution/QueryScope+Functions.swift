extension QueryScope {
  /// The values of a function that is no window.
  func values(of call: SQLExpression.Call) throws -> ColumnVector {
    if let kind = Aggregate(rawValue: call.name) {
      guard let grouped, !call.isDistinct else {
        throw UnsupportedQuery("an aggregate without GROUP BY, or of DISTINCT")
      }
      let argument = try call.arguments.first.map(grouped.scope.values)
      let all = try kind.values(
        of: argument, groups: grouped.groups.groups, count: grouped.groups.firstRows.count,
        pool: pool)
      return kept.map(all.gathered) ?? all
    }
    switch call.name {
    case "coalesce", "ifnull":
      let columns = try call.arguments.map(choice)
      return try ColumnChoice.merged(columns, count: count) { row in
        columns.firstIndex { !$0.isNull(at: row) } ?? columns.count - 1
      }
    case "substr", "substring", "replace":
      guard let numbers = try texts(call.arguments[0]) else { return .null(count) }
      return try .text(memo.values(of: call, numbers))
    case "minutes_between":
      guard let from = try texts(call.arguments[0]), let to = try texts(call.arguments[1]) else {
        return .null(count)
      }
      return .integer(memo.minutes(from: from, to: to))
    default:
      throw UnsupportedQuery("the function \(call.name)")
    }
  }

  private func texts(_ expression: SQLExpression) throws -> [Int32]? {
    switch try values(expression) {
    case .null: return nil
    case .text(let numbers): return numbers
    case .integer, .real: throw UnsupportedQuery("a number where a text is expected")
    }
  }
}

/// Functions of texts, computed once for each text.
final class TextFunctions {
  private let pool: TextPool
  /// Results by the function with its other arguments, then by text; -2 where not computed.
  private var results: [SQLExpression.Call: [Int32]] = [:]
  /// Minutes by text; `Int64.max` where not computed, NULL for no time.
  private var minutes: [Int64] = []

  init(pool: TextPool) { self.pool = pool }

  /// `substr` and `replace` with literals.
  func values(of call: SQLExpression.Call, _ numbers: [Int32]) throws -> [Int32] {
    var key = call
    key.arguments[0] = .null
    let function = try Self.function(call)
    var known = results[key] ?? []
    results[key] = nil
    if known.count < pool.count {
      known += Array(repeating: -2, count: pool.count - known.count)
    }
    var values = numbers
    for row in numbers.indices where numbers[row] >= 0 {
      let number = Int(numbers[row])
      if known[number] == -2 {
        known[number] = pool.number(of: function(pool.text(numbers[row])))
      }
      values[row] = known[number]
    }
    results[key] = known
    return values
  }

  private static func function(_ call: SQLExpression.Call) throws -> (String) -> String {
    if call.name == "replace" {
      guard case .text(let old) = call.arguments[1], case .text(let new) = call.arguments[2],
        old.utf8.count == 1, old.utf8.allSatisfy({ $0 < 0x80 })
      else { throw UnsupportedQuery("replace of more than a letter") }
      let wanted = Array(old.utf8)[0]
      return { text in
        var bytes: [UInt8] = []
        for byte in text.utf8 {
          if byte == wanted { bytes += Array(new.utf8) } else { bytes.append(byte) }
        }
        return String(decoding: bytes, as: UTF8.self)
      }
    }
    guard case .integer(let first) = call.arguments[1], first > 0, first < 1 << 20 else {
      throw UnsupportedQuery("substr from a place that is not known")
    }
    var length = 1 << 30
    if call.arguments.count > 2 {
      guard case .integer(let given) = call.arguments[2], given >= 0, given < 1 << 20 else {
        throw UnsupportedQuery("substr of a length that is not known")
      }
      length = Int(given)
    }
    return { text in
      var scalars = String.UnicodeScalarView()
      scalars.append(contentsOf: text.unicodeScalars.dropFirst(Int(first) - 1).prefix(length))
      return String(scalars)
    }
  }

  /// `minutes_between`.
  func minutes(from: [Int32], to: [Int32]) -> IntegerColumn {
    if minutes.count < pool.count {
      minutes += Array(repeating: Int64.max, count: pool.count - minutes.count)
    }
    return IntegerColumn(count: from.count) { row in
      guard from[row] >= 0, to[row] >= 0 else { return ColumnVector.noInteger }
      let first = minutes(Int(from[row]))
      let second = minutes(Int(to[row]))
      guard first != ColumnVector.noInteger, second != ColumnVector.noInteger else {
        return ColumnVector.noInteger
      }
      return second - first
    }
  }

  private func minutes(_ number: Int) -> Int64 {
    if minutes[number] == Int64.max {
      minutes[number] =
        pool.withBytes(Int32(truncatingIfNeeded: number)) { RuleMinutes.minutes(of: $0) }
        .map(Int64.init) ?? ColumnVector.noInteger
    }
    return minutes[number]
  }
}

/// The clock behind `minutes_between`.
public enum RuleMinutes {
  /// Minutes since 1970-01-01 of a text `YYYY-MM-DDTHH:MM…`; `nil` for any other text.
  public static func minutes(of text: UnsafeRawBufferPointer) -> Int? {
    guard text.count >= 16, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"),
      text[10] == UInt8(ascii: "T") || text[10] == UInt8(ascii: " "),
      text[13] == UInt8(ascii: ":"),
      let year = number(text, 0..<4), let month = number(text, 5..<7),
      let day = number(text, 8..<10), let hour = number(text, 11..<13),
      let minute = number(text, 14..<16)
    else { return nil }
    return (days(year: year, month: month, day: day) * 24 + hour) * 60 + minute
  }

  /// A number of digits only.
  private static func number(_ text: UnsafeRawBufferPointer, _ range: Range<Int>) -> Int? {
    var result = 0
    for place in range {
      guard text[place] >= 0x30, text[place] <= 0x39 else { return nil }
      result = result * 10 + Int(text[place] - 0x30)
    }
    return result
  }

  /// Days since 1970-01-01 in the Gregorian calendar, years counted from March.
  private static func days(year: Int, month: Int, day: Int) -> Int {
    let shifted = month > 2 ? year : year - 1
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }
}
