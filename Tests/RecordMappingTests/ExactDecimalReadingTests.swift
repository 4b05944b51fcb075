import Schemas
import TabularCore
import Testing

@testable import RecordMapping

/// Numbers of more digits than a binary number keeps, for stores that keep them.
@Suite struct ExactDecimalReadingTests {
  private func reading(_ text: String, scale: Int? = nil, rounds: Bool = false) -> String {
    let reader = DecimalReader(
      field: "rate", scale: scale, roundsToScale: rounds, keepsDigits: true)
    switch referenceOutcome(reader, text) {
    case .success(let reading): return shown(reading.value)
    case .failure(let problem): return problem.code.rawValue
    }
  }

  @Test(arguments: [
    ("12.50", "real 12.5"), ("0.1", "real 0.1"),
    ("0.30000000000000004", "real 0.30000000000000004"),
    ("0.30000000000000001", "decimal 0.30000000000000001"),
    ("12345678901234567.25", "decimal 12345678901234567.25"),
    ("-12345678901234567,25", "decimal -12345678901234567.25"),
    ("12 345 678 901 234 567,25", "decimal 12345678901234567.25"),
    ("+0.12345678901234567890", "decimal 0.1234567890123456789"),
    ("123456789012345678901234567890", "decimal 123456789012345678901234567890"),
    ("000000000000000000000000000001.5", "real 1.5"),
    (
      "1.23456789012345678901e-3",
      "decimal 0.00123456789012345678901"
    ),
    ("9007199254740993", "decimal 9007199254740993"),
  ])
  func everyDigitIsKept(_ text: String, _ value: String) {
    #expect(reading(text) == value)
  }

  @Test func theScaleHoldsForAllDigits() {
    #expect(reading("0.12345678901234567891", scale: 20) == "decimal 0.12345678901234567891")
    #expect(reading("0.123456789012345678912", scale: 20) == "value.too-precise")
    #expect(reading("0.12345678901234567891", scale: 2, rounds: true) == "real 0.12")
    #expect(reading(String(repeating: "9", count: 500)) == "value.too-precise")
  }

  @Test(arguments: [
    ("+0012.500", "12.5"), ("1.5E-3", "0.0015"), ("-0.000", "0"), ("1e3", "1000"),
    ("−7.10", "-7.1"),
    (".5", "0.5"), ("100", "100"),
  ])
  func plainTexts(_ text: String, _ plain: String) {
    #expect(ExactDecimal.plain(text) == plain)
  }

  @Test(arguments: [
    ("1", "2", -1), ("10", "9", 1), ("-10", "-9", -1), ("0.5", "0.25", 1), ("0.5", "0.5", 0),
    ("-1", "1", -1), ("1.05", "1.5", -1), ("123456789012345678901", "123456789012345678900.9", 1),
  ])
  func orders(_ left: String, _ right: String, _ order: Int) {
    #expect(ExactDecimal.order(of: left, to: right) == order)
    #expect(ExactDecimal.order(of: right, to: left) == -order)
  }

  @Test func boundsHoldForAllDigits() throws {
    var field = Field(name: "rate", type: .decimal)
    field.constraints.maximum = "0.5"
    let table = TableSchema(name: "t", fields: [field])
    let reader = CompiledField(
      field: field, in: table,
      package: DataPackage(name: "p", title: LocalizedText("P"), tables: [table]),
      keepsDigits: true)
    #expect(try reader.checkText("0.49999999999999999999").value.description.count == 22)
    #expect(throws: CellProblem.self) { try reader.checkText("0.50000000000000000001") }
  }

  /// The canonical form of a code is lower case where the schema says so.
  @Test func codesMayBeInLowerCase() throws {
    var field = Field(name: "code", type: .code)
    field.isLowercased = true
    let table = TableSchema(name: "t", fields: [field])
    let reader = CompiledField(
      field: field, in: table,
      package: DataPackage(name: "p", title: LocalizedText("P"), tables: [table]))
    #expect(try reader.checkText("Ab-1").value == .text("ab-1"))
    field.isLowercased = false
    let upper = CompiledField(
      field: field, in: table,
      package: DataPackage(name: "p", title: LocalizedText("P"), tables: [table]))
    #expect(try upper.checkText("Ab-1").value == .text("AB-1"))
  }
}
