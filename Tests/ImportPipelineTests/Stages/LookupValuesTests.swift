import RecordMapping
import Schemas
import Testing

@testable import ImportPipeline

@Suite struct LookupValuesTests {
  private func values(isFolded: Bool) -> LookupValues {
    var field = Field(name: "name", type: .string)
    field.isFolded = isFolded
    return LookupValues(field)
  }

  @Test func rowsAreFoundByTheirTextInTheirOrder() {
    let values = values(isFolded: false)
    for (ordinal, text) in ["Main", "Side", "main", "Main"].enumerated() {
      values.append(.text(text), ordinal: ordinal)
    }
    values.append(.null, ordinal: 4)
    values.append(.integer(7), ordinal: 5)
    #expect(values.ordinals(of: "Main") == [0, 3])
    #expect(values.ordinals(of: "main") == [2])
    #expect(values.ordinals(of: "7") == [5])
    #expect(values.ordinals(of: "") == [])
    // Rows that come after a look-up are found by the next one.
    values.append(.text("Main"), ordinal: 6)
    #expect(values.ordinals(of: "Main") == [0, 3, 6])
  }

  @Test func foldedTextsAreOne() {
    let values = values(isFolded: true)
    for (ordinal, text) in ["Main  HALL", " main hall", "ＭＡＩＮ hall", "Main-Hall"].enumerated() {
      values.append(.text(text), ordinal: ordinal)
    }
    #expect(values.ordinals(of: foldedValue("Main Hall")) == [0, 1, 2])
    #expect(values.ordinals(of: foldedValue("Main-Hall")) == [3])
  }

  @Test func discardedRowsAreNotFound() {
    let values = values(isFolded: false)
    for ordinal in 0..<10 { values.append(.text("t\(ordinal % 3)"), ordinal: ordinal) }
    #expect(values.ordinals(of: "t1") == [1, 4, 7])
    values.removeRows(from: 5)
    #expect(values.ordinals(of: "t1") == [1, 4])
    values.append(.text("t1"), ordinal: 5)
    #expect(values.ordinals(of: "t1") == [1, 4, 5])
  }
}
