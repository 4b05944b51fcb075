import TabularCore
import TestSupport

/// The same numbers every time (Marsaglia's xorshift).
struct DifferentialGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
  }

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }

  mutating func chance(_ one: Int, in all: Int) -> Bool {
    Int.random(in: 0..<all, using: &self) < one
  }
}

/// What a cell should read as, in a form that readers in other languages give, too.
enum DifferentialValue: Equatable, CustomStringConvertible {
  case text(String)
  case number(Double)
  case boolean(Bool)
  case error(String)
  /// A serial with a date, time or duration format.
  case serial(Double)
  /// An ISO 8601 cell.
  case iso(String)

  /// Whether two readers mean the same: serials to the millisecond, numbers to 12 digits.
  func agrees(with other: DifferentialValue) -> Bool {
    switch (self, other) {
    case (.number(let left), .number(let right)):
      left == right || abs(left - right) <= 1e-12 * max(abs(left), abs(right))
    case (.serial(let left), .serial(let right)): abs(left - right) < 1.2e-8
    default: self == other
    }
  }

  var description: String {
    switch self {
    case .text(let text): "text \(text.debugDescription)"
    case .number(let number): "number \(number)"
    case .boolean(let flag): "\(flag)"
    case .error(let text): "error \(text)"
    case .serial(let serial): "serial \(serial)"
    case .iso(let text): "ISO \(text)"
    }
  }
}

/// A generated workbook with what its cells are, by sheet and reference.
struct DifferentialWorkbook {
  var builder = WorkbookBuilder()
  var cells: [String: DifferentialValue] = [:]

  /// Whether cells are generated that other readers are known to decide otherwise.
  private let isOwn: Bool

  private static let pieces = [
    "a", "Main hall", " ", "  ", "é", "e\u{301}", "日本", "😀", "&", "<b>", "\"", "'", "\n", "\t",
    "=1+1", "1e5", "TRUE", "-", "0012", "]]>", "ß",
  ]
  /// Texts as stored, with what they are.
  private static let escapes = [
    ("_x0041_", "A"), ("_x005F_x0041_", "_x0041_"), ("_xD83D__xDE00_", "😀"), ("_x00e9_", "é"),
    ("_x41_", "_x41_"), ("_X0041_", "_X0041_"),
  ]

  /// A workbook of a seed.
  ///
  /// - Parameter isOwn: whether anything may come that our builder writes; else only what openpyxl
  ///   is known to read.
  init(seed: UInt64, isOwn: Bool) {
    self.isOwn = isOwn
    var random = DifferentialGenerator(seed: seed)
    builder.strings = random.chance(1, in: 2) ? .shared : .inline
    builder.encoding =
      [.utf8, .utf8, .utf8WithMark, .utf16LittleEndian, .utf16BigEndian]
      .randomElement(using: &random) ?? .utf8
    builder.prefix = random.chance(1, in: 4) ? "x" : nil
    builder.isDate1904 = random.chance(1, in: 4)
    builder.writesReferences = !random.chance(1, in: 4)
    builder.isStored = random.chance(1, in: 3)
    if isOwn {
      builder.conformance = random.chance(1, in: 3) ? .strict : .transitional
      builder.hasMacros = random.chance(1, in: 5)
    }
    for sheet in 1...Int.random(in: 1...3, using: &random) { addSheet("Sheet \(sheet)", &random) }
  }

  private mutating func addSheet(_ name: String, _ random: inout DifferentialGenerator) {
    var rows: [[WorkbookValue]] = []
    let width = Int.random(in: 1...30, using: &random)
    for row in 1...Int.random(in: 1...25, using: &random) {
      var values: [WorkbookValue] = []
      for column in 1...width {
        guard !random.chance(1, in: 4) else {
          values.append(.blank)
          continue
        }
        let (value, meaning) = self.value(&random)
        values.append(value)
        if let meaning {
          cells["\(name)!\(CellReference(row: row, column: column))"] = meaning
        }
      }
      rows.append(random.chance(1, in: 8) ? [] : values)
      if rows[row - 1].isEmpty {
        for column in 1...width {
          cells["\(name)!\(CellReference(row: row, column: column))"] = nil
        }
      }
    }
    let visibility = ["visible", "visible", "hidden", "veryHidden"].randomElement(using: &random)
    builder = builder.sheet(
      name, rows: rows, visibility: name == "Sheet 1" ? "visible" : visibility ?? "visible",
      hiddenRows: random.chance(1, in: 3) ? [1, rows.count] : [])
  }

