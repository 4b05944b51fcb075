import RecordMapping
import Schemas
import TabularCore

extension Field {
  /// What a cell of the field should hold, in a word or two: "a date".
  var expectation: String { type.definition.expectation }

  /// What a cell of the field should hold because of another cell: "a text" would sound odd there, as any
  /// value will do.
  var conditionalExpectation: String {
    let words = expectation
    return words == "a text" ? "a value" : words
  }
}
