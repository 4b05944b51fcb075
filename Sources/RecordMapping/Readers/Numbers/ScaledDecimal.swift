/// A decimal number: an integer divided by a power of ten, without trailing zeros after the point.
struct ScaledDecimal: Equatable {
  /// The number times ten to the power of `scale`.
  var mantissa: Int64
  /// How many decimals the number has, from 0.
  var scale: Int
  /// Whether the text has more decimals than are kept here.
  var isCut = false

  /// The result of reading digits.
  enum Parsed: Equatable {
    /// A number.
    case number(ScaledDecimal)
    /// More than 18 digits before the point.
    case tooLarge
    /// Not a number.
    case none
  }

  /// The digits of a decimal number that a binary one keeps (IEEE 754 double).
  static let keptDigits = 15

  /// Zero.
  static let zero = ScaledDecimal(mantissa: 0, scale: 0)

  /// A number; zeros at the end of the decimals are dropped.
  init(mantissa: Int64, scale: Int) {
    self.mantissa = mantissa
    self.scale = scale
    while self.scale > 0, self.mantissa % 10 == 0 {
      self.mantissa /= 10
      self.scale -= 1
    }
  }

  /// The number as an integer, when it is one.
  var integer: Int64? { scale == 0 && !isCut ? mantissa : nil }

  /// Whether the nearest binary number has the same digits, so that a store of binary numbers loses
  /// nothing.
  var isKeptByDouble: Bool {
    guard !isCut else { return false }
    return mantissa.magnitude < 1_000_000_000_000_000 || plainDecimal(double) == description
  }

  /// The nearest binary number.
  var double: Double {
    guard scale > 0 else { return Double(mantissa) }
    if scale <= 22, mantissa.magnitude < 1 << 53 { return Double(mantissa) / Self.powers[scale] }
    return Double("\(mantissa)e-\(scale)") ?? 0
  }

  private static let powers: [Double] = (0...22).map { exponent in
    (0..<exponent).reduce(1.0) { power, _ in power * 10 }
  }

  /// The number with at most `decimals` decimals, half to even.
  func rounded(to decimals: Int) -> ScaledDecimal {
    guard scale > decimals else { return self }
    let dropped = scale - decimals
    guard dropped <= 18, let divisor = Self.integerPower(dropped) else { return .zero }
    var quotient = mantissa / divisor
    let rest = (mantissa % divisor).magnitude
    let half = divisor.magnitude / 2
    if rest > half || (rest == half && quotient % 2 != 0) { quotient += mantissa < 0 ? -1 : 1 }
    return ScaledDecimal(mantissa: quotient, scale: decimals)
  }

  /// A hundred times the number; `nil` when that does not fit.
  var hundredfold: ScaledDecimal? {
    guard scale < 2 else {
      var number = ScaledDecimal(mantissa: mantissa, scale: scale - 2)
      number.isCut = isCut
      return number
    }
    let (product, overflow) = mantissa.multipliedReportingOverflow(by: scale == 1 ? 10 : 100)
    return overflow ? nil : ScaledDecimal(mantissa: product, scale: 0)
  }

  /// The number times ten to the power of `decimals`, when that is an integer that fits.
  func minorUnits(decimals: Int) -> Int64? {
    guard scale <= decimals, let factor = Self.integerPower(decimals - scale) else { return nil }
    let (product, overflow) = mantissa.multipliedReportingOverflow(by: factor)
    return overflow ? nil : product
  }

  /// Ten to the power of 0 to 18.
  static func integerPower(_ exponent: Int) -> Int64? {
    guard (0...18).contains(exponent) else { return nil }
    return (0..<exponent).reduce(Int64(1)) { power, _ in power * 10 }
  }
}

extension ScaledDecimal: Comparable {
  /// By value.
  static func < (left: ScaledDecimal, right: ScaledDecimal) -> Bool {
    let scale = max(left.scale, right.scale)
    if let leftUnits = left.minorUnits(decimals: scale),
      let rightUnits = right.minorUnits(decimals: scale)
    {
      return leftUnits < rightUnits
    }
    return left.double < right.double
  }
}

extension ScaledDecimal: CustomStringConvertible {
  /// The plain decimal text, without exponent and trailing zeros.
  var description: String {
    guard scale > 0 else { return String(mantissa) }
    let digits = padded(Int(mantissa.magnitude), scale + 1)
    let point = digits.index(digits.endIndex, offsetBy: -scale)
    return (mantissa < 0 ? "-" : "") + digits[..<point] + "." + digits[point...]
  }
}

/// Collects the digits of a number one by one.
struct DigitCollector {
  private var mantissa: Int64 = 0
  private var kept = 0
  private var integerDigits = 0
  private var keptDecimals = 0
  private var isCut = false

  /// Takes a digit before the point.
  mutating func appendInteger(_ digit: Int) {
    if integerDigits == 0, digit == 0 { return }
    integerDigits += 1
    keep(digit)
  }

  /// Takes a digit after the point.
  mutating func appendDecimal(_ digit: Int) {
    if keep(digit) {
      keptDecimals += 1
    } else if digit != 0 {
      isCut = true
    }
  }

  @discardableResult
  private mutating func keep(_ digit: Int) -> Bool {
    if mantissa == 0, digit == 0 { return true }
    guard kept < 18 else { return false }
    mantissa = mantissa * 10 + Int64(digit)
    kept += 1
    return true
  }

  /// The number; it records whether there are decimals beyond its 18 digits.
  func number(isNegative: Bool) -> ScaledDecimal.Parsed {
    guard integerDigits <= 18 else { return .tooLarge }
    var number = ScaledDecimal(
      mantissa: isNegative ? -mantissa : mantissa, scale: keptDecimals)
    number.isCut = isCut
    return .number(number)
  }
}
