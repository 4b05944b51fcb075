import JSONText

/// Whether what a system holds is what was sent.
enum Agreement {
  /// Whether two values say the same; no value, null and an empty text do.
  static func holds(_ sent: JSONNode?, _ found: JSONNode?) -> Bool {
    same(sent?.canonical ?? "null", found?.canonical ?? "null")
  }

  /// Whether two values in canonical form say the same.
  static func same(_ left: String, _ right: String) -> Bool {
    if left == right || isNothing(left) && isNothing(right) { return true }
    // Systems tell an instant in their own zone.
    guard let first = seconds(left), let second = seconds(right) else { return false }
    return first == second
  }

  private static func isNothing(_ value: String) -> Bool { value == "null" || value == "\"\"" }

  /// Seconds since the year 0 of an instant in quotes, `"2030-03-12T09:00:00-04:00"`.
  private static func seconds(_ value: String) -> Int? {
    let bytes = Array(value.utf8.dropFirst().dropLast())
    guard bytes.count >= 20, value.utf8.first == UInt8(ascii: "\""), bytes[4] == UInt8(ascii: "-"),
      bytes[7] == UInt8(ascii: "-"), bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"),
      bytes[16] == UInt8(ascii: ":"), let year = number(bytes[0..<4]),
      let month = number(bytes[5..<7]), let day = number(bytes[8..<10]),
      let hour = number(bytes[11..<13]), let minute = number(bytes[14..<16]),
      let second = number(bytes[17..<19]), (1...12).contains(month)
    else { return nil }
    var zone = bytes[19...]
    if zone.first == UInt8(ascii: ".") {
      // Parts of a second that are not 0 make another instant of it.
      let fraction = zone.dropFirst().prefix { (48...57).contains($0) }
      guard fraction.allSatisfy({ $0 == 48 }) else { return nil }
      zone = zone.dropFirst(fraction.count + 1)
    }
    var offset = 0
    if zone.first == UInt8(ascii: "+") || zone.first == UInt8(ascii: "-"), zone.count == 6 {
      let start = zone.startIndex
      guard let hours = number(zone[start + 1..<start + 3]),
        let minutes = number(zone[start + 4..<start + 6])
      else { return nil }
      offset = (hours * 60 + minutes) * (zone.first == UInt8(ascii: "-") ? -60 : 60)
    } else if !zone.elementsEqual([UInt8(ascii: "Z")]) {
      return nil
    }
    let marchYear = month < 3 ? year - 1 : year
    let days =
      365 * marchYear + marchYear / 4 - marchYear / 100 + marchYear / 400
      + (153 * ((month + 9) % 12) + 2) / 5 + day
    return days * 86_400 + hour * 3600 + minute * 60 + second - offset
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    digits.allSatisfy { (48...57).contains($0) }
      ? digits.reduce(0) { $0 * 10 + Int($1 - 48) } : nil
  }
}