  private func text(_ random: inout DifferentialGenerator) -> (stored: String, read: String) {
    var stored = ""
    var read = ""
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      if isOwn, random.chance(1, in: 6), let escape = Self.escapes.randomElement(using: &random) {
        stored += escape.0
        read += escape.1
      } else if let piece = Self.pieces.randomElement(using: &random) {
        stored += piece
        read += piece
      }
    }
    return (stored, read)
  }

  private func value(
    _ random: inout DifferentialGenerator
  ) -> (WorkbookValue, DifferentialValue?) {
    switch Int.random(in: 0..<12, using: &random) {
    case 0, 1, 2:
      let (stored, read) = text(&random)
      return (.text(stored), .text(read))
    case 3:
      let runs = (0..<Int.random(in: 1...3, using: &random)).map { _ in text(&random) }
      return (.runs(runs.map(\.stored)), .text(runs.map(\.read).joined()))
    case 4:
      let whole = Int.random(in: -1_000_000_000_000...1_000_000_000_000, using: &random)
      return (.lexeme(String(whole)), .number(Double(whole)))
    case 5:
      let lexemes = ["0.1", "-0", "1E+3", "1.5e-7", "123456789012345.67", "1E300", "-2.5E-300"]
      let lexeme = lexemes.randomElement(using: &random) ?? "1"
      return (.lexeme(lexeme), Double(lexeme).map(DifferentialValue.number))
    case 6: return temporal(&random)
    case 7:
      let flag = random.chance(1, in: 2)
      return (.boolean(flag), .boolean(flag))
    case 8:
      let errors = ["#N/A", "#DIV/0!", "#REF!", "#NAME?", "#NULL!", "#NUM!", "#VALUE!"]
      let error = errors.randomElement(using: &random) ?? "#N/A"
      return (.error(error), .error(error))
    case 9:
      guard !random.chance(1, in: 3) else { return (.formula("A1+1", cached: nil), nil) }
      let number = Double(Int.random(in: 0...99_999, using: &random)) / 4
      return (.formula("SUM(A1:A9)", cached: .number(number)), .number(number))
    case 10:
      let (_, read) = ("", ["ok", "a & b"].randomElement(using: &random) ?? "ok")
      return (.formula("A1&\"<\"", cached: .text(read)), .text(read))
    default:
      if isOwn, random.chance(1, in: 2) {
        return (.isoDate("2027-03-15T08:30:00"), .iso("2027-03-15T08:30:00"))
      }
      let number = Double(Int.random(in: 0...1000, using: &random)) / 100
      let codes = ["0.00", "0%", "#,##0", "@", "\"day\" 0", "[Red]0", "0.00E+00", "General"]
      return (
        .formatted(.number(number), code: codes.randomElement(using: &random) ?? "0"),
        .number(number)
      )
    }
  }

  private func temporal(
    _ random: inout DifferentialGenerator
  ) -> (WorkbookValue, DifferentialValue) {
    // Past the day that never was, and whole seconds: what every reader agrees on.
    let days = Double(Int.random(in: 62...80_000, using: &random))
    let seconds = Double(Int.random(in: 1..<86_400, using: &random)) / 86_400
    switch Int.random(in: 0..<4, using: &random) {
    case 0: return (.date(days), .serial(days))
    case 1: return (.dateTime(days + seconds), .serial(days + seconds))
    case 2: return (.time(seconds), .serial(seconds))
    default: return (.duration(days / 100), .serial(days / 100))
    }
  }
}
